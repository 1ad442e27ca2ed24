using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in the jobs of a pipeline: their commands, the inputs of actions, variables, parameters and the values of a matrix.</summary>
/// <param name="repository">The repository, whose pipelines call each other.</param>
/// <param name="scripts">Judges the commands.</param>
/// <param name="problems">Takes what is too large to be read.</param>
internal sealed class PipelineUses(RepositoryView repository, ScriptUses scripts, IFindings problems)
{
    // What commands anywhere in the repository's pipelines read the mode from: a caller hands it over under that name.
    private readonly Lazy<IReadOnlyDictionary<string, ShellCommand>> _readersAnywhere =
        new(() => ModeVariables.ReadBy(PipelineCatalogue.Of(repository).Pipelines.SelectMany(p => p.Jobs).SelectMany(CommandsAndArguments)));

    /// <summary>The uses, each with its job.</summary>
    public IEnumerable<PermissionUse> In(Pipeline pipeline)
    {
        var uses = pipeline.Jobs.SelectMany(job => InJob(pipeline, job));
        if (pipeline.Jobs.Count == 0)
        {
            // A file of variables alone, which a template takes in, or one that only takes in others.
            uses = InJob(pipeline, new PipelineJob("pipeline", pipeline.Root, 1, []));
        }

        // What several jobs read is judged by the one with the weakest walls.
        return uses.GroupBy(u => (u.Location.Line, u.Location.Column, u.IsRootGuard))
            .Select(g => g.MaxBy(u => u.Gaps.Count)! with { Production = [.. g.SelectMany(u => u.Production).Distinct(StringComparer.Ordinal)] });
    }

    private IEnumerable<PermissionUse> InJob(Pipeline pipeline, PipelineJob job)
    {
        var production = new Lazy<IReadOnlyList<string>>(() => new PipelineProduction(repository, pipeline, job, problems).Evidence());
        foreach (var use in job.Steps.SelectMany(s => InStep(pipeline, s)).Concat(InVariables(pipeline, job)).Concat(InMatrix(pipeline, job))
            .Concat(InDefaults(pipeline, job)).Concat(InInputs(pipeline, job.Node["with"], [], isOwn: IsOwn(job.Node.Text("uses")))).Concat(InTemplates(pipeline, job)))
        {
            yield return use with
            {
                Subject = $"Job '{job.Name}'",
                Place = "on the runner itself",
                Container = use.Container ?? job.Container,
                Production = [.. use.Production, .. production.Value],
            };
        }
    }

    private IEnumerable<PermissionUse> InStep(Pipeline pipeline, PipelineStep step)
    {
        foreach (var use in scripts.In(pipeline.Path, step.Commands, "claude"))
        {
            yield return use;
        }

        foreach (var program in Programs(step))
        {
            foreach (var (offset, spelling) in CodeUses.In(program.Source.Text))
            {
                var (line, column) = program.Source.Place(offset);
                yield return new PermissionUse(new Location(pipeline.Path, line, column), spelling);
            }
        }

        var container = AgentSteps.NameOf(step) == "devcontainers/ci" ? ContainerCatalogue.Of(repository).WeakestDevContainer : null;
        foreach (var use in InInputs(pipeline, step.With, [.. step.Scripts, .. Programs(step)], isOwn: IsOwn(step.Uses)))
        {
            yield return use with { Container = use.Container ?? container };
        }
    }

    // Texts that another language than that of a shell runs.
    private static IEnumerable<YamlNode> Programs(PipelineStep step) =>
        step.Node.Text("shell") is { } shell && OtherLanguage(shell) ? step.Scripts
        : AgentSteps.NameOf(step) == "actions/github-script" && step.With?["script"] is { IsScalar: true } script ? [script]
        : [];

    private static bool OtherLanguage(string shell) =>
        ShellCommand.BaseName(shell.Split(' ')[0]) is var name && ((string[])["python", "node", "ruby", "deno", "bun"]).Any(n => name.StartsWith(n, StringComparison.Ordinal));

