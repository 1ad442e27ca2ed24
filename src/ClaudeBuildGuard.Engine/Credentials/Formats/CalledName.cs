using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a literal in parentheses is called: by the call that takes it, the argument before it, or what the call is assigned to.</summary>
internal readonly ref struct CalledName
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

    /// <param name="tokens">The tokens around the literal.</param>
    public CalledName(TokenReader tokens) => _tokens = tokens;

    /// <summary>The name of one of several: <c>("name", "x")</c>, <c>NetworkCredential("user", "x")</c>, <c>VALUES ('a', 'x')</c>, <c>"--name", "x"</c>.</summary>
    /// <param name="place">Where it stands in its list.</param>
    /// <param name="comma">The comma before it.</param>
    public NamedLiteral Paired(ListPlace place, int comma)
    {
        // A column called "value" says less than the name beside it.
        if (place.Open >= 0 && (Sign(place.Open) == '(' ? Listed.Column(place.Open, place.Before) : Listed.InsertedColumn(place.Open, place.Before)) is { } column && SecretName.Of(column) != NameMeaning.Nothing)
        {
            return column;
        }

        // Without parentheses the command stands before its first argument.
        var call = Sign(place.Open) == '(' ? Callee(place.Open - 1) : place.Open < 0 || Sign(place.Open) == '{' ? Word(comma - (2 * place.Before)) : string.Empty;
        if (call.Length == 0 && Sign(place.Open - 1) is (byte)'=' or (byte)':' && Sign(comma + 2) is (byte)']' or (byte)')' or (byte)'}')
        {
            call = Word(place.Open - 2);
        }

        if (CallArguments.NameOf(call, place.Before, Sign(comma + 2) == ')') is { IsNamed: true } argument)
        {
            return argument;
        }

        if (_tokens.IsText(comma - 1) && Name(comma - 1) is { Length: 34 } account && account.StartsWith("AC", StringComparison.Ordinal) && account.AsSpan(2).IndexOfAnyExceptInRange('0', 'f') < 0)
        {
            // new Client("AC…", "x"): an account of Twilio and its token.
            return "authtoken";
        }

        if (call is "buildConfigField" or "resValue" && place.Before == 2 && _tokens.IsText(comma - 1))
        {
            // buildConfigField "String", "API_KEY", "\"x\""
            return Name(comma - 1);
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

        if (call.EndsWith("Exception", StringComparison.Ordinal))
        {
            // new ArgumentException("Must begin with -----BEGIN PRIVATE KEY-----.", "privateKey"): what is wrong, and of which parameter.
            return string.Empty;
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

        // "option" => $value, "x", and "-Dname=" + value, "x": what is given to one name is none of the next.
        // A literal behind the sign is the end of a name: Prefix + "DB_PASSWORD", "x".
        var isGiven = Sign(comma - 2) == '\\' || (Sign(comma - 2) == '+' && !_tokens.IsText(comma - 1)) || (Sign(comma - 2) == '>' && Sign(comma - 3) == '=');
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

    /// <summary>The name of the first argument: <c>password("x")</c>, <c>new SecretKey("x")</c>, <c>GetBytes("x")</c> as part of an assignment to a key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="open">The parenthesis before the literal.</param>
    public NamedLiteral First(ReadOnlySpan<byte> text, List<LineToken> tokens, int open)
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

        if (Sign(open + 2) == ',' && Word(open + 3).StartsWith("for", StringComparison.Ordinal) && Sign(open + 4) == ':' && _tokens.IsText(open + 5))
        {
            // setValue("x", forHTTPHeaderField: "name") of Swift
            return Name(open + 5);
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

        var name = _tokens.IsText(close) ? Name(close) : string.Empty;

        // password-input, PasswordTextBox
        foreach (var field in (ReadOnlySpan<string>)["input", "field", "textbox", "box"])
        {
            if (name.Length > field.Length && name.EndsWith(field, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^field.Length].TrimEnd('-', '_');
            }
        }

        return name;
    }

    /// <summary>True for a password as an array of characters: <c>load(stream, "x".toCharArray())</c>.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="open">The parenthesis before it.</param>
    public bool IsArray(int literal, int open)
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
