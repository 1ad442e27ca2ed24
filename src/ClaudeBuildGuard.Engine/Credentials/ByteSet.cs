namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// Bytes to look for in short texts: a name, a value, the rest of a line. The platform's <c>SearchValues</c> would do, but of bytes each
/// process compiles its two dozen vectorised methods anew and then runs them as the first, slow compilation leaves them, which costs more
/// than they save where a search ends after a dozen bytes.
/// </summary>
internal sealed class ByteSet
{
    private readonly bool[] _holds = new bool[256];

    private ByteSet()
    {
    }

    /// <summary>The letters of ASCII.</summary>
    public static ByteSet Letters { get; } = Of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>The letters and digits of ASCII.</summary>
    public static ByteSet LettersAndDigits { get; } = Letters.With("0123456789"u8);

    /// <summary>The small letters and digits of ASCII.</summary>
    public static ByteSet SmallLettersAndDigits { get; } = Of("abcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>The capital letters and digits of ASCII.</summary>
    public static ByteSet CapitalsAndDigits { get; } = Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    /// <summary>These bytes.</summary>
    public static ByteSet Of(ReadOnlySpan<byte> bytes)
    {
        var set = new ByteSet();
        foreach (var b in bytes)
        {
            set._holds[b] = true;
        }

        return set;
    }

    /// <summary>The bytes of this set and these.</summary>
    public ByteSet With(ReadOnlySpan<byte> bytes)
    {
        var set = Of(bytes);
        for (var b = 0; b < _holds.Length; b++)
        {
            set._holds[b] |= _holds[b];
        }

        return set;
    }

    /// <summary>True when it holds the byte.</summary>
    public bool Contains(byte b) => _holds[b];
}

/// <summary>Searches for the bytes of a <see cref="ByteSet"/>, under the names that the platform gives to such searches.</summary>
internal static class ByteSetSearch
{
    /// <summary>Where the first byte of the set stands; -1 when none does.</summary>
    public static int IndexOfAny(this ReadOnlySpan<byte> text, ByteSet set) => First(text, set, isHeld: true);

    /// <summary>Where the first byte stands that the set does not hold; -1 when none does.</summary>
    public static int IndexOfAnyExcept(this ReadOnlySpan<byte> text, ByteSet set) => First(text, set, isHeld: false);

    /// <summary>Where the last byte of the set stands; -1 when none does.</summary>
    public static int LastIndexOfAny(this ReadOnlySpan<byte> text, ByteSet set) => Last(text, set, isHeld: true);

    /// <summary>Where the last byte stands that the set does not hold; -1 when none does.</summary>
    public static int LastIndexOfAnyExcept(this ReadOnlySpan<byte> text, ByteSet set) => Last(text, set, isHeld: false);

    private static int First(ReadOnlySpan<byte> text, ByteSet set, bool isHeld)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (set.Contains(text[i]) == isHeld)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Last(ReadOnlySpan<byte> text, ByteSet set, bool isHeld)
    {
        var i = text.Length - 1;
        while (i >= 0 && set.Contains(text[i]) != isHeld)
        {
            i--;
        }

        return i;
    }
}
