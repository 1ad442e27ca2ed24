using System.Buffers.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>A key that is written byte by byte behind its name: <c>byte[] AesKey = { 0xA6, 0x6D, … }</c>, <c>key = [166, 109, …]</c>.</summary>
internal static class ByteList
{
    // Shorter lists hold headers and masks; keys have 128 bits and more.
    private const int Fewest = 16;

    /// <summary>Bytes that are read of a list at most.</summary>
    public const int Most = 64;

    // From the name over its type's end to the list: = new byte[32] {, : [u8; 32] = [
    private const int LongestBeginning = 48;

    /// <summary>Reads the bytes, as far as a name is looked around anyway.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordEnd">One past a word of the name.</param>
    /// <param name="bytes">Receives the bytes, <see cref="Most"/> of them at most.</param>
    /// <param name="start">Where the first number stands.</param>
    /// <param name="length">Bytes up to the end of the last.</param>
    /// <returns>How many; 0 where no such list follows.</returns>
    public static int Read(ReadOnlySpan<byte> text, int wordEnd, Span<byte> bytes, out int start, out int length)
    {
        start = length = 0;
        var limit = Math.Min(text.Length, wordEnd + Context.NameGate.Reach);
        // The word itself may end with the sign.
        var begins = wordEnd - 1;
        var beginning = text[begins..Math.Min(limit, begins + LongestBeginning)];
        var sign = beginning.IndexOf((byte)'=');
        if (sign < 0 || beginning[..sign].IndexOfAny("\n;\""u8) >= 0 || (beginning[..sign].IndexOf((byte)'(') is >= 0 and var bracket && beginning[bracket + 1] != ')') || beginning[sign..].LastIndexOfAny((byte)'{', (byte)'[') is not (> 0 and var open))
        {
            return 0;
        }

        var at = begins + sign + open + 1;
        start = at;
        var count = 0;
        while (count < Most && TryReadNumber(text[..limit], ref at, out var value))
        {
            start = count == 0 ? at : start;
            bytes[count++] = value;
            length = at - start;
        }

        return count >= Fewest && !IsCounted(bytes[..count]) && text[at..limit].TrimStart(" ,;|\r\n\t"u8) is [(byte)'}' or (byte)']', ..] ? count : 0;
    }

    // 0x00, 0x04, 0x08, …: each as far from the one before as that from its own. Nobody draws such a key, and nobody keeps one.
    private static bool IsCounted(ReadOnlySpan<byte> bytes)
    {
        var step = (byte)(bytes[1] - bytes[0]);
        for (var i = 2; i < bytes.Length; i++)
        {
            if ((byte)(bytes[i] - bytes[i - 1]) != step)
            {
                return false;
            }
        }

        return true;
    }

    // (byte)0xA6, 166u8
    private static bool TryReadNumber(ReadOnlySpan<byte> text, ref int at, out byte value)
    {
        value = 0;
        var next = at;
        while (next < text.Length && text[next] is (byte)' ' or (byte)',' or (byte)';' or (byte)'|' or (byte)'\r' or (byte)'\n' or (byte)'\t')
        {
            next++;
        }

        next += text[next..].StartsWith("(byte)"u8) ? 6 : 0;
        next += next < text.Length && text[next] == ' ' ? 1 : 0;
        var isHexadecimal = text[next..].StartsWith("0x"u8) || text[next..].StartsWith("0X"u8);
        isHexadecimal |= text[next..].StartsWith("&H"u8);
        next += isHexadecimal ? 2 : 0;
        if (!Utf8Parser.TryParse(text[next..], out value, out var used, isHexadecimal ? 'x' : 'D'))
        {
            return false;
        }

        next += used;
        next += text[next..].StartsWith("u8"u8) || text[next..].StartsWith("uy"u8) ? 2 : 0;
        at = next;
        return at < text.Length && text[at] is (byte)',' or (byte)';' or (byte)' ' or (byte)'|' or (byte)'}' or (byte)']' or (byte)'\r' or (byte)'\n';
    }
}
