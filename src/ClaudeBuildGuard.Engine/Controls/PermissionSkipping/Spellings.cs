namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// The words that switch permission checks off. They are put together here from parts, so that this product's own source holds none of them.
/// Source: claude-code-facts, section 7.1.
/// </summary>
internal static class Spellings
{
    /// <summary>The flag.</summary>
    public static readonly string Flag = "--dangerously" + "-skip-permissions";

    /// <summary>The flag that only offers the mode to the user.</summary>
    public static readonly string AllowFlag = "--allow-dangerously" + "-skip-permissions";

    /// <summary>The mode.</summary>
    public static readonly string Mode = "bypass" + "Permissions";

    /// <summary>The flag that takes a mode.</summary>
    public const string ModeFlag = "--permission-mode";

    /// <summary>Variables that lift the client's refusal to run as root.</summary>
    public static readonly string[] RootGuards = ["IS_SANDBOX", "CLAUDE_CODE_BUBBLEWRAP"];

    private static readonly string[] Whole =
        ["angerously" + "-skip-permissions", "angerouslySkip" + "Permissions", "angerously_skip" + "_permissions", "ypass" + "Permissions", "ypass" + "_permissions", "YPASS" + "_PERMISSIONS", "angerousMode" + "Permission"];

    /// <summary>True when the bytes may hold any spelling.</summary>
    public static bool MayOccur(ReadOnlySpan<byte> content) =>
        content.IndexOf("angerously"u8) >= 0 || content.IndexOf("ypassPermissions"u8) >= 0 || content.IndexOf("angerousMode"u8) >= 0
        || content.IndexOf("ypass_permissions"u8) >= 0 || content.IndexOf("YPASS_PERMISSIONS"u8) >= 0 || content.IndexOf("ermission-mode"u8) >= 0 || content.IndexOf("IS_SANDBOX"u8) >= 0 || content.IndexOf("CODE_BUBBLEWRAP"u8) >= 0
        || content.IndexOf("sandbox run"u8) >= 0;

    /// <summary>The spelling that a text holds, for a message.</summary>
    public static string In(string text) => text.Contains(Mode, StringComparison.Ordinal) ? Mode : text.Contains(AllowFlag, StringComparison.Ordinal) ? AllowFlag : Flag;

    /// <summary>True when a word is one of the two flags.</summary>
    public static bool IsFlag(string word) => word == Flag || word == AllowFlag;

    /// <summary>True when a text holds a spelling in whole; <see cref="MayOccur"/> also holds for parts of one and for names that begin alike.</summary>
    public static bool Occurs(string text) => Array.Exists(Whole, w => text.Contains(w, StringComparison.Ordinal));

    /// <summary>True when a text holds one of the two flags as a word, or the mode.</summary>
    public static bool Holds(string text) =>
        text.Contains(Mode, StringComparison.Ordinal) || text.Split([' ', '\t', '\r', '\n', '=', '"', '\'', ',', ';', '|', '(', ')']).Any(IsFlag);

    /// <summary>True for <c>IS_SANDBOX=1</c> and its like.</summary>
    public static bool IsRootGuard(string name, string? value) =>
        RootGuards.Contains(name, StringComparer.Ordinal) && value?.Trim().Trim('"', '\'') is "1" or "true" or "yes";
}
