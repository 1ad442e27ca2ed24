using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>A value that a pipeline gives a name, which its commands may read.</summary>
/// <param name="Name">The variable, parameter or input.</param>
/// <param name="Key">Where the name stands.</param>
/// <param name="Value">What it is given.</param>
internal sealed record PipelineValue(string Name, YamlNode Key, YamlNode Value)
{
    /// <summary>The variables of a file as a whole, a job and its steps, written as a map or as a list.</summary>
    public static IEnumerable<PipelineValue> Variables(Pipeline pipeline, PipelineJob job)
    {
        IEnumerable<YamlNode?> blocks =
            [pipeline.Root["env"], pipeline.Root["variables"], job.Node["env"], job.Node["variables"], .. job.Steps.Select(s => s.Node["env"])];
        return blocks.OfType<YamlNode>().Distinct(ReferenceEqualityComparer.Instance).Cast<YamlNode>().SelectMany(b => Of(b, "value"));
    }

    /// <summary>What the inputs and parameters of a file are when nobody hands anything over, and what may be chosen for them.</summary>
    public static IEnumerable<PipelineValue> Inputs(Pipeline pipeline)
    {
        IEnumerable<YamlNode?> blocks =
        [
            pipeline.Root["on"]?["workflow_call"]?["inputs"], pipeline.Root["on"]?["workflow_dispatch"]?["inputs"], pipeline.Root["inputs"], pipeline.Root["spec"]?["inputs"],
            pipeline.Root["parameters"],
        ];
        return blocks.OfType<YamlNode>().SelectMany(b => Of(b, "default").Concat(b.Entries.SelectMany(e => (e.Value["options"]?.Scalars() ?? []).Select(o => new PipelineValue(e.Key.Value, o, o))))
            .Concat(b.Items.SelectMany(i => i.Text("name") is { } name ? (i["values"]?.Scalars() ?? []).Select(o => new PipelineValue(name, o, o)) : [])));
    }

    /// <summary>The values of a job's matrix.</summary>
    public static IEnumerable<PipelineValue> Matrix(PipelineJob job) =>
        ((job.Node["strategy"] ?? job.Node["parallel"])?["matrix"]?.Descendants() ?? []).Where(d => d.Node.IsScalar && d.Key.Length > 0).Select(d => new PipelineValue(d.Key, d.Node, d.Node));

    // NAME: value, NAME: { default: value }, - name: NAME with the value beside it.
    private static IEnumerable<PipelineValue> Of(YamlNode block, string member) =>
        block.Entries.Select(e => (Name: e.Key.Value, e.Key, Value: e.Value.IsScalar ? e.Value : e.Value[member]))
            .Concat(block.Items.Select(i => (Name: i.Text("name") ?? string.Empty, Key: i["name"] ?? i, Value: i[member])))
            .Where(v => v is { Name.Length: > 0, Value.IsScalar: true })
            .Select(v => new PipelineValue(v.Name, v.Key, v.Value!));
}
