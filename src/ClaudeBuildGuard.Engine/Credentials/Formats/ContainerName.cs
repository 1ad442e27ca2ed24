using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// What a literal stands in, where its own name says nothing: the elements of a list, the entries of a dictionary, the arms of a switch,
/// the constants of a class: <c>passwords = new[] { "x", "y" }</c>, <c>GetPassword(env) => env switch { "dev" => "x" }</c>,
/// <c>class ApiKeys { const string Maps = "x"; }</c>.
/// </summary>
internal static class ContainerName
{
    private const int LongestType = 14;
    private const int LongestHeader = 8;
    private const int Deepest = 3;

    // A list that is longer is one of words to refuse or to try.
    private const int LongestList = 8;

    /// <summary>The name of the container, a class with the literal's own behind where both say something; empty when nothing around it says what it is.</summary>
    /// <param name="reader">The tokens.</param>
    /// <param name="literal">The literal.</param>
    /// <param name="own">What it is called itself.</param>
    public static string Of(TokenReader reader, int literal, string own)
    {
        if (own.Length > 0 && SecretName.IsDescription(own))
        {
            return string.Empty;
        }

        var isMember = reader.Sign(literal - 1) == ':' && reader.Word(literal - 2) == own;
        var isEntry = own.Length == 0 || isMember || IsKey(reader, literal, own);
        var at = literal;
        for (var depth = 0; depth < Deepest; depth++)
        {
            var open = reader.Enclosing(at);
            if (open < 1 || (reader.Sign(open) == '(' && (depth > 0 || reader.Sign(open - 1) is not ((byte)',' or (byte)'{' or (byte)'['))))
            {
                return string.Empty;
            }

            if (reader.Sign(open) == '{' && ClassBefore(reader, open) is { Length: > 0 } type)
            {
                return own.Length == 0 || isEntry || !IsKeys(type) ? string.Empty : SecretName.Of($"{type}:{own}") == NameMeaning.Nothing ? type : $"{type}:{own}";
            }

            var name = isEntry ? OpenedFor(reader, open) : string.Empty;
            if (isMember && !SecretName.IsPlural(Encoding.ASCII.GetBytes(name)))
            {
                // What an object has beside a password says something else: password: { label: "x" }.
                return string.Empty;
            }

            switch (SecretName.Of(name))
            {
                case NameMeaning.Nothing when name.Length > 0:
                    // class ApiKeys { string[] All = { "x" }; }
                    (own, isEntry, at) = (name, false, open);
                    continue;
                case NameMeaning.PerhapsKey when reader.Word(open - 1) is "switch":
                    // KeyFor(stage) => stage switch { "prod" => "x" }
                    return "signingkey";
                case NameMeaning.SigningKey:
                case NameMeaning.Token when name[^1] is 's' or 'S' || reader.Word(open - 1) is "switch":
                case NameMeaning.Password when IsShort(reader, open):
                    return name;
                case not NameMeaning.Nothing:
                    return string.Empty;
            }

            if (reader.Sign(open - 1) is not ((byte)',' or (byte)'{' or (byte)'['))
            {
                return string.Empty;
            }

            at = open;
        }

        return string.Empty;
    }

    // A literal before it is its key; a name is that of a member.
    private static bool IsKey(TokenReader reader, int literal, string own)
    {
        for (var i = literal - 1; i > 0 && literal - i < 5; i--)
        {
            if (reader.IsText(i))
            {
                return reader.Name(i) == own;
            }
        }

        return false;
    }

    private static bool IsKeys(string type) => SecretName.Of(type) is NameMeaning.Token or NameMeaning.SigningKey;

    // What the bracket is the beginning of.
    private static string OpenedFor(TokenReader reader, int open)
    {
        var assigned = new AssignedName(reader);
        var at = open - 1;
        if (reader.Word(at) is "switch")
        {
            var given = assigned.OfExpression(at - 1, mayBeArgument: false);
            return given.EndsWith("For", StringComparison.Ordinal) ? given[..^3] : given;
        }

        if (reader.Sign(at) is (byte)'=' or (byte)':')
        {
            return assigned.LeftOf(at);
        }

        if (reader.Sign(at) is (byte)')' or (byte)']')
        {
            at = reader.Opening(at) - 1;
        }

        for (var i = at; i > 0 && at - i < LongestType; i--)
        {
            if (reader.Word(i) is "new")
            {
                return reader.Sign(i - 1) is (byte)'=' or (byte)'>' ? assigned.LeftOf(i - 1) : reader.Word(i - 1) is "return" ? EnclosingName.Of(reader, i - 1) : string.Empty;
            }

            if (reader.Word(i).Length == 0 && reader.Sign(i) is not ((byte)'<' or (byte)'>' or (byte)',' or (byte)'[' or (byte)']' or (byte)'?'))
            {
                break;
            }
        }

        return string.Empty;
    }

    private static string ClassBefore(TokenReader reader, int open)
    {
        for (var i = open - 1; i > 0 && open - i < LongestHeader; i--)
        {
            if (reader.Word(i - 1) is "class" or "struct" or "object" && reader.Word(i) is { Length: > 0 } name)
            {
                return name;
            }
        }

        return string.Empty;
    }

    private static bool IsShort(TokenReader reader, int open)
    {
        var (depth, commas) = (0, 0);
        for (var i = open; commas <= LongestList && i - open < 10 * TokenReader.Reach; i++)
        {
            switch (reader.Sign(i))
            {
                case (byte)'(' or (byte)'[' or (byte)'{':
                    depth++;
                    break;
                case (byte)')' or (byte)']' or (byte)'}' when --depth == 0:
                    return true;
                case (byte)',' when depth == 1:
                    commas++;
                    break;
            }
        }

        return commas <= LongestList;
    }
}
