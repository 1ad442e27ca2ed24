using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>The text of an element of XML within a literal of code: <c>@"&lt;wsse:Password Type=""Text""&gt;x&lt;/wsse:Password&gt;"</c>.</summary>
internal static class ElementText
{
    private const int Longest = 256;
    private const int LongestName = 64;

    /// <summary>Finds the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">Where a word of the element's name stands.</param>
    /// <param name="wordEnd">One past it.</param>
    /// <param name="name">The name of the element.</param>
    /// <param name="start">Where its text begins.</param>
    /// <param name="length">Bytes of the text.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int word, int wordEnd, out string name, out int start, out int length)
    {
        name = string.Empty;
        start = length = 0;
        var from = word;
        while (from > 0 && word - from < LongestName && IsOfName(text[from - 1]))
        {
            from--;
        }

        var rest = text[wordEnd..Math.Min(text.Length, wordEnd + Longest)];
        rest = rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
        var close = rest.IndexOf((byte)'>');
        if (from == 0 || text[from - 1] != '<' || close < 0 || rest[..close].IndexOfAny((byte)'<', (byte)'/') >= 0)
        {
            return false;
        }

        var content = rest[(close + 1)..];
        length = content.IndexOf("</"u8);
        start = wordEnd + close + 1;
        if (length < ContextJudge.ShortestSecret || content[..length].Contains((byte)' '))
        {
            return false;
        }

        var nameEnd = from;
        while (nameEnd < text.Length && IsOfName(text[nameEnd]))
        {
            nameEnd++;
        }

        name = Encoding.UTF8.GetString(text[from..nameEnd]);
        return true;
    }

    private static bool IsOfName(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)':' or (byte)'_' or (byte)'-';
}
