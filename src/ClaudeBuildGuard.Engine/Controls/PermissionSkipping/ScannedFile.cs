using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>How a file is read when uses are looked for.</summary>
internal enum ScanKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As a script.</summary>
    Script,

    /// <summary>As a pipeline, compose file or other YAML.</summary>
    Yaml,

    /// <summary>As a Dockerfile.</summary>
    Dockerfile,

    /// <summary>As JSON with comments.</summary>
    Json,

    /// <summary>As JSON with the settings of an application: a program with its arguments counts.</summary>
    ApplicationJson,

    /// <summary>As YAML of whatever kind: what plainly starts the client counts.</summary>
    Manifest,

    /// <summary>As Terraform: what provisioners and starting machines run counts.</summary>
    Terraform,

    /// <summary>As source code.</summary>
    Code,

    /// <summary>As a project or other XML file whose attributes hold commands.</summary>
    Xml,

    /// <summary>As Markdown with front matter: agents, skills and commands of the client.</summary>
    AgentMarkdown,

    /// <summary>As TOML, whose strings may be commands.</summary>
    Toml,

    /// <summary>As JSON that nobody knows: a program with its arguments is a use when somebody starts it, settings of the client where something hands them to it.</summary>
    OtherJson,

    /// <summary>As a notebook: its cells are code, and lines of them commands.</summary>
    Notebook,

    /// <summary>As a text of whatever kind: its first line may name a shell, and any line may start the client.</summary>
    Text,
}

/// <summary>Chooses, by path alone, which files are read and how. Source: claude-code-facts, section 7.3.</summary>
internal static class ScannedFile
{
    /// <summary>Code above this size may be the output of a tool, and JSON is data.</summary>
    public const long LargestCode = 512 * 1024;

    /// <summary>Texts that nobody knows are data above this size.</summary>
    public const long LargestText = 4 * 1024 * 1024;

    private static readonly HashSet<string> ScriptNames = new(StringComparer.OrdinalIgnoreCase)
        { "Makefile", "GNUmakefile", "justfile", ".justfile", "Procfile", "Jenkinsfile", ".envrc", "Tiltfile", "Earthfile", ".bashrc", ".zshrc", ".profile", ".bash_profile", ".bash_login", ".zprofile", ".zshenv", ".bash_aliases", ".aliases", "crontab" };

    // Texts for people, data, and records of what was: what they name is not run.
    private static readonly HashSet<string> SilentExtensions = new(
        (".md .mdx .mdc .markdown .rst .adoc .asciidoc .txt .rtf .tex .org .html .htm .xhtml .css .scss .less .map .svg .po .pot .mo .resx .xlf .xliff .resw .strings .csv .tsv .jsonl .ndjson "
        + ".log .diff .patch .snap .lock .feature .bats .rego .sarif .trx .sln .slnx .xml .xsd .xslt .dic .aff .sample .orig .rej "
        + ".png .jpg .jpeg .gif .bmp .ico .webp .avif .pdf .doc .docx .xls .xlsx .ppt .pptx .zip .gz .tgz .bz2 .xz .zst .7z .rar .tar .jar .war .nupkg .snupkg .vsix .whl .dll .exe .pdb "
        + ".so .dylib .a .o .obj .lib .bin .dat .db .sqlite .sqlite3 .mdf .ldf .bak .mp3 .mp4 .wav .ogg .webm .mov .avi .ttf .otf .woff .woff2 .eot .pfx .p12 .pem .cer .crt .key .der .class .pyc .wasm .onnx .parquet").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] SilentNames = ["README", "CHANGELOG", "CHANGES", "HISTORY", "LICENSE", "LICENCE", "NOTICE", "AUTHORS", "CONTRIBUTORS", "CONTRIBUTING", "COPYING", "CODEOWNERS", "SECURITY", "TODO"];

    private static readonly string[] SilentDirectories = ["docs", "doc", "documentation", "website", "blog", "locales", "i18n", "translations", ".changeset", ".git"];

    // A template is what it becomes.
    private static readonly HashSet<string> TemplateExtensions = new(StringComparer.OrdinalIgnoreCase) { ".tpl", ".tmpl", ".tftpl", ".j2", ".jinja", ".jinja2", ".template", ".erb", ".mustache", ".hbs" };

    private static readonly HashSet<string> JsonNames = new(StringComparer.OrdinalIgnoreCase)
        { "package.json", "launchSettings.json", "tasks.json", "launch.json", "devcontainer.json", ".devcontainer.json", ".mcp.json", "mcp.json", "managed-settings.json", ".claude.json", "composer.json", "deno.json", "nx.json", "project.json", "turbo.json", "hooks.json" };

