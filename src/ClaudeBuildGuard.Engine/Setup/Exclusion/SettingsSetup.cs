using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>
/// Writes what enforces the ignore file: deny rules for the file tools, the client's sandbox for the shell, and the hook where the tool
/// is installed. Adds to what people wrote and changes none of it.
/// </summary>
internal sealed class SettingsSetup : ISetup
{
    private const string ModelHost = "api.anthropic.com";
    private const string Empty = "{\n  \"$schema\": \"https://json.schemastore.org/claude-code-settings.json\"\n}\n";

    /// <summary>Variables that a developer's shell often carries and no build step of an agent needs.</summary>
    private static readonly ImmutableArray<string> CredentialVariables =
        ["NUGET_API_KEY", "AZURE_CLIENT_SECRET", "AZURE_DEVOPS_EXT_PAT", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string Area => "settings";

    /// <inheritdoc/>
    public bool ByDefault(RepositoryView repository) => true;

    /// <inheritdoc/>
    public void Plan(RepositoryView repository, SetupPlan plan)
    {
        var model = ExclusionModel.Of(repository);
        if (model.Settings.Files.FirstOrDefault(f => f.Path == ClientSettings.ProjectPath) is { Loss: { } loss })
        {
            plan.Note(
                ClientSettings.ProjectPath,
                $"'{ClientSettings.ProjectPath}' {loss.Message}{(loss.Line > 0 ? $" (line {loss.Line}, column {loss.Column})" : string.Empty)}, so it was left as it is. {loss.Fix} Then run init again.");
            return;
        }

        var text = plan.Read(ClientSettings.ProjectPath);
        if (JsonEditor.Open(string.IsNullOrWhiteSpace(text) ? Empty : text) is not { } editor)
        {
            plan.Note(ClientSettings.ProjectPath, $"'{ClientSettings.ProjectPath}' is not written as init can add to it, so it was left as it is.");
            return;
        }

        var patterns = ExclusionPlan.Patterns(model);
        AddRules(model, patterns, editor, plan);
        AddSandbox(model, patterns, editor, plan);
        AddHook(model, editor, plan);
        var result = editor.Text.EndsWith('\n') || text is { Length: > 0 } ? editor.Text : editor.Text + "\n";
        if (SettingsFile.Parse(ClientSettings.ProjectPath, SettingsScope.Project, result).Loads)
        {
            plan.Write(ClientSettings.ProjectPath, result, "It denies the agent what .claudeignore excludes, and confines its shell.");
        }
    }

    private static void AddRules(ExclusionModel model, ImmutableArray<string> patterns, JsonEditor editor, SetupPlan plan)
    {
        var deny = new List<string>();
        foreach (var pattern in patterns)
        {
            var path = ExclusionPlan.RulePath(pattern);
            var meant = ExclusionPlan.Meant(model, pattern).DefaultIfEmpty(pattern.TrimStart('/')).ToArray();
            if (!meant.All(m => model.Evaluator.Decide("Read", m).IsCovered))
            {
                deny.Add($"Read({path})");
            }

            if (!meant.All(m => model.Evaluator.Decide("NotebookEdit", m).IsCovered))
            {
                deny.Add($"Edit({path})");
            }
        }

        deny.AddRange(PromisedByPeople(model, deny, plan));
        if (UserSecrets.DeclaredIn(model.Repository) is not null && !UserSecrets.AreDenied(model))
        {
            deny.AddRange(UserSecrets.Rules);
        }

        if (!editor.Append([.. deny.Distinct(StringComparer.Ordinal).Select(Quoted)], "permissions", "deny"))
        {
            plan.Note(ClientSettings.ProjectPath, "'permissions.deny' is no list, so no rule was added.");
        }
    }

    /// <summary>Lines that people wrote into the ignore file and that exclude secrets, as far as the rules above do not cover them.</summary>
    private static string[] PromisedByPeople(ExclusionModel model, IEnumerable<string> planned, SetupPlan plan)
    {
        var text = plan.Read(ExclusionModel.IgnorePath);
        if (text is null || model.IsLinked)
        {
            return [];
        }

        var rules = new IgnoreRules([IgnoreFile.Parse(ExclusionModel.IgnorePath, text)]);
        var evaluator = new RuleEvaluator(new ClientSettings([.. model.Settings.Files, SettingsFile.OfDenyRules(planned)]), model.Repository.Root, null);
        return SecretPromise.Of(model, rules)
            .Where(p => !evaluator.Decide("Read", p.Path).IsCovered)
            .Select(p => $"Read({ExclusionPlan.RulePath(p.Pattern.Text)})")
            .ToArray();
    }

    private static void AddSandbox(ExclusionModel model, ImmutableArray<string> patterns, JsonEditor editor, SetupPlan plan)
    {
        if (editor.KindAt("sandbox", "enabled") == JsonValueKind.Undefined || model.Settings.IsTrue("sandbox", "enabled"))
        {
            editor.SetIfMissing("true", "sandbox", "enabled");
            editor.SetIfMissing("false", "sandbox", "allowUnsandboxedCommands");
        }
        else
        {
            plan.Note(ClientSettings.ProjectPath, "The client's sandbox is switched off there on purpose, so it stays off: shell commands still reach denied files.");
        }

        var present = model.Settings.Union("sandbox", "filesystem", "denyRead").Select(v => v.Value.Text).ToHashSet(StringComparer.Ordinal);
        var paths = model.Secrets.ToExclude.Select(s => "./" + s.Path)
            .Concat(patterns.Where(p => !p.StartsWith('/')).Select(p => "." + (ExclusionPlan.RulePath(p) is ['/', ..] rooted ? rooted : "/" + ExclusionPlan.RulePath(p))))
            .Where(p => !present.Contains(p));
        editor.Append([.. paths.Distinct(StringComparer.Ordinal).Select(Quoted)], "sandbox", "filesystem", "denyRead");

        var allowed = model.Settings.Union("sandbox", "network", "allowedDomains").Select(v => v.Value.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        editor.Append(
            [.. PackageSources.Of(model.Repository).WithDefaults.Prepend(ModelHost).Where(h => !allowed.Contains(h)).Select(Quoted)],
            "sandbox",
            "network",
            "allowedDomains");

        if (editor.KindAt("sandbox", "credentials", "envVars") == JsonValueKind.Undefined)
        {
            editor.Append(
                [.. CredentialVariables.Select(v => $"{{ \"name\": {Quoted(v)}, \"mode\": \"deny\" }}")], "sandbox", "credentials", "envVars");
        }

        plan.Note(
            ClientSettings.ProjectPath,
            "The client's sandbox works on Linux (with bubblewrap and socat), WSL 2 and macOS. On native Windows there is none: deny rules and the hook are all that stands there.");
    }

    private static void AddHook(ExclusionModel model, JsonEditor editor, SetupPlan plan)
    {
        if (editor.Text.Contains("claude-build-guard", StringComparison.Ordinal))
        {
            return;
        }

        if (HookForm.Handler(model.Repository, plan) is not { } handler)
        {
            return;
        }

        foreach (var (name, matcher) in new[] { ("PreToolUse", "\"matcher\": \"*\", "), ("UserPromptSubmit", string.Empty), ("SessionStart", string.Empty) })
        {
            editor.Append([$"{{ {matcher}\"hooks\": [{handler}] }}"], "hooks", name);
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);
}
