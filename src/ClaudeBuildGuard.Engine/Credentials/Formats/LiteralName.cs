using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// What the literal at a place among tokens is called: what it is assigned to, the literal before it in a pair, the name of the
/// argument, or the call that takes it.
/// </summary>
internal readonly ref struct LiteralName
{
    private const int LongestName = 120;

    // Tokens to the left of a literal that are looked at.
    private const int Reach = 48;

    private static readonly string[] Questions =
        ["Get", "Has", "Find", "Is", "Read", "Fetch", "Validate", "Require", "get", "has", "find", "is", "read", "fetch", "require", "Describe", "Create", "Show", "Log", "Throw"];

    // Calls that take a user and a password.
    private static readonly string[] LogOns =
        ["Credential", "DirectoryEntry", "BasicAuth", "auth", "Login", "Authenticate", "SignInAsync", "Authenticator", "AuthenticateAsync", "BasicAuthenticationHeaderValue"];

    private static readonly string[] Decoders = ["GetBytes", "FromBase64String", "bytes", "Buffer.from", "getBytes", "b64decode", "HexToBytes", "FromHexString"];

    private readonly ReadOnlySpan<byte> _text;
    private readonly List<LineToken> _tokens;

    private LiteralName(ReadOnlySpan<byte> text, List<LineToken> tokens)
    {
        _text = text;
        _tokens = tokens;
    }

    /// <summary>The name of the literal at an index; empty when it has none.</summary>
    public static string Of(ReadOnlySpan<byte> text, List<LineToken> tokens, int index) => new LiteralName(text, tokens).Of(index);

    private string Of(int index)
    {
        var before = index - 1;
        if (before < 0 || _tokens[before].Kind == LineTokenKind.Text)
        {
            return string.Empty;
        }

        if (_tokens[before].Kind == LineTokenKind.Word)
        {
            return AfterWord(before);
        }

        switch (Sign(before))
        {
            case (byte)'?' or (byte)'|' when Sign(before - 1) == Sign(before):
                // name = process.env.X || 'value', name = Get("X") ?? "value".
                return AfterFallback(before - 2, mayBeArgument: true);
            case (byte)'=' or (byte)':' or (byte)'>' or (byte)'~' or (byte)'?':
                return Assigned(before);
            case (byte)',':
                return Paired(before);
            case (byte)'(':
                return Called(before);
            case (byte)'{' or (byte)'[' when Sign(before - 1) is (byte)'=' or (byte)':':
                return Assigned(before - 1);
            default:
                return string.Empty;
        }
    }

    // -Password 'x', IDENTIFIED BY 'x', ConvertTo-SecureString 'x', PASSWORD 'x', setx NAME "x", a or 'x'; but not return 'x'.
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

        if (word is "or" or "OR")
        {
            return AfterFallback(at - 1, mayBeArgument: false);
        }

        if (word.EndsWith("SecureString", StringComparison.OrdinalIgnoreCase) || (word is "-String" or "String" && Word(at - 1).EndsWith("SecureString", StringComparison.OrdinalIgnoreCase)))
        {
            return "password";
        }

        return word.StartsWith('-') || word.Equals("password", StringComparison.OrdinalIgnoreCase) || IsCommand(Encoding.UTF8.GetBytes(Word(at - 1))) ? word : string.Empty;
    }

    /// <summary>True for a command that is followed by a name and its value.</summary>
    public static bool IsCommand(ReadOnlySpan<byte> word) => word.SequenceEqual("ENV"u8) || word.SequenceEqual("ARG"u8) || Ascii.EqualsIgnoreCase(word, "setx"u8);

    // What the whole expression is assigned to; of an argument what it reads. A condition is neither.
    private string AfterFallback(int at, bool mayBeArgument)
    {
        var depth = 0;
        var read = string.Empty;
        for (var i = at; i >= 0 && at - i < Reach; i--)
        {
            if (i < at && depth == 0 && _text[_tokens[i].End.._tokens[i + 1].Start].Contains((byte)'\n'))
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
                        return mayBeArgument ? read : string.Empty;
                    }

                    break;
                case (byte)'=' or (byte)':' when depth == 0:
                    return Assigned(i);
                case (byte)';' or (byte)',' when depth == 0:
                    return mayBeArgument ? read : string.Empty;
            }

            if (read.Length == 0 && _tokens[i].Kind != LineTokenKind.Sign)
            {
                read = Name(i);
            }
        }

        return string.Empty;
    }

    // The name left of = : => := == and, where a type stands between (name: string = "x", Dim name As String = "x"), left of that.
    private string Assigned(int sign)
    {
        var at = sign;
        while (at >= 0 && Sign(at) is (byte)'=' or (byte)':' or (byte)'>' or (byte)'?' or (byte)'~' or (byte)'!')
        {
            at--;
        }

        switch (Sign(at))
        {
            case (byte)'}':
                return Property(at);
            case (byte)']' or (byte)')':
                return IsOfSetPassword(at) ? "password" : Name(at - 1);
        }

        if (at >= 0 && _tokens[at].Kind == LineTokenKind.Text && IsOfSetPassword(at))
        {
            return "password";
        }

        var name = Name(at);
        var isTyped = name is "string" or "String" or "str" or "any" or "const" or "var" or "Optional"
            && (Sign(at - 1) == ':' || Word(at - 1).Equals("as", StringComparison.OrdinalIgnoreCase));
        return isTyped && Word(at - 2).Length > 0 ? Word(at - 2) : name;
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

    // ("name", "x"), { "name", "x" }, Call(name, "x"), NetworkCredential("user", "x"), VALUES ('a', 'x'), "--name", "x".
    private string Paired(int comma)
    {
        var place = ListPlace.Of(_text, _tokens, comma);

        // A column called "value" says less than the name beside it.
        if (place.Open >= 0 && Sign(place.Open) == '(' && Column(place.Open, place.Before) is { } column && SecretName.Of(column) != NameMeaning.Nothing)
        {
            return column;
        }

        var call = Sign(place.Open) == '(' ? Word(place.Open - 1) : string.Empty;
        if ((place.Before == 1 && Array.Exists(LogOns, l => call.EndsWith(l, StringComparison.Ordinal))) || (place.Before == 2 && call.EndsWith("getConnection", StringComparison.Ordinal)))
        {
            return "password";
        }

        var name = comma > 0 && (_tokens[comma - 1].Kind == LineTokenKind.Text || Word(comma - 1).Length > 2) ? Name(comma - 1) : string.Empty;
        return name.StartsWith('-') || place.IsPair ? name : string.Empty;
    }

    // INSERT INTO t (a, b) VALUES ('x', 'y'), ('x', 'y'): the name of the column; null where there is no such list.
    private string? Column(int open, int index)
    {
        var values = open - 1;
        while (values > 0 && open - values < 10 * Reach && !Word(values).Equals("values", StringComparison.OrdinalIgnoreCase))
        {
            values--;
        }

        if (values < 2 || !Word(values).Equals("values", StringComparison.OrdinalIgnoreCase) || Sign(values - 1) != ')')
        {
            return null;
        }

        var start = values - 2;
        while (start > 0 && values - start < 4 * Reach && Sign(start) != '(')
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
                if (Sign(outer) == '(' && Word(outer - 1).Length > 0)
                {
                    return Word(outer - 1);
                }

                if (Sign(outer) is (byte)'=' or (byte)':')
                {
                    return Assigned(outer);
                }
            }
        }

        // A getter or a test of a name is no assignment: GetSecret("name"), HasToken("x").
        var last = name[(name.LastIndexOf('.') + 1)..];
        return Array.Exists(Questions, q => last.StartsWith(q, StringComparison.Ordinal)) ? string.Empty : last;
    }

    private byte Sign(int at) => at >= 0 ? _tokens[at].Sign(_text) : (byte)0;

    private string Word(int at) => at >= 0 && _tokens[at].Kind == LineTokenKind.Word ? Name(at) : string.Empty;

    // A word, or the content of a literal that is used as a name.
    private string Name(int at)
    {
        if (at < 0 || _tokens[at].Kind == LineTokenKind.Sign)
        {
            return string.Empty;
        }

        var token = _tokens[at];
        var length = token.InnerEnd - token.InnerStart;
        return token.Kind == LineTokenKind.Text && length > LongestName
            ? string.Empty
            : Encoding.UTF8.GetString(_text.Slice(token.InnerStart, Math.Min(length, LongestName)));
    }
}
