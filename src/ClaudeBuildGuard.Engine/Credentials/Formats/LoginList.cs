using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// The passwords of a list of logins, whose name says so: <c>logins = { { "bob", "x" } }</c>, <c>accounts: [["bob", "x"]]</c>,
/// <c>List&lt;Account&gt; accounts = new() { new("bob", "x", Role.Admin) }</c>. They must be unmistakable, and a user stand before them.
/// </summary>
internal static class LoginList
{
    private const int Deepest = 3;
    private const int LongestUser = 48;

    private static readonly string[] Names = ["logins", "accounts", "benutzer", "usuarios", "cuentas", "comptes", "konten", "zugang", "zugaenge"];

    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal) { "mapOf", "listOf", "arrayOf", "mutableMapOf", "hashMapOf", "dict", "Map.of", "List.of" };

    /// <summary>True when a literal is one of them.</summary>
    /// <param name="reader">The tokens.</param>
    /// <param name="literal">The literal.</param>
    public static bool Holds(TokenReader reader, int literal)
    {
        var user = reader.Sign(literal - 1) == '=' && reader.Sign(literal - 2) == ']' ? literal - 3 : reader.Word(literal - 1) is "to" || reader.Sign(literal - 1) is (byte)',' or (byte)':' ? literal - 2 : reader.Sign(literal - 1) == '>' ? literal - 3 : 0;
        if (user < 1 || !reader.IsText(user) || !IsUser(reader.Name(user)))
        {
            return false;
        }

        var value = Encoding.UTF8.GetBytes(reader.Name(literal));
        if (!Chosen.Is(value) && !(reader.Name(user).Contains('@') && Chosen.IsNumberedWord(value)))
        {
            return false;
        }

        var open = reader.Enclosing(literal);
        for (var depth = 0; depth < Deepest && open > 0; depth++, open = reader.Enclosing(open))
        {
            if (IsNamed(NameBefore(reader, open)))
            {
                return true;
            }
        }

        return false;
    }

    // name = [, name: [, name = new Type<…> {, name = new() {, name = mapOf(, name.Add(
    private static string NameBefore(TokenReader reader, int open)
    {
        var at = open - 1;
        if (reader.Word(at) is { Length: > 0 } call && call.LastIndexOf('.') is > 0 and var dot && call[dot..] is ".Add" or ".put" or ".append" or ".push" or ".set")
        {
            return call[..dot];
        }

        for (var i = at; i >= 0 && at - i < TokenReader.Reach / 2; i--)
        {
            switch (reader.Sign(i))
            {
                case (byte)'=' or (byte)':':
                    return new AssignedName(reader).LeftOf(i);
                case (byte)'{' or (byte)';' or (byte)'}':
                    return string.Empty;
            }

            if (reader.IsText(i) || (reader.Word(i) is { Length: > 0 } word && i == at && !Makers.Contains(word) && !char.IsAsciiLetterUpper(word[0]) && word is not "new"))
            {
                return string.Empty;
            }
        }

        return string.Empty;
    }

    private static bool IsNamed(string name)
    {
        foreach (var known in Names)
        {
            if (name.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUser(string text)
    {
        if (text.Length is < 2 or > LongestUser || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '@' or '\\'))
            {
                return false;
            }
        }

        return true;
    }
}
