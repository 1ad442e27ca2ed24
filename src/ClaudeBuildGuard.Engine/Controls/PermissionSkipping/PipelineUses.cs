using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in the jobs of a pipeline: their commands, the inputs of actions, variables and the values of a matrix.</summary>
/// <param name="scripts">Judges the commands.</param>
internal sealed class PipelineUses(ScriptUses scripts)
{
    /// <summary>The uses, each with its job.</summary>
    public IEnumerable<PermissionUse> In(Pipeline pipeline)
    {
        var seen = new HashSet<Location>();
        foreach (var job in pipeline.Jobs)
        {
            var production = ProductionAccess.Of(pipeline, job);
            foreach (var use in job.Steps.SelectMany(s => InStep(pipeline, s)).Concat(InVariables(pipeline, job)).Concat(InMatrix(pipeline, job))
                .Concat(InInputs(pipeline, job.Node["with"], [])))
            {
                if (seen.Add(use.Location))
                {
                    yield return use with
                    {
                        Subject = $"Job '{job.Name}'",
                        Place = "on the runner itself",
                        Container = use.Container ?? job.Container,
                        Production = [.. use.Production, .. production],
                    };
                }
            }
        }
    }

    private IEnumerable<PermissionUse> InStep(Pipeline pipeline, PipelineStep step)
    {
        foreach (var use in scripts.In(pipeline.Path, step.Commands, "claude"))
        {
            yield return use;
        }

        foreach (var use in InInputs(pipeline, step.With, step.Scripts))
        {
            yield return use;
        }
    }

    // The inputs of an action, a task or a workflow that is called.
    private static IEnumerable<PermissionUse> InInputs(Pipeline pipeline, YamlNode? inputs, IReadOnlyList<YamlNode> read)
    {
        foreach (var input in inputs?.Entries ?? [])
        {
            var key = input.Key.Value;
            if (!input.Value.IsScalar || read.Contains(input.Value))
            {
                continue;
            }

            var normal = key.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
            if (IsArgumentList(normal))
            {
                foreach (var use in CommandUses.InArguments(ArgumentLines(input.Value)))
                {
                    yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
                }
            }
            else if (key == "settings" && SettingsText.Find(input.Value.Source.Text) is { } found)
            {
                var (line, column) = input.Value.Source.Place(found.Index);
                yield return new PermissionUse(new Location(pipeline.Path, line, column), Spellings.Mode);
            }
            else if (normal.Equals("permissionmode", StringComparison.OrdinalIgnoreCase) && input.Value.Value == Spellings.Mode)
            {
                yield return new PermissionUse(pipeline.At(input.Value), $"{key}: {Spellings.Mode}");
            }
            else if (normal.Contains("dangerouslyskippermissions", StringComparison.OrdinalIgnoreCase) && input.Value.Value is "true" or "1")
            {
                yield return new PermissionUse(pipeline.At(input.Key), $"{key}: true");
            }
        }
    }

    private static bool IsArgumentList(string input) =>
        input.Contains("args", StringComparison.OrdinalIgnoreCase) || input.Contains("arguments", StringComparison.OrdinalIgnoreCase)
        || input.Contains("flags", StringComparison.OrdinalIgnoreCase) || input.Contains("options", StringComparison.OrdinalIgnoreCase);

    // Each line of an argument list is part of the same command: a comment line and a missing backslash change nothing.
    private static IReadOnlyList<ShellCommand> ArgumentLines(YamlNode node) => ShellScript.Parse(node.Source);

    private static IEnumerable<PermissionUse> InVariables(Pipeline pipeline, PipelineJob job)
    {
        IEnumerable<YamlNode?> blocks =
            [pipeline.Root["env"], pipeline.Root["variables"], job.Node["env"], job.Node["variables"], .. job.Steps.Select(s => s.Node["env"])];
        var readers = ModeReaders(job);
        foreach (var entry in blocks.OfType<YamlNode>().SelectMany(b => b.Entries).Where(e => e.Value.IsScalar))
        {
            if (Spellings.IsRootGuard(entry.Key.Value, entry.Value.Value))
            {
                yield return new PermissionUse(pipeline.At(entry.Key), entry.Key.Value) { IsRootGuard = true };
                continue;
            }

            if (ModeVariables.IsMode(entry.Value.Value) && readers.ContainsKey(entry.Key.Value))
            {
                yield return new PermissionUse(pipeline.At(entry.Key), $"{entry.Key.Value}: {Spellings.Mode}");
                continue;
            }

            foreach (var use in CommandUses.InArguments(ShellScript.Parse(entry.Value.Source)))
            {
                yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
            }
        }
    }

    // What the values of a matrix bring to the steps that run the client; in any other step they are its own affair.
    private static IEnumerable<PermissionUse> InMatrix(Pipeline pipeline, PipelineJob job)
    {
        if ((job.Node["strategy"] ?? job.Node["parallel"])?["matrix"] is not { } matrix)
        {
            yield break;
        }

        string[] texts = [.. job.Steps.Where(AgentSteps.Starts).SelectMany(s => s.Node.Descendants()).Where(d => d.Node.IsScalar).Select(d => d.Node.Value)];
        var readers = ModeReaders(job);
        foreach (var (key, value) in matrix.Descendants().Where(d => d.Node.IsScalar && d.Key.Length > 0))
        {
            if (ModeVariables.IsMode(value.Value) && readers.ContainsKey(key))
            {
                yield return new PermissionUse(pipeline.At(value), $"{key}: {Spellings.Mode}");
            }
            else if (texts.Any(t => Regex.IsMatch(t, $@"(?:matrix\.|\$[({{]?){Regex.Escape(key)}\b", RegexOptions.None, TimeSpan.FromSeconds(1))))
            {
                foreach (var use in CommandUses.InArguments(ShellScript.Parse(value.Source)))
                {
                    yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
                }
            }
        }
    }

    // The variables that the commands and arguments of a job read the mode from.
    private static IReadOnlyDictionary<string, ShellCommand> ModeReaders(PipelineJob job) =>
        ModeVariables.ReadBy(job.Steps.SelectMany(s => s.Commands.Concat(
            (s.With?.Entries ?? []).Where(i => i.Value.IsScalar && IsArgumentList(i.Key.Value)).SelectMany(i => ArgumentLines(i.Value)))));
}
