using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Tool;

/// <summary>Arguments as they are typed at the built tool, those of <c>scan --history</c> above all.</summary>
public sealed class ScanHistoryTests
{
    private TestRepository _repository = null!;

    [OneTimeSetUp]
    public void Make()
    {
        _repository = new TestRepository().File("old.txt", Line(1)).Commit().Delete("old.txt").Commit();
        _repository.Git("tag", "v1");
        _repository.Git("checkout", "-q", "-b", "side");
        _repository.File("side.txt", Line(2)).Commit().Delete("side.txt").Commit();
        _repository.Git("checkout", "-q", "main");
        _repository.File("new.txt", Line(3)).Commit().Delete("new.txt").Commit();
    }

    [OneTimeTearDown]
    public void Delete() => _repository.Dispose();

    [TestCase("", "old.txt side.txt new.txt")]
    [TestCase("--since v1", "side.txt new.txt")]
    [TestCase("--refs refs/heads/main", "old.txt new.txt")]
    [TestCase("--since v1 --refs refs/heads/si*", "side.txt")]
    public void A_part_of_the_history_gives_its_findings(string options, string files)
    {
        var (status, output, _) = Run($"--history {options}");
        Assert.That(status, Is.EqualTo(1), output);
        Assert.That(((string[])["old.txt", "side.txt", "new.txt"]).Where(f => output.Contains(f, StringComparison.Ordinal)), Is.EquivalentTo(files.Split(' ')), output);
    }

    [Test]
    public void Each_finding_is_in_one_shard()
    {
        var outputs = Enumerable.Range(1, 2).Select(i => Run($"--history --shard {i}/2").Output).ToArray();
        foreach (var file in (string[])["old.txt", "side.txt", "new.txt"])
        {
            Assert.That(outputs.Count(o => o.Contains(file, StringComparison.Ordinal)), Is.EqualTo(1), file);
        }
    }

    [TestCase("--history --shard 3/2", "'3/2' is no part")]
    [TestCase("--history --shard x", "'x' is no part")]
    [TestCase("--since v1", "give --history")]
    [TestCase("--history --since=", "an argument is empty")]
    [TestCase("--history --since nowhere", "'nowhere' is no commit")]
    [TestCase("--history --refs refs/none/*", "No ref is named like")]
    public void What_is_no_part_is_said(string options, string said)
    {
        var (status, output, error) = Run(options);
        Assert.That(status, Is.EqualTo(2), output);
        Assert.That(output + error, Does.Contain(said));
    }

    [TestCase("--working-tree --staged")]
    [TestCase("--staged --history")]
    [TestCase("--stdin --history")]
    [TestCase("Program.cs --history")]
    [TestCase("Program.cs --stdin")]
    public void Two_places_at_once_are_refused_instead_of_leaving_one_out(string options)
    {
        var (status, output, error) = Run(options);
        Assert.That(status, Is.EqualTo(2), output);
        Assert.That(error, Does.Contain("scanned one at a time"));
    }

    [Test]
    public void Tree_and_history_are_one_place() => Assert.That(Run("--working-tree --history").Status, Is.EqualTo(1));

    [TestCase("xml", 2, "takes text, json, sarif, github or azure")]
    [TestCase("JSON", 1, "")]
    public void A_format_is_named_as_the_contract_does(string format, int status, string said)
    {
        var run = Run($"--history --format {format}");
        Assert.That(run.Status, Is.EqualTo(status), run.Output);
        Assert.That(run.Error, Does.Contain(said).And.Not.Contain("VerdictFormat"));
    }

    [TestCase(".", "A directory is named with '--repository .'.")]
    [TestCase("nowhere", "Type 'claude-build-guard --help'")]
    public void What_check_does_not_take_is_refused_with_the_next_step(string argument, string said)
    {
        var (status, output, error) = Run(argument, "check");
        Assert.That(status, Is.EqualTo(2), output);
        Assert.That(error, Does.Contain(said));
    }

    private static string Line(int seed) => $"token = \"{TokenSampler.Sample("github_pat_{N22}_{N59}", 9100 + seed)}\"\n";

    private (int Status, string Output, string Error) Run(string options, string verb = "scan") =>
        BuiltTool.Run([verb, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--repository", _repository.Root]);
}
