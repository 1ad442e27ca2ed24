using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Controls.Exclusion;

namespace ClaudeBuildGuard.Tool;

/// <summary><c>explain</c>: the page of a code, offline; for a code of the platform's analyzers, where its page is; for a path, what keeps an agent from it and what does not.</summary>
internal static class ExplainVerb
{
    public static int Run(string subject, GuardOptions options, CancellationToken cancellation)
    {
        var code = subject.ToUpperInvariant();
        if (IsCode(code, "CBG"))
        {
            return Code(code);
        }

        if (IsCode(code, "CA") && !File.Exists(subject))
        {
            Console.Out.WriteLine($"{code} is a rule of the .NET SDK's own analyzers; the package sets how severe it is. Its page: https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/{code.ToLowerInvariant()}");
            return 0;
        }

        var full = Path.GetFullPath(subject);
        var relative = Path.GetRelativePath(options.RepositoryRoot, full).Replace(Path.DirectorySeparatorChar, '/');
        if (relative == "." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            Console.Error.WriteLine($"claude-build-guard: '{subject}' is neither a code nor a file of '{options.RepositoryRoot}'.");
            return CommandLine.CouldNotJudge;
        }

        var shared = Explain(null);
        Console.Out.Write(shared.ToText());
        if (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home)
        {
            Console.Out.Write(Explain(home).BeyondText(shared));
        }

        return 0;

        PathExplanation Explain(string? home)
        {
            using var session = GuardSession.Open(options with { Parts = GuardParts.AgentFiles, UserHome = home }, SilentLog.Instance, cancellation);
            return PathExplanation.Of(session, relative, cancellation);
        }
    }

    private static bool IsCode(string subject, string letters) =>
        subject.Length == letters.Length + 4 && subject.StartsWith(letters, StringComparison.Ordinal) && subject.AsSpan(letters.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static int Code(string code)
    {
        using var page = typeof(ExplainVerb).Assembly.GetManifestResourceStream($"rules/{code}.md");
        if (page is null)
        {
            Console.Error.WriteLine($"claude-build-guard: '{code}' is no code of this version. The README lists the codes.");
            return CommandLine.CouldNotJudge;
        }

        using var reader = new StreamReader(page);
        Console.Out.Write(reader.ReadToEnd());
        return 0;
    }
}
