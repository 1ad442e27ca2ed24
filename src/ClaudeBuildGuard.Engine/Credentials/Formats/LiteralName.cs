using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// What the literal at a place among tokens is called: what it is assigned to, the literal before it in a pair, the name of the
/// argument, or the call that takes it.
/// </summary>
internal readonly ref struct LiteralName
{
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
            return new NameBefore(_tokens).Of(before);
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
            case (byte)'=' when Word(before - 1) is "PASSWORD" && new NameBefore(_tokens).IsOfUser(before - 1):
                return new NamedLiteral(Word(before - 1), ValueForm.Given);
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
                return Calls.IsArray(index, place.Open) ? "password" : Calls.Paired(place, before);
            case (byte)'(':
                return Calls.First(text, tokens, before) is var called && SecretName.Of(called.Name) == NameMeaning.Nothing && Calls.IsArray(index, before) ? "password" : called;
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

    private CalledName Calls => new(_tokens);

    private AssignedName Assigned => new(_tokens);

    private ListedName Listed => new(_tokens);

    private byte Sign(int at) => _tokens.Sign(at);

    private string Word(int at) => _tokens.Word(at);

    private string Name(int at) => _tokens.Name(at);
}
