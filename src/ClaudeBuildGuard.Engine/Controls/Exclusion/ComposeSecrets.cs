using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>The files that compose files name as secrets: <c>secrets: { db_password: { file: ./secrets/db_password } }</c>.</summary>
internal static class ComposeSecrets
{
    /// <summary>Their paths, relative to the root. Files outside the repository and paths with variables are left out.</summary>
    public static IEnumerable<string> Of(RepositoryView repository)
    {
        foreach (var file in repository.Files.Where(f => f.LinkTarget is null && IsCompose(f.Name)))
        {
            // A compose file that cannot be read is reported by the judge of containers.
            foreach (var secret in YamlFile.Read(file, new FindingCollector(), static bytes => bytes.IndexOf("secrets"u8) >= 0)?["secrets"]?.Entries ?? [])
            {
                if (secret.Value.Text("file") is { Length: > 0 } written
                    && !written.Contains('$', StringComparison.Ordinal)
                    && RepositoryLinks.Combine(file.Path[..(file.Path.LastIndexOf('/') + 1)], written) is { } path)
                {
                    yield return path;
                }
            }
        }
    }

    private static bool IsCompose(string name) =>
        (name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
        && (name.StartsWith("compose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("stack", StringComparison.OrdinalIgnoreCase));
}
