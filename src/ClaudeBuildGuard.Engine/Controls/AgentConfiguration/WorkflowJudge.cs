using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges GitHub workflows that run the client. Source: claude-code-facts, section 9.</summary>
internal sealed partial class WorkflowJudge(RepositoryView repository, Reporter reporter)
{
    // Events that people without write access can cause, and that run with the repository's own secrets.
    private static readonly HashSet<string> Untrusted = new(StringComparer.Ordinal)
        { "issues", "issue_comment", "pull_request_target", "pull_request_review", "pull_request_review_comment", "discussion", "discussion_comment", "fork", "watch" };

    // Inputs of the beta that version 1 no longer declares: the service only warns about them.
    private static readonly HashSet<string> Deprecated = new(StringComparer.Ordinal)
    {
        "mode", "direct_prompt", "override_prompt", "custom_instructions", "allowed_tools", "disallowed_tools", "max_turns", "model", "fallback_model", "claude_env", "mcp_config",
        "anthropic_model", "timeout_minutes", "system_prompt", "append_system_prompt",
    };

    /// <summary>Judges a workflow.</summary>
    public void Judge(Pipeline pipeline)
    {
        var unpinnedReported = false;
        foreach (var job in pipeline.Jobs)
        {
            var agentSteps = job.Steps.Where(AgentSteps.Starts).ToList();
            if (agentSteps.Count == 0)
            {
                continue;
            }

            ForeignCode(pipeline, job, agentSteps);
            Variables(pipeline, job);
            foreach (var step in agentSteps)
            {
                Starters(pipeline, job, step);
                EventText(pipeline, step);
                Rights(pipeline, job, step);
                if (AgentSteps.UsesAction(step))
                {
                    Inputs(pipeline, step);
                    Version(pipeline, step, ref unpinnedReported);
                }
                else
                {
                    Settings(pipeline, step);
                }
            }
        }
    }

