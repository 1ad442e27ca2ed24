using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>
/// The complete exclusion list of a repository: for every kind of secret file the widest patterns that hide no other file, and a literal
/// path for each secret file that is left.
/// </summary>
internal static class ExclusionPlan
{
    /// <summary>Patterns in ignore-file syntax, each of which is also the path of a deny rule.</summary>
    public static ImmutableArray<string> Patterns(ExclusionModel model)
    {
        var secret = model.Secrets.ToExclude.Select(s => s.Path).ToHashSet(StringComparer.Ordinal);
        var clean = model.Repository.Files.Select(f => f.Path).Where(p => !secret.Contains(p)).ToArray();
        var patterns = new List<string>();
        foreach (var pattern in SecretFileKinds.All.SelectMany(k => k.Exclusions).Distinct(StringComparer.Ordinal).Where(p => HidesNone(p, clean)))
        {
            // A wider pattern that was taken makes the narrower ones behind it superfluous.
            var imagined = Imagine(pattern);
            if (!Rules(patterns).IsIgnored(imagined) || !Rules(patterns).IsIgnored("a/b/" + imagined))
            {
                patterns.Add(pattern);
            }
        }

        foreach (var path in Coming(model).Where(p => !Rules(patterns).IsIgnored(p)))
        {
            patterns.Add(Literal(path));
        }

        foreach (var file in model.Secrets.ToExclude)
        {
            if (!Rules(patterns).IsIgnored(file.Path))
            {
                patterns.Add(file.Kind.Names.FirstOrDefault(n => HidesNone(n, clean) && Rules([n]).IsIgnored(file.Path)) ?? OwnPattern(model, file, clean));
            }

            // A line for one path leaves the copy open that a build makes of the file.
            foreach (var copy in BuildCopies.Of(model.Repository, file.Path).Where(c => !Rules(patterns).IsIgnored(c)))
            {
                patterns.Add(BuildCopies.OutputOf(copy) is { } output ? output + Literal(copy[(copy.LastIndexOf('/') + 1)..])[1..] : Literal(copy));
            }
        }

        return [.. patterns];
    }

    /// <summary>Those patterns that an ignore file still lacks: something they are for is not excluded yet.</summary>
    public static IEnumerable<string> Missing(ExclusionModel model, ImmutableArray<string> patterns) =>
        patterns.Where(p => Meant(model, p).Any(path => !model.IgnoreRules.IsIgnored(path)));

    /// <summary>What a pattern is for: an imagined file at the root and one further down, and the secret files it names, with their copies.</summary>
    public static IEnumerable<string> Meant(ExclusionModel model, string pattern)
    {
        var rules = Rules([pattern]);
        string[] imagined = pattern.StartsWith('/') ? [] : [Imagine(pattern), "a/b/" + Imagine(pattern)];
        return imagined.Concat(model.Secrets.ToExclude.SelectMany(s => BuildCopies.Of(model.Repository, s.Path).Prepend(s.Path))).Concat(Coming(model)).Where(p => rules.IsIgnored(p));
    }

    /// <summary>The path of a deny rule that covers what a line of an ignore file excludes.</summary>
    public static string RulePath(string pattern)
    {
        var anchored = pattern.TrimEnd('/').Contains('/');
        var path = pattern.TrimEnd('/');
        path = !anchored ? "**/" + path : path.StartsWith("**/", StringComparison.Ordinal) || path.StartsWith('/') ? path : "/" + path;
        return pattern.EndsWith('/') ? path + "/**" : path;
    }

    /// <summary>What tools of a vault will write.</summary>
    private static IEnumerable<string> Coming(ExclusionModel model) =>
        VaultOutputs.Of(model.Repository).SelectMany(o => o.Paths).Distinct(StringComparer.Ordinal);

    private static string Imagine(string pattern) =>
        pattern.Replace("**/", string.Empty, StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal);

    /// <summary>A pattern for one file: its name, wherever it stands, for one that a build copies; else its path.</summary>
    private static string OwnPattern(ExclusionModel model, SecretFile file, string[] clean)
    {
        var name = Literal(file.File.Name)[1..];
        return BuildCopies.Of(model.Repository, file.Path).Count > 0 && HidesNone(name, clean) ? name : Literal(file.Path);
    }

    private static string Literal(string path)
    {
        var escaped = new System.Text.StringBuilder("/");
        foreach (var character in path)
        {
            // A question mark stands for itself too; behind a backslash the client's rules match nothing with it.
            if (character is '*' or '[' or ']' or '\\' or ' ')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static bool HidesNone(string pattern, string[] clean)
    {
        var rules = Rules([pattern]);
        return !Array.Exists(clean, path => rules.IsIgnored(path));
    }

    private static IgnoreRules Rules(IReadOnlyCollection<string> patterns) =>
        new([IgnoreFile.Parse(ExclusionModel.IgnorePath, string.Join('\n', patterns), ignoreCase: true)]);
}
