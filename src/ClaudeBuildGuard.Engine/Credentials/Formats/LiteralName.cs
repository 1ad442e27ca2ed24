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
    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal) { "new", "from", "Some", "Just", "ptr", "of", "Of", "valueOf", "str", "String", "string", "bytes", "If", "IIf", "Lazy", "lazy", "Optional.of", "Final", "to_string", "QStringLiteral", "QByteArrayLiteral", "QLatin1String", "TEXT", "_T", "FromResult", "ValueTask" };

    private static readonly string[] Decoders = ["GetBytes", "ToBytes", "FromBase64String", "bytes", "byte", "Buffer.from", "getBytes", "b64decode", "HexToBytes", "FromHexString", "fromhex", "DecodeString", "unhexlify", "decodeHex", "from_hex", "parseHexBinary", "Utf8.parse"];

    // Calls that keep a password out of plain sight at run time: Password = ToSecureString("x").
    private static readonly string[] Wrappers = ["ToSecure", "Secure", "MakeSecure", "CreateSecure", "Hash", "Encrypt", "Sha", "SHA", "ToSha", "Md5", "MD5", "GetSecure", "ConvertToSecure", "GetHash", "ComputeHash"];

    // Calls that copy a literal into a variable, and that hold the two against each other.
    private static readonly string[] Comparisons = ["cpy", "dup", "cat", "cmp", "equal", "compar", "match", "assert", "expect", "verify", "check", "same", "is"];

    // What types a text into a field: FindElement(By.Id("password")).SendKeys("x").
    private static readonly HashSet<string> Typists = new(StringComparer.Ordinal) { ".type", ".fill", ".SendKeys", ".sendKeys", ".send_keys", ".FillAsync", ".TypeAsync", ".PressSequentiallyAsync" };

    // Java takes passwords as arrays of characters.
    private static readonly string[] KeyStores = ["load", "store", "init", "getKey", "setKeyEntry", "loadKeyMaterial", "loadTrustMaterial", "PBEKeySpec", "PasswordProtection"];

    // Modifiers, a type and a name.
    private const int LongestDeclaration = 10;

    private readonly TokenReader _tokens;

    private LiteralName(TokenReader tokens) => _tokens = tokens;

    /// <summary>The name of the literal at an index; empty when it has none.</summary>
    public static NamedLiteral Of(ReadOnlySpan<byte> text, List<LineToken> tokens, int index)
    {
        var reader = new TokenReader(text, tokens);
        var named = new LiteralName(reader).Find(text, tokens, index);
        if (SecretName.IsPlainKey(named.Name) && reader.Word(index + 1) is ".getBytes" or ".toByteArray" or ".encode")
        {
            // byte[] KEY = "x".getBytes()
            return "signingkey";
        }

        if (SecretName.Of(named.Name) != NameMeaning.Nothing)
        {
            return named;
        }

        return ContainerName.Of(reader, index, named.Name) is { Length: > 0 } container ? new NamedLiteral(container, ValueForm.Element)
            : LoginList.Holds(reader, index) ? new NamedLiteral("password", ValueForm.Sentence)
            : named;
    }

    private NamedLiteral Find(ReadOnlySpan<byte> text, List<LineToken> tokens, int index)
    {
        var before = index - 1;
        if (Sign(index + 1) == '|' && (Word(index + 2).EndsWith("SecureString", StringComparison.OrdinalIgnoreCase) || (Sign(index + 2) == '>' && Word(index + 4).EndsWith(".AppendChar", StringComparison.Ordinal))))
        {
            return "password";
        }

        if (Word(index + 1) is ".ToCharArray" or ".ToList" && TakesCharacters(index))
        {
            return "password";
        }

        if (Word(before).Length > 0)
        {
            return AfterWord(before);
        }

        if (_tokens.IsText(before) && Word(before - 1).EndsWith("BasicAuth", StringComparison.Ordinal))
        {
            // BasicAuth "user" "x" of F#
            return new NamedLiteral("password", ValueForm.Given);
        }

        if (Sign(before) == '<' && Sign(before - 1) == '<' && Sign(index + 1) == '>')
        {
            // <<"x">> of Erlang.
            before -= 2;
        }

        if (Sign(before) == ':' && Sign(index + 2) == ':' && Word(index + 1).StartsWith("for", StringComparison.Ordinal) && _tokens.IsText(index + 3))
        {
            // setValue:@"x" forHTTPHeaderField:@"name"
            return Name(index + 3);
        }

        switch (Sign(before))
        {
            case (byte)'?' or (byte)'|' when Sign(before - 1) == Sign(before):
                // name = process.env.X || 'value', name = Get("X") ?? "value".
                return Assigned.OfExpression(before - 2, mayBeArgument: true);
            case (byte)'?':
                // name = condition ? "value" : …
                return Assigned.OfExpression(before - 1, mayBeArgument: false);
            case (byte)':' when Assigned.Condition(before) is > 0 and var condition:
                return Assigned.OfExpression(condition - 1, mayBeArgument: false);
            case (byte)'=' when Sign(index + 1) == ',' && Listed.First(before - 1) is { Length: > 0 } first:
                return first;
            case (byte)'>' when Sign(before - 1) == '-' && _tokens.IsText(before - 2):
                // "name" -> "x" of Scala.
                return Name(before - 2);
            case (byte)'=' when IsSecondOfLogin(before):
                return "password";
            case (byte)'=' or (byte)':' or (byte)'>' or (byte)'~':
                return Assigned.LeftOf(before);
            case (byte)'|' when Word(before - 1) is "_" && Sign(before - 2) == '|' && Sign(before - 3) == '(':
                // name = get("X").unwrap_or_else(|_| "x") of Rust
                return Assigned.OfExpression(before - 4, mayBeArgument: false);
            case (byte)';' when Sign(before - 2) == ';' && Sign(before - 4) == ',' && Word(before - 7).Equals("openrowset", StringComparison.OrdinalIgnoreCase):
                // OPENROWSET('provider', 'server'; 'user'; 'x', …)
                return new NamedLiteral("password", ValueForm.Given);
            case (byte)'-' when Sign(before - 1) == '<':
                return Assigned.LeftOf(before - 2);
            case (byte)',':
                var place = ListPlace.Of(text, tokens, before);
                return IsArray(index, place.Open) ? "password" : Paired(place, before);
            case (byte)'(':
                return Called(text, tokens, before) is var called && SecretName.Of(called.Name) == NameMeaning.Nothing && IsArray(index, before) ? "password" : called;
            case (byte)'{' or (byte)'[' when Sign(before - 1) is (byte)'=' or (byte)':':
                return Assigned.LeftOf(before - 1);
            case (byte)'{' when Sign(before - 1) == ')' && Sign(before - 3) == ':' && Sign(before - 4) == '(' && Word(before - 2) is { Length: > 0 } let && SecretName.Of(let) != NameMeaning.Nothing:
                // let(:name) { "x" } of RSpec.
                return let;
            case (byte)'{':
                return EnclosingName.Of(_tokens, before);
            case (byte)';' when Word(before - 2) == "def":
                return Word(before - 1);
            default:
                return string.Empty;
        }
    }

    // -Password 'x', IDENTIFIED BY 'x', ConvertTo-SecureString 'x', PASSWORD 'x', setx NAME "x", a or 'x', return 'x'.
    private NamedLiteral AfterWord(int at)
    {
        var word = Word(at);
        if (word.Equals("by", StringComparison.OrdinalIgnoreCase))
        {
            for (var i = at - 1; i >= 0 && at - i < 5; i--)
            {
                if (Word(i).Equals("identified", StringComparison.OrdinalIgnoreCase))
                {
                    // In small letters it is prose unless the statement says whose password it is.
                    return Word(i) is "IDENTIFIED" ? new NamedLiteral("password", ValueForm.Given) : IsOfUser(i) ? "password" : NamedLiteral.None;
                }
            }

            return string.Empty;
        }

        switch (word)
        {
            case not "" when Word(at - 1) is "defaultArg":
                // defaultArg name "x" of F#
                return word;
            case "to" or "with" when _tokens.IsText(at - 1):
                // "name" to "x" of Kotlin, I fill in "name" with "x" of Cucumber.
                return Name(at - 1);
            case not "" when Word(at - 1) == "define" && Sign(at - 2) == '#':
                return word;
            case "PSK" or "XAUTH" or "EAP" when Sign(at - 1) == ':':
                // : PSK "x" of ipsec.secrets
                return new NamedLiteral("password", ValueForm.Given);
            case not "" when Sign(at - 1) == ':' && _tokens.IsApart(at) && SecretName.Of(word) != NameMeaning.Nothing:
                // :name "x" of Clojure
                return word;
            case ['@', _, ..] when char.IsAsciiLetterLower(word[1]) && _tokens.IsApart(at):
                // @name "x" of Elixir.
                return word;
            case "or" or "OR" or "else" or "then":
                // name = a or 'x', name = a if condition else 'x', name = if condition then 'x'.
                return Assigned.OfExpression(at - 1, mayBeArgument: false);
            case "in" when Word(at + 3).EndsWith(".AppendChar", StringComparison.Ordinal):
                // foreach (char c in "x") secure.AppendChar(c);
                return "password";
            case "return" or "Return" or "RETURN":
                return Case(at - 1) is { Length: > 0 } label && SecretName.Of(label) != NameMeaning.Nothing ? label : EnclosingName.Of(_tokens, at);
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

        return word.StartsWith('-') || word.Equals("password", StringComparison.OrdinalIgnoreCase) || (word is "secret" && _tokens.IsApart(at)) || ((at == 0 || _tokens.BreaksAfter(at - 1)) && _tokens.IsApart(at) && SecretName.Of(word) == NameMeaning.Password)
            || ((char.IsAsciiLetterLower(word[0]) || at == 0 || _tokens.BreaksAfter(at - 1)) && _tokens.IsApart(at) && word.EndsWith("Password", StringComparison.Ordinal)) || IsCommand(Encoding.UTF8.GetBytes(Word(at - 1))) ? word : string.Empty;
    }

    // textBox1.Text == "user" && textBox2.Text == "x"
    private bool IsSecondOfLogin(int sign)
    {
        var at = Sign(sign - 1) == '=' ? sign - 2 : sign - 1;
        if (!AssignedName.IsTypedText(Word(at)) || Word(at).Contains("combo", StringComparison.OrdinalIgnoreCase))
        {
            // What is chosen from a list is no password.
            return false;
        }

        at = Sign(at - 1) == '&' && Sign(at - 2) == '&' ? at - 3 : Word(at - 1) is "And" or "AndAlso" ? at - 2 : 0;
        return at > 1 && _tokens.IsText(at) && Sign(at - 1) == '=' && AssignedName.IsTypedText(Word(Sign(at - 2) == '=' ? at - 3 : at - 2));
    }

    // "x".ToList().ForEach(secure.AppendChar)
    private bool TakesCharacters(int literal)
    {
        for (var i = literal + 2; i - literal < 14; i++)
        {
            if (Word(i).EndsWith(".AppendChar", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // create user x identified by 'x', grant all on y to x identified by 'x'
    private bool IsOfUser(int at)
    {
        for (var i = at - 1; i >= 0 && at - i < 20; i--)
        {
            if (Word(i).Equals("user", StringComparison.OrdinalIgnoreCase) || Word(i).Equals("grant", StringComparison.OrdinalIgnoreCase) || Word(i).Equals("role", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
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
    public static bool IsCommand(ReadOnlySpan<byte> word) => word.SequenceEqual("ENV"u8) || word.SequenceEqual("ARG"u8) || word.SequenceEqual("proxy_set_header"u8) || word.SequenceEqual("fastcgi_param"u8) || word.SequenceEqual("SetEnv"u8) || Ascii.EqualsIgnoreCase(word, "setx"u8);

    // ("name", "x"), { "name", "x" }, Call(name, "x"), NetworkCredential("user", "x"), VALUES ('a', 'x'), "--name", "x", user, name = "a", "x".
    private NamedLiteral Paired(ListPlace place, int comma)
    {
        // A column called "value" says less than the name beside it.
        if (place.Open >= 0 && (Sign(place.Open) == '(' ? Listed.Column(place.Open, place.Before) : Listed.InsertedColumn(place.Open, place.Before)) is { } column && SecretName.Of(column) != NameMeaning.Nothing)
        {
            return column;
        }

        // Without parentheses the command stands before its first argument.
        var call = Sign(place.Open) == '(' ? Callee(place.Open - 1) : place.Open < 0 ? Word(comma - (2 * place.Before)) : string.Empty;
        if (call.Length == 0 && Sign(place.Open - 1) is (byte)'=' or (byte)':' && Sign(comma + 2) is (byte)']' or (byte)')' or (byte)'}')
        {
            call = Word(place.Open - 2);
        }

        if (CallArguments.NameOf(call, place.Before, Sign(comma + 2) == ')') is { IsNamed: true } argument)
        {
            return argument;
        }

        if (place is { Before: 1, IsPair: true } && Sign(place.Open) == '(' && (Sign(place.Open - 1) is (byte)'=' or (byte)':' || Word(place.Open - 1) is "new") && IsLogin(call))
        {
            // HttpAuth = ("user", "x")
            return "password";
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

        if (Listed.Unpacked(place, comma) is { Length: > 0 } unpacked)
        {
            return unpacked;
        }

        if (call is "If" or "IIf" && Sign(place.Open - 2) == '=')
        {
            return Assigned.LeftOf(place.Open - 2);
        }

        // "option" => $value, "x": what is given to one name is none of the next.
        var isGiven = Sign(comma - 2) == '\\' || (Sign(comma - 2) == '>' && Sign(comma - 3) == '=');
        var name = !isGiven && (_tokens.IsText(comma - 1) || Word(comma - 1).Length > 2) ? Name(comma - 1) : string.Empty;
        if (Sign(place.Open) == '(' && IsVariable(Word(comma - 1)) && !ListPlace.IsSetter(call) && !Array.Exists(Comparisons, c => call.Contains(c, StringComparison.OrdinalIgnoreCase)))
        {
            // What follows a variable in a call is another argument, unless the call sets or compares the first.
            return string.Empty;
        }

        if (place.Before > 1 && !_tokens.IsText(comma - 1) && Sign(comma + 2) == ',')
        {
            // new KeyStore(file, P12_PASS, "PKCS12", …): one argument among many.
            return string.Empty;
        }

        return name.StartsWith('-') || place.IsPair || name.StartsWith("CURLOPT_", StringComparison.Ordinal) ? AssignedName.OfField(name) : string.Empty;
    }

    private string Callee(int at) => Word(at) is "new" ? MadeType.Of(_tokens, at) : Word(at);

    private static bool IsLogin(string name) =>
        name.EndsWith("Auth", StringComparison.OrdinalIgnoreCase) || name.EndsWith("creds", StringComparison.OrdinalIgnoreCase) || name.EndsWith("credential", StringComparison.OrdinalIgnoreCase) || name.EndsWith("credentials", StringComparison.OrdinalIgnoreCase) || name.EndsWith("login", StringComparison.OrdinalIgnoreCase);

    private static bool IsVariable(string word) => word.Length > 0 && (word[0] == '$' || (char.IsAsciiLetterLower(word[0]) && !word.Contains('.')));

    // password("x"), WithPassword("x"), new SecretKey("x"), GetBytes("x") as part of an assignment to a key.
    private NamedLiteral Called(ReadOnlySpan<byte> text, List<LineToken> tokens, int open)
    {
        var at = open - 1;
        var name = Word(at);
        if (name.Length == 0)
        {
            // name = ("x" …)
            return Sign(at) is (byte)'=' or (byte)':' ? Assigned.LeftOf(at) : string.Empty;
        }

        if (Array.Exists(Decoders, d => name.EndsWith(d, StringComparison.Ordinal)))
        {
            // new SymmetricSecurityKey(Encoding.UTF8.GetBytes("x")) and key = Encoding.UTF8.GetBytes("x").
            for (var outer = at - 1; outer >= 0 && at - outer < 4; outer--)
            {
                if (Sign(outer) == '(' && Callee(outer - 1) is { Length: > 0 } taker)
                {
                    return CallArguments.NameOf(taker, 0, isLast: true) is { IsNamed: true } taken ? taken : taker;
                }

                if (Sign(outer) is (byte)'=' or (byte)':')
                {
                    // key = Encoding.UTF8.GetBytes("x"): the bytes of a text are the key of a signature or a cipher.
                    return Assigned.LeftOf(outer) is var key && (name.EndsWith("etBytes", StringComparison.Ordinal) || name.EndsWith("Utf8.parse", StringComparison.Ordinal)) && SecretName.IsPlainKey(key) ? "signingkey" : key;
                }
            }
        }

        // Of what a call makes only a new one is made with its key.
        if (CallArguments.NameOf(name is "new" ? Callee(at) : name, 0, isLast: false) is { IsNamed: true } argument && (argument.Form != ValueForm.Element || name is "new" || Word(at - 1) is "new"))
        {
            return argument;
        }

        if (name is "Secret" && Word(open + 2).StartsWith(".Sha", StringComparison.Ordinal))
        {
            // new Secret("x".Sha256()) of an identity server
            return new NamedLiteral("clientsecret", ValueForm.Given);
        }

        var last = name[(name.LastIndexOf('.') + 1)..];
        if (name is "Assert.Pass")
        {
            return NamedLiteral.None;
        }

        if (last is "DefaultValue" or "DefaultSettingValue" or "DefaultSettingValueAttribute" && Declared(open + 2) is { Length: > 0 } declared)
        {
            return declared;
        }

        if (last is "Append" or "append" && Sign(at - 1) == ')' && _tokens.IsText(at - 2))
        {
            // Append("Password=").Append("x")
            return CallArguments.NameAtEnd(Name(at - 2));
        }

        if (Sign(at - 1) == ')' && Typists.Contains(name) && TypedInto(at - 1) is { Length: > 0 } field)
        {
            return field;
        }

        if (last is "auth" or "Auth" && Sign(open + 2) == ')')
        {
            // redis.auth("x")
            return "password";
        }

        if (last is "StringContent" && Sign(open + 2) == ')' && Sign(open + 3) == ',' && _tokens.IsText(open + 4))
        {
            // content.Add(new StringContent("x"), "name")
            return Name(open + 4);
        }

        if (last is "Some" or "Just" && Sign(at - 1) == ',')
        {
            return Paired(ListPlace.Of(text, tokens, at - 1), at - 1);
        }

        if (Makers.Contains(last) && Word(at - 1) is "return" or "Return")
        {
            return EnclosingName.Of(_tokens, at - 1);
        }

        if (name is "new" && Sign(open + 2) == ',')
        {
            // Diagnostic NoSecondPass { get; } = new("CBG6005", …): the first of several is no value of the whole.
            return NamedLiteral.None;
        }

        if (Makers.Contains(last) && MadeFor(at) is > 0 and var sign)
        {
            return Assigned.LeftOf(sign);
        }

        if (last.StartsWith("ToSecure", StringComparison.Ordinal) && Sign(open + 2) == ')' && Sign(at - 1) == ',')
        {
            // new SharePointOnlineCredentials("user", ToSecure("x"))
            return Paired(ListPlace.Of(text, tokens, at - 1), at - 1);
        }

        if (Array.Exists(Wrappers, w => last.StartsWith(w, StringComparison.Ordinal)) && Sign(open + 2) == ')' && Sign(at - 1) == '=' && Assigned.LeftOf(at - 1) is var kept && SecretName.Of(kept) == NameMeaning.Password)
        {
            return kept;
        }

        if (last is "MD5" or "SHA1" or "SHA2" or "PASSWORD" or "md5" or "sha1" && Sign(at - 1) == ',' && IsInserted(at))
        {
            // INSERT INTO users VALUES (1, 'bob', MD5('x'))
            return "password";
        }

        if (last is "Equals" or "equals" && name.Length > last.Length)
        {
            return name[..^(last.Length + 1)];
        }

        if (last.EndsWith("Credential", StringComparison.Ordinal) && Sign(open + 2) == ',')
        {
            // new ClientSecretCredential("tenant", …): of several the first says whose it is.
            return NamedLiteral.None;
        }

        // A getter or a test of a name is no assignment: GetSecret("name"), HasToken("x").
        return Array.Exists(Questions, q => last.StartsWith(q, StringComparison.Ordinal) && (last.Length == q.Length || !char.IsAsciiLetterLower(last[q.Length]))) ? string.Empty : last;
    }

    private bool IsInserted(int at)
    {
        var open = _tokens.Enclosing(at);
        return open > 1 && Word(open - 1).Equals("values", StringComparison.OrdinalIgnoreCase);
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

    // The literal that says which field a chain of calls has found.
    private string TypedInto(int close)
    {
        while (Sign(close) == ')')
        {
            close--;
        }

        return _tokens.IsText(close) ? Name(close) : string.Empty;
    }

    // load(stream, "x".toCharArray())
    private bool IsArray(int literal, int open)
    {
        if (Sign(open) != '(' || Word(literal + 1) != ".toCharArray")
        {
            return false;
        }

        var call = Word(open - 1);
        return Array.Exists(KeyStores, k => call.EndsWith(k, StringComparison.Ordinal));
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

            if (Word(i).Length == 0 && Sign(i) is not ((byte)':' or (byte)'>'))
            {
                break;
            }
        }

        return 0;
    }

    private AssignedName Assigned => new(_tokens);

    private ListedName Listed => new(_tokens);

    private byte Sign(int at) => _tokens.Sign(at);

    private string Word(int at) => _tokens.Word(at);

    private string Name(int at) => _tokens.Name(at);
}
