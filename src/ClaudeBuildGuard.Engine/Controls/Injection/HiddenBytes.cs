using System.Text;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>
/// Says by its bytes alone whether a file can hold what is looked for, so that almost every source file is passed over without being
/// decoded. Sequences are those of UTF-8; a file in UTF-16 is always decoded.
/// </summary>
internal static class HiddenBytes
{
    /// <summary>True when the file may hold tag characters or bidirectional controls.</summary>
    public static bool MayReorderOrTag(ReadOnlySpan<byte> bytes) =>
        !Ascii.IsValid(bytes)
        && (IsUtf16(bytes) || bytes.IndexOf((ReadOnlySpan<byte>)[0xF3, 0xA0]) >= 0 || Holds(bytes, [0xE2, 0x80], 0xAA, 0xAE) || Holds(bytes, [0xE2, 0x81], 0xA6, 0xA9));

    /// <summary>True when the file may hold any character that nobody sees.</summary>
    public static bool MayHide(ReadOnlySpan<byte> bytes) => !Ascii.IsValid(bytes) || bytes.IndexOfAny((byte)0x1B, (byte)0x08) >= 0;

    private static bool IsUtf16(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static bool Holds(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> lead, byte first, byte last)
    {
        for (var at = bytes.IndexOf(lead); at >= 0 && at + lead.Length < bytes.Length;)
        {
            if (bytes[at + lead.Length] >= first && bytes[at + lead.Length] <= last)
            {
                return true;
            }

            var next = bytes[(at + 1)..].IndexOf(lead);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
