namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>What a file is for, as far as its path tells.</summary>
internal enum PathKind
{
    /// <summary>Part of the product or of how it is built and run.</summary>
    Product = 0,

    /// <summary>Tests, fixtures, samples, documentation: a contextual finding is advice there.</summary>
    TestOrDocumentation,

    /// <summary>Written by a machine: lock files, minified scripts, snapshots. Only what proves itself is reported.</summary>
    Generated,
}

/// <summary>Tells what a file is for by its path.</summary>
internal static class PathKinds
{
    private static readonly string[] GeneratedNames =
    [
        "package-lock.json", "npm-shrinkwrap.json", "packages.lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock", "cargo.lock", "gemfile.lock",
        "composer.lock", "go.sum", "pipfile.lock", "project.assets.json", "paket.lock", "flake.lock", "uv.lock", "podfile.lock", "bun.lock",
        "go.work.sum", "deno.lock", "mix.lock", "pubspec.lock", "package.resolved", "module.bazel.lock", ".terraform.lock.hcl", ".secrets.baseline", ".eslintcache",
    ];

    private static readonly string[] GeneratedEndings =
        [".min.js", ".min.css", ".map", ".deps.json", ".designer.cs", ".g.cs", ".generated.cs", ".svg", ".verified.txt", ".received.txt", ".snap", ".xlf", ".po", ".pot", ".css", ".scss", ".less"];

    private static readonly string[] TestParts =
    [
        "test", "tests", "testing", "testsuite", "testsuites", "unittest", "unittests", "spec", "specs", "__tests__", "fixture", "fixtures", "testdata", "testassets", "mock", "mocks",
        "sample", "samples", "example", "examples", "doc", "docs", "documentation", "demo", "demos", "benchmark", "benchmarks", "e2e", "snippets", "tutorial", "tutorials",
    ];

    private static readonly string[] DocumentEndings = [".md", ".markdown", ".rst", ".adoc", ".txt", ".example", ".sample", ".template", ".dist", ".html", ".htm", ".tmpl", ".tpl", ".t", ".ipynb"];

    // Documents that go without an ending.
    private static readonly string[] DocumentNames = ["readme", "install", "changelog", "changes", "news", "contributing", "hacking", "todo", "faq", "notes"];

    /// <summary>The kind of a path with <c>/</c> separators.</summary>
    public static PathKind Of(string path)
    {
        if (IsGenerated(path))
        {
            return PathKind.Generated;
        }

        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var ending in DocumentEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return PathKind.TestOrDocumentation;
            }
        }

        foreach (var document in DocumentNames)
        {
            if (name.Equals(document, StringComparison.OrdinalIgnoreCase))
            {
                return PathKind.TestOrDocumentation;
            }
        }

        return IsManual(path, name) || IsTestPath(path) ? PathKind.TestOrDocumentation : PathKind.Product;
    }

    /// <summary>True for a path of <see cref="PathKind.Generated"/>.</summary>
    public static bool IsGenerated(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var generated in GeneratedNames)
        {
            if (name.Equals(generated, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        if (name.Equals("Settings.Designer.cs", StringComparison.OrdinalIgnoreCase))
        {
            // It repeats the connection strings of the settings.
            return false;
        }

        foreach (var ending in GeneratedEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // man/sqlsharp.1, share/man5/crontab.5, man/ipsec.conf.5.in
    private static bool IsManual(string path, ReadOnlySpan<char> name)
    {
        name = name.EndsWith(".in", StringComparison.Ordinal) ? name[..^3] : name;
        var directory = path.AsSpan(0, path.LastIndexOf('/') + 1).TrimEnd('/');
        return name is [.., '.', >= '1' and <= '8'] && directory[(directory.LastIndexOf('/') + 1)..] is "man" or ['m', 'a', 'n', >= '1' and <= '8'];
    }

    private static bool IsTestPath(string path)
    {
        // Words of the path: separated by anything that is no letter, and by a capital after a small letter.
        var start = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            var ends = i == path.Length || !(char.IsAsciiLetter(path[i]) || path[i] == '_')
                || (i > start && char.IsAsciiLetterUpper(path[i]) && char.IsAsciiLetterLower(path[i - 1]));
            if (!ends)
            {
                continue;
            }

            var word = path.AsSpan(start, i - start).Trim('_');
            foreach (var part in TestParts)
            {
                if (word.Equals(part, StringComparison.OrdinalIgnoreCase)
                    || (part is "test" or "tests" or "spec" && word.EndsWith(part, StringComparison.OrdinalIgnoreCase) && word.Length > part.Length && word[^(part.Length + 1)] == '_')
                    || (part is "test" && word.StartsWith("test_", StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }

            start = i < path.Length && char.IsAsciiLetter(path[i]) ? i : i + 1;
        }

        return false;
    }
}
