using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>
/// The environment of the session: direnv loads what <c>.envrc</c> names into every shell in the directory, so a client that is started
/// there has the values, and <c>printenv</c> shows them. The client itself loads no <c>.env</c> (measured).
/// </summary>
internal static class EnvironmentRoute
{
    private const string File = ".envrc";
    private const string Name = "environment variables of the session";

    public static SecretRoute Of(ExclusionModel model, string path)
    {
        if (!Loaded.Of(model.Repository).Lines.TryGetValue(path, out var line))
        {
            return new SecretRoute(Name, IsOpen: false, $"no {File} loading it");
        }

        var hidden = model.Settings.SandboxConfines ? model.Settings.DeniedVariables.ToHashSet(StringComparer.Ordinal) : [];
        var shown = Variables(model.Repository, path).FirstOrDefault(v => !hidden.Contains(v));
        return new SecretRoute(Name, shown is not null, "'sandbox.credentials.envVars' with 'deny' for each of its variables, in the client's sandbox")
        {
            Told = $"the environment ({File}:{line} loads it, and nothing takes '{shown}' away from commands)",
            Remedy = $"Start the client in a shell without {File}, or name its variables under 'sandbox.credentials.envVars'.",
        };
    }

    /// <summary>The names that a file of assignments gives values to.</summary>
    private static IEnumerable<string> Variables(RepositoryView repository, string path)
    {
        if (repository.Find(path) is not { LinkTarget: null } file || !file.TryReadText(new FindingCollector(), out var text))
        {
            return [];
        }

        return text.Split('\n').Select(l => l.TrimStart()).Select(l => l.StartsWith("export ", StringComparison.Ordinal) ? l[7..].TrimStart() : l)
            .Select(ShellCommand.AssignedName).OfType<string>();
    }

    /// <param name="Lines">The line of <c>.envrc</c> that loads each file.</param>
    private sealed record Loaded(IReadOnlyDictionary<string, int> Lines)
    {
        public static Loaded Of(RepositoryView repository) => repository.Derive(static r =>
        {
            var lines = new Dictionary<string, int>(StringComparer.Ordinal);
            if (r.Find(File) is { LinkTarget: null } file && file.TryReadText(new FindingCollector(), out var text))
            {
                foreach (var command in ShellScript.Parse(SourceText.At(text, 1, 1)))
                {
                    var words = command.Words;
                    if (words[0].Text is "dotenv" or "dotenv_if_exists" && words.Count == 1)
                    {
                        lines.TryAdd(".env", words[0].Line);
                    }

                    foreach (var word in words)
                    {
                        lines.TryAdd(word.Text.StartsWith("./", StringComparison.Ordinal) ? word.Text[2..] : word.Text, word.Line);
                    }
                }
            }

            return new Loaded(lines);
        });
    }
}
