namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// What a script answers where a program asks for a password: <c>expect("assword:")</c> and, below, <c>sendline("x")</c>.
/// </summary>
internal static class Prompted
{
    private const int LongestWord = 8;
    private const int LongestLine = 100;
    private const int Farthest = 200;

    private static readonly byte[][] Waiting = [[.. "xpect"u8], [.. "ead"u8], [.. "ait"u8]];

    private static readonly byte[][] Answers = [[.. "sendline("u8], [.. "SendLine("u8], [.. "send("u8], [.. "Send("u8], [.. "write("u8], [.. "Write("u8], [.. "WriteLine("u8], [.. "writeln("u8], [.. "println("u8], [.. "send "u8]];

    /// <summary>Finds the answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">Where the word of the prompt begins.</param>
    /// <param name="wordEnd">One past it.</param>
    /// <param name="start">Where the answer begins, behind its quote.</param>
    /// <param name="length">Its bytes, without what ends the line.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int word, int wordEnd, out int start, out int length)
    {
        start = length = 0;
        var at = wordEnd;
        while (at < text.Length && at - wordEnd < LongestWord && char.IsAsciiLetter((char)text[at]))
        {
            at++;
        }

        at -= text[at - 1] is (byte)'"' or (byte)'\'' ? 1 : 0;
        at -= text[at - 1] == ':' ? 1 : 0;
        var prompt = text[at..Math.Min(text.Length, at + LongestWord)];
        if (prompt is not [(byte)':', ..] || prompt[1..].TrimStart(" *"u8) is not [(byte)'"' or (byte)'\'', ..] || !IsAsked(text[..word]))
        {
            return false;
        }

        var from = at + 1 + prompt[1..].IndexOfAny((byte)'"', (byte)'\'');
        var rest = text[from..Math.Min(text.Length, from + Farthest)];
        foreach (var answer in Answers)
        {
            if (rest.IndexOf(answer) is > 0 and var call)
            {
                var begin = from + call + answer.Length;
                begin += begin < text.Length && text[begin] is (byte)'b' or (byte)'@' ? 1 : 0;
                if (begin >= text.Length || text[begin] is not ((byte)'"' or (byte)'\''))
                {
                    return false;
                }

                var literal = text[(begin + 1)..Math.Min(text.Length, begin + LongestLine)];
                length = literal.IndexOf(text[begin]);
                var line = literal.IndexOf((byte)'\\');
                length = line >= 0 && line < length && literal[line..length] is [(byte)'\\', (byte)'n' or (byte)'r', ..] ? line : length;
                start = begin + 1;
                return length > 0 && literal[..length].IndexOfAny("\\ ${\n"u8) < 0;
            }
        }

        return false;
    }

    private static bool IsAsked(ReadOnlySpan<byte> before)
    {
        before = before[Math.Max(0, before.Length - LongestLine)..];
        before = before[(before.LastIndexOf((byte)'\n') + 1)..];
        foreach (var waiting in Waiting)
        {
            if (before.IndexOf(waiting) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
