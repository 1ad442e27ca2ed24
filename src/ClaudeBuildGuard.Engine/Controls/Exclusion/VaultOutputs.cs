using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>A file into which a tool of a vault will write secrets in clear.</summary>
/// <param name="Paths">Where it will be: below the directory of the file that says so, or below the root, whichever the tool is started in.</param>
/// <param name="Written">The path as written.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record VaultOutput(ImmutableArray<string> Paths, string Written, Location Location);

/// <summary>
/// Finds what the agents and command lines of vaults will write into the working tree (control B4). Paths outside of it, paths made of
/// variables, and files that git tracks are left out.
/// </summary>
internal static partial class VaultOutputs
{
    private const long LongestScript = 1024 * 1024;

    // Of what a shell or an engine for templates fills in, of Windows, and of what is no path.
    private static readonly SearchValues<char> NotOfPaths = SearchValues.Create("$`*?{}%:\n\\");

    /// <summary>The outputs of a repository, in order of the files that name them.</summary>
    public static IReadOnlyList<VaultOutput> Of(RepositoryView repository) => repository.Derive(Find);

    private static IReadOnlyList<VaultOutput> Find(RepositoryView repository)
    {
        var outputs = new List<VaultOutput>();
        foreach (var file in repository.Files.Where(f => f is { LinkTarget: null, IsIgnored: false, Length: < LongestScript } && IsRead(f.Name)))
        {
            if (!file.TryReadText(new FindingCollector(), out var text))
            {
                // The scan of the working tree reports it as not judged.
                continue;
            }

            foreach (var (written, line, column) in file.Name.EndsWith(".hcl", StringComparison.Ordinal) ? OfAgent(file.Name, text) : OfScript(file.Name, text))
            {
                if (Places(repository, file.Path, written) is { IsEmpty: false } places)
                {
                    outputs.Add(new VaultOutput(places, written, new Location(file.Path, line, column)));
                }
            }
        }

        return outputs;
    }

    private static bool IsRead(string name) => name.EndsWith(".hcl", StringComparison.Ordinal) || name.EndsWith(".sh", StringComparison.Ordinal)
        || name.EndsWith(".bash", StringComparison.Ordinal) || name.EndsWith(".ps1", StringComparison.Ordinal);

    // Vault Agent and consul-template. A job of Nomad has templates too, which it writes into a directory of its own.
    private static IEnumerable<(string Written, int Line, int Column)> OfAgent(string name, string text)
    {
        if (NomadJob().IsMatch(text) || !(VaultBlock().IsMatch(text) || name.Contains("vault", StringComparison.OrdinalIgnoreCase)))
        {
            yield break;
        }

        var source = SourceText.At(text, 1, 1);
        foreach (Match match in Destination().Matches(text))
        {
            var path = match.Groups["path"];
            var (line, column) = source.Place(path.Index);
            yield return (path.Value, line, column);
        }
    }

    private static IEnumerable<(string Written, int Line, int Column)> OfScript(string name, string text)
    {
        if (!Tool().IsMatch(text))
        {
            yield break;
        }

        foreach (var command in ShellScript.Parse(text, dialect: ScannedFile.DialectOf(name)).Where(Resolves))
        {
            foreach (var word in Outputs(command))
            {
                yield return (word.Text, word.Line, word.Column);
            }
        }
    }

    /// <summary>True for a command that prints or writes secrets of a vault.</summary>
    private static bool Resolves(ShellCommand command)
    {
        var words = command.Arguments.Select(a => a.Text).Where(t => !t.StartsWith('-')).Take(4).ToList();
        return (command.Program, words) switch
        {
            ("vault", ["kv", "get", ..] or ["read", ..]) => true,
            ("az", ["keyvault", "secret", "download" or "show", ..]) => true,
            ("aws", ["secretsmanager", "get-secret-value" or "batch-get-secret-value", ..]) => true,
            ("gcloud", ["secrets", "versions", "access", ..]) => true,
            ("op", ["inject" or "read", ..]) => true,
            ("doppler", ["secrets", "download", ..]) => true,
            ("sops", _) => command.Has("-d") || command.Has("--decrypt") || words is ["decrypt", ..],
            ("dotnet", ["user-secrets", "list", ..]) => true,
            _ => false,
        };
    }

    // What it is told to write, and where its output goes, through a filter or not.
    private static IEnumerable<ShellWord> Outputs(ShellCommand command)
    {
        var arguments = command.Arguments.ToList();
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i].Text.Split('=', 2);
            if (TakesFile(command.Program, option[0]) && (option.Length == 2 || i + 1 < arguments.Count))
            {
                yield return option.Length == 2 ? arguments[i] with { Text = option[1] } : arguments[i + 1];
            }
        }

        for (var part = command; part is not null; part = part.PipedInto)
        {
            foreach (var word in part.WritesTo)
            {
                yield return word;
            }

            foreach (var word in part.Program == "tee" ? part.Arguments.Where(a => !a.Text.StartsWith('-')) : [])
            {
                yield return word;
            }
        }
    }

    // To some of them the same letter means a format.
    private static bool TakesFile(string program, string option) => program switch
    {
        "az" => option is "--file" or "-f",
        "gcloud" => option is "--out-file",
        "op" => option is "-o" or "--out-file",
        "sops" => option is "--output",
        _ => false,
    };

    private static ImmutableArray<string> Places(RepositoryView repository, string file, string written)
    {
        if (written.Length == 0 || written[0] is '/' or '~' or '-' or '&' || written.AsSpan().ContainsAny(NotOfPaths))
        {
            return [];
        }

        var directory = file.LastIndexOf('/') is > 0 and var slash ? file[..slash] : string.Empty;
        ImmutableArray<string> places = [.. new[] { Joined(string.Empty, written), Joined(directory, written) }.OfType<string>().Distinct()];
        return places.Any(p => repository.Find(p) is { IsTracked: true }) ? [] : places;
    }

    /// <summary>A path below a directory without its dots; null when it leaves the repository or names none.</summary>
    private static string? Joined(string directory, string path)
    {
        var parts = new List<string>(directory.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/').Where(p => p.Length > 0 && p != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return parts.Count == 0 || path.EndsWith('/') ? null : string.Join('/', parts);
    }

    [GeneratedRegex("""^[ \t]*job[ \t]+"[^"]*"[ \t]*\{""", RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex NomadJob();

    [GeneratedRegex(@"^[ \t]*(?:vault|auto_auth)[ \t]*\{", RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex VaultBlock();

    [GeneratedRegex("""(?:^[ \t]*destination|\bsink[ \t]+"file"[ \t]*\{[^"}]{0,200}\bpath)[ \t]*=[ \t]*"(?<path>[^"\r\n]+)""", RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Destination();

    [GeneratedRegex(@"\b(?:vault|keyvault|secretsmanager|gcloud|op|doppler|sops|user-secrets)[ \t]", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Tool();
}
