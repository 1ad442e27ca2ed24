using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>What scripts need invisible characters for, so that honest text in them stays silent.</summary>
internal static class ScriptFacts
{
    /// <summary>Letters written from right to left: Hebrew, Arabic, Syriac, Thaana, NKo, Adlam and their neighbours.</summary>
    public static bool IsRightToLeft(int codePoint) =>
        codePoint is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>Letters that join or part by a joiner: Arabic script and the scripts of India and its neighbours.</summary>
    public static bool UsesJoiners(int codePoint) =>
        IsRightToLeft(codePoint) || codePoint is (>= 0x0900 and <= 0x0DFF) or (>= 0x0E00 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0xA800 and <= 0xABFF)
            or (>= 0x11000 and <= 0x11FFF) or (>= 0x1A20 and <= 0x1C4F);

    /// <summary>Scripts without spaces, in which a zero-width space says where a line may break.</summary>
    public static bool BreaksWithoutSpaces(int codePoint) =>
        codePoint is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Ideographs, which take a selector for a variant form.</summary>
    public static bool IsIdeograph(int codePoint) =>
        codePoint is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3005 or 0x3007;

    /// <summary>Hangul, whose syllables may need a filler.</summary>
    public static bool IsHangul(int codePoint) =>
        codePoint is (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7FF);

    /// <summary>Symbols that join into emoji.</summary>
    public static bool IsEmoji(int codePoint) =>
        codePoint is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2190 and <= 0x2BFF) or (>= 0x3030 and <= 0x303D) or 0x3297 or 0x3299 or 0xFE0F or 0x20E3 or 0xA9 or 0xAE
        || (Rune.IsValid(codePoint) && Rune.GetUnicodeCategory(new Rune(codePoint)) == UnicodeCategory.OtherSymbol);
}
