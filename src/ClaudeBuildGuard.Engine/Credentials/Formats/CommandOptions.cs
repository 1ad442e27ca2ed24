using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Options of a command within a text: <c>"-adminUser bob -adminPassword x"</c>, <c>"/user:bob /password:x"</c>.</summary>
internal static class CommandOptions
{
    private const int LongestText = 4096;

    private const int LongestName = 40;

    private static readonly ByteClass Names = ByteClass.OfRanges("a-zA-Z0-9_-");

    private static readonly ByteClass Ends = ByteClass.OfRanges(" \t\r\n\"'`;|");

    /// <summary>The cheap question first: false when there can be none.</summary>
    public static bool MayHold(ReadOnlySpan<byte> text) => text.Length <= LongestText && (text.StartsWith("-"u8) || text.StartsWith("/"u8) || text.IndexOf(" -"u8) >= 0 || text.IndexOf(" /"u8) >= 0);

    /// <summary>The next value behind an option whose name promises a secret.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from; moved behind the value.</param>
    /// <param name="name">The name of the option.</param>
    /// <param name="start">Offset of the value.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryNext(ReadOnlySpan<byte> text, ref int from, out string name, out int start, out int length)
    {
        while (from < text.Length && text[from..].IndexOfAny((byte)'-', (byte)'/') is >= 0 and var next)
        {
            var at = from + next;
            var slash = text[at] == '/';
            var isApart = at == 0 || text[at - 1] == ' ';
            while (at < text.Length && text[at] is (byte)'-' or (byte)'/')
            {
                at++;
            }

            var end = text[at..].IndexOfAnyExcept(Names) is >= 0 and var size ? at + size : text.Length;
            from = Math.Max(end, from + next + 1);
            if (!isApart || end - at is < 2 or > LongestName || end + 1 >= text.Length || text[end] != (slash ? ':' : ' ') || !SecretName.MayPromise(text[at..end]))
            {
                continue;
            }

            start = end + 1;
            start += text[start] is (byte)'"' or (byte)'\'' ? 1 : 0;
            length = text[start..].IndexOfAny(Ends) is >= 0 and var stop ? stop : text.Length - start;
            if (length > 0 && text[start] is not ((byte)'-' or (byte)'/') && text[start + length - 1] != ']')
            {
                name = Encoding.ASCII.GetString(text[at..end]);
                from = start + length;
                return true;
            }
        }

        name = string.Empty;
        start = length = 0;
        return false;
    }
}