    private static readonly string[] FixtureDirectories = ["fixtures", "__fixtures__", "testdata", "test-data", "__snapshots__", "node_modules", "snapshots"];

    /// <summary>How a file is read; <see cref="ScanKind.None"/> when it cannot hold a use.</summary>
    public static ScanKind KindOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (InDirectory(path, FixtureDirectories))
        {
            return ScanKind.None;
        }

        if (ContainerCatalogue.IsDockerfile(name))
        {
            return ScanKind.Dockerfile;
        }

        var dot = name.LastIndexOf('.');
        if (dot > 0 && TemplateExtensions.Contains(name[dot..]))
        {
            return KindOf(path[..^(name.Length - dot)]);
        }

        if (IsEnvironment(name))
        {
            return ScanKind.Script;
        }

        var extension = dot < 0 ? string.Empty : name[dot..].ToLowerInvariant();
        switch (extension)
        {
            // The tests of Pester, as those of bats.
            case ".ps1" when name.EndsWith(".Tests.ps1", StringComparison.OrdinalIgnoreCase):
                return ScanKind.None;
            case ".sh" or ".bash" or ".zsh" or ".fish" or ".ps1" or ".psm1" or ".cmd" or ".bat" or ".mk" or ".service" or ".envrc" or ".nu" or ".exp" or ".cron" or ".command":
                return ScanKind.Script;
            case ".yml" or ".yaml":
                return IsKnownYaml(path, name) ? ScanKind.Yaml : IsTest(path, name) ? ScanKind.None : ScanKind.Manifest;
            case ".groovy" or ".jenkinsfile":
                return IsTest(path, name) ? ScanKind.None : ScanKind.Script;
            case ".tf":
                return ScanKind.Terraform;
            case ".json":
                if (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase))
                {
                    return ScanKind.ApplicationJson;
                }

