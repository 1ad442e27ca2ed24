using System.Collections.Immutable;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// What a token looks like: literals and runs of an alphabet, one after another, matched over bytes without a regular expression.
/// </summary>
/// <remarks>
/// Written as text. Characters stand for themselves; in braces stands an alphabet and how often:
/// <list type="bullet">
/// <item><c>{N36}</c> exactly 36 of <c>N</c>; <c>{X20-40}</c> 20 to 40; <c>{B64+}</c> 64 or more (up to 8192); <c>{D}</c> one; <c>{B0-2}</c> may be absent.</item>
/// <item>Alphabets: <c>H</c> 0-9a-f · <c>HU</c> 0-9A-F · <c>HX</c> hexadecimal in any case · <c>D</c> digits · <c>L</c> a-z · <c>U</c> A-Z · <c>A</c> letters ·
/// <c>LD</c> a-z0-9 · <c>UD</c> A-Z0-9 · <c>N</c> letters and digits · <c>W</c> N and _ · <c>X</c> base64url · <c>B</c> base64 · <c>T</c> base32 a-z2-7 ·
/// <c>TU</c> A-Z2-7 · <c>S</c> space and tab · <c>V</c> every printable character but quotes, space and angle brackets.</item>
/// <item><c>{[A-P]}</c>, <c>{[0-9a-f.]8}</c> an alphabet of its own.</item>
/// <item><c>{UUID}</c> 8-4-4-4-12 hexadecimal in any case.</item>
/// <item><c>{=pt|st|scim}</c> one of these literals, the first that lets the rest match.</item>
/// <item><c>(</c> and <c>)</c> once around the secret part; without them the whole match is the secret.</item>
/// <item><c>\</c> before one of <c>{ } ( ) \</c> makes it stand for itself.</item>
/// </list>
/// </remarks>
internal sealed class TokenShape
{
    /// <summary>How many segment attempts one match may cost: a bound on hostile text.</summary>
    private const int WorkLimit = 4096;

    private const int OpenEnd = 8192;

    private readonly Segment[] _segments;
    private readonly bool[] _endsWithItsRun;
    private readonly int _secretFrom;
    private readonly int _secretTo;

    private TokenShape(string text, Segment[] segments, int secretFrom, int secretTo)
    {
        Text = text;
        _segments = segments;
        _endsWithItsRun = new bool[segments.Length];
        for (var i = 0; i + 1 < segments.Length; i++)
        {
            _endsWithItsRun[i] = CannotGoOn(segments[i], segments[i + 1]);
        }

        _secretFrom = secretFrom;
        _secretTo = secretTo;
        Anchors = ShapeAnchor.Of(segments, out var offset);
        AnchorOffset = offset;
    }

    /// <summary>The notation it was written in.</summary>
    public string Text { get; }

    /// <summary>The literals that the prefilter looks for, of which every match has one; empty when the shape has none.</summary>
    public ImmutableArray<string> Anchors { get; }

    /// <summary>How many bytes before the anchor a match begins.</summary>
    public int AnchorOffset { get; }

    /// <summary>Bytes of the shortest match.</summary>
    public int MinimumLength => _segments.Sum(s => s.ShortestLength);

    /// <summary>Its parts in order.</summary>
    internal ReadOnlySpan<Segment> Segments => _segments;

    /// <summary>The alphabet of the last segment; null when it is a literal.</summary>
    internal ByteClass? LastClass => _segments.Length == 0 ? null : _segments[^1].Class;

    /// <summary>Reads the notation.</summary>
    /// <exception cref="FormatException">The notation is wrong: a mistake in a rule, found by the first test that loads the catalogue.</exception>
    public static TokenShape Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var segments = new List<Segment>();
        var literal = new StringBuilder();
        int secretFrom = -1, secretTo = -1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length:
                    literal.Append(text[++i]);
                    break;
                case '(':
                    Flush();
                    secretFrom = segments.Count;
                    break;
                case ')':
                    Flush();
                    secretTo = segments.Count;
                    break;
                case '{':
                    Flush();
                    var end = text.IndexOf('}', i);
                    if (end < 0)
                    {
                        throw new FormatException($"The shape '{text}' lacks a closing brace.");
                    }

