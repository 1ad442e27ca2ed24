namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// The name of the function or property that gives a literal back: <c>string GetPassword() { return "x"; }</c>, <c>Password { get => "x"; }</c>,
/// <c>def password(): return "x"</c>.
/// </summary>
internal static class EnclosingName
{
    private const int LongestType = 10;

    private static readonly HashSet<string> Statements = new(StringComparer.Ordinal) { "get", "if", "else", "for", "foreach", "while", "switch", "lock", "using", "try", "catch", "finally", "do", "unless", "case", "Get" };

    /// <summary>The name of what encloses a place.</summary>
    /// <param name="reader">The tokens.</param>
    /// <param name="at">The token that gives back: <c>return</c>, or the brace before the literal.</param>
    public static string Of(TokenReader reader, int at)
    {
        // Python and VB have no brace: the header ends where the line before does, or the one before its Get.
        if (reader.Word(at - 1) is "Get" && Header(reader, at - 2) is { Length: > 0 } property && !Statements.Contains(property))
        {
            return property;
        }

        if (Header(reader, at - 1) is { Length: > 0 } header && !Statements.Contains(header) && reader.Sign(at) != '{' && reader.Sign(at - 1) is not ((byte)';' or (byte)'}' or (byte)'{'))
        {
            return header;
        }

        var depth = 0;
        for (var i = at; i > 0 && at - i < TokenReader.Reach; i--)
        {
            switch (reader.Sign(i))
            {
                case (byte)'}':
                    depth++;
                    break;
                case (byte)'{' when --depth < 0:
                    depth = 0;
                    if (Header(reader, i - 1) is { Length: > 0 } name && !Statements.Contains(name))
                    {
                        return name;
                    }

                    break;
            }
        }

        return string.Empty;
    }

    // Name(…), Name(…): Type, Name(…) -> Type, Name: Type, Name.
    private static string Header(TokenReader reader, int end)
    {
        for (var i = end; i >= 0 && end - i < LongestType; i--)
        {
            if (i < end && reader.Word(i) is "As" && reader.Word(i - 1) is { Length: > 0 } declared)
            {
                return declared;
            }

            switch (reader.Sign(i))
            {
                case (byte)')':
                    // fetch("name") { "x" }: what a block gives where there is nothing under a name.
                    return reader.Opening(i) is not (> 0 and var open) ? string.Empty : open + 2 == i && reader.IsText(open + 1) ? reader.Name(open + 1) : reader.Word(open - 1);
                case (byte)'{' or (byte)'}' or (byte)';' or (byte)'(' or (byte)',':
                    return reader.Word(end);
                case (byte)':' when i < end && reader.Sign(i + 1) != ':' && reader.Word(i - 1) is { Length: > 0 } typed:
                    return typed;
                case (byte)'=':
                    return string.Empty;
            }
        }

        return reader.Word(end);
    }
}
