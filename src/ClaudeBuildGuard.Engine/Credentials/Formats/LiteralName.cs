using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// What the literal at a place among tokens is called: what it is assigned to, the literal before it in a pair, the name of the
/// argument, or the call that takes it.
/// </summary>
internal readonly ref struct LiteralName
{
    private static readonly string[] Questions =
        ["Get", "Has", "Find", "Is", "Read", "Fetch", "Validate", "Require", "get", "has", "find", "is", "read", "fetch", "require", "Describe", "Create", "Show", "Log", "Throw"];

    // What only makes a value of another type, and chooses between two.
    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal) { "new", "from", "Some", "Just", "ptr", "of", "Of", "valueOf", "str", "String", "string", "bytes", "If", "IIf", "Lazy", "lazy", "Optional.of", "Final", "to_string" };

    private static readonly string[] Decoders = ["GetBytes", "FromBase64String", "bytes", "Buffer.from", "getBytes", "b64decode", "HexToBytes", "FromHexString"];

    // Modifiers, a type and a name.
    private const int LongestDeclaration = 10;

    private readonly TokenReader _tokens;

    private LiteralName(TokenReader tokens) => _tokens = tokens;

    /// <summary>The name of the literal at an index; empty when it has none.</summary>
    public static string Of(ReadOnlySpan<byte> text, List<LineToken> tokens, int index) => new LiteralName(new TokenReader(text, tokens)).Find(text, tokens, index);

    private string Find(ReadOnlySpan<byte> text, List<LineToken> tokens, int index)
    {
        var before = index - 1;
        if (Sign(index + 1) == '|' && Word(index + 2).EndsWith("SecureString", StringComparison.OrdinalIgnoreCase))
        {
            return "password";
        }

        if (Word(before).Length > 0)
        {
            return AfterWord(before);
        }

        switch (Sign(before))
        {
            case (byte)'?' or (byte)'|' when Sign(before - 1) == Sign(before):
                // name = process.env.X || 'value', name = Get("X") ?? "value".
                return AfterFallback(before - 2, mayBeArgument: true);
            case (byte)'?':
                // name = condition ? "value" : …
                return AfterFallback(before - 1, mayBeArgument: false);
            case (byte)':' when Condition(before) is > 0 and var condition:
                return AfterFallback(condition - 1, mayBeArgument: false);
            case (byte)'=' when Sign(index + 1) == ',' && First(before - 1) is { Length: > 0 } first:
                return first;
            case (byte)'=' or (byte)':' or (byte)'>' or (byte)'~':
                return Assigned(before);
            case (byte)'-' when Sign(before - 1) == '<':
                return Assigned(before - 2);
            case (byte)',':
                return Paired(ListPlace.Of(text, tokens, before), before);
            case (byte)'(':
                return Called(before);
            case (byte)'{' or (byte)'[' when Sign(before - 1) is (byte)'=' or (byte)':':
                return Assigned(before - 1);
            case (byte)'{':
                return EnclosingName.Of(_tokens, before);
            case (byte)';' when Word(before - 2) == "def":
                return Word(before - 1);
            default:
                return string.Empty;
        }
    }

    // -Password 'x', IDENTIFIED BY 'x', ConvertTo-SecureString 'x', PASSWORD 'x', setx NAME "x", a or 'x', return 'x'.
    private string AfterWord(int at)
    {
        var word = Word(at);
        if (word.Equals("by", StringComparison.OrdinalIgnoreCase))
        {
            for (var i = at - 1; i >= 0 && at - i < 5; i--)
            {
                if (Word(i).Equals("identified", StringComparison.OrdinalIgnoreCase))
                {
                    return "password";
                }
            }

            return string.Empty;
        }

        switch (word)
        {
            case "or" or "OR" or "else" or "then":
                // name = a or 'x', name = a if condition else 'x', name = if condition then 'x'.
                return AfterFallback(at - 1, mayBeArgument: false);
            case "return" or "Return" or "RETURN":
                return Case(at - 1) is { Length: > 0 } label ? label : EnclosingName.Of(_tokens, at);
        }

        if (word.Equals("-value", StringComparison.OrdinalIgnoreCase))
        {
            return BeforeOption(at, static w => SecretName.Of(w) != NameMeaning.Nothing);
        }

        if (word is "-AsPlainText" or "-Force" or "-String" && BeforeOption(at, static w => w.EndsWith("SecureString", StringComparison.OrdinalIgnoreCase)).Length > 0)
        {
            return "password";
        }

        if (word.EndsWith("SecureString", StringComparison.OrdinalIgnoreCase) || (word is "-String" or "String" && Word(at - 1).EndsWith("SecureString", StringComparison.OrdinalIgnoreCase)))
        {
            return "password";
        }

        return word.StartsWith('-') || word.Equals("password", StringComparison.OrdinalIgnoreCase)
            || (char.IsAsciiLetterLower(word[0]) && _tokens.IsApart(at) && word.EndsWith("Password", StringComparison.Ordinal)) || IsCommand(Encoding.UTF8.GetBytes(Word(at - 1))) ? word : string.Empty;
    }

    // case "name": before what it gives back.
    private string Case(int colon) => Sign(colon) == ':' && _tokens.IsText(colon - 1) && Word(colon - 2) is "case" ? Name(colon - 1) : string.Empty;

    // Set-Item Env:NAME -Value 'x', ConvertTo-SecureString -AsPlainText -String 'x': a word of the same command.
    private string BeforeOption(int at, Predicate<string> isWanted)
    {
        for (var i = at - 1; i >= 0 && at - i < 10 && !_tokens.BreaksAfter(i); i--)
        {
            if (Word(i) is { Length: > 0 } word && isWanted(word))
            {
                return word;
            }
        }

        return string.Empty;
    }

    /// <summary>True for a command that is followed by a name and its value.</summary>
    public static bool IsCommand(ReadOnlySpan<byte> word) => word.SequenceEqual("ENV"u8) || word.SequenceEqual("ARG"u8) || Ascii.EqualsIgnoreCase(word, "setx"u8);

    // What the whole expression is assigned to; of an argument what it reads. A condition is neither.
    private string AfterFallback(int at, bool mayBeArgument)
    {
        var depth = 0;
        var read = string.Empty;
        for (var i = at; i >= 0 && at - i < TokenReader.Reach; i--)
        {
            if (i < at && depth == 0 && _tokens.BreaksAfter(i) && Sign(i) != '=')
            {
                return string.Empty;
            }

            switch (Sign(i))
            {
                case (byte)')' or (byte)']' or (byte)'}':
                    depth++;
                    break;
                case (byte)'(' or (byte)'[' or (byte)'{':
                    if (--depth < 0)
                    {
                        // name: ${{ a || 'x' }}
                        return Sign(i - 1) == '{' && Word(i - 2) == "$" ? Assigned(i - 3) : mayBeArgument ? read : string.Empty;
                    }

                    break;
                case (byte)'=' when depth == 0 && _tokens.IsComparison(i):
                    break;
                case (byte)'=' or (byte)':' when depth == 0:
                    return Assigned(i) is var assigned && mayBeArgument && SecretName.Of(assigned) == NameMeaning.Nothing ? read : assigned;
                case 0 when depth == 0 && Word(i) is "return" or "Return":
                    return EnclosingName.Of(_tokens, i);
                case (byte)';' or (byte)',' when depth == 0:
                    return mayBeArgument ? read : string.Empty;
            }

            if (read.Length == 0 && Sign(i) == 0)
            {
                read = Name(i);
            }
        }

        return mayBeArgument ? read : string.Empty;
    }

    // The question mark of condition ? a : "x" before a colon; 0 when the colon stands behind a name.
    private int Condition(int colon)
    {
        for (var i = colon - 1; i > 0 && colon - i < TokenReader.Reach; i--)
        {
            switch (Sign(i))
            {
                case (byte)')' or (byte)']' or (byte)'}':
                    i = _tokens.Opening(i);
                    break;
                case (byte)'?' when Sign(i - 1) == '?':
                    i--;
                    break;
                case (byte)'?' when !Word(i + 1).StartsWith('.'):
                    return i;
                case (byte)'(' or (byte)'[' or (byte)'{' or (byte)';' or (byte)',' or (byte)'=':
                    return 0;
            }
        }

        return 0;
    }

    // The name left of = : => := == += .= and, where a type stands between (name: string = "x", Dim name As String = "x"), left of that.
    private string Assigned(int sign)
    {
        var at = sign;
        while (at >= 0 && (Sign(at) is (byte)'=' or (byte)':' or (byte)'>' or (byte)'?' or (byte)'~' or (byte)'!' or (byte)'|' or (byte)'+' || Word(at) == "."))
        {
            at--;
        }

        switch (Sign(at))
        {
            case (byte)'}':
                return Property(at);
            case (byte)']' or (byte)')' when IsOfSetPassword(at):
                return "password";
            case (byte)']' or (byte)')' when Subscripted(at) is { Length: > 0 } subscripted:
                return subscripted;
        }

        if (_tokens.IsText(at) && IsOfSetPassword(at))
        {
            return "password";
        }

        var name = Name(at);
        if (name is "value" && Sign(sign) == ':' && _tokens.IsText(at - 1) && Sign(at - 2) == ':' && Word(at - 3) is "name")
        {
            // name: 'NAME' and on the next line value: 'x', as Bicep writes settings.
            return Name(at - 1);
        }

        if (name is "get" && Sign(at - 1) == '{')
        {
            return EnclosingName.Of(_tokens, at - 1);
        }

        if (name is "default" or "defaultValue" or "default_value" or "DefaultValue" && FirstArgument(at) is { Length: > 0 } option)
        {
            return option;
        }

        return SecretName.Of(name) == NameMeaning.Nothing && Typed(at) is { Length: > 0 } typed ? typed : name;
    }

    // settings["name"] = "x", Setting("name") = "x", name[] = "x", Name(…) => "x", name() = "x", name get() = "x".
    private string Subscripted(int close)
    {
        var open = _tokens.Opening(close);
        if (open < 0)
        {
            return Name(close - 1);
        }

        if (close == open + 2 && Name(open + 1) is { Length: > 0 } inner && (_tokens.IsText(open + 1) || SecretName.Of(inner) != NameMeaning.Nothing))
        {
            return inner;
        }

        var name = Word(open - 1);
        if (Sign(close) == ')')
        {
            return name is "get" ? Typed(open - 2) is { Length: > 0 } typed ? typed : Word(open - 2)
                : SecretName.Of(name) == NameMeaning.Nothing && Typed(open - 1) is { Length: > 0 } column ? column
                : name.Length == 0 && Sign(open - 1) is (byte)'=' or (byte)':' ? Assigned(open - 1)
                : name is "async" && Sign(open - 2) is (byte)'=' or (byte)':' ? Assigned(open - 2)
                : name;
        }

        // name[] of C, and a type: name: Optional[str].
        return SecretName.Of(name) != NameMeaning.Nothing ? name : Typed(open - 1);
    }

    // name: A<B> | C, name As T, var name string: the name before a type whose last token is at a place.
    private string Typed(int end)
    {
        for (var i = end; i > 0 && end - i < 10; i--)
        {
            if (i < end && (_tokens.IsText(i) || _tokens.BreaksAfter(i)))
            {
                break;
            }

            switch (Sign(i))
            {
                case (byte)':' when Sign(i - 1) is not (byte)':' && Sign(i + 1) is not (byte)':':
                    var named = Sign(i - 1) == '?' ? i - 2 : i - 1;
                    return Sign(named) == ')' && _tokens.Opening(named) is > 0 and var open ? Word(open - 1) : Word(named);
                case (byte)';' or (byte)'{' or (byte)'}' or (byte)'(' or (byte)')' or (byte)',' or (byte)'=':
                    return string.Empty;
            }

            var word = Word(i);
            if (word.Equals("as", StringComparison.OrdinalIgnoreCase))
            {
                return Word(i - 1);
            }

            if (i < end && SecretName.Of(word) != NameMeaning.Nothing && (_tokens.BreaksAfter(i - 1) || Word(i - 1) is "var" or "const" or "param" or "DECLARE" or "declare" or "Declare"))
            {
                return word;
            }
        }

        return string.Empty;
    }

    // name = "x" as the first argument of the call that has a default at a place: ("--name", default="x").
    private string FirstArgument(int at)
    {
        for (var i = at - 1; i >= 0 && at - i < TokenReader.Reach; i--)
        {
            if (Sign(i) == '(')
            {
                return _tokens.IsText(i + 1) ? Name(i + 1) : Sign(i + 2) == '=' && _tokens.IsText(i + 3) ? Name(i + 3) : string.Empty;
            }
        }

        return string.Empty;
    }

    // Password { get; set; } = "x".
    private string Property(int close)
    {
        for (var i = close - 1; i > 0 && close - i < 12; i--)
        {
            if (Sign(i) == '{')
            {
                return Word(i - 1);
            }

            if (Sign(i) is not (0 or (byte)';'))
            {
                break;
            }
        }

        return string.Empty;
    }

    // SET PASSWORD FOR 'user'@'host' = 'x', SET PASSWORD FOR user = PASSWORD('x').
    private bool IsOfSetPassword(int at)
    {
        for (var i = at; i > 0 && at - i < 8; i--)
        {
            if (Word(i).Equals("for", StringComparison.OrdinalIgnoreCase))
            {
                return Word(i - 1).Equals("password", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    // ("name", "x"), { "name", "x" }, Call(name, "x"), NetworkCredential("user", "x"), VALUES ('a', 'x'), "--name", "x", user, name = "a", "x".
    private string Paired(ListPlace place, int comma)
    {
        // A column called "value" says less than the name beside it.
        if (place.Open >= 0 && Sign(place.Open) == '(' && Column(place.Open, place.Before) is { } column && SecretName.Of(column) != NameMeaning.Nothing)
        {
            return column;
        }

        // Without parentheses the command stands before its first argument.
        var call = Sign(place.Open) == '(' ? Word(place.Open - 1) : place.Open < 0 ? Word(comma - (2 * place.Before)) : string.Empty;
        if (call.Length == 0 && Sign(place.Open - 1) == '=')
        {
            call = Word(place.Open - 2);
        }

        if (CallArguments.NameOf(call, place.Before, Sign(comma + 2) == ')') is { Length: > 0 } argument)
        {
            return argument;
        }

        if (Sign(place.Open) == '(' && CallArguments.IsKeyStore(Name(Sign(comma - 1) == ')' ? comma - 2 : comma - 1)))
        {
            return "password";
        }

        if (CallArguments.NameAtEnd(_tokens.IsText(comma - 1) ? Name(comma - 1) : string.Empty) is { Length: > 0 } begun)
        {
            return begun;
        }

        if (call.EndsWith("Format", StringComparison.Ordinal) && _tokens.IsText(place.Open + 1))
        {
            return CallArguments.NameInFormat(Name(place.Open + 1), place.Before - 1);
        }

        if (Unpacked(place, comma) is { Length: > 0 } unpacked)
        {
            return unpacked;
        }

        if (call is "If" or "IIf" && Sign(place.Open - 2) == '=')
        {
            return Assigned(place.Open - 2);
        }

        var name = _tokens.IsText(comma - 1) || Word(comma - 1).Length > 2 ? Name(comma - 1) : string.Empty;
        return name.StartsWith('-') || place.IsPair || name.StartsWith("CURLOPT_", StringComparison.Ordinal) ? name : string.Empty;
    }

    // name, user = "x", "a": the first of the names that are given values.
    private string First(int last)
    {
        last = Sign(last) == ':' ? last - 1 : last;
        var first = last;
        while (Sign(first - 1) == ',' && Word(first - 2).Length > 0)
        {
            first -= 2;
        }

        return first < last && Word(last).Length > 0 && Sign(first - 1) is not ((byte)'(' or (byte)'=') ? Word(first) : string.Empty;
    }

    // user, name = "a", "x" and (user, name) = ("a", "x"): the name that has the same place left of the sign.
    private string Unpacked(ListPlace place, int comma)
    {
        var sign = place.Open >= 0 ? place.Open - 1 : comma - 2 * place.Before;
        if (Sign(sign) != '=' || (place.Open >= 0 && Sign(place.Open) != '('))
        {
            return string.Empty;
        }

        var last = Sign(sign - 1) == ':' ? sign - 2 : sign - 1;
        last = Sign(last) == ')' ? last - 1 : last;
        var first = last;
        while (Sign(first - 1) == ',' && Word(first - 2).Length > 0)
        {
            first -= 2;
        }

        return first < last && first + 2 * place.Before <= last ? Word(first + 2 * place.Before) : string.Empty;
    }

    // INSERT INTO t (a, b) VALUES ('x', 'y'), ('x', 'y'): the name of the column; null where there is no such list.
    private string? Column(int open, int index)
    {
        var values = open - 1;
        while (values > 0 && open - values < 10 * TokenReader.Reach && !Word(values).Equals("values", StringComparison.OrdinalIgnoreCase))
        {
            values--;
        }

        if (values < 2 || !Word(values).Equals("values", StringComparison.OrdinalIgnoreCase) || Sign(values - 1) != ')')
        {
            return null;
        }

        var start = values - 2;
        while (start > 0 && values - start < 4 * TokenReader.Reach && Sign(start) != '(')
        {
            start--;
        }

        for (var i = start + 1; i < values; i++)
        {
            if (Sign(i) == ',')
            {
                index--;
            }
            else if (index == 0 && Name(i) is { Length: > 0 } name)
            {
                return name;
            }
        }

        return null;
    }

    // password("x"), WithPassword("x"), new SecretKey("x"), GetBytes("x") as part of an assignment to a key.
    private string Called(int open)
    {
        var at = open - 1;
        var name = Word(at);
        if (name.Length == 0)
        {
            // name = ("x" …)
            return Sign(at) is (byte)'=' or (byte)':' ? Assigned(at) : string.Empty;
        }

        if (Array.Exists(Decoders, d => name.EndsWith(d, StringComparison.Ordinal)))
        {
            // new SymmetricSecurityKey(Encoding.UTF8.GetBytes("x")) and key = Encoding.UTF8.GetBytes("x").
            for (var outer = at - 1; outer >= 0 && at - outer < 4; outer--)
            {
                if (Sign(outer) == '(' && Word(outer - 1) is { Length: > 0 } taker)
                {
                    return CallArguments.NameOf(taker, 0, isLast: true) is { Length: > 0 } taken ? taken : taker;
                }

                if (Sign(outer) is (byte)'=' or (byte)':')
                {
                    return Assigned(outer);
                }
            }
        }

        if (CallArguments.NameOf(name, 0, isLast: false) is { Length: > 0 } argument)
        {
            return argument;
        }

        var last = name[(name.LastIndexOf('.') + 1)..];
        if (last is "DefaultValue" && Declared(open + 2) is { Length: > 0 } declared)
        {
            return declared;
        }

        if (last is "Append" or "append" && Sign(at - 1) == ')' && _tokens.IsText(at - 2))
        {
            // Append("Password=").Append("x")
            return CallArguments.NameAtEnd(Name(at - 2));
        }

        if (last is "StringContent" && Sign(open + 2) == ')' && Sign(open + 3) == ',' && _tokens.IsText(open + 4))
        {
            // content.Add(new StringContent("x"), "name")
            return Name(open + 4);
        }

        if (Makers.Contains(last) && MadeFor(at) is > 0 and var sign)
        {
            return Assigned(sign);
        }

        if (last is "Equals" or "equals" && name.Length > last.Length)
        {
            return name[..^(last.Length + 1)];
        }

        // A getter or a test of a name is no assignment: GetSecret("name"), HasToken("x").
        return Array.Exists(Questions, q => last.StartsWith(q, StringComparison.Ordinal)) ? string.Empty : last;
    }

    // [DefaultValue("x")] public string Name { … }: what the attribute that closes at a place stands before.
    private string Declared(int close)
    {
        if (Sign(close) != ')' || Sign(close + 1) != ']')
        {
            return string.Empty;
        }

        var end = close + 2;
        while (end - close < LongestDeclaration && Word(end).Length > 0)
        {
            end++;
        }

        return Sign(end) is (byte)'{' or (byte)';' or (byte)'=' ? Word(end - 1) : string.Empty;
    }

    // The sign before name = Type::from(…), name = new(…); 0 when there is none.
    private int MadeFor(int at)
    {
        for (var i = at - 1; i > 0 && at - i < 8; i--)
        {
            if (Sign(i) == '=')
            {
                return i;
            }

            if (Word(i).Length == 0 && Sign(i) != ':')
            {
                break;
            }
        }

        return 0;
    }

    private byte Sign(int at) => _tokens.Sign(at);

    private string Word(int at) => _tokens.Word(at);

    private string Name(int at) => _tokens.Name(at);
}
