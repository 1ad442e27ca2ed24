using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>What the analyzers noted about one endpoint, query or token configuration (control H6).</summary>
/// <param name="Kind">What it is about, such as <c>Route</c> or <c>Query</c>.</param>
/// <param name="Name">Which one.</param>
/// <param name="Decision"><c>Authorize</c>, <c>Anonymous</c>, <c>None</c>, <c>Unknown</c>, <c>Filtered</c>, <c>Checked</c> or <c>Weak</c>.</param>
/// <param name="From">Where the decision comes from.</param>
/// <param name="Place">File and line, as the compiler wrote them.</param>
public sealed record AuthorisationFact(string Kind, string Name, string Decision, string From, string Place);

/// <summary>
/// Reads the facts that <c>dotnet build -p:ClaudeBuildGuardAuthFacts=true</c> left in the <c>obj</c> directories, as the compiler's
/// own SARIF. Source: docs/rules/CBG7900.md.
/// </summary>
public static class AuthorisationFacts
{
    private const string Ending = ".facts.sarif";
    private const long LargestFile = 64 * 1024 * 1024;

    /// <summary>The facts below a repository's root, in a stable order; none where no build wrote any. A file that is not SARIF is passed over.</summary>
    public static IReadOnlyList<AuthorisationFact> Read(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. Directory.EnumerateFiles(root, "*" + Ending, options)
                .Where(f => Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar).Contains("obj") && new FileInfo(f).Length <= LargestFile)
                .SelectMany(f => Of(f, root))
                .Distinct()
                .OrderBy(f => f.Kind, StringComparer.Ordinal)
                .ThenBy(f => f.Name, StringComparer.Ordinal)
                .ThenBy(f => f.Place, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<AuthorisationFact> Of(string file, string root)
    {
        JsonElement? document;
        try
        {
            document = JsonText.Parse(File.ReadAllText(file), JsonDialect.Strict).Root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var result in document?["runs"]?.Items.SelectMany(r => r["results"]?.Items ?? []) ?? [])
        {
            if (result["ruleId"]?.AsString == "CBG7900" && result["properties"]?["customProperties"] is { } facts)
            {
                yield return new AuthorisationFact(
                    facts["kind"]?.AsString ?? string.Empty,
                    facts["name"]?.AsString ?? string.Empty,
                    facts["decision"]?.AsString ?? string.Empty,
                    facts["from"]?.AsString ?? string.Empty,
                    Place(result, root));
            }
        }
    }

    private static string Place(JsonElement result, string root)
    {
        var place = result["locations"] is { Items: [var first, ..] } ? first["physicalLocation"] : null;
        var address = place?["artifactLocation"]?["uri"]?.AsString ?? string.Empty;
        var path = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsFile
            ? Path.GetRelativePath(root, uri.LocalPath).Replace(Path.DirectorySeparatorChar, '/')
            : address;
        return place?["region"]?["startLine"]?.Text is { } line ? $"{path}:{line}" : path;
    }
}
