using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>
/// Writes a random text of a shape given in the notation of the rules, with its own reading of that notation: what the product's
/// matcher must find, and where the secret part stands.
/// </summary>
public sealed class ShapeWriter(TokenMint mint)
{
    private const string Printable = "!#$%&()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz~";

    private static readonly Dictionary<string, string> Alphabets = new(StringComparer.Ordinal)
    {
        ["H"] = TokenMint.Hex,
        ["HU"] = TokenMint.HexUpper,
        ["HX"] = TokenMint.Hex,
        ["D"] = TokenMint.Digits,
        ["L"] = TokenMint.Lower,
        ["U"] = TokenMint.Upper,
        ["A"] = TokenMint.Letters,
        ["LD"] = TokenMint.Lower + TokenMint.Digits,
        ["UD"] = TokenMint.Upper + TokenMint.Digits,
        ["N"] = TokenMint.Alphanumeric,
        ["W"] = TokenMint.Alphanumeric + "_",
        ["X"] = TokenMint.Base64Url,
        ["B"] = TokenMint.Base64,
        ["T"] = TokenMint.Base32Lower,
        ["TU"] = TokenMint.Base32Upper,
        ["S"] = " ",
        ["V"] = Printable,
    };

    /// <summary>A whole match, and its secret part.</summary>
    public (string Whole, string Secret) Write(string shape)
    {
        var text = new StringBuilder();
        int from = -1, to = -1;
        for (var at = 0; at < shape.Length; at++)
        {
            switch (shape[at])
            {
                case '\\':
                    text.Append(shape[++at]);
                    break;
                case '(':
                    from = text.Length;
                    break;
                case ')':
                    to = text.Length;
                    break;
                case '{':
                    var end = shape.IndexOf('}', at);
                    text.Append(Part(shape[(at + 1)..end]));
                    at = end;
                    break;
                default:
                    text.Append(shape[at]);
                    break;
            }
        }

        var whole = text.ToString();
        return (whole, from < 0 ? whole : whole[from..to]);
    }

    private string Part(string part)
    {
        if (part.StartsWith('='))
        {
            var literals = part[1..].Split('|');
            return literals[mint.Number(literals.Length)];
        }

        if (part == "UUID")
        {
            return mint.Uuid();
        }

        string alphabet, count;
        if (part.StartsWith('['))
        {
            var close = part.LastIndexOf(']');
            alphabet = Expand(part[1..close]);
            count = part[(close + 1)..];
        }
        else
        {
            var letters = part.TakeWhile(char.IsAsciiLetter).Count();
            alphabet = Alphabets[part[..letters]];
            count = part[letters..];
        }

        return mint.Text(alphabet, Length(count));
    }

    private int Length(string count)
    {
        if (count.Length == 0)
        {
            return 1;
        }

        if (count.EndsWith('+'))
        {
            return int.Parse(count[..^1], CultureInfo.InvariantCulture) + mint.Number(20);
        }

        var parts = count.Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return parts.Length == 1 ? parts[0] : parts[0] + mint.Number(Math.Min(parts[1] - parts[0], 24) + 1);
    }

    /// <summary>Ranges of an alphabet, without control characters and quotation marks, which no carrier takes.</summary>
    private static string Expand(string ranges)
    {
        var members = new StringBuilder();
        for (var at = 0; at < ranges.Length; at++)
        {
            if (at + 2 < ranges.Length && ranges[at + 1] == '-')
            {
                for (var c = ranges[at]; c <= ranges[at + 2]; c++)
                {
                    members.Append(c);
                }

                at += 2;
            }
            else
            {
                members.Append(ranges[at]);
            }
        }

        var printable = members.ToString().Where(c => c is > ' ' and < '\u007f' and not ('"' or '\'' or '`' or '\\' or '<' or '>' or '&' or '$' or '%' or '{' or '}' or '*')).ToArray();
        return new string(printable);
    }
}
