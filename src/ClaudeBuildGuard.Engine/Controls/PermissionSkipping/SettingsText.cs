using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Settings of the client that stand inside another text, such as <c>--settings '{…}'</c> or the input of an action.</summary>
internal static partial class SettingsText
{
    /// <summary>True when the text sets a mode that skips permission checks, or a setting that does the same.</summary>
    public static bool Switches(string text) => Setting().IsMatch(text);

    /// <summary>The first place where the text does so; null when there is none.</summary>
    public static (int Index, int Length)? Find(string text) => Setting().Match(text) is { Success: true } match ? (match.Index, match.Length) : null;

    [GeneratedRegex(
        @"\\?[""']?(?:defaultMode|permissionMode|permission_mode|initialPermissionMode)\\?[""']?\s*[:=]\s*\\?[""']?bypass[P]ermissions\b"
        + @"|\\?[""']?(?:allowDangerouslySkip[P]ermissions|dangerouslySkip[P]ermissions|skipDangerousMode[P]ermissionPrompt)\\?[""']?\s*[:=]\s*\\?[""']?[tT]rue\b",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}
