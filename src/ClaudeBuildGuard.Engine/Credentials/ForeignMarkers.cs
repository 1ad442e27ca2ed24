namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// The comments by which other scanners are told that a line is accepted. Who comes from one of them does not mark every line anew.
/// </summary>
internal static class ForeignMarkers
{
    /// <summary>True when a line carries one.</summary>
    public static bool Allow(ReadOnlySpan<byte> line) =>
        line.IndexOf("gitleaks:allow"u8) >= 0
        || line.IndexOf("betterleaks:allow"u8) >= 0
        || line.IndexOf("pragma: allowlist secret"u8) >= 0
        || line.IndexOf("pragma: whitelist secret"u8) >= 0
        || line.IndexOf("secretlint-disable-line"u8) >= 0
        || line.IndexOf("trufflehog:ignore"u8) >= 0
        || line.IndexOf("nosecret"u8) >= 0
        || line.IndexOf("ggignore"u8) >= 0;
}
