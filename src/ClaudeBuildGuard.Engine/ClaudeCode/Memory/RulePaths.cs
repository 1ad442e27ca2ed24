using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>Whether a rule is loaded in every session or only beside the files that its metadata names.</summary>
internal static class RulePaths
{
    /// <summary>True when the metadata at the top has a key <c>paths</c>.</summary>
    public static bool AreGiven(MarkdownText markdown)
    {
        if (markdown.Regions is not [{ Kind: MarkdownRegionKind.FrontMatter } region, ..])
        {
            return false;
        }

        // However the key is written; what is no YAML is looked through line by line.
        if (YamlText.Parse(markdown.Text[region.Start..region.End]).Root is { } matter)
        {
            return matter["paths"] is not null;
        }

        foreach (var line in markdown.Text.AsSpan(region.Start, region.End - region.Start).EnumerateLines())
        {
            if (line.StartsWith("paths:", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
