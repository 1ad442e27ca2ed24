using System.Collections.Frozen;
using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>
/// Which excluded patterns a policy names (control B5). A pattern is named where a statement forbids or excludes it, by its own text or by a
/// wider pattern (<c>.env*</c> names <c>.env.local</c>). Patterns for build output and restored packages save reading, not secrets: they
/// need no mention.
/// </summary>
internal static class ExclusionNames
{
    private static readonly FrozenSet<string> NoSecrets = FrozenSet.ToFrozenSet(
        [
            "bin", "obj", "node_modules", "dist", "build", "out", "target", "packages", "artifacts", "coverage", "testresults", "logs", "log", "tmp", "temp", "cache",
            ".cache", ".git", ".vs", ".vscode", ".idea", ".next", ".nuxt", ".turbo", ".svelte-kit", ".expo", ".astro", ".vercel", ".parcel-cache", "__pycache__", ".venv",
            "venv", "env", ".pytest_cache", ".mypy_cache", ".ruff_cache", "htmlcov", ".nyc_output", ".gradle", ".terraform", "vendor", "pods", "library", ".bun", ".yarn",
            ".pnpm-store", ".ds_store", "thumbs.db", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lockb", "poetry.lock", "cargo.lock", "packages.lock.json",
            "composer.lock", "gemfile.lock", "*.log", "*.lock", "*.min.js", "*.min.css", "*.map", "*.pyc", "*.dll", "*.exe", "*.pdb", "*.so", "*.dylib", "*.o", "*.class",
            "*.jar", "*.swp", "*.swo", "*.tmp", "*.cache", "*.user", "*.suo", "*.png", "*.jpg", "*.jpeg", "*.gif", "*.svg", "*.ico", "*.webp", "*.mp4", "*.mp3", "*.pdf",
            "*.zip", "*.tar.gz", "*.gz", "*.woff", "*.woff2", "*.ttf", "*.eot", "*.egg-info", "*.nupkg", "*.snupkg", "*.snap",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The patterns of an ignore file that a policy has to name, in their order, each once.</summary>
    public static ImmutableArray<string> Required(string ignoreFile) =>
    [
        .. IgnoreFile.Parse(".claudeignore", ignoreFile).Patterns
            .Where(p => !p.IsNegated && !p.IsMalformed && !NoSecrets.Contains(Core(p.Text)))
            .Select(p => p.Text)
            .DistinctBy(Core),
    ];

    /// <summary>The patterns that no statement names.</summary>
    public static ImmutableArray<string> Unnamed(ImmutableArray<string> required, IEnumerable<MemoryDocument> documents, IEnumerable<Statement> statements)
    {
        if (required.IsEmpty || documents.Any(d => d.Content.Path == ".claudeignore"))
        {
            return [];
        }

        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in statements)
        {
            if (statement.Stance == Stance.Prohibits || statement.Excludes)
            {
                named.UnionWith(Tokens(statement.Written));
            }
        }

        var wide = named.Where(n => n.Contains('*', StringComparison.Ordinal) && n.Trim('*', '/').Length > 1)
            .Select(n => Glob.Compile(n, ignoreCase: true)).ToList();
        return [.. required.Where(p => !named.Contains(Core(p)) && !wide.Exists(g => g.Matches(Core(p))))];
    }

    // What stands between white space and quotes, without what a sentence adds.
    private static IEnumerable<string> Tokens(string text) =>
        text.Split([' ', '\t', '\r', '\n', '`', '"', '\'', ',', ';', '(', ')', '[', ']', '|', '、', '，', '；', '（', '）', '「', '」', '“', '”'], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => Core(t.TrimEnd('.', ':', '!', '?', '。')))
            .Where(t => t.Length > 0);

    /// <summary>A pattern without the parts that do not change what people mean by it.</summary>
    private static string Core(string pattern)
    {
        var core = pattern.Trim();
        core = core.StartsWith("./", StringComparison.Ordinal) ? core[2..] : core;
        core = core.TrimStart('/');
        core = core.StartsWith("**/", StringComparison.Ordinal) ? core[3..] : core;
        core = core.EndsWith("/**", StringComparison.Ordinal) ? core[..^3] : core.EndsWith("/*", StringComparison.Ordinal) ? core[..^2] : core;
        return core.TrimEnd('/');
    }
}
