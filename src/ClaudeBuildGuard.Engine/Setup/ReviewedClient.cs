namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>The release of Claude Code that <c>init</c> writes into files: the newest that the suite against the real client is run with.</summary>
internal static class ReviewedClient
{
    /// <summary>Its version.</summary>
    public const string Version = "2.1.332";

    /// <summary>The package and version, as npm takes them.</summary>
    public const string Package = "@anthropic-ai/claude-code@" + Version;
}
