using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a literal is assigned to: by itself, as the end of an expression, through a type, an index or a property.</summary>
internal readonly ref struct AssignedName
{
    private readonly TokenReader _tokens;

    /// <param name="tokens">The tokens of the line.</param>
    public AssignedName(TokenReader tokens) => _tokens = tokens;

    /// <summary>What an expression is assigned to that ends at a place; of an argument what it reads. A condition is neither.</summary>
    /// <param name="at">The last token of the expression.</param>
    /// <param name="mayBeArgument">Whether what the expression reads is a name too.</param>
    public string OfExpression(int at, bool mayBeArgument)
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
                        return Sign(i - 1) == '{' && Word(i - 2) == "$" ? LeftOf(i - 3) : mayBeArgument ? read : string.Empty;
                    }

                    break;
                case (byte)'=' when depth == 0 && _tokens.IsComparison(i):
                    break;
                case (byte)':' when Sign(i - 1) == ':':
                    // env::var
                    i--;
                    break;
                case (byte)'=' or (byte)':' when depth == 0:
                    return LeftOf(i) is var assigned && mayBeArgument && SecretName.Of(assigned) == NameMeaning.Nothing ? read : assigned;
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

    /// <summary>The question mark of <c>condition ? a : "x"</c> before a colon; 0 when the colon stands behind a name.</summary>
    public int Condition(int colon)
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

    /// <summary>
    /// The name left of a sign, <c>= : => := == += .=</c>; where a type stands between (<c>name: string = "x"</c>,
    /// <c>Dim name As String = "x"</c>), left of that.
    /// </summary>
    public string LeftOf(int sign)
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
        if (name is "value" && Sign(sign) == '=' && NameInTag(at) is { Length: > 0 } attribute)
        {
            return attribute;
        }

        if (name is "with" && Sign(at - 1) == ',')
        {
            // fill_in "name", with: "x"
            return Name(at - 2);
        }

        if (Sign(at - 1) == '=' && !_tokens.IsComparison(at - 1) && !_tokens.IsComparison(sign) && Word(at - 2).Length > 0 && SecretName.Of(name) == NameMeaning.Nothing)
        {
            // name = other = "x"
            return LeftOf(at - 1);
        }

        if (IsTypedText(name))
        {
            return OfField(name);
        }

        var beside = Sign(at - 1) == ',' ? at - 2 : at - 1;
        if (name is "value" or "Value" && _tokens.IsText(beside) && Sign(beside - 1) is (byte)':' or (byte)'=' && Name(beside - 2) is "name" or "Name" or "key" or "Key")
        {
            // name: 'NAME' and on the next line value: 'x', as Bicep writes settings; Name = "NAME", Value = "x".
            return Name(beside);
        }

        if (name is "get" && Sign(at - 1) == '{')
        {
            return EnclosingName.Of(_tokens, at - 1);
        }

        if (name is "default" or "Default" or "defaultValue" or "default_value" or "DefaultValue" && FirstArgument(at) is { Length: > 0 } option)
        {
            return option;
        }

        return SecretName.Of(name) == NameMeaning.Nothing && Typed(at) is { Length: > 0 } typed ? typed : name;
    }

    // <property name="password" value="x"/>, <input type="password" value="x">, in any order of the attributes before the value.
    private string NameInTag(int value)
    {
        var (type, named) = (string.Empty, string.Empty);
        for (var i = value - 1; i > 1 && value - i < TokenReader.Reach && Sign(i) is not ((byte)'<' or (byte)'>'); i--)
        {
            if (!_tokens.IsText(i) || Sign(i - 1) != '=')
            {
                continue;
            }

            switch (Word(i - 2))
            {
                case "id" or "Id" when named.Length == 0:
                case "name" or "key" or "Name" or "Key":
                    named = Name(i);
                    break;
                case "type":
                    type = Name(i);
                    break;
            }
        }

        // What a page hides under the name of a token was drawn for the page.
        return type is "password" ? type : type is "hidden" && named.EndsWith("token", StringComparison.OrdinalIgnoreCase) ? string.Empty : named;
    }

    /// <summary>What is typed is called like its field: <c>txtPassword.Text</c>, <c>PasswordBox.Text</c>, <c>passField.text</c>; any other name as it is.</summary>
    public static string OfField(string name)
    {
        if (!IsTypedText(name))
        {
            return name;
        }

        var field = name[..^5];
        return field.EndsWith("TextBox", StringComparison.Ordinal) ? field[..^7] : field.EndsWith("Box", StringComparison.Ordinal) ? field[..^3] : field.EndsWith("Field", StringComparison.Ordinal) ? field[..^5] : field;
    }

    /// <summary>True for <c>txtPassword.Text</c>, <c>PasswordBox.Text</c>: what stands in a field, not on a label.</summary>
    public static bool IsTypedText(string name) =>
        name.EndsWith(".Text", StringComparison.OrdinalIgnoreCase) && IsField(name);

    private static bool IsField(string name) =>
        name.Contains("txt", StringComparison.OrdinalIgnoreCase) || name.Contains("box", StringComparison.OrdinalIgnoreCase) || name.Contains("field", StringComparison.OrdinalIgnoreCase) || name.Contains("edit", StringComparison.OrdinalIgnoreCase) || name.Contains("input", StringComparison.OrdinalIgnoreCase);

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
        if (close == open + 1 && name.LastIndexOf('.') is > 0 and var dot && name[dot..] is ".Trim" or ".trim" or ".strip" or ".ToString" or ".toString" or ".getText" or ".val")
        {
            // txtPassword.Text.Trim() == "x"
            return OfField(name[..dot]);
        }

        if (Sign(close) == ')')
        {
            return name is "get" ? Typed(open - 2) is { Length: > 0 } typed ? typed : Word(open - 2)
                : SecretName.Of(name) == NameMeaning.Nothing && Typed(open - 1) is { Length: > 0 } column ? column
                : name.Length == 0 && Sign(open - 1) is (byte)'=' or (byte)':' ? Given(LeftOf(open - 1))
                : name is "async" && Sign(open - 2) is (byte)'=' or (byte)':' ? Given(LeftOf(open - 2))
                : name;
        }

        // name[] of C, and a type: name: Optional[str].
        return SecretName.Of(name) != NameMeaning.Nothing ? name : Typed(open - 1);
    }

    // TokenProvider = () => "x", tokenFactory: () => "x": what a function gives is called like what asks for it.
    private static string Given(string name)
    {
        foreach (var asker in (ReadOnlySpan<string>)["Provider", "Factory", "Resolver", "Accessor", "Getter"])
        {
            if (name.Length > asker.Length && name.EndsWith(asker, StringComparison.Ordinal))
            {
                return name[..^asker.Length];
            }
        }

        return name;
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
            if (_tokens.IsText(i) && Sign(i - 1) == ',' && SecretName.Of(Name(i)) != NameMeaning.Nothing)
            {
                // Option('t', "token", Default = "x")
                return Name(i);
            }

            if (Sign(i) == '(')
            {
                return _tokens.IsText(i + 1) ? Name(i + 1) : Sign(i + 2) is (byte)'=' or (byte)':' && _tokens.IsText(i + 3) ? Name(i + 3) : string.Empty;
            }
        }

        return string.Empty;
    }

    // Password { get; set; } = "x".
    private string Property(int close)
    {
        if (Sign(close - 2) == '{' && Name(close - 1) is { Length: > 0 } key && SecretName.Of(key) != NameMeaning.Nothing)
        {
            // $settings{name} = "x" of Perl
            return key;
        }

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

    private byte Sign(int at) => _tokens.Sign(at);

    private string Word(int at) => _tokens.Word(at);

    private string Name(int at) => _tokens.Name(at);
}
