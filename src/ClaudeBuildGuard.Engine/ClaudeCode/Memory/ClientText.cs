using System.Text;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>
/// The text of a file as the client decodes it: UTF-8 whatever its bytes are, a wrong byte becoming U+FFFD. A reader that falls back to
/// another encoding would let one wrong byte hide every character that it is to find.
/// </summary>
internal static class ClientText
{
    /// <summary>Decodes a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Of(RepositoryFile file)
    {
        var bytes = file.Bytes.Span;
        return IsUtf16(bytes) || bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? file.Text : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>True when some byte is no UTF-8, nor the file UTF-16 by its mark.</summary>
    public static bool IsDamaged(RepositoryFile file)
    {
        var bytes = file.Bytes.Span;
        return !IsUtf16(bytes) && !System.Text.Unicode.Utf8.IsValid(bytes);
    }

    private static bool IsUtf16(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
