namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Where an element stands in a list, and whether the comma before it joins a name and its value: <c>Add("name", "x")</c>, the entry of
/// a dictionary, a tuple of two. In a list of names it only counts them.
/// </summary>
/// <param name="Open">The token that opens the list; -1 when it stands above the lines that are read, or nothing opens it.</param>
/// <param name="Before">Elements before this one.</param>
/// <param name="IsPair">True when the element before is the name of this one.</param>
internal readonly record struct ListPlace(int Open, int Before, bool IsPair)
{
    // Calls that take a name and a value behind or before other arguments: SetEnvironmentVariable("X", "x", target), set("section", "name", "x").
    private static readonly string[] Setters = ["set", "put", "add", "with", "define", "store", "upsert", "insert", "write", "config", "header", "param", "attr", "flag", "default", "option", "resvalue"];

    /// <summary>Reads around a comma.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="comma">The comma before the element.</param>
    public static ListPlace Of(ReadOnlySpan<byte> text, List<LineToken> tokens, int comma)
    {
        var (open, before, literals) = Back(text, tokens, comma);
        var (close, after, literalsAfter) = Ahead(text, tokens, comma + 1);
        literals += literalsAfter;
        var (kind, outer) = open >= 0 ? (tokens[open].Sign(text), Outer(text, tokens, open)) : (OpenAbove(text, tokens[0].Start), string.Empty);
        var isPair = before == 1 && after == 0;
        return new ListPlace(open, before, kind switch
        {
            (byte)'(' when outer is "@" or "to" || outer.Equals("in", StringComparison.OrdinalIgnoreCase) => false,
            (byte)'(' => isPair || (outer != "," && (literals <= 2 || IsSetter(outer))),

            // An entry stands within braces, brackets within brackets; else they hold a list.
            (byte)'{' => isPair && open >= 0 && outer is "{" or "},",
            (byte)'[' when outer is "dict" or "Map.ofList" => literals == 2 || IsFirstOfEntry(text, tokens, comma),
            (byte)'[' => isPair && open >= 0 && (outer is "[" or "]," || (outer is "=" && open > 1 && tokens[open - 2].Kind == LineTokenKind.Word && text[tokens[open - 2].Start..tokens[open - 2].End].SequenceEqual("headers"u8))),
            (byte)',' => close == ')' && after == 0 && literals <= 2,
            // Without brackets the call stands before its first argument: buildConfigField "String", "NAME", "x".
            _ => (isPair && (close != ']' || kind == (byte)'"')) || (open < 0 && after == 0 && comma >= 2 * before && IsSetterWord(text, tokens[comma - (2 * before)])),
        });
    }

    // dict [ "name", "x" ⏎ "other", "y" ]: what stands before the comma begins its line, or follows a semicolon.
    private static bool IsFirstOfEntry(ReadOnlySpan<byte> text, List<LineToken> tokens, int comma) =>
        comma > 1 && tokens[comma - 1].Kind == LineTokenKind.Text && (tokens[comma - 2].Sign(text) is (byte)'[' or (byte)';' || text[tokens[comma - 2].End..tokens[comma - 1].Start].Contains((byte)'\n'));

    private static (int Open, int Before, int Literals) Back(ReadOnlySpan<byte> text, List<LineToken> tokens, int comma)
    {
        var (depth, before, literals) = (0, 1, 0);
        var assigned = 0;
        for (var i = comma - 1; i >= 0 && comma - i < TokenReader.Reach; i--)
        {
            switch (tokens[i].Sign(text))
            {
                case (byte)')' or (byte)']' or (byte)'}':
                    depth++;
                    break;
                case (byte)'(' or (byte)'[' or (byte)'{':
                    if (--depth < 0)
                    {
                        return (i, before, literals);
                    }

                    break;
                case (byte)',' when depth == 0:
                    before++;
                    break;
                case (byte)'=' when depth == 0 && assigned == 0:
                    assigned = before;
                    break;
                case 0 when depth == 0 && tokens[i].Kind == LineTokenKind.Text:
                    literals++;
                    break;
            }
        }

        // Without brackets the list begins behind the sign: user, name = "a", "x".
        return (-1, assigned > 0 ? assigned : before, literals);
    }

    // To the bracket that closes the list, or to the end of the statement where none does.
    private static (byte Close, int After, int Literals) Ahead(ReadOnlySpan<byte> text, List<LineToken> tokens, int from)
    {
        var (depth, after, literals) = (0, 0, 0);
        for (var i = from; i < tokens.Count && i - from < TokenReader.Reach; i++)
        {
            var sign = tokens[i].Sign(text);
            switch (sign)
            {
                case (byte)'(' or (byte)'[' or (byte)'{':
                    depth++;
                    break;
                case (byte)')' or (byte)']' or (byte)'}':
                    if (--depth < 0)
                    {
                        // A comma before the end is followed by nothing.
                        return (sign, tokens[i - 1].Sign(text) == ',' ? after - 1 : after, literals);
                    }

                    break;
                case (byte)';' when depth == 0:
                    return (sign, after, literals);
                case (byte)',' when depth == 0:
                    after++;
                    break;
                case 0 when depth == 0 && tokens[i].Kind == LineTokenKind.Text:
                    // Joined literals are one.
                    literals += i == from || tokens[i - 1].Sign(text) == ',' ? 1 : 0;
                    break;
            }
        }

        return (0, after, literals);
    }

    // What stands before the opening bracket: the name of a call, or signs.
    private static string Outer(ReadOnlySpan<byte> text, List<LineToken> tokens, int open)
    {
        if (open == 0)
        {
            return OpenAbove(text, tokens[0].Start) switch { (byte)'[' => "[", (byte)',' => tokens[0].Sign(text) == '[' ? "]," : "},", (byte)'=' or (byte)')' or (byte)']' or (byte)'>' => "=", _ => "{" };
        }

        var token = tokens[open - 1];
        if (token.Kind == LineTokenKind.Word)
        {
            return System.Text.Encoding.UTF8.GetString(text[token.Start..Math.Min(token.End, token.Start + 120)]);
        }

        var sign = (char)token.Sign(text);
        return sign == ',' && open > 1 ? $"{(char)tokens[open - 2].Sign(text)}," : sign.ToString();
    }

    // The last character above the lines that are read.
    private static byte OpenAbove(ReadOnlySpan<byte> text, int start)
    {
        var above = text[Math.Max(0, start - 200)..start].TrimEnd(" \t\r\n"u8);
        return above.IsEmpty ? (byte)0 : above[^1];
    }

    private static bool IsSetterWord(ReadOnlySpan<byte> text, LineToken token) =>
        token.Kind == LineTokenKind.Word && IsSetter(System.Text.Encoding.UTF8.GetString(text[token.Start..Math.Min(token.End, token.Start + 120)]));

    /// <summary>True for a call that gives a value to a name.</summary>
    public static bool IsSetter(string call) => Array.Exists(Setters, s => call.Contains(s, StringComparison.OrdinalIgnoreCase));
}
