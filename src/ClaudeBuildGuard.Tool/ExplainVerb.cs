namespace ClaudeBuildGuard.Tool;

/// <summary><c>explain</c>: the page of a code, offline.</summary>
internal static class ExplainVerb
{
    public static int Run(string code)
    {
        code = code.ToUpperInvariant();
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
