using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>Whose settings a file holds. A higher value overrules a lower one.</summary>
internal enum SettingsScope
{
    /// <summary>The user's own, in the home directory.</summary>
    User = 0,

    /// <summary><c>.claude/settings.json</c>, shared by the team.</summary>
    Project,

    /// <summary><c>.claude/settings.local.json</c>, of one checkout.</summary>
    Local,

    /// <summary>The organisation's, in a system directory.</summary>
    Managed,
}

/// <summary>Why the client does not load a settings file.</summary>
/// <param name="Line">1-based; 0 when the file as a whole is meant.</param>
/// <param name="Column">1-based, in UTF-16 units; 0 when the file as a whole is meant.</param>
/// <param name="Message">What is wrong, as the end of a sentence that begins with the file's name.</param>
/// <param name="Fix">What to do, a whole sentence.</param>
internal sealed record SettingsLoss(int Line, int Column, string Message, string Fix);

/// <summary>One settings file of the client, read as the client reads it.</summary>
internal sealed class SettingsFile
{
    /// <summary>The client reads no more of a file that is given on its command line; a larger one in a repository is no settings file.</summary>
    public const long Largest = 16 * 1024 * 1024;

    private SettingsFile(string path, SettingsScope scope, JsonElement? root, SettingsLoss? loss, SettingsLoss? lossInOldVersions = null)
    {
        Path = path;
        Scope = scope;
        Root = root;
        Loss = loss;
        LossInOldVersions = lossInOldVersions;
        Deny = Rules("deny");
        Ask = Rules("ask");
        Allow = Rules("allow");
    }

    /// <summary>As a message shows it: relative to the repository, or absolute for a file outside it.</summary>
    public string Path { get; }

    /// <summary>Whose it is.</summary>
    public SettingsScope Scope { get; }

    /// <summary>What is written, also when the client drops it; null when it is no JSON.</summary>
    public JsonElement? Root { get; }

    /// <summary>Why the client drops the file; null when it loads it.</summary>
    public SettingsLoss? Loss { get; }

    /// <summary>Why older versions of the client drop a file that the present one loads; null when they load it.</summary>
    public SettingsLoss? LossInOldVersions { get; }

    /// <summary>True when the client loads the file.</summary>
    public bool Loads => Loss is null;

    /// <summary>The rules under <c>permissions.deny</c> as written, in order, even when the file is lost.</summary>
    public ImmutableArray<PermissionRule> Deny { get; }

    /// <summary>The rules under <c>permissions.ask</c>.</summary>
    public ImmutableArray<PermissionRule> Ask { get; }

    /// <summary>The rules under <c>permissions.allow</c>.</summary>
    public ImmutableArray<PermissionRule> Allow { get; }

    /// <summary>Reads a settings file's text. Never fails: what the client would not load is a <see cref="Loss"/>.</summary>
    public static SettingsFile Parse(string path, SettingsScope scope, ReadOnlySpan<byte> bytes) =>
        Parse(path, scope, TextDecoding.Decode(bytes));

    /// <summary>Reads a settings file's text.</summary>
    public static SettingsFile Parse(string path, SettingsScope scope, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            // The client refuses it, and nothing is lost.
            return new SettingsFile(path, scope, new JsonElement(System.Text.Json.JsonValueKind.Object, string.Empty, default, [], []), null);
        }

        var (root, error) = JsonText.Parse(text, JsonDialect.Strict);
        if (error is not null)
        {
            return new SettingsFile(path, scope, null, new SettingsLoss(
                error.Line,
                error.Column,
                error.Message,
                "Make it plain JSON: no comment, no comma after the last entry, double quotes."));
        }

        if (!root!.IsObject)
        {
            return new SettingsFile(path, scope, root, new SettingsLoss(root.Span.Line, root.Span.Column, "does not hold an object", "Put everything into one pair of braces."));
        }

        var mistakes = SettingsKeys.File.Check(root, string.Empty).ToArray();
        return new SettingsFile(path, scope, root, Loss(old: false), Loss(old: true));

        SettingsLoss? Loss(bool old) => mistakes.FirstOrDefault(m => m.OldVersionsOnly == old) is { } mistake
            ? new SettingsLoss(
                mistake.Line,
                mistake.Column,
                $"gives '{mistake.Key.TrimStart('.')}' a value that {(old ? $"older versions of the client ({SettingsKeys.OldVersion} for one) refuse" : "the client refuses")}",
                $"It has to be {mistake.Expected}.")
            : null;
    }

    /// <summary>The project's file as it would be with these deny rules and nothing else.</summary>
    public static SettingsFile OfDenyRules(IEnumerable<string> rules) =>
        Parse(ClientSettings.ProjectPath, SettingsScope.Project, System.Text.Json.JsonSerializer.Serialize(new { permissions = new { deny = rules } }));

    /// <summary>A file that cannot be read at all.</summary>
    public static SettingsFile Unreadable(string path, SettingsScope scope, string reason, string fix) =>
        new(path, scope, null, new SettingsLoss(0, 0, reason, fix));

    private ImmutableArray<PermissionRule> Rules(string list) =>
        Root?.At("permissions", list) is { IsArray: true } values
            ? [.. values.Strings.Select(v => PermissionRule.Parse(v.Text, Path, v.Span.Line, v.Span.Column))]
            : [];
}
