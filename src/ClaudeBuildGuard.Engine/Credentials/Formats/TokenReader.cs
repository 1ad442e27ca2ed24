using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Reads tokens from right to left, as the name of a literal stands left of it.</summary>
/// <param name="text">The text.</param>
/// <param name="tokens">Its tokens.</param>
internal readonly ref struct TokenReader(ReadOnlySpan<byte> text, List<LineToken> tokens)
{
    /// <summary>Tokens to one side that are looked at.</summary>
    public const int Reach = 48;

    private const int LongestName = 120;
    private const int FarthestBracket = 400;

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The character of a sign; 0 for any other token and outside the tokens.</summary>
    public byte Sign(int at) => at >= 0 && at < tokens.Count ? tokens[at].Sign(_text) : (byte)0;

    /// <summary>A word; empty for any other token and outside the tokens.</summary>
    public string Word(int at) => at >= 0 && at < tokens.Count && tokens[at].Kind == LineTokenKind.Word ? Name(at) : string.Empty;

    /// <summary>True for a literal.</summary>
    public bool IsText(int at) => at >= 0 && at < tokens.Count && tokens[at].Kind == LineTokenKind.Text;

    /// <summary>A word, or the content of a literal that is used as a name.</summary>
    public string Name(int at)
    {
        if (at < 0 || at >= tokens.Count || tokens[at].Kind == LineTokenKind.Sign)
        {
            return string.Empty;
        }

        var token = tokens[at];
        var length = token.InnerEnd - token.InnerStart;
        return token.Kind == LineTokenKind.Text && length > LongestName
            ? string.Empty
            : Encoding.UTF8.GetString(_text.Slice(token.InnerStart, Math.Min(length, LongestName)));
    }

    /// <summary>True when a line break stands between a token and the next one.</summary>
    public bool BreaksAfter(int at) => _text[tokens[at].End..tokens[at + 1].Start].Contains((byte)'\n');

    /// <summary>True when something stands between a token and the next one.</summary>
    public bool IsApart(int at) => tokens[at].End < tokens[at + 1].Start;

    /// <summary>The bracket that opens what the bracket at a place closes; -1 when it is not in reach.</summary>
    public int Opening(int close) => OpenBefore(close, Reach);

    /// <summary>The bracket that is open where a token stands; -1 when there is none among the tokens.</summary>
    public int Enclosing(int at) => OpenBefore(at, FarthestBracket);

    private int OpenBefore(int at, int reach)
    {
        var depth = 0;
        for (var i = at - 1; i >= 0 && at - i < reach; i--)
        {
            switch (Sign(i))
            {
                case (byte)')' or (byte)']' or (byte)'}':
                    depth++;
                    break;
                case (byte)'(' or (byte)'[' or (byte)'{' when --depth < 0:
                    return i;
            }
        }

        return -1;
    }

    /// <summary>True for one of the two signs of <c>== != &lt;= &gt;=</c>: what stands left of it is compared, and given nothing.</summary>
    public bool IsComparison(int at) => Sign(at) == '=' && (Sign(at - 1) is (byte)'=' or (byte)'!' or (byte)'<' || (Sign(at - 1) == '>' && Sign(at - 2) != '=') || Sign(at + 1) == '=');
}