    private void ForeignCode(Pipeline pipeline, PipelineJob job, List<PipelineStep> agentSteps)
    {
        if (!pipeline.IsTriggeredBy("pull_request_target") && !pipeline.IsTriggeredBy("workflow_run"))
        {
            return;
        }

        // A condition on the author, or on a push of one's own, keeps strangers out.
        if (agentSteps.All(s => HasGate(job, s)) || (job.Node.Text("if") is { } condition && OwnRun().IsMatch(condition)))
        {
            return;
        }

        foreach (var step in job.Steps.TakeWhile(s => s != agentSteps[^1]))
        {
            var place = step.Uses.StartsWith("actions/checkout", StringComparison.Ordinal) && step.With?["path"] is null
                ? ((string[])["ref", "repository"]).Select(k => step.With?[k]).OfType<YamlNode>().FirstOrDefault(n => HeadOfForeign().IsMatch(n.Value))
                : step.Scripts.FirstOrDefault(s => HeadCheckout().IsMatch(s.Value) || ShellScript.Parse(s.Source, step.Dialect).Any(c => HeadCheckout().IsMatch(string.Join(' ', c.Words.Select(w => w.Text)))));
            if (place is not null)
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.ForeignCode,
                    pipeline.At(place),
                    $"Job '{job.Name}' checks out the head of a foreign pull request in a run that has this repository's secrets, and then starts the client in it: its instructions, settings and hooks are the stranger's.",
                    "Check out the base at the root and the head with 'path: pr-head', and give the client '--add-dir pr-head'; or use the 'pull_request' event.",
                    job.Name);
            }
        }
    }

    private void Starters(Pipeline pipeline, PipelineJob job, PipelineStep step)
    {
        var official = AgentSteps.NameOf(step) == AgentSteps.Action;
        var narrow = !CanWrite(pipeline, job) && !HasWideTools(step);
        if (step.With?["allowed_non_write_users"] is { IsScalar: true, Value.Length: > 0 } users)
        {
            if (users.Value.Trim() == "*" && !narrow)
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.AnybodyStarts,
                    pipeline.At(users),
                    $"Job '{job.Name}' lets everybody start the client ('allowed_non_write_users: \"*\"') with a token that can write to the repository or a shell without limits.",
                    "Give the job 'permissions' without 'contents: write' and 'pull-requests: write' and the client single tools, or remove the input.",
                    "allowed_non_write_users");
            }
        }

        if (step.With?["allowed_bots"] is { IsScalar: true } bots && bots.Value.Trim() == "*")
        {
            reporter.Report(
                AgentConfigurationDiagnostics.AnybodyStarts,
                pipeline.At(bots),
                $"Job '{job.Name}' lets every bot start the client, and no bot is asked for its rights: in a public repository anybody can have one.",
                "Name the bots.",
                "allowed_bots",
                Severity.Warning);
        }

        if (!official && !HasGate(job, step) && pipeline.Triggers.FirstOrDefault(t => Untrusted.Contains(t.Value)) is { } trigger)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.AnybodyStarts,
                pipeline.At(trigger),
                $"'{trigger.Value}' starts the client in job '{job.Name}' for everybody, and nothing asks who it was.",
                "Add an 'if' on 'author_association' (OWNER, MEMBER, COLLABORATOR), or use 'anthropics/claude-code-action', which asks for write access by itself.",
                $"{job.Name} {trigger.Value}",
                narrow ? Severity.Warning : Severity.Error);
        }
    }

    private void Inputs(Pipeline pipeline, PipelineStep step)
    {
        if (step.With?["show_full_output"] is { IsTrue: true } full)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.FullOutput,
                pipeline.At(full),
                "'show_full_output' writes every tool's result to the log, secrets that the agent met included, and logs of public repositories are public.",
                "Remove it; debug with a private copy of the repository.",
                "show_full_output");
        }

        var version = AgentSteps.VersionOf(step);
        var declared = version is "beta" || version.StartsWith("v0", StringComparison.Ordinal);
        var dead = step.With?.Entries.Where(e => Deprecated.Contains(e.Key.Value)).ToList() ?? [];
        if (AgentSteps.NameOf(step) == AgentSteps.Action && !declared && dead.Count > 0)
        {
            var names = string.Join(", ", dead.Select(d => $"'{d.Key.Value}'"));
            reporter.Report(
                AgentConfigurationDiagnostics.InputWithoutEffect,
                pipeline.At(dead[0].Key),
                $"This version of the action does not know {names}: what was meant to restrict or instruct the client does nothing.",
                "Write it into 'claude_args' ('--allowedTools', '--disallowedTools', '--model', '--max-turns') or 'prompt'.",
                "deprecated");
        }

        foreach (var key in (string[])["anthropic_api_key", "claude_code_oauth_token", "github_token", "ssh_signing_key"])
        {
            if (step.With?[key] is { IsScalar: true } secret && LiteralSecrets.What(key, secret.Value) is not null)
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.LiteralSecret,
                    pipeline.At(secret),
                    $"'{key}' stands in the workflow in clear.",
                    "Rotate it, store it as a secret of the repository and write '${{ secrets.NAME }}'.",
                    key);
            }
        }

        if (step.With?["settings"] is { IsScalar: true } settings && settings.Value.TrimStart().StartsWith('{')
            && JsonText.Parse(settings.Value, JsonDialect.Strict).Root is { } root)
        {
            new SettingsJudge(repository, reporter).Judge(root, _ => pipeline.At(settings), isShared: true);
        }
    }

    private void Version(Pipeline pipeline, PipelineStep step, ref bool reported)
    {
        var name = AgentSteps.NameOf(step);
        var version = AgentSteps.VersionOf(step);
        var uses = step.Node.Entry("uses")!.Value;
        if (!name.StartsWith("anthropics/", StringComparison.OrdinalIgnoreCase) && !name.StartsWith('.'))
        {
            reporter.Report(
                AgentConfigurationDiagnostics.ActionUnpinned,
                pipeline.At(uses),
                $"'{name}' is a copy of the client's action by somebody else, and gets the model's key and the job's token.",
                $"Use '{AgentSteps.Action}' at the commit of a release.",
                name,
                Severity.Error);
        }
        else if (!reported && !(version.Length == 40 && version.All(char.IsAsciiHexDigit)) && !name.StartsWith('.'))
        {
            reported = true;
            reporter.Report(
                AgentConfigurationDiagnostics.ActionUnpinned,
                pipeline.At(uses),
                $"'{name}' is taken at '{(version.Length == 0 ? "its default branch" : version)}', which can change without notice while it gets the model's key and the job's token.",
                "Name the commit of a release, with the version in a comment: '@<40 hexadecimal digits> # v1.2.3'.",
                name);
        }
    }

    private void EventText(Pipeline pipeline, PipelineStep step)
    {
        foreach (var script in step.Scripts)
        {
            if (Injectable().Match(script.Source.Text) is { Success: true } match)
            {
                var (line, column) = script.Source.Place(match.Index);
                reporter.Report(
                    AgentConfigurationDiagnostics.EventText,
                    new Location(pipeline.Path, line, column),
                    $"'{match.Value.Trim()}' is put into a script as it is: whoever writes that text writes commands, and instructions for the client that the script starts.",
                    "Put it into 'env:' and use the variable in quotes; better, let the client read it with 'gh' under '--allowedTools'.",
                    match.Value,
                    Severity.Error);
            }
        }

        if (!pipeline.Triggers.Any(t => Untrusted.Contains(t.Value)))
        {
            return;
        }

        foreach (var key in (string[])["prompt", "direct_prompt", "override_prompt", "custom_instructions"])
        {
            if (step.With?[key] is { IsScalar: true } prompt && Injectable().Match(prompt.Source.Text) is { Success: true } match)
            {
                var (line, column) = prompt.Source.Place(match.Index);
                reporter.Report(
                    AgentConfigurationDiagnostics.EventText,
                    new Location(pipeline.Path, line, column),
                    $"'{match.Value.Trim()}' becomes part of the prompt, where the client cannot tell it from its instructions.",
                    "Name the number of the issue or pull request only, and let the client read the text with a tool.",
                    match.Value);
            }
        }
    }

    private void Rights(Pipeline pipeline, PipelineJob job, PipelineStep step)
    {
        if (!pipeline.Triggers.Any(t => Untrusted.Contains(t.Value)))
        {
            return;
        }

        if (step.With?["claude_args"] is { IsScalar: true } arguments && WideTool().Match(arguments.Source.Text) is { Success: true } match)
        {
            var (line, column) = arguments.Source.Place(match.Index);
            reporter.Report(
                AgentConfigurationDiagnostics.WideRights,
                new Location(pipeline.Path, line, column),
                $"A client that others address by issue or comment may use '{match.Groups["tool"].Value}' without limits.",
                "Name the commands that the task needs, such as 'Bash(gh issue view *)'.",
                "tools");
        }

        var permissions = job.Node["permissions"] ?? pipeline.Root["permissions"];
        if (permissions is { IsScalar: true, Value: "write-all" })
        {
            reporter.Report(
                AgentConfigurationDiagnostics.WideRights,
                pipeline.At(permissions),
                $"Job '{job.Name}' gives a client that others address by issue or comment a token that can write everything.",
                "List the permissions that the task needs.",
                "permissions");
        }

        if (step.With?["github_token"] is { IsScalar: true } token && PersonalToken().IsMatch(token.Value))
        {
            reporter.Report(
                AgentConfigurationDiagnostics.WideRights,
                pipeline.At(token),
                $"Job '{job.Name}' gives a client that others address by issue or comment a person's own token, with that person's rights everywhere.",
                "Use the token of the job ('${{ secrets.GITHUB_TOKEN }}') or leave the input out.",
                "github_token");
        }
    }

    private void Variables(Pipeline pipeline, PipelineJob job)
    {
        foreach (var entry in new[] { pipeline.Root["env"], job.Node["env"] }.Concat(job.Steps.Select(s => s.Node["env"])).OfType<YamlNode>().SelectMany(e => e.Entries))
        {
            if (entry.Value.IsScalar && !entry.Value.Value.Contains("${{", StringComparison.Ordinal) && entry.Key.Value is not ("PATH" or "HTTP_PROXY" or "HTTPS_PROXY"))
            {
                VariableJudge.Judge(entry.Key.Value, entry.Value.Value, pipeline.At(entry.Value), repository.Configuration.AllowedHosts, reporter);
            }
        }
    }

    private void Settings(Pipeline pipeline, PipelineStep step)
    {
        if ((pipeline.IsTriggeredBy("pull_request") || pipeline.IsTriggeredBy("pull_request_target"))
            && step.Commands.FirstOrDefault(c => AgentEvidence.Starts(c) && !LimitsSettings(c)) is { } command)
        {
            var word = command.Words[Math.Max(0, AgentEvidence.StartIndex(command))];
            reporter.Report(
                AgentConfigurationDiagnostics.LoadsReviewedSettings,
                pipeline.At(word),
                "The client loads settings, hooks and servers from the branch under review, and runs them without asking in CI.",
                "Add '--setting-sources user --strict-mcp-config', or '--bare'.",
                "settings");
        }
    }

    /// <summary>True when a command keeps the client from loading the repository's own settings.</summary>
    public static bool LimitsSettings(Scripts.ShellCommand command) =>
        command.Words.Any(w => w.Text.StartsWith("--setting-sources", StringComparison.Ordinal) || w.Text is "--bare" or "--safe-mode" or "--restricted" or "--version" or "-v" or "--help" or "mcp" or "doctor" or "update" or "install");

    private static bool HasGate(PipelineJob job, PipelineStep step) =>
        new[] { job.Node.Text("if"), step.Node.Text("if") }.Any(c => c is not null && Gate().IsMatch(c));

    private static bool CanWrite(Pipeline pipeline, PipelineJob job)
    {
        var permissions = job.Node["permissions"] ?? pipeline.Root["permissions"];

        // Without the key the token has what the repository's settings say, which may be everything.
        return permissions is null || permissions is { IsScalar: true, Value: "write-all" }
            || permissions.Text("contents") == "write" || permissions.Text("pull-requests") == "write" || permissions.Text("actions") == "write" || permissions.Text("packages") == "write";
    }

    private static bool HasWideTools(PipelineStep step) =>
        (step.With?.Entries.Any(e => e.Value.IsScalar && e.Key.Value is "claude_args" or "allowed_tools" && WideTool().IsMatch(e.Value.Value)) ?? false)
        || step.Commands.Any(c => c.Words.Any(w => w.Text is "Bash" or "Bash(*)"));

    [GeneratedRegex(@"(?:^|[\s,""'=])(?<tool>Bash(?:\(\*?\)|\(:\*\))?|WebFetch(?:\(domain:\*\))?|PowerShell)(?=$|[\s,""'])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WideTool();

    [GeneratedRegex(@"author_association|github\.(?:actor|triggering_actor|repository_owner)\b|\.login\s*==|\.sender\.login|head\.repo\.(?:full_name|fork)|\.label\.name|event\.action\s*==\s*'labeled'|user\.type", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gate();

    [GeneratedRegex(@"workflow_run\.(?:event\s*==\s*'(?:push|schedule|workflow_dispatch)'|head_repository\.full_name\s*==|head_branch\s*==)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnRun();

    [GeneratedRegex(@"pull_request\.head\.|github\.head_ref|refs/pull/|workflow_run\.head_(?:sha|branch|repository)|merge_commit_sha", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadOfForeign();

    [GeneratedRegex(@"\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|checkout|switch|pull)\b[^\n]*(?:pull_request\.head\.|head_ref|refs/pull/|pull/\$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadCheckout();

    [GeneratedRegex(@"\$\{\{[^}]*(?:github\.event\.(?:issue|pull_request|discussion)\.(?:title|body)|github\.event\.(?:comment|review|review_comment)\.body|github\.event\.pull_request\.head\.(?:ref|label)|github\.head_ref|github\.event\.head_commit\.message|github\.event\.commits)[^}]*\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Injectable();

    [GeneratedRegex(@"secrets\.\w*(?:_PAT\b|^PAT\b|PERSONAL|\bPAT_|\.PAT\b)|secrets\.PAT\b|ghp_", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonalToken();
}
