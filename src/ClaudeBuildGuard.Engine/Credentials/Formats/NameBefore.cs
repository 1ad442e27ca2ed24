using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a literal behind a word is called: an option, a statement, a directive, or what the expression before it is assigned to.</summary>
internal readonly ref struct NameBefore
{
    private readonly TokenReader _tokens;

    /// <param name="tokens">The tokens around the literal.</param>
    public NameBefore(TokenReader tokens) => _tokens = tokens;

    /// <summary>The name: <c>-Password 'x'</c>, <c>IDENTIFIED BY 'x'</c>, <c>ConvertTo-SecureString 'x'</c>, <c>setx NAME "x"</c>, <c>a or 'x'</c>, <c>return 'x'</c>.</summary>
    /// <param name="at">The word before the literal.</param>
    public NamedLiteral Of(int at)
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

        if (word.Equals("password", StringComparison.OrdinalIgnoreCase) && IsOfUser(at))
        {
            // ALTER USER bob WITH PASSWORD 'x'
            return new NamedLiteral(word, ValueForm.Given);
        }

        return word.StartsWith('-') || word.Equals("password", StringComparison.OrdinalIgnoreCase) || (word is "secret" && _tokens.IsApart(at)) || ((at == 0 || _tokens.BreaksAfter(at - 1)) && _tokens.IsApart(at) && SecretName.Of(word) == NameMeaning.Password)
            || ((char.IsAsciiLetterLower(word[0]) || at == 0 || _tokens.BreaksAfter(at - 1)) && _tokens.IsApart(at) && word.EndsWith("Password", StringComparison.Ordinal)) || IsCommand(Encoding.UTF8.GetBytes(Word(at - 1))) ? word : string.Empty;
    }

    /// <summary>True within a statement about a user: <c>create user x identified by 'x'</c>, <c>grant all on y to x identified by 'x'</c>, <c>CREATE LOGIN x WITH PASSWORD = 'x'</c>.</summary>
    /// <param name="at">The word before which it is looked for.</param>
    public bool IsOfUser(int at)
    {
        for (var i = at - 1; i >= 0 && at - i < 20; i--)
        {
            if (Word(i).Equals("user", StringComparison.OrdinalIgnoreCase) || Word(i).Equals("grant", StringComparison.OrdinalIgnoreCase) || Word(i).Equals("role", StringComparison.OrdinalIgnoreCase) || (Word(i).Equals("login", StringComparison.OrdinalIgnoreCase) && Word(i - 1).Length > 5))
            {
                return Sign(i + 1) is not ((byte)'=' or (byte)':');
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
    public static bool IsCommand(ReadOnlySpan<byte> word) => word.SequenceEqual("ENV"u8) || word.SequenceEqual("ARG"u8) || word.SequenceEqual("SetEnv"u8) || Ascii.EqualsIgnoreCase(word, "setx"u8);

    private AssignedName Assigned => new(_tokens);

    private byte Sign(int at) => _tokens.Sign(at);

    private string Word(int at) => _tokens.Word(at);

    private string Name(int at) => _tokens.Name(at);
}
