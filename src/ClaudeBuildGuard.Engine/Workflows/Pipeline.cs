using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>Which service runs a pipeline.</summary>
internal enum PipelineService
{
    /// <summary>GitHub Actions: a workflow or a composite action.</summary>
    GitHub,

    /// <summary>Azure Pipelines.</summary>
    AzurePipelines,

    /// <summary>GitLab CI.</summary>
    GitLab,
}

/// <summary>One step of a job.</summary>
/// <param name="Node">What stands in it.</param>
/// <param name="Scripts">The texts that it runs in a shell.</param>
/// <param name="Dialect">The shell that runs them.</param>
internal sealed record PipelineStep(YamlNode Node, IReadOnlyList<YamlNode> Scripts, ShellDialect Dialect)
{
    private readonly Lazy<IReadOnlyList<ShellCommand>> _commands =
        new(() => [.. Scripts.SelectMany(s => ShellScript.Parse(Expression.Yielded(s.Source), Dialect)).SelectMany(c => c.WithGiven())]);

    /// <summary>The action or task that it uses, such as <c>actions/checkout@v4</c>; empty when it runs a script.</summary>
    public string Uses => Node.Text("uses") ?? Node.Text("task") ?? string.Empty;

    /// <summary>The inputs of the action or task; null when there are none.</summary>
    public YamlNode? With => Node["with"] ?? Node["inputs"];

    /// <summary>The commands of its scripts, those included that one of them gives to a shell.</summary>
    public IReadOnlyList<ShellCommand> Commands => _commands.Value;
}

/// <summary>One job of a pipeline.</summary>
/// <param name="Name">Its key or name.</param>
/// <param name="Node">What stands in it.</param>
/// <param name="Line">Where it begins, 1-based.</param>
/// <param name="Steps">Its steps, in order.</param>
internal sealed record PipelineJob(string Name, YamlNode Node, int Line, IReadOnlyList<PipelineStep> Steps)
{
    /// <summary>The container that its steps run in; null when they run on the runner itself.</summary>
    public ContainerProfile? Container { get; init; }

    /// <summary>The name of the environment that it deploys to or draws secrets from; empty when there is none.</summary>
    public string Environment { get; init; } = string.Empty;
}

/// <summary>A pipeline file.</summary>
/// <param name="Service">Who runs it.</param>
/// <param name="Path">Relative to the repository root.</param>
/// <param name="Root">What stands in it.</param>
/// <param name="Jobs">Its jobs.</param>
internal sealed record Pipeline(PipelineService Service, string Path, YamlNode Root, IReadOnlyList<PipelineJob> Jobs)
{
    /// <summary>The events that start a GitHub workflow, each with the node that names it.</summary>
    public IReadOnlyList<YamlNode> Triggers { get; init; } = [];

    /// <summary>True when an event of this name starts it.</summary>
    public bool IsTriggeredBy(string name) => Triggers.Any(t => t.Value == name);

    /// <summary>The place of a node of it.</summary>
    public Location At(YamlNode node) => new(Path, node.Line, node.Column);

    /// <summary>The place of a word of one of its scripts.</summary>
    public Location At(ShellWord word) => new(Path, word.Line, word.Column, word.Line, word.Column + word.Text.Length);
}
