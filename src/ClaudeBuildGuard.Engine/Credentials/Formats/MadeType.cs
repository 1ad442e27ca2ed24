namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// The type that a <c>new</c> without one makes: <c>HMACSHA256 hmac = new("x")</c>, <c>smtp.Credentials = new("user", "x")</c>,
/// <c>List&lt;Credential&gt; all = [new("user", "x"), …]</c>.
/// </summary>
internal static class MadeType
{
    private const int LongestType = 12;

    /// <summary>The name of the type; empty when the statement does not say.</summary>
    /// <param name="reader">The tokens.</param>
    /// <param name="at">The word <c>new</c>.</param>
    public static string Of(TokenReader reader, int at)
    {
        if (reader.Sign(at - 1) == '=' && reader.Sign(at - 2) != ']')
        {
            return reader.Sign(at - 2) == '}' && reader.Opening(at - 2) is > 1 and var accessors ? TypeBefore(reader, accessors - 1) : TypeBefore(reader, at - 2);
        }

        var open = reader.Enclosing(at);
        if (open < 1 || reader.Sign(open) is not ((byte)'{' or (byte)'['))
        {
            return string.Empty;
        }

        var before = open - 1;
        if (reader.Sign(before) == ')')
        {
            // new() { … }, new List<Credential>() { … }
            before = reader.Opening(before) - 1;
        }

        return reader.Word(before) is "new" && reader.Sign(before - 1) == '=' ? TypeBefore(reader, before - 2)
            : reader.Sign(before) == '=' ? TypeBefore(reader, before - 1)
            : Element(reader, before);
    }

    // Type name, Type<Element> name, Element[] name, x.Credentials.
    private static string TypeBefore(TokenReader reader, int name)
    {
        var property = reader.Word(name);
        if (property.EndsWith("Credentials", StringComparison.Ordinal) && property.Contains('.'))
        {
            return "NetworkCredential";
        }

        return reader.Sign(name - 1) == '?' ? Element(reader, name - 2) : Element(reader, name - 1);
    }

    // The type whose last token stands at a place, or what it is a list of.
    private static string Element(TokenReader reader, int at)
    {
        for (var i = at; i >= 0 && at - i < LongestType; i--)
        {
            if (reader.Word(i) is { Length: > 0 } word)
            {
                return word;
            }

            if (reader.Sign(i) is not ((byte)'>' or (byte)']' or (byte)'[' or (byte)'?'))
            {
                return string.Empty;
            }
        }

        return string.Empty;
    }
}
