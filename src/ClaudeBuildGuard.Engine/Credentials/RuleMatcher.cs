using System.Collections.Immutable;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>Decides whether a rule matches at an anchor: shape, boundaries, neighbours, proof. Stateless.</summary>
internal sealed class RuleMatcher
{
    private const int LongestPublicName = 48;

    // Decimal128, Sha3384
    private const int LongestNumber = 4;

    /// <summary>How far the neighbourhood of a match reaches at most, on either side.</summary>
    private const int NeighbourhoodBytes = 400;

    /// <summary>Base64 around a match that makes it a part of something larger. Longer than the path of an address before a token in it.</summary>
    private const int BlobBytes = 100;
    private static readonly byte[][] PublicWord = [[.. "public"u8]];

    /// <summary>Bytes of a line of base64, of the blanks before it with a line break, and of the mark that tokens of one kind begin with.</summary>
    private const int ShortestWrapped = 60;
    private const int LongestIndent = 80;
    private const int MarkBytes = 3;

    /// <summary>Bytes of an escape that ends in a letter or digit: \u0022.</summary>
    private const int LongestEscape = 6;

    private readonly byte[][] _near;
    private readonly byte[][] _publicConstants;

    public RuleMatcher(CredentialRule rule)
    {
        Rule = rule;
        _near = Bytes(Spellings(rule.Near));
        _publicConstants = Bytes(rule.PublicConstants);
    }

    public CredentialRule Rule { get; }

    /// <summary>True when the shape itself is anchored; false when the words of <see cref="CredentialRule.Near"/> are the anchors.</summary>
    public bool IsAnchoredByShape => !Rule.Shape.Anchors.IsEmpty;

    /// <summary>How far before its anchor a token is looked at: where it begins, and an escape before that.</summary>
    public int Before => Rule.Shape.AnchorOffset + LongestEscape;

    /// <summary>True when the anchors are words or the rule's literals match in any letter case.</summary>
    public bool IgnoresCaseOfAnchors => !IsAnchoredByShape || Rule.IgnoreCase;

    /// <summary>The literals to look for.</summary>
    public ImmutableArray<string> Anchors => IsAnchoredByShape ? Rule.Shape.Anchors : NearAnchors(Spellings(Rule.Near));

