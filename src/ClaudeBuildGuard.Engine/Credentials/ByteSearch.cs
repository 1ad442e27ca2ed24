namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// Searches short texts, a name, a value, the rest of a line, for the bytes of a <see cref="ByteClass"/>. The platform's
/// <c>SearchValues</c> would do, but of bytes each process compiles its two dozen vectorised methods anew and then runs them as the first,
/// slow compilation leaves them, which costs more than they save where a search ends after a dozen bytes.
/// </summary>
internal static class ByteSearch
{
    /// <summary>Where the first byte of the class stands; -1 when none does.</summary>
    public static int IndexOfAny(this ReadOnlySpan<byte> text, ByteClass bytes) => First(text, bytes, isHeld: true);

    /// <summary>Where the first byte stands that the class does not hold; -1 when none does.</summary>
    public static int IndexOfAnyExcept(this ReadOnlySpan<byte> text, ByteClass bytes) => First(text, bytes, isHeld: false);

    /// <summary>Where the last byte of the class stands; -1 when none does.</summary>
    public static int LastIndexOfAny(this ReadOnlySpan<byte> text, ByteClass bytes) => Last(text, bytes, isHeld: true);

    /// <summary>Where the last byte stands that the class does not hold; -1 when none does.</summary>
    public static int LastIndexOfAnyExcept(this ReadOnlySpan<byte> text, ByteClass bytes) => Last(text, bytes, isHeld: false);

    private static int First(ReadOnlySpan<byte> text, ByteClass bytes, bool isHeld)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (bytes.Contains(text[i]) == isHeld)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Last(ReadOnlySpan<byte> text, ByteClass bytes, bool isHeld)
    {
        var i = text.Length - 1;
        while (i >= 0 && bytes.Contains(text[i]) != isHeld)
        {
            i--;
        }

        return i;
    }
}
