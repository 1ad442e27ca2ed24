using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>A literal under a name that says nothing, which a comment behind it explains: <c>var x = "x"; // api secret of the printer</c>.</summary>
internal static class Explained
{
    private const int Shortest = 16;

    /// <summary>Finds the literal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">Where the word that names a secret stands.</param>
    /// <param name="start">Where the value begins, behind its quote.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int word, out int start, out int length)
    {
        start = length = 0;
        var floor = Math.Max(0, word - NameGate.Reach);
        floor += text[floor..word].LastIndexOf((byte)'\n') + 1;
        var line = text[floor..word];
        var quote = line.LastIndexOfAny((byte)'"', (byte)'\'');
        if (quote < Shortest)
        {
            return false;
        }

        var comment = line[(quote + 1)..].TrimStart(" \t;,)]}"u8);
        var isComment = comment.StartsWith("//"u8) || comment.StartsWith("# "u8) || comment.StartsWith("' "u8) || comment.StartsWith("-- "u8) || comment.StartsWith("/*"u8);
        var open = line[..quote].LastIndexOf(line[quote]);
        if (!isComment || comment.IndexOf("://"u8) >= 0 || open < 0 || quote - open - 1 < Shortest || line.Slice(open + 1, quote - open - 1).Contains((byte)'\\'))
        {
            return false;
        }

        (start, length) = (floor + open + 1, quote - open - 1);
        return true;
    }
}
