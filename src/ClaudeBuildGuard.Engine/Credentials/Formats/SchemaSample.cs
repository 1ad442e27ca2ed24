namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a description of an interface gives as an example: a value below <c>example:</c> or <c>"examples": {</c>, told by indentation.</summary>
internal static class SchemaSample
{
    private const int Reach = 2048;

    /// <summary>True when a line above that is indented less, and no line between them still less, begins an example.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the value stands.</param>
    public static bool Holds(ReadOnlySpan<byte> text, int at)
    {
        var above = text[Math.Max(0, at - Reach)..at];
        if (above.LastIndexOf("example"u8) < 0)
        {
            return false;
        }

        var least = int.MaxValue;
        while (least > 0)
        {
            var start = above.LastIndexOf((byte)'\n') + 1;
            var line = above[start..];
            var content = line.TrimStart(" \t"u8);
            var indent = line.Length - content.Length;
            if (!content.IsEmpty && indent < least)
            {
                least = indent;
                content = content.TrimStart("-\"' "u8);
                if (content.StartsWith("example:"u8) || content.StartsWith("examples:"u8) || content.StartsWith("example\""u8) || content.StartsWith("examples\""u8))
                {
                    return true;
                }
            }

            if (start == 0)
            {
                break;
            }

            above = above[..(start - 1)];
        }

        return false;
    }
}