    // The inputs of an action, a task or a workflow that is called.
    private IEnumerable<PermissionUse> InInputs(Pipeline pipeline, YamlNode? inputs, IReadOnlyList<YamlNode> read, bool isOwn)
    {
        foreach (var input in inputs?.Entries ?? [])
        {
            var key = input.Key.Value;
            if (!input.Value.IsScalar || read.Contains(input.Value))
            {
                continue;
            }

            var normal = key.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
            if (IsArgumentList(normal) || (isOwn && input.Value.Value.TrimStart().StartsWith('-')))
            {
                foreach (var use in CommandUses.InArguments(Arguments(input.Value)))
                {
                    yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
                }
            }
            else if (key == "settings" && SettingsText.Find(input.Value.Source.Text) is { } found)
            {
                var (line, column) = input.Value.Source.Place(found.Index);
                yield return new PermissionUse(new Location(pipeline.Path, line, column), Spellings.Mode);
            }
            else if (input.Value.Value.Trim() == Spellings.Mode
                && (normal.Equals("permissionmode", StringComparison.OrdinalIgnoreCase) || (isOwn && _readersAnywhere.Value.ContainsKey(key))))
            {
                yield return new PermissionUse(pipeline.At(input.Value), $"{key}: {Spellings.Mode}");
            }
            else if (normal.Contains("dangerouslyskippermissions", StringComparison.OrdinalIgnoreCase) && (input.Value.IsTrue || input.Value.Value == "1"))
            {
                yield return new PermissionUse(pipeline.At(input.Key), $"{key}: true");
            }
            else if (IsCommand(normal))
            {
                // Actions that retry, wait or enter a container run what they are given.
                var commands = ShellScript.Parse(Expression.Yielded(input.Value.Source));
                foreach (var use in scripts.In(pipeline.Path, commands, "claude", [.. CommandUses.In(commands).Where(u => !u.IsRootGuard && CommandUses.IsPlain(u))]))
                {
                    yield return use;
                }
            }
        }
    }

    private static bool IsOwn(string? uses) => uses is not null && uses.StartsWith("./", StringComparison.Ordinal);

    private static bool IsArgumentList(string input) =>
        input.Contains("args", StringComparison.OrdinalIgnoreCase) || input.Contains("arguments", StringComparison.OrdinalIgnoreCase)
        || input.Contains("flags", StringComparison.OrdinalIgnoreCase) || input.Contains("options", StringComparison.OrdinalIgnoreCase);

    private static bool IsCommand(string input) =>
        input.Contains("command", StringComparison.OrdinalIgnoreCase) || input.Contains("script", StringComparison.OrdinalIgnoreCase)
        || input.Contains("cmd", StringComparison.OrdinalIgnoreCase) || input.Equals("run", StringComparison.OrdinalIgnoreCase)
        || input.Equals("exec", StringComparison.OrdinalIgnoreCase) || input.Equals("start", StringComparison.OrdinalIgnoreCase);

    // An argument list is one command however many lines it has: a break is a blank, and a comment line is none of it.
    private static IReadOnlyList<ShellCommand> Arguments(YamlNode node)
    {
        var lines = node.Source.Text.Split('\n');
        var text = string.Join(' ', lines.Select(l => l.TrimStart().StartsWith('#') ? new string(' ', l.Length) : l.EndsWith('\\') ? l[..^1] + ' ' : l));
        return ShellScript.Parse(Expression.Yielded(node.Source.Overwritten(text)));
    }

    private IEnumerable<PermissionUse> InVariables(Pipeline pipeline, PipelineJob job)
    {
        var readers = ModeReaders(job);
        var all = new Lazy<VariableReaders>(() => new VariableReaders([.. job.Steps.SelectMany(WithStarted)]));
        foreach (var (name, key, value) in PipelineValue.Variables(pipeline, job).Where(v => MayHoldUse(v) && !IsForOthers(pipeline, job, v)))
        {
            if (Spellings.IsRootGuard(name, value.Value))
            {
                yield return new PermissionUse(pipeline.At(key), name) { IsRootGuard = true };
                continue;
            }

            if (ModeVariables.IsMode(value.Value) && readers.ContainsKey(name))
            {
                yield return new PermissionUse(pipeline.At(key), $"{name}: {Spellings.Mode}");
                continue;
            }

            foreach (var use in CommandUses.IsText(name) || (all.Value.AreMentions(name) && IsReadByCommandsOnly(job, name)) ? [] : CommandUses.InArguments(ShellScript.Parse(Expression.Yielded(value.Source))))
            {
                yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
            }
        }
    }

    // The commands of a step, and those of what they start: it gets the variables of the job, too.
    private IEnumerable<ShellCommand> WithStarted(PipelineStep step)
    {
        string[] directories = [.. new[] { step.Node.Text("working-directory"), step.Node.Text("workingDirectory") }.OfType<string>(), string.Empty];
        return step.Commands.SelectMany(c => StartedScripts.Of(repository, c, problems, directories) is { } started ? started.Commands.Prepend(c) : [c]);
    }

