namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>A way from an agent to the content of a file.</summary>
/// <param name="Name">What the agent would do.</param>
/// <param name="IsOpen">True when nothing that was measured stops it.</param>
/// <param name="By">What stops it, or what would.</param>
internal sealed record SecretRoute(string Name, bool IsOpen, string By)
{
    /// <summary>How the verdict's line about the file names it while it is open; null for a route that the verdict leaves to another diagnostic.</summary>
    public string? Told { get; init; }

    /// <summary>What closes it, a whole sentence; null for a route that the verdict does not name.</summary>
    public string? Remedy { get; init; }

    /// <summary>True for a route through a shell command, which the client's sandbox closes.</summary>
    public bool IsShell { get; init; }
}
