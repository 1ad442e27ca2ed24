using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using static ClaudeBuildGuard.Engine.Controls.Exclusion.ExclusionDiagnostics;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Does the client load the settings files, and does it look at each key where it stands?</summary>
internal static class SettingsCheck
{
    public static void Examine(ExclusionModel model, IFindings findings)
    {
        foreach (var file in model.Settings.OfRepository)
        {
            if (file.Loss is { } loss)
            {
                findings.Report(new Finding(
                    SettingsNotLoaded,
                    new Location(file.Path, loss.Line, loss.Column),
                    $"'{file.Path}' {loss.Message}: the client drops the whole file, {LostRules(file)}.",
                    loss.Fix)
                {
                    Identity = file.Path,
                });
            }
            else if (file.LossInOldVersions is { } old)
            {
                findings.Report(new Finding(
                    SettingsNotLoaded,
                    new Location(file.Path, old.Line, old.Column),
                    $"'{file.Path}' {old.Message}: they drop the whole file, {LostRules(file)} there.",
                    $"For them: {old.Fix}")
                {
                    Identity = $"{file.Path}, old versions",
                    Severity = Severity.Warning,
                });
            }

            if (file.Root is { IsObject: true } root)
            {
                ReportKeys(file, root, findings);
            }
        }
    }

    private static string LostRules(SettingsFile file) => file.Deny.Length switch
    {
        0 => "so none of its settings is in force",
        1 => "so its deny rule is not in force",
        var n => $"so none of its {n} deny rules is in force",
    };

    private static void ReportKeys(SettingsFile file, JsonElement root, IFindings findings)
    {
        foreach (var member in root.Members)
        {
            if (SettingsKeys.Misplaced.TryGetValue(member.Name, out var place))
            {
                Report(member.Name, member, $"The client does not look for '{member.Name}' here", $"Move it to '{place}'.");
            }
        }

        ReportDoubles(string.Empty, root);
        if (root.At("permissions") is { IsObject: true } permissions)
        {
            ReportDoubles("permissions.", permissions);
            foreach (var member in permissions.Members.Where(m => m.Name is "read" or "dangerouslySkipPermissions"))
            {
                Report($"permissions.{member.Name}", member, $"The client does not look for 'permissions.{member.Name}'", "Move what it holds to 'permissions.deny', one rule an entry.");
            }
        }

        foreach (var key in SettingsKeys.ManagedOnly)
        {
            ReportScope(key, "only a managed settings file may set it");
        }

        foreach (var key in SettingsKeys.UserOrManagedOnly)
        {
            ReportScope(key, "only a user's own or a managed settings file may set it");
        }

        if (file.Scope == SettingsScope.Project)
        {
            foreach (var key in SettingsKeys.NotInProject)
            {
                ReportScope(key, "a file that a repository shares may not set it");
            }
        }

        void ReportDoubles(string prefix, JsonElement value)
        {
            foreach (var same in value.Members.GroupBy(m => m.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            {
                var last = same.Last();
                Report(
                    prefix + same.Key,
                    same.First(),
                    $"The key '{prefix}{same.Key}' is written again in line {last.NameSpan.Line}, and the client keeps only the last: what stands here is lost",
                    "Join them into one.");
            }
        }

        void ReportScope(string key, string reason)
        {
            var names = key.Split('.');
            var parent = names.Length == 1 ? root : root.At(names.AsSpan(0, names.Length - 1));
            if (parent is { IsObject: true } && parent.Members.LastOrDefault(m => m.Name == names[^1]) is { } member)
            {
                Report(key, member, $"'{key}' has no effect here: {reason}", "Delete it, and do not rely on it.");
            }
        }

        void Report(string key, JsonMember member, string message, string fix) =>
            findings.Report(new Finding(KeyWithoutEffect, new Location(file.Path, member.NameSpan.Line, member.NameSpan.Column), $"{message}.", fix) { Identity = key });
    }
}
