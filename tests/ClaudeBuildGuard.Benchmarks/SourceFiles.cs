namespace ClaudeBuildGuard.Benchmarks;

/// <summary>Real text to measure on: source, configuration and documentation below some directories.</summary>
internal static class SourceFiles
{
    private const long MostBytes = 400_000_000;
    private const int LargestFile = 2_000_000;

    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cs", ".cshtml", ".razor", ".fs", ".vb", ".c", ".h", ".cpp", ".java", ".go", ".rs", ".py", ".js", ".ts", ".json", ".yml", ".yaml", ".xml",
        ".csproj", ".props", ".targets", ".config", ".md", ".txt", ".sh", ".ps1", ".sql", ".html", ".css",
    };

    /// <summary>The files, up to 400 MB of them, by their paths without the leading slash.</summary>
    public static List<(string Path, byte[] Content)> Read(IEnumerable<string> directories)
    {
        var files = new List<(string, byte[])>();
        long bytes = 0;
        foreach (var path in directories.SelectMany(d => Directory.EnumerateFiles(d, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })))
        {
            if (Endings.Contains(Path.GetExtension(path)) && new FileInfo(path) is { Length: > 0 and < LargestFile, LinkTarget: null } && bytes < MostBytes)
            {
                var content = File.ReadAllBytes(path);
                bytes += content.Length;
                files.Add((path.TrimStart('/'), content));
            }
        }

        return files;
    }
}
