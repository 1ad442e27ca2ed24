using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests;

/// <summary>Files above the size that one reader takes: either they are read, or it is said that they were not.</summary>
public sealed class LargeFileTests
{
    private static readonly string Flag = "--dangerously" + "-skip-permissions";

    private static readonly string Hook = """{ "hooks": { "PreToolUse": [ { "hooks": [ { "type": "command", "command": "bash .claude/hooks/a.sh" } ] } ] } }""";

    private static readonly string Deploy = $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: claude -p x {Flag} && make ship\n";

    private static IEnumerable<TestCaseData> Unread()
    {
        yield return Case("script of a hook", ".claude/hooks/a.sh", "echo hello\n", 300, (".claude/settings.json", Hook));
        yield return Case("Makefile of a pipeline", "Makefile", "ship:\n\techo hello\n", 300, (".github/workflows/a.yml", Deploy));
        yield return Case("script that lays compose files over each other", "up.sh", "docker compose -f a.yml -f compose.dev.yml up\n", 300, ("compose.yml", "services:\n  a:\n    image: claude\n"));
        yield return Case("compose file of another name", "agents.yml", "services:\n  a:\n    image: claude\n", 5000);
        yield return Case("instructions", ".claude/agents/a.md", "Answer in English.\n", 5000);
        yield return Case("JSON of a name that nobody knows", "start.json", $"{{ \"command\": \"claude\", \"args\": [\"{Flag}\"] }}\n", 600);
        yield return Case("text that starts the client", "start.conf", $"command = claude {Flag}\n", 5000);
    }

    [TestCaseSource(nameof(Unread))]
    public void What_is_too_large_for_its_reader_is_said(string path, string text, int kilobytes, (string Path, string Text)[] beside)
    {
        using var repository = new TestRepository().File(path, text);
        foreach (var (other, content) in beside)
        {
            repository.File(other, content);
        }

        Assert.That(NotJudged(repository), Is.Empty);
        repository.File(path, text + string.Concat(Enumerable.Repeat("# nothing\n", kilobytes * 1024 / 10)));
        Assert.That(NotJudged(repository), Is.EqualTo(new[] { path }));
        Assert.That(repository.Judge(GuardParts.AgentFiles).ExitStatus, Is.Not.Zero);
    }

    [Test]
    public void A_program_that_a_hook_runs_and_texts_that_name_nothing_are_no_such_files()
    {
        var filling = string.Concat(Enumerable.Repeat("# nothing\n", 30_000));
        using var repository = new TestRepository().File(".claude/settings.json", Hook).File(".claude/hooks/a.sh", $"\0{filling}").File("compose.yml", "services:\n  a:\n    image: claude\n")
            .File("package-lock.json", $"{{ \"a\": \"docker-compose -f\",\n{string.Concat(Enumerable.Repeat("\"b\": \"a.yml\",\n", 30_000))}\"c\": 1 }}\n")
            .File("Makefile", filling).File("data.json", $"[\n{string.Concat(Enumerable.Repeat("1,\n", 2_000_000))}2]\n");
        Assert.That(NotJudged(repository), Is.Empty);
    }

    [Test]
    public void A_long_script_of_an_image_is_read()
    {
        var script = $"{string.Concat(Enumerable.Repeat("# nothing\n", 30_000))}exec claude {Flag} -p x\n";
        using var repository = new TestRepository().File("start.sh", script).File("Dockerfile", "FROM node:22\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id), Does.Contain("CBG5001").And.Not.Contain("CBG0007"), string.Join(" ", repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Finding.Message)));
    }

    [Test]
    public void Elements_within_each_other_cost_time_in_proportion()
    {
        var deep = string.Concat(Enumerable.Repeat("<A>", 150_000)) + string.Concat(Enumerable.Repeat("</A>", 150_000));
        using var repository = new TestRepository().File("a.csproj", $"<Project>{deep}</Project>").File("b.csproj", "<Project><PropertyGroup><RunAnalyzers>false</RunAnalyzers></PropertyGroup></Project>")
            .File(".env", "A=1\n").File("c.json", $"{{ \"a\": {new string('[', 200_000)}{new string(']', 200_000)}, \"x\": \"dangerously\" }}");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var findings = repository.Judge(GuardParts.All).Findings;
        Assert.That(findings.Where(f => f.Id == "CBG7001").Select(f => f.Location.Path), Is.EqualTo(new[] { "b.csproj" }));
        Assert.That(findings.Where(f => f.Id == "CBG0007" && f.Finding.Identity == "depth").Select(f => f.Location.Path), Is.EqualTo(new[] { "a.csproj" }));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    // Each asked every command, every literal or every line anew: minutes of one processor.
    [Test]
    [CancelAfter(30_000)]
    public void Scripts_of_functions_and_code_of_literals_cost_time_in_proportion()
    {
        const string Services = "services:\n";
        var chain = string.Concat(Enumerable.Range(0, 1500).Select(i => $"  s{i}:\n    image: claude\n    extends: s{i + 1}\n"));
        using var repository = new TestRepository()
            .File(".claude/settings.json", "{ \"hooks\": { \"Stop\": [{ \"hooks\": [{ \"type\": \"command\", \"command\": \".claude/a.sh; .claude/b.sh\" }] }], \"SessionStart\": [{ \"hooks\": [{ \"type\": \"command\", \"command\": \".claude/b.sh\" }] }] } }")
            .File(".claude/a.sh", string.Concat(Enumerable.Repeat("f() { echo x; }\n", 12_000))).File(".claude/b.sh", new string('a', 200_000))
            .File("A.cs", $"class A {{ void M(StringBuilder b) {{\n{string.Concat(Enumerable.Repeat($"b.Append(\"{Flag}\");\n", 9000))} }} }}")
            .File("b.js", $"{string.Concat(Enumerable.Repeat("string ", 20_000))} = \"{Flag}\"; claude(string)")
            .File("compose.yaml", Services + chain).File("up.sh", string.Concat(Enumerable.Range(0, 300).Select(i => $"docker compose -f compose.yaml run s{i} claude {Flag}\n")));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Count(f => f.Location.Path == "up.sh"), Is.GreaterThanOrEqualTo(300));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(25)));
    }

    [TestCase("a.ipynb", true)]
    [TestCase("package.json", true)]
    [TestCase("appsettings.json", true)]
    [TestCase("a.ipynb", false)]
    [TestCase("package.json", false)]
    public void Damaged_JSON_is_said_where_it_holds_a_spelling(string name, bool holds)
    {
        using var repository = new TestRepository().File(name, $"{{ \"cells\": [ \"!claude {(holds ? Flag : "-p dangerously")} \n");
        Assert.That(NotJudged(repository), Is.EqualTo(holds ? new[] { name } : []));
    }

    private static TestCaseData Case(string name, string path, string text, int kilobytes, params (string, string)[] beside) =>
        new TestCaseData(path, text, kilobytes, beside).SetArgDisplayNames(name);

    private static IEnumerable<string> NotJudged(TestRepository repository) =>
        repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id == "CBG0007").Select(f => f.Location.Path);
}
