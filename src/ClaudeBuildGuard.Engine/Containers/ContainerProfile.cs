using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>As whom the processes of a container run.</summary>
internal enum ContainerUser
{
    /// <summary>Nothing in the repository says it.</summary>
    Unknown,

    /// <summary>Root.</summary>
    Root,

    /// <summary>Some other user.</summary>
    NonRoot,
}

/// <summary>How far the network of a container reaches.</summary>
internal enum Egress
{
    /// <summary>Any host.</summary>
    Open,

    /// <summary>Only what a firewall script or an internal network lets through.</summary>
    Limited,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>A setting that takes a piece of the wall between container and host away.</summary>
/// <param name="Text">As written, such as <c>--privileged</c>.</param>
/// <param name="Location">Where.</param>
/// <param name="NetworkOnly">True for the two capabilities that a firewall script inside the container needs.</param>
/// <param name="IsNestedEngine">True for an engine of its own that runs privileged, inside the container or beside it.</param>
internal sealed record IsolationBreach(string Text, Location Location, bool NetworkOnly = false, bool IsNestedEngine = false);

/// <summary>A variable that a container gets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as written; null when it is passed through from the host.</param>
/// <param name="Location">Where.</param>
internal sealed record ContainerVariable(string Name, string? Value, Location Location);

/// <summary>What the repository says of one container, wherever it says it.</summary>
internal sealed record ContainerProfile
{
    /// <summary>What it is, as the subject of a sentence: <c>The dev container</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is declared.</summary>
    public required Location Location { get; init; }

    /// <summary>As whom it runs.</summary>
    public ContainerUser User { get; init; }

    /// <summary>The declaration of its user, or where one is missing.</summary>
    public Location UserLocation { get; init; }

    /// <summary>How far it reaches.</summary>
    public Egress Egress { get; init; }

    /// <summary>Why its firewall does not hold, as a sentence; empty when it has none or the firewall holds.</summary>
    public string FirewallFlaw { get; init; } = string.Empty;

    /// <summary>What it mounts.</summary>
    public IReadOnlyList<Mount> Mounts { get; init; } = [];

    /// <summary>What weakens its isolation.</summary>
    public IReadOnlyList<IsolationBreach> Breaches { get; init; } = [];

    /// <summary>Its variables.</summary>
    public IReadOnlyList<ContainerVariable> Variables { get; init; } = [];

    /// <summary>Files of variables that it gets as a whole.</summary>
    public IReadOnlyList<(string Path, Location Location)> VariableFiles { get; init; } = [];

    /// <summary>The names of the secrets that it gets as files.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// What says something of it and could not be read, each as the predicate of a sentence. It makes no finding by itself, and no sandbox either.
    /// </summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>True when the client is installed or started in it.</summary>
    public bool RunsAgent { get; init; }

    /// <summary>The Dockerfile that it is built from; null when it is built from an image or the file is not in the repository.</summary>
    public DockerfileSource? Dockerfile { get; init; }

    /// <summary>Breaches that are not excused by a firewall.</summary>
    public IEnumerable<IsolationBreach> RealBreaches => Breaches.Where(b => !b.NetworkOnly || Egress == Egress.Open);

    /// <summary>
    /// What it lacks of a sandbox, each as the predicate of a sentence (<c>runs as root</c>); empty when it is one.
    /// Source: mission C2, C4, D1 to D3.
    /// </summary>
    public IReadOnlyList<string> Gaps()
    {
        var gaps = new List<string>();
        if (User != ContainerUser.NonRoot)
        {
            gaps.Add(User == ContainerUser.Root ? "runs as root" : "does not say that it runs as a user other than root");
        }

        if (Egress == Egress.Open)
        {
            gaps.Add("reaches any host");
        }

        gaps.AddRange(RealBreaches.Select(b => $"weakens its isolation with '{b.Text}'").Distinct(StringComparer.Ordinal));
        gaps.AddRange(Mounts.Where(m => m.Kind is not (MountKind.Contained or MountKind.Reference or MountKind.ClientState))
            .Select(m => $"mounts '{m.Source}' of the host").Distinct(StringComparer.Ordinal));
        gaps.AddRange(Mounts.Where(m => m.Kind is MountKind.Reference or MountKind.ClientState && !m.ReadOnly)
            .Select(m => $"mounts '{m.Source}' of the host writable").Distinct(StringComparer.Ordinal));
        gaps.AddRange(Unread.Distinct(StringComparer.Ordinal));
        return gaps;
    }
}

/// <summary>A Dockerfile of the repository.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Content">What it says.</param>
internal sealed record DockerfileSource(string Path, Dockerfile Content)
{
    /// <summary>True when the client is installed or started in it, by itself or by a script of the repository.</summary>
    public bool RunsAgent { get; init; } = Content.All.Any(i => AgentEvidence.In(i.Instruction));

    /// <summary>The directory that holds it, relative to the root; empty for the root.</summary>
    public string Directory => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : string.Empty;
}
