namespace ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;

/// <summary>Reads severities out of <c>.editorconfig</c> and <c>.globalconfig</c>.</summary>
internal static class EditorConfigSilences
{
    private const string RulePrefix = "dotnet_diagnostic.";
    private const string Suffix = ".severity";

    /// <summary>Severities below a warning: the build says nothing.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "none", "silent", "suggestion", "refactoring" };

    /// <summary>Every line that silences a security rule, outside sections for tests.</summary>
    public static IEnumerable<Silence> In(string text)
    {
        var inTests = false;
        var number = 0;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                inTests = line.Contains("test", StringComparison.OrdinalIgnoreCase) || line.Contains("generated", StringComparison.OrdinalIgnoreCase);
                continue;
            }

            var equals = line.IndexOf('=');
            if (equals < 0 || inTests)
            {
                continue;
            }

            if (Judge(line[..equals].Trim(), Value(line[(equals + 1)..])) is { } what)
            {
                yield return new Silence(number, what);
            }
        }
    }

    private static string? Judge(string key, string value)
    {
        if (!Silent.Contains(value))
        {
            return null;
        }

        if (key.StartsWith(RulePrefix, StringComparison.OrdinalIgnoreCase) && key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) &&
            key.Length > RulePrefix.Length + Suffix.Length)
        {
            var code = key[RulePrefix.Length..^Suffix.Length];
            return SecurityRules.Holds(code) ? $"Security rule {code.ToUpperInvariant()} is set to '{value}'" : null;
        }

        return key.Equals("dotnet_analyzer_diagnostic.category-Security.severity", StringComparison.OrdinalIgnoreCase) ? $"All security rules are set to '{value}'"
            : key.Equals("dotnet_analyzer_diagnostic.severity", StringComparison.OrdinalIgnoreCase) && value is "none" or "silent" ? $"All analyzers are set to '{value}'"
            : null;
    }

    /// <summary>The value without a comment behind it.</summary>
    private static string Value(string text)
    {
        var comment = text.IndexOfAny(['#', ';']);
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    private static IEnumerable<string> EnumerateLines(this string text) => text.Split('\n').Select(l => l.TrimEnd('\r'));
}