    private static bool IsReadByCommandsOnly(PipelineJob job, string name)
    {
        var scripts = job.Steps.SelectMany(s => s.Scripts).ToHashSet(ReferenceEqualityComparer.Instance);
        return !job.Node.Descendants().Any(d => d.Node.IsScalar && d.Node.Value.Contains(name, StringComparison.Ordinal) && !scripts.Contains(d.Node));
    }

    private static bool MayHoldUse(PipelineValue variable) =>
        Spellings.IsRootGuard(variable.Name, variable.Value.Value) || variable.Value.Value.Contains("--", StringComparison.Ordinal)
        || variable.Value.Value.Contains(Spellings.Mode, StringComparison.Ordinal) || SettingsText.Switches(variable.Value.Value);

    // Every job is given a variable of the file; where some name it, it is theirs.
    private static bool IsForOthers(Pipeline pipeline, PipelineJob job, PipelineValue variable)
    {
        bool Names(PipelineJob other) => other.Node.Descendants().Any(d => d.Node.IsScalar && d.Node.Value.Contains(variable.Name, StringComparison.Ordinal));
        return new[] { pipeline.Root["env"], pipeline.Root["variables"] }.OfType<YamlNode>().Any(b => b.Descendants().Any(d => ReferenceEquals(d.Node, variable.Value)))
            && !Names(job) && pipeline.Jobs.Any(Names);
    }

    // What the values of a matrix bring to the steps that run the client; in any other step they are their own affair.
    private static IEnumerable<PermissionUse> InMatrix(Pipeline pipeline, PipelineJob job) => InRead(pipeline, job, PipelineValue.Matrix(job), "matrix");

    // The same for what an input or parameter is when nobody gives another value, and for what may be chosen.
    private static IEnumerable<PermissionUse> InDefaults(Pipeline pipeline, PipelineJob job) => InRead(pipeline, job, PipelineValue.Inputs(pipeline), "inputs|parameters");

    private static IEnumerable<PermissionUse> InRead(Pipeline pipeline, PipelineJob job, IEnumerable<PipelineValue> values, string origin)
    {
        var texts = new Lazy<string[]>(() => [.. job.Steps.Where(AgentSteps.Starts).SelectMany(s => s.Node.Descendants()).Where(d => d.Node.IsScalar).Select(d => d.Node.Value)]);
        var readers = new Lazy<IReadOnlyDictionary<string, ShellCommand>>(() => ModeReaders(job));
        foreach (var (name, _, value) in values)
        {
            if (ModeVariables.IsMode(value.Value))
            {
                if (readers.Value.ContainsKey(name))
                {
                    yield return new PermissionUse(pipeline.At(value), $"{name}: {Spellings.Mode}");
                }
            }
            else if (value.Value.Contains("--", StringComparison.Ordinal)
                && texts.Value.Any(t => Regex.IsMatch(t, $@"(?:(?:{origin})\.|\$[({{]?){Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1))))
            {
                foreach (var use in CommandUses.InArguments(ShellScript.Parse(value.Source)))
                {
                    yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
                }
            }
        }
    }

    // Parameters that a template of Azure Pipelines or an included file of GitLab is given: steps, jobs and the whole pipeline may be one.
    private IEnumerable<PermissionUse> InTemplates(Pipeline pipeline, PipelineJob job)
    {
        if (pipeline.Service == PipelineService.GitLab)
        {
            return (pipeline.Root["include"]?.Items ?? []).Where(i => i.IsMapping).SelectMany(i => InInputs(pipeline, i["inputs"], [], isOwn: true));
        }

        if (pipeline.Service != PipelineService.AzurePipelines)
        {
            return [];
        }

        var roots = pipeline.Root["extends"] is { } whole ? job.Node.Descendants().Append((Key: string.Empty, Node: whole)) : job.Node.Descendants();
        return roots.Where(d => d.Node.IsMapping && d.Node.Text("template") is not null)
            .SelectMany(d => InInputs(pipeline, d.Node["parameters"], [], isOwn: true));
    }

    // The variables that the commands and arguments of a job read the mode from.
    private static IReadOnlyDictionary<string, ShellCommand> ModeReaders(PipelineJob job) => ModeVariables.ReadBy(CommandsAndArguments(job));

    private static IEnumerable<ShellCommand> CommandsAndArguments(PipelineJob job) =>
        job.Steps.SelectMany(s => s.Commands.Concat((s.With?.Entries ?? []).Where(i => i.Value.IsScalar && IsArgumentList(i.Key.Value)).SelectMany(i => Arguments(i.Value))));
}
