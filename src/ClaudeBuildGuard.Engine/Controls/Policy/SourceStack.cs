using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>What a repository is written in, as far as a policy depends on it.</summary>
internal enum SourceStack
{
    /// <summary>C#, F#, Visual Basic without pages.</summary>
    DotNet,

    /// <summary>The same with Razor pages or components.</summary>
    DotNetWeb,

    /// <summary>JavaScript or TypeScript.</summary>
    JavaScript,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Java, Kotlin, Scala.</summary>
    Java,

    /// <summary>Go.</summary>
    Go,

    /// <summary>PHP.</summary>
    Php,

    /// <summary>Ruby.</summary>
    Ruby,

    /// <summary>PowerShell, where it is more than a build script.</summary>
    PowerShell,
}

/// <summary>Finds the stacks by the files' names: no file is opened.</summary>
internal static class SourceStacks
{
    // Fewer files than these are a build script or a sample beside the real thing.
    private const int FewestFiles = 10;
    private const double SmallestShare = 0.1;

    private static readonly string[] ForeignDirectories =
        ["node_modules/", "wwwroot/lib/", "vendor/", "third_party/", "dist/", "bin/", "obj/", "packages/", ".venv/", "venv/"];

    /// <summary>The stacks of a repository, in the order of the enumeration.</summary>
    public static IReadOnlyList<SourceStack> Of(RepositoryView repository)
    {
        var counts = new SortedDictionary<SourceStack, int>();
        var hasPages = false;
        foreach (var file in repository.Files)
        {
            if (file.LinkTarget is null && ByExtension(file.Path) is { } stack && !IsForeign(file.Path))
            {
                hasPages |= stack == SourceStack.DotNetWeb;
                stack = stack == SourceStack.DotNetWeb ? SourceStack.DotNet : stack;
                counts[stack] = counts.GetValueOrDefault(stack) + 1;
            }
        }

        var all = counts.Values.Sum();
        return
        [
            .. counts
                .Where(c => c.Key == SourceStack.DotNet || c.Value == all || (c.Value >= FewestFiles && c.Value >= SmallestShare * all))
                .Select(c => c.Key == SourceStack.DotNet && hasPages ? SourceStack.DotNetWeb : c.Key),
        ];
    }

    private static SourceStack? ByExtension(string path) => path.AsSpan(path.LastIndexOf('.') + 1) switch
    {
        "cs" or "csproj" or "fs" or "fsproj" or "vb" or "vbproj" => SourceStack.DotNet,
        "cshtml" or "razor" => SourceStack.DotNetWeb,
        "js" or "ts" or "jsx" or "tsx" or "mjs" or "cjs" or "mts" or "vue" or "svelte" =>
            path.EndsWith(".min.js", StringComparison.Ordinal) ? null : SourceStack.JavaScript,
        "py" => SourceStack.Python,
        "java" or "kt" or "scala" => SourceStack.Java,
        "go" => SourceStack.Go,
        "php" => SourceStack.Php,
        "rb" => SourceStack.Ruby,
        "ps1" or "psm1" => SourceStack.PowerShell,
        _ => null,
    };

    private static bool IsForeign(string path) =>
        Array.Exists(ForeignDirectories, d => path.StartsWith(d, StringComparison.Ordinal) || path.Contains("/" + d, StringComparison.Ordinal));
}