    /// <summary>True when the file's name is one that the rule is limited to.</summary>
    public bool AppliesTo(string path)
    {
        if (Rule.Files.IsEmpty)
        {
            return true;
        }

        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var pattern in Rule.Files)
        {
            var star = pattern.IndexOf('*', StringComparison.Ordinal);
            if (star < 0
                ? name.Equals(pattern, StringComparison.OrdinalIgnoreCase)
                : name.Length >= pattern.Length - 1
                    && name.StartsWith(pattern.AsSpan(0, star), StringComparison.OrdinalIgnoreCase)
                    && name.EndsWith(pattern.AsSpan(star + 1), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// False when the letters before an anchor rule out that a token begins there, whatever is joined to the literal that it stands in:
    /// a long run of one letter is an anchor at each of its places.
    /// </summary>
    public bool MayBegin(ReadOnlySpan<byte> text, int anchor)
    {
        var start = anchor - Rule.Shape.AnchorOffset;
        return start < 1 || IsBoundedOnTheLeft(text, start) || text[(start - 1)..anchor].IndexOfAny((byte)'"', (byte)'\'', (byte)'`') >= 0;
    }

    /// <summary>Matches around an anchor; false when there is nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="anchor">Where the anchor stands.</param>
    /// <param name="match">The match.</param>
    /// <param name="confidence">How sure it is.</param>
    /// <param name="readTo">
    /// One past the last byte that decided, when what begins at most <see cref="Before"/> bytes before the anchor is no such token;
    /// -1 when more was asked.
    /// </param>
    public bool TryMatch(ReadOnlySpan<byte> text, int anchor, out ShapeMatch match, out Confidence confidence, out int readTo)
    {
        readTo = -1;
        if (IsAnchoredByShape)
        {
            var start = anchor - Rule.Shape.AnchorOffset;
            return TryMatchAt(text, start, out match, out confidence, out readTo)
                && (_near.Length == 0 || IsNear(text, match));
        }

        match = default;
        confidence = default;
        var word = WordAt(text, anchor);
        if (word == 0)
        {
            return false;
        }

        // From the end of the word over an assignment to the value; two line breaks may lie between, as in the other direction.
        var end = Math.Min(text.Length, anchor + word + Rule.Reach);
        var breaks = 0;
        var assigned = false;
        for (var at = anchor + word; at < end; at++)
        {
            var b = text[at];
            if (b == '\n' && ++breaks > 2)
            {
                return false;
            }

            if (assigned && IsValueStart(text, at) && TryMatchAt(text, at, out match, out confidence, out _)
                && (confidence != Confidence.Contextual || NearbyName.Promises(text, anchor, anchor + word, match)))
            {
                return true;
            }

            assigned |= b is (byte)'=' or (byte)':' or (byte)'>' or (byte)'(' or (byte)',' or (byte)'"' or (byte)'\'' or (byte)' ' or (byte)'/';
        }

        return false;
    }

    // client_secret is written "client secret" in prose.
    private static ImmutableArray<string> Spellings(ImmutableArray<string> words)
    {
        var all = words;
        foreach (var word in words)
        {
            var spaced = word.Replace('_', ' ').Trim(' ');
            if (spaced.Contains(' ', StringComparison.Ordinal) && !all.Contains(spaced))
            {
                all = all.Add(spaced);
            }
        }

        return all;
    }

    private static ImmutableArray<string> NearAnchors(ImmutableArray<string> words)
    {
        var anchors = ImmutableArray.CreateBuilder<string>(words.Length);
        foreach (var word in words)
        {
            if (word.Length >= ShapeAnchor.ShortestLength)
            {
                anchors.Add(word);
                continue;
            }

            // A short word counts where a name goes on or ends with an assignment.
            foreach (var next in "_-.:=\"'` ](abcdefghijklmnopqrstuvwxyz")
            {
                anchors.Add(word + next);
            }
        }

        return anchors.DrainToImmutable();
    }

    private static byte[][] Bytes(ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
        {
            return [];
        }

        var bytes = new byte[texts.Length][];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(texts[i]);
        }

        return bytes;
    }

    private static bool IsValueStart(ReadOnlySpan<byte> text, int at) =>
        at == 0 || text[at - 1] is (byte)'=' or (byte)':' or (byte)'"' or (byte)'\'' or (byte)'`' or (byte)' ' or (byte)'\t' or (byte)'>'
            or (byte)'\n' or (byte)'(' or (byte)',' or (byte)'/' or (byte)'[' or (byte)'@' or (byte)'|' or (byte)';';

    private int WordAt(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[at..];
        foreach (var word in _near)
        {
            if (rest.Length >= word.Length && Ascii.EqualsIgnoreCase(rest[..word.Length], word) && NearbyName.IsWord(text, at, word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private bool TryMatchAt(ReadOnlySpan<byte> text, int start, out ShapeMatch match, out Confidence confidence, out int readTo)
    {
        confidence = Rule.Confidence;
        match = default;
        readTo = start;
        if (start < 0 || !IsBoundedOnTheLeft(text, start) || !Rule.Shape.TryMatch(text, start, Rule.IgnoreCase, out match, out readTo))
        {
            return false;
        }

        if (!IsBoundedOnTheRight(text, match.End))
        {
            readTo = Math.Max(readTo, match.End + 1);
            return false;
        }

        readTo = -1;
        var secret = text.Slice(match.SecretStart, match.SecretLength);
        if (PublicConstants.Contains(secret) || IsPublicConstant(secret))
        {
            return false;
        }

        if (Rule.Proof is null && _near.Length == 0 && (IsInsideBlob(text, match) || CharacterCount.Of(text[match.Start..match.End]).IsHexadecimal))
        {
            return false;
        }

        var outcome = Rule.Proof is null ? ProofOutcome.Undecided : Rule.Proof(secret);
        if (outcome == ProofOutcome.Disproved)
        {
            return false;
        }

        if (outcome == ProofOutcome.Proven)
        {
            confidence = Confidence.Proven;
        }
        else if (secret.Length < 256 && Reference.IsTemplate(secret))
        {
            return false;
        }
        else if ((Rule.Confidence == Confidence.Contextual || match.SecretLength < match.Length) && (Reference.Is(secret) || Placeholder.Is(secret, [])))
        {
            return false;
        }
        else if (Rule.Confidence == Confidence.Contextual && (!IsBelievable(secret) || (!IsAnchoredByShape && (IsWritten(secret) || IsDigest(text, match.SecretStart) || IsPublic(text, match.SecretStart)))))
        {
            return false;
        }
        else if (TokenText.IsSample(secret) || text[..match.Start].TrimEnd((byte)' ').EndsWith("e.g."u8) || TokenText.IsOneCase(secret) || TokenText.Entropy(secret) < LeastEntropy(secret.Length) || TokenText.IsMasked(text[match.End..]))
        {
            return false;
        }
        else if (match.SecretLength == match.Length && TokenText.IsSpelt(secret))
        {
            return false;
        }

        return Rule.Companion is null || HasCompanion(text, match, Rule.Companion);
    }

    // A short marker turns up by chance in images and archives that are written as one long run of base64, and in hexadecimal numbers
    // when it is one itself: no token of a larger alphabet is one to its end.
    private static bool IsInsideBlob(ReadOnlySpan<byte> text, ShapeMatch match)
    {
        var start = match.Start;
        while (start > 0 && match.Start - start < BlobBytes && IsBase64(text[start - 1]))
        {
            start--;
        }

        var end = match.End;
        while (end < text.Length && end - match.End < BlobBytes && IsBase64(text[end]))
        {
            end++;
        }

        return match.Start - start + end - match.End >= BlobBytes || IsWrapped(text, start, end, match.End - match.Start);
    }

    // An image in a .resx is wrapped: its lines are equally long. So may be a list of tokens, but these begin alike.
    private static bool IsWrapped(ReadOnlySpan<byte> text, int start, int end, int matched)
    {
        var length = end - start;
        if (length < ShortestWrapped || length > 2 * BlobBytes)
        {
            return false;
        }

        var mark = matched < length ? [] : text.Slice(start, MarkBytes);
        var above = text[..start].TrimEnd(" \t\r\n"u8);
        var below = text[end..].TrimStart(" \t\r\n"u8);
        return (above.Length >= length && start - above.Length <= LongestIndent && IsLine(above[^length..], mark) && above[..^length] is [] or [.., (byte)'\n' or (byte)' ' or (byte)'\t'])
            || (below.Length >= length && text.Length - below.Length - end <= LongestIndent && IsLine(below[..length], mark) && below[length..] is [] or [(byte)'\r' or (byte)'\n' or (byte)'=', ..]);
    }

    private static bool IsLine(ReadOnlySpan<byte> line, ReadOnlySpan<byte> mark)
    {
        foreach (var b in line)
        {
            if (!IsBase64(b))
            {
                return false;
            }
        }

        return mark.IsEmpty || !line.StartsWith(mark);
    }

    private static bool IsBase64(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/';

    // Names of types and methods are as long as keys and as varied; their letters follow one another as in words. A number in one is in
    // one piece: ArrowDecimal128DataType.
    private static bool IsWritten(ReadOnlySpan<byte> secret)
    {
        var characters = CharacterCount.Of(secret);
        return secret.Length >= 16 && !characters.IsHexadecimal && (characters.Digits < 3 || (characters.Digits <= LongestNumber && IsInOnePiece(secret, characters.Digits))) && Randomness.WordShare(secret) > (secret.Length >= 32 ? 0.62 : 0.72);
    }

    private static bool IsInOnePiece(ReadOnlySpan<byte> secret, int digits) =>
        secret.IndexOfAnyInRange((byte)'0', (byte)'9') is var first && secret.LastIndexOfAnyInRange((byte)'0', (byte)'9') == first + digits - 1;

    // An image, action or file that is pinned by its hash: name@40 digits, name@sha256:64 digits.
    private static bool IsDigest(ReadOnlySpan<byte> text, int start) =>
        start > 0 && (text[start - 1] == '@' || text[Math.Max(0, start - 8)..start].IndexOf("sha"u8) >= 0);

    // public_key: x below private_key: y.
    private static bool IsPublic(ReadOnlySpan<byte> text, int start)
    {
        var before = text[Math.Max(0, start - LongestPublicName)..start];
        return TokenText.HoldsAny(before[(before.LastIndexOfAny(",;{\n"u8) + 1)..], PublicWord);
    }

    // Without a mark of its own a token must not look like words.
    private static bool IsBelievable(ReadOnlySpan<byte> secret) =>
        secret.Length < 12 || CharacterCount.Of(secret).Digits > 0 || Randomness.WordShare(secret) < 0.6;

    private double LeastEntropy(int length) => Rule.MinimumEntropy > 0 ? Rule.MinimumEntropy : length >= 16 ? 2.3 : 0;

    private bool IsPublicConstant(ReadOnlySpan<byte> secret)
    {
        foreach (var constant in _publicConstants)
        {
            if (secret.StartsWith(constant))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBoundedOnTheLeft(ReadOnlySpan<byte> text, int start)
    {
        if (start == 0 || Rule.Left == Boundary.None)
        {
            return true;
        }

        var b = text[start - 1];
        return !IsInside(b, Rule.Left) || IsEscapeBefore(text, start);
    }

    // \n \r \t and percent or unicode escapes end in a letter or digit that is no part of what follows.
    private static bool IsEscapeBefore(ReadOnlySpan<byte> text, int start) =>
        (start >= 2 && text[start - 2] == '\\' && text[start - 1] is (byte)'n' or (byte)'r' or (byte)'t' && start >= 2 && text[start - 2] == '\\')
        || (start >= 3 && text[start - 3] == '%' && char.IsAsciiHexDigit((char)text[start - 2]) && char.IsAsciiHexDigit((char)text[start - 1]))
        || (start >= 6 && text[start - 6] == '\\' && (text[start - 5] | 0x20) == 'u');

    private bool IsBoundedOnTheRight(ReadOnlySpan<byte> text, int end)
    {
        if (end >= text.Length || Rule.Right == Boundary.None)
        {
            return true;
        }

        var b = text[end];
        return !IsInside(b, Rule.Right) && Rule.Shape.LastClass?.Contains(b) != true;
    }

    private static bool IsInside(byte b, Boundary boundary) =>
        char.IsAsciiLetterOrDigit((char)b) || b == '_'
        || (boundary == Boundary.Run && b is (byte)'-' or (byte)'+' or (byte)'/' or (byte)'.' && boundary == Boundary.Run);

    private bool IsNear(ReadOnlySpan<byte> text, ShapeMatch match)
    {
        var around = Neighbourhood(text, match, linesBefore: 2, linesAfter: 0);
        for (var at = around.Start.Value; at < around.End.Value; at++)
        {
            if (WordAt(text[..around.End.Value], at) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasCompanion(ReadOnlySpan<byte> text, ShapeMatch match, Companion companion)
    {
        var around = Neighbourhood(text, match, companion.WithinLines, companion.WithinLines);
        for (var at = around.Start.Value; at < around.End.Value; at++)
        {
            if (companion.Shape.TryMatch(text, at, Rule.IgnoreCase, out var other, out _)
                && (other.End <= match.SecretStart || other.Start >= match.SecretStart + match.SecretLength))
            {
                return true;
            }
        }

        return false;
    }

    private static Range Neighbourhood(ReadOnlySpan<byte> text, ShapeMatch match, int linesBefore, int linesAfter)
    {
        var reach = NeighbourhoodBytes * Math.Max(1, Math.Max(linesBefore, linesAfter));
        var start = match.Start;
        for (var lines = 0; start > 0 && match.Start - start < reach; start--)
        {
            if (text[start - 1] == '\n' && ++lines > linesBefore)
            {
                break;
            }
        }

        var end = match.End;
        for (var lines = 0; end < text.Length && end - match.End < reach; end++)
        {
            if (text[end] == '\n' && ++lines > linesAfter)
            {
                break;
            }
        }

        return start..end;
    }
}