                return JsonNames.Contains(name) || path.Contains(".zed/", StringComparison.Ordinal) || path.Contains(".claude/", StringComparison.Ordinal) || path.Contains(".vscode/", StringComparison.Ordinal)
                    || path.Contains(".devcontainer/", StringComparison.Ordinal) || path.Contains(".claude-plugin/", StringComparison.Ordinal) || path.Contains(".husky/", StringComparison.Ordinal) ? ScanKind.Json
                    : IsTest(path, name) || IsSilent(path, name, ".json") ? ScanKind.None : ScanKind.OtherJson;
            case ".code-workspace":
                return ScanKind.Json;
            case ".ipynb":
                return IsTest(path, name) ? ScanKind.None : ScanKind.Notebook;
            case ".cs" or ".cake" or ".fs" or ".vb" or ".csx" or ".fsx" or ".py" or ".ts" or ".tsx" or ".js" or ".mjs" or ".cjs" or ".mts" or ".cts" or ".go" or ".rs" or ".rb" or ".java" or ".kt" or ".kts"
                or ".jsx" or ".vue" or ".svelte" or ".astro" or ".razor" or ".cshtml":
                return IsTest(path, name) ? ScanKind.None : ScanKind.Code;
            case ".csproj" or ".fsproj" or ".vbproj" or ".props" or ".targets" or ".proj":
                return ScanKind.Xml;
            case ".xml":
                return path.Contains(".idea/", StringComparison.Ordinal) || path.Contains(".run/", StringComparison.Ordinal) ? ScanKind.Xml : ScanKind.None;
            case ".md":
                return IsAgentMarkdown(path) ? ScanKind.AgentMarkdown : ScanKind.None;
            case ".toml":
                return name is "mise.toml" or ".mise.toml" or "pyproject.toml" or "taskfile.toml" ? ScanKind.Toml : OtherText(path, name, extension);
            default:
                return ScriptNames.Contains(name) || name.StartsWith("Jenkinsfile.", StringComparison.OrdinalIgnoreCase) || path.Contains(".husky/", StringComparison.Ordinal) || path.Contains(".githooks/", StringComparison.Ordinal)
                    || path.Contains(".devcontainer/", StringComparison.Ordinal) || path.Contains(".buildkite/", StringComparison.Ordinal)
                    || (extension.Length == 0 && (path.StartsWith("bin/", StringComparison.Ordinal) || path.StartsWith("scripts/", StringComparison.Ordinal)
                        || path.StartsWith("script/", StringComparison.Ordinal) || path.StartsWith(".claude/", StringComparison.Ordinal)))
                    || path.Contains("cron.d/", StringComparison.Ordinal)
                    ? ScanKind.Script
                    : OtherText(path, name, extension);
        }
    }

    /// <summary>True for the kinds that are read only to miss nothing: any JSON, any text.</summary>
    public static bool IsOther(ScanKind kind) => kind is ScanKind.OtherJson or ScanKind.Text;

    /// <summary>True for the kinds of which a tree holds so many that one without a use is remembered.</summary>
    public static bool IsRemembered(ScanKind kind) => kind is ScanKind.Code or ScanKind.OtherJson or ScanKind.Text;

    /// <summary>The shell of a script, by its name.</summary>
    public static ShellDialect DialectOf(string name)
    {
        var extension = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return extension switch
        {
            "ps1" or "psm1" => ShellDialect.PowerShell,
            _ when TemplateExtensions.Contains($".{extension}") && name.Contains('.', StringComparison.Ordinal) => DialectOf(name[..name.LastIndexOf('.')]),
            _ when IsEnvironment(name) => ShellDialect.Lines,
            "cmd" or "bat" => ShellDialect.Batch,
            "mk" or "service" or "makefile" or "gnumakefile" or "justfile" or "procfile" or "earthfile" or "crontab" or "cron" => ShellDialect.Lines,
            "jenkinsfile" or "groovy" => ShellDialect.Groovy,
            _ when name.StartsWith("Jenkinsfile.", StringComparison.OrdinalIgnoreCase) => ShellDialect.Groovy,
            _ => ShellDialect.Posix,
        };
    }

    /// <summary>True for the client's own Markdown: its front matter and inline commands count.</summary>
    public static bool IsAgentMarkdown(string path) =>
        path.Contains(".claude/agents/", StringComparison.Ordinal) || path.Contains(".claude/commands/", StringComparison.Ordinal)
        || path.Contains(".claude/skills/", StringComparison.Ordinal) || path.EndsWith("/SKILL.md", StringComparison.Ordinal);

    // .env, .env.local, agent.env: variables for whatever reads them.
    private static bool IsEnvironment(string name) =>
        name.Equals(".env", StringComparison.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".env", StringComparison.OrdinalIgnoreCase);

    private static ScanKind OtherText(string path, string name, string extension) =>
        IsTest(path, name) || IsSilent(path, name, extension) ? ScanKind.None : ScanKind.Text;

    private static bool IsSilent(string path, string name, string extension) =>
        SilentExtensions.Contains(extension) || Array.Exists(SilentNames, n => name.StartsWith(n, StringComparison.Ordinal)) || InDirectory(path, SilentDirectories);

    private static bool IsKnownYaml(string path, string name) =>
        PipelineReader.ServiceOf(path) is not null || ContainerCatalogue.IsCompose(path)
        || name.StartsWith("Taskfile", StringComparison.OrdinalIgnoreCase) || name.Contains("lefthook", StringComparison.OrdinalIgnoreCase)
        || name is ".pre-commit-config.yaml" or ".pre-commit-config.yml" or "bitbucket-pipelines.yml" or "appveyor.yml" or ".appveyor.yml" or ".travis.yml" or ".drone.yml"
            or "cloudbuild.yaml" or "buildspec.yml" or "mprocs.yaml" or ".woodpecker.yml" or "process-compose.yaml" or "process-compose.yml"
        || path.Contains(".circleci/", StringComparison.Ordinal) || path.Contains(".buildkite/", StringComparison.Ordinal)
        || path.Contains(".devcontainer/", StringComparison.Ordinal) || path.Contains(".woodpecker/", StringComparison.Ordinal);

    private static bool IsTest(string path, string name)
    {
        if (InDirectory(path, ["test", "tests", "__tests__", "spec", "specs", "e2e", "mocks", "__mocks__"])
            || name.Contains(".test.", StringComparison.OrdinalIgnoreCase) || name.Contains(".spec.", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("test_", StringComparison.Ordinal) || name.Contains("_test.", StringComparison.Ordinal)
            || name.EndsWith("Tests.cs", StringComparison.Ordinal) || name.EndsWith("Test.cs", StringComparison.Ordinal))
        {
            return true;
        }

        // Directories of .NET test projects end so.
        return path.Split('/')[..^1].Any(d => d.EndsWith(".Tests", StringComparison.OrdinalIgnoreCase) || d.EndsWith(".Test", StringComparison.OrdinalIgnoreCase));
    }

    private static bool InDirectory(string path, string[] names)
    {
        foreach (var name in names)
        {
            for (var at = path.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = path.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if ((at == 0 || path[at - 1] == '/') && at + name.Length < path.Length && path[at + name.Length] == '/')
                {
                    return true;
                }
            }
        }

        return false;
    }
}