                    AddBraced(text, text.AsSpan(i + 1, end - i - 1), segments);
                    i = end;
                    break;
                default:
                    literal.Append(text[i]);
                    break;
            }
        }

        Flush();
        if ((secretFrom < 0) != (secretTo < 0) || segments.Count == 0)
        {
            throw new FormatException($"The shape '{text}' is empty or has an unpaired parenthesis.");
        }

        return new TokenShape(text, segments.ToArray(), secretFrom < 0 ? 0 : secretFrom, secretTo < 0 ? segments.Count : secretTo);

        void Flush()
        {
            if (literal.Length > 0)
            {
                segments.Add(Segment.OfLiteral(literal.ToString()));
                literal.Clear();
            }
        }
    }

    /// <summary>Lets a rule write its shape as plain text.</summary>
    public static implicit operator TokenShape(string text) => Parse(text);

    /// <summary>Reads a number in decimal digits: the general way reads the culture first, which costs a scan's start a millisecond.</summary>
    internal static bool TryReadNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) || number > 10_000_000)
            {
                return false;
            }

            number = (10 * number) + (c - '0');
        }

        return text.Length > 0;
    }

    /// <summary>Matches at one position.</summary>
    /// <param name="text">The bytes.</param>
    /// <param name="start">Where the match must begin.</param>
    /// <param name="ignoreCase">True compares literals without ASCII letter case.</param>
    /// <param name="match">The match.</param>
    /// <param name="readTo">One past the last byte that was looked at; behind the text when its end was met.</param>
    public bool TryMatch(ReadOnlySpan<byte> text, int start, bool ignoreCase, out ShapeMatch match, out int readTo)
    {
        match = default;
        readTo = start;
        if (start < 0 || start > text.Length - 1)
        {
            return false;
        }

        var work = WorkLimit;
        int from = start, to = start;
        if (!Walk(text, start, 0, ignoreCase, ref work, ref readTo, ref from, ref to, out var end))
        {
            return false;
        }

        match = new ShapeMatch(start, end - start, from, to - from);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private bool Walk(ReadOnlySpan<byte> text, int at, int index, bool ignoreCase, ref int work, ref int readTo, ref int from, ref int to, out int end)
    {
        end = at;
        if (index == _secretFrom)
        {
            from = at;
        }

        if (index == _secretTo)
        {
            to = at;
        }

        if (index == _segments.Length)
        {
            return true;
        }

        if (--work < 0)
        {
            return false;
        }

        var segment = _segments[index];
        if (segment.Class is { } alphabet)
        {
            var longest = 0;
            var limit = Math.Min(segment.Maximum, text.Length - at);
            if (alphabet.Members.Length == 256)
            {
                longest = limit;
            }

            while (longest < limit && alphabet.Contains(text[at + longest]))
            {
                longest++;
            }

            readTo = Math.Max(readTo, at + longest + 1);

            // Where what follows cannot begin with a character of this run, only the whole run can be followed by it.
            var shortest = _endsWithItsRun[index] ? Math.Max(longest, segment.Minimum) : segment.Minimum;
            for (var length = longest; length >= shortest && work > 0; length--)
            {
                // Inside a secret part that ends the shape, the longest run decides: a shorter one would cut a token in two.
                if (Walk(text, at + length, index + 1, ignoreCase, ref work, ref readTo, ref from, ref to, out end))
                {
                    return true;
                }
            }

            return false;
        }

        foreach (var literal in segment.Literals)
        {
            readTo = Math.Max(readTo, at + literal.Length);
            if (StartsWith(text[at..], literal, ignoreCase)
                && Walk(text, at + literal.Length, index + 1, ignoreCase, ref work, ref readTo, ref from, ref to, out end))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CannotGoOn(Segment run, Segment next)
    {
        if (run.Class is not { } alphabet || next.Class is not null)
        {
            return false;
        }

        foreach (var literal in next.Literals)
        {
            if (literal.Length == 0 || alphabet.Contains(literal[0]) || (char.IsAsciiLetter((char)literal[0]) && alphabet.Contains((byte)(literal[0] ^ 0x20))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, byte[] literal, bool ignoreCase) =>
        ignoreCase
            ? text.Length >= literal.Length && Ascii.EqualsIgnoreCase(text[..literal.Length], literal)
            : text.StartsWith(literal);

    private static void AddBraced(string shape, ReadOnlySpan<char> inner, List<Segment> segments)
    {
        if (inner.Length > 1 && inner[0] == '=')
        {
            segments.Add(Segment.OfLiterals(inner[1..].ToString().Split('|')));
            return;
        }

        if (inner is "UUID")
        {
            for (var part = 0; part < 5; part++)
            {
                if (part > 0)
                {
                    segments.Add(Segment.OfLiteral("-"));
                }

                var digits = part == 0 ? 8 : part == 4 ? 12 : 4;
                segments.Add(Segment.OfClass(ByteClass.Named["HX"], digits, digits));
            }

            return;
        }

        ByteClass? alphabet;
        ReadOnlySpan<char> count;
        if (inner.Length > 0 && inner[0] == '[')
        {
            var close = inner.LastIndexOf(']');
            alphabet = close > 1 ? ByteClass.OfRanges(inner[1..close]) : null;
            count = close > 1 ? inner[(close + 1)..] : [];
        }
        else
        {
            var letters = 0;
            while (letters < inner.Length && char.IsAsciiLetter(inner[letters]))
            {
                letters++;
            }

            ByteClass.Named.TryGetValue(inner[..letters].ToString(), out alphabet);
            count = inner[letters..];
        }

        if (alphabet is null || !TryReadCount(count, out var minimum, out var maximum))
        {
            throw new FormatException($"The shape '{shape}' has the unknown part '{inner}'.");
        }

        segments.Add(Segment.OfClass(alphabet, minimum, maximum));
    }

    private static bool TryReadCount(ReadOnlySpan<char> text, out int minimum, out int maximum)
    {
        minimum = maximum = 1;
        if (text.Length == 0)
        {
            return true;
        }

        if (text[^1] == '+')
        {
            maximum = OpenEnd;
            return TryReadNumber(text[..^1], out minimum);
        }

        var dash = text.IndexOf('-');
        if (dash < 0)
        {
            var one = TryReadNumber(text, out minimum);
            maximum = minimum;
            return one;
        }

        return TryReadNumber(text[..dash], out minimum)
            & TryReadNumber(text[(dash + 1)..], out maximum)
            && minimum <= maximum;
    }

    /// <summary>A run of an alphabet, or one of some literals.</summary>
    /// <remarks>A plain class: the equality of a record would be compiled at every cold start and used by nobody.</remarks>
    internal sealed class Segment
    {
        private Segment(ByteClass? alphabet, int minimum, int maximum, byte[][] literals)
        {
            Class = alphabet;
            Minimum = minimum;
            Maximum = maximum;
            Literals = literals;
            ShortestLength = alphabet is null ? int.MaxValue : minimum;
            HasFixedLength = alphabet is null || minimum == maximum;
            foreach (var literal in literals)
            {
                ShortestLength = Math.Min(ShortestLength, literal.Length);
                HasFixedLength &= literal.Length == literals[0].Length;
            }
        }

        public ByteClass? Class { get; }

        public int Minimum { get; }

        public int Maximum { get; }

        public byte[][] Literals { get; }

        public int ShortestLength { get; }

        public bool HasFixedLength { get; }

        public static Segment OfClass(ByteClass alphabet, int minimum, int maximum) => new(alphabet, minimum, maximum, []);

        public static Segment OfLiteral(string text) => new(null, 1, 1, [Encoding.UTF8.GetBytes(text)]);

        public static Segment OfLiterals(string[] texts) => new(null, 1, 1, Array.ConvertAll(texts, Encoding.UTF8.GetBytes));
    }
}

/// <summary>Where a shape matched.</summary>
/// <param name="Start">Offset of the match.</param>
/// <param name="Length">Bytes of the match.</param>
/// <param name="SecretStart">Offset of the secret part.</param>
/// <param name="SecretLength">Bytes of the secret part.</param>
internal readonly record struct ShapeMatch(int Start, int Length, int SecretStart, int SecretLength)
{
    /// <summary>One past the match.</summary>
    public int End => Start + Length;
}
