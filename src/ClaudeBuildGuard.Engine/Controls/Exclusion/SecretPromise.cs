using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>A line of the ignore file that promises to keep a secret from agents.</summary>
/// <param name="Path">A secret file that it excludes, existing or of a kind that may come.</param>
/// <param name="Pattern">The line.</param>
internal readonly record struct SecretPromise(string Path, IgnorePattern Pattern)
{
    /// <summary>Files that hold no secret: a line that excludes one of them is about something else, such as size.</summary>
    private static readonly ImmutableArray<string> Ordinary =
        ["notes", ".notes", "notes.txt", "notes.json", "notes.user", "notes.local", "src/notes.txt", "certs/notes.txt", "config/notes.txt", "Properties/PublishProfiles/notes.txt"];

    /// <summary>
    /// What an ignore file promises about secrets. Most lines of real ignore files are about build output and pictures; nothing is lost
    /// when nobody enforces those.
    /// </summary>
    public static IEnumerable<SecretPromise> Of(ExclusionModel model, IgnoreRules rules)
    {
        var telling = new Dictionary<IgnorePattern, bool>();
        foreach (var path in SecretFileKinds.All.SelectMany(k => k.Samples))
        {
            if (rules.Decide(path) is { IsIgnored: true } decision)
            {
                if (!telling.TryGetValue(decision.Pattern, out var tells))
                {
                    var alone = new IgnoreRules([new IgnoreFile(string.Empty, string.Empty, [decision.Pattern], ignoreCase: false)]);
                    tells = telling[decision.Pattern] = !Ordinary.Any(o => alone.IsIgnored(o));
                }

                if (tells)
                {
                    yield return new SecretPromise(path, decision.Pattern);
                }
            }
        }

        foreach (var secret in model.Secrets.ToExclude)
        {
            if (rules.Decide(secret.Path) is { IsIgnored: true } decision)
            {
                yield return new SecretPromise(secret.Path, decision.Pattern);
            }
        }
    }
}
