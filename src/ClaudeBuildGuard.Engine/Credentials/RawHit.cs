using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>A hit before overlaps are resolved. The secret itself is left behind here: only what is said of it goes on.</summary>
internal readonly record struct RawHit(
    CredentialKind Kind, Confidence Confidence, int Start, int Length, string KeyName, string Preview, string Tag, ulong Identity, string Inside)
{
    /// <summary>See <see cref="CredentialHit.IsStrong"/>.</summary>
    public bool IsStrong { get; init; }

    /// <summary>See <see cref="CredentialHit.IsExpired"/>.</summary>
    public bool IsExpired { get; init; }

    /// <summary>The place of its rule in the catalogue; of two that fit equally the lower one is reported.</summary>
    public int Rank { get; init; }

    /// <summary>Where all that the rule matched begins, for a rule that matches more than the secret.</summary>
    public int MatchStart { get; init; }

    /// <summary>Bytes that the rule matched; 0 when that is the secret alone.</summary>
    public int MatchLength { get; init; }

    /// <summary>See <see cref="CredentialHit.AllowedBy"/>.</summary>
    public string AllowedBy { get; init; } = string.Empty;

    /// <summary>See <see cref="CredentialHit.Allowlists"/>.</summary>
    public ImmutableArray<int> Allowlists { get; init; } = [];

    /// <summary>True when it was found in a decoded part of the text.</summary>
    public bool IsNested { get; init; }

    /// <summary>One past the hit.</summary>
    public int End => Start + Length;

    /// <summary>Notes a secret.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="confidence">How sure it is.</param>
    /// <param name="start">Offset in the scanned text.</param>
    /// <param name="length">Bytes in the scanned text.</param>
    /// <param name="secret">The decoded secret.</param>
    /// <param name="keyName">The name that it stands under.</param>
    /// <param name="inside">The encodings around it.</param>
    public static RawHit Of(
        CredentialKind kind, Confidence confidence, int start, int length, ReadOnlySpan<byte> secret, string keyName, string inside = "")
    {
        var value = WithPlainLineEnds(secret);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(IdentityKey.Bytes, value, hash);
        return new RawHit(
            kind, confidence, start, length, keyName, PreviewOf(value), Fingerprint.SecretTag(kind.Id, value),
            BinaryPrimitives.ReadUInt64LittleEndian(hash), inside);
    }

    // Git checks a key out with other line ends on Windows: it is the same one as in the history, and as in a baseline from elsewhere. What holds a
    // zero it leaves alone.
    private static ReadOnlySpan<byte> WithPlainLineEnds(ReadOnlySpan<byte> secret)
    {
        if (!secret.Contains((byte)'\r') || secret.Contains((byte)0))
        {
            return secret;
        }

        var plain = new byte[secret.Length];
        var length = 0;
        for (var i = 0; i < secret.Length; i++)
        {
            if (secret[i] != '\r' || i + 1 == secret.Length || secret[i + 1] != '\n')
            {
                plain[length++] = secret[i];
            }
        }

        return plain.AsSpan(0, length);
    }

    /// <summary>Notes a file that a rule finds by its path: nothing of its content.</summary>
    public static RawHit OfFile(CredentialKind kind) =>
        new(kind, Confidence.Specific, 0, 0, string.Empty, "the whole file", Fingerprint.SecretTag(kind.Id, []), 0, string.Empty);

    /// <summary>The hit with line and column.</summary>
    public CredentialHit At(ReadOnlySpan<byte> text, ref LinePosition position)
    {
        position.MoveTo(text, Start);
        var column = position.Column;
        var shown = text.Slice(Start, Length);
        shown = shown[..(shown.IndexOf((byte)'\n') is >= 0 and var lineEnd ? lineEnd : Length)];
        return new CredentialHit(Kind, Confidence, Start, Length, position.Line, column, column + Encoding.UTF8.GetCharCount(shown), KeyName, Preview, Tag)
        {
            Inside = Inside,
            IsStrong = IsStrong,
            IsExpired = IsExpired,
            ValueIdentity = Identity,
            AllowedBy = AllowedBy,
            Allowlists = Allowlists,
        };
    }

    // A quarter of a short secret at most: four characters of an eight-character password would be half of it.
    private static string PreviewOf(ReadOnlySpan<byte> secret)
    {
        var characters = Encoding.UTF8.GetCharCount(secret);
        var shown = Math.Min(4, secret.Length / 4);
        var printable = shown > 0 && secret[..shown].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0;
        return $"{(printable ? Encoding.ASCII.GetString(secret[..shown]) : string.Empty)}… ({characters} characters)";
    }

    /// <summary>Keys <see cref="CredentialHit.ValueIdentity"/>; drawn anew in every process, and only where something is found: drawing loads OpenSSL.</summary>
    private static class IdentityKey
    {
        public static readonly byte[] Bytes = RandomNumberGenerator.GetBytes(32);
    }
}

/// <summary>Counts lines from hit to hit, each byte once.</summary>
internal struct LinePosition
{
    private int _counted;

    public LinePosition()
    {
        Line = 1;
        Column = 1;
    }

    /// <summary>1-based.</summary>
    public int Line { get; private set; }

    /// <summary>1-based, in UTF-16 units.</summary>
    public int Column { get; private set; }

    /// <summary>Offset of the line's first byte.</summary>
    public int LineStart { get; private set; }

    /// <summary>Moves forward to an offset.</summary>
    public void MoveTo(ReadOnlySpan<byte> text, int offset)
    {
        if (offset <= _counted)
        {
            return;
        }

        var between = text[_counted..offset];
        var breaks = between.Count((byte)'\n');
        if (breaks > 0)
        {
            Line += breaks;
            LineStart = _counted + between.LastIndexOf((byte)'\n') + 1;
            Column = 1;
        }

        // From hit to hit, not from the line's start: one line may be the whole file.
        Column += Encoding.UTF8.GetCharCount(text[Math.Max(_counted, LineStart)..offset]);

        _counted = offset;
    }
}
