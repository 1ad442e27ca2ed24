using System.Collections.Frozen;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>How close a file is to an agent. Source: claude-code-facts, 10.1.</summary>
internal enum AgentReach
{
    /// <summary>Not text that is judged here.</summary>
    None,

    /// <summary>Source code: read when the task needs it.</summary>
    Source,

    /// <summary>Text for people, such as a README: often read, not loaded by itself.</summary>
    Document,

    /// <summary>Settings and manifests that an agent loads.</summary>
    AgentConfiguration,

    /// <summary>Instructions: memory, rules, skills, commands, agents, of this client and of others.</summary>
    Instructions,
}

/// <summary>Tells by its path what a file is to an agent.</summary>
internal static class AgentFiles
{
    private static readonly string[] InstructionNames =
        ["CLAUDE.md", "CLAUDE.local.md", "AGENTS.md", "AGENTS.override.md", "GEMINI.md", ".cursorrules", ".windsurfrules", ".clinerules", "SKILL.md", "copilot-instructions.md"];

    private static readonly string[] InstructionDirectories =
    [
        ".claude/rules/", ".claude/skills/", ".claude/commands/", ".claude/agents/", ".claude/output-styles/", ".claude/workflows/", ".cursor/rules/", ".cursor/commands/",
        ".windsurf/rules/", ".clinerules/", ".github/instructions/", ".github/prompts/", ".github/chatmodes/", ".github/agents/", ".agents/", ".codex/", ".gemini/", ".roo/",
    ];

    private static readonly FrozenSet<string> SourceExtensions = FrozenSet.ToFrozenSet(
        (".cs .vb .fs .fsx .csx .cshtml .razor .xaml .csproj .fsproj .vbproj .props .targets .js .jsx .mjs .cjs .ts .tsx .mts .cts .vue .svelte .py .rb .go .rs .java .kt .kts "
        + ".scala .swift .c .h .cc .cpp .hpp .cxx .m .mm .php .pl .lua .r .dart .ex .exs .clj .sh .bash .zsh .fish .ps1 .psm1 .psd1 .bat .cmd .tf .bicep .gradle .groovy "
        + ".yml .yaml .toml .ini .cfg .dockerfile .cmake .mk").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What a file is to an agent, by one of the paths that lead to it.</summary>
    public static AgentReach Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var comparison = name.Length == path.Length ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (Array.Exists(InstructionNames, n => name.Equals(n, comparison)))
        {
            return AgentReach.Instructions;
        }

        if (path.Contains('/', StringComparison.Ordinal) && path.Contains('.', StringComparison.Ordinal)
            && Array.Exists(InstructionDirectories, d => IsBelow(path, d)))
        {
            return name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".mdc", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                ? AgentReach.Instructions
                : OfContent(name);
        }

        if (name is ".mcp.json" or "plugin.json" or "marketplace.json" or "mcp.json"
            || (name.StartsWith("settings", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal) && IsBelow(path, ".claude/")))
        {
            return AgentReach.AgentConfiguration;
        }

        return OfContent(name);
    }

    private static AgentReach OfContent(string name)
    {
        var extension = name[Math.Max(0, name.LastIndexOf('.'))..];
        return extension.Equals(".md", StringComparison.OrdinalIgnoreCase) || extension.Equals(".markdown", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
            ? AgentReach.Document
            : SourceExtensions.Contains(extension) || name is "Dockerfile" or "Makefile" or "Jenkinsfile" ? AgentReach.Source
            : AgentReach.None;
    }

    private static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal) || path.Contains("/" + directory, StringComparison.Ordinal);
}
