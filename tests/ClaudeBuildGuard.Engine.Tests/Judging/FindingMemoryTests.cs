using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Judging;

public sealed class FindingMemoryTests
{
    [Test]
    public void A_second_run_over_an_unchanged_repository_judges_nothing_and_says_the_same()
    {
        using var repository = Sample();
        var (first, _) = Run(repository);
        var (second, log) = Run(repository);
        Assert.That(log.Details.Count(d => d.Contains("nothing changed")), Is.EqualTo(3));
        Assert.That(second.Findings, Is.EqualTo(first.Findings).And.Not.Empty);
        Assert.That(first.Facts, Has.One.Contains("this build judged"));
        Assert.That(second.Facts, Is.EqualTo(first.Facts.Where(f => !f.Contains("this build judged", StringComparison.Ordinal))), "what the first run did, the second did not");
    }

    [Test]
    public void A_changed_file_is_judged_again()
    {
        using var repository = Sample();
        Run(repository);
        repository.File("b.txt", "new\n");
        Age(repository);
        Assert.That(Run(repository).Log.Details, Has.None.Contains("WorkingTree: nothing changed"));
    }

    [Test]
    public void A_new_commit_is_judged_again()
    {
        using var repository = Sample();
        Run(repository);
        repository.Commit("empty");
        Age(repository, objects: false);
        Assert.That(Run(repository).Log.Details, Has.None.Contains("History: nothing changed"));
    }

    [Test]
    public void A_file_written_a_moment_ago_is_not_trusted_by_its_time()
    {
        using var repository = Sample();
        repository.File("b.txt", "new\n");
        Run(repository);
        Assert.That(Run(repository).Log.Details, Has.None.Contains("nothing changed"));
    }

    [Test]
    public void A_damaged_memory_is_ignored_and_said()
    {
        using var repository = Sample();
        var (first, _) = Run(repository);
        foreach (var file in Directory.GetFiles(repository.FullPath(".git/claude-build-guard"), "findings-*"))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[40] ^= 1;
            File.WriteAllBytes(file, bytes);
        }

        var (second, log) = Run(repository);
        Assert.That(log.Details.Count(d => d.Contains("damaged")), Is.EqualTo(3));
        Assert.That(second.Findings, Is.EqualTo(first.Findings));
    }

    [Test]
    public void What_the_history_says_alone_is_not_what_it_says_beside_the_tree()
    {
        using var repository = new TestRepository().File("a.txt", $"t {TokenSampler.Sample("github_pat_{N22}_{N59}", 7201)}\n").Commit();
        Age(repository);
        string[] Codes(GuardParts parts, out RecordingLog log)
        {
            var (verdict, said) = Run(repository, o => o with { Parts = parts });
            log = said;
            return [.. verdict.Findings.Select(f => f.Id).Where(id => id.StartsWith("CBG3", StringComparison.Ordinal))];
        }

        for (var i = 0; i < 2; i++)
        {
            Assert.That(Codes(GuardParts.All, out _), Is.EqualTo(new[] { "CBG3001" }));
            Assert.That(Codes(GuardParts.History, out var judged), Is.EqualTo(new[] { "CBG3101" }));
            Assert.That(judged.Details, Has.None.Contains("History: nothing changed"));
            Assert.That(Codes(GuardParts.History, out var recalled), Is.EqualTo(new[] { "CBG3101" }));
            Assert.That(recalled.Details, Has.One.Contains("History: nothing changed"));
        }
    }

    [Test]
    public void What_stands_in_for_another_finding_is_remembered_with_it()
    {
        using var repository = new TestRepository()
            .File("a.txt", $"t {TokenSampler.Sample("github_pat_{N22}_{N59}", 7202)} # claude-build-guard:allow CBG3001 a closed test account\n").Commit();
        Age(repository);
        for (var i = 0; i < 2; i++)
        {
            var (verdict, _) = Run(repository, o => o with { Parts = GuardParts.History });
            Assert.That((verdict.Findings.Count, verdict.Silenced.Count), Is.EqualTo((0, 1)));
        }
    }

    [Test]
    public void Another_day_is_judged_again()
    {
        using var repository = Sample();
        Run(repository);
        Assert.That(Run(repository, o => o with { Today = o.Today.AddDays(1) }).Log.Details, Has.None.Contains("nothing changed"));
    }

    private static TestRepository Sample()
    {
        var repository = new TestRepository().File("a.txt", "text\n").Commit();
        Age(repository);
        return repository;
    }

    // Files of a moment ago are never trusted, so the tests make theirs old.
    private static void Age(TestRepository repository, bool objects = true)
    {
        var old = DateTime.UtcNow.AddMinutes(-5);
        foreach (var path in Directory.EnumerateFileSystemEntries(repository.Root, "*", SearchOption.AllDirectories))
        {
            if (!path.Contains("claude-build-guard", StringComparison.Ordinal)
                && (objects || !path.Contains("objects", StringComparison.Ordinal))
                && File.GetLastWriteTimeUtc(path) > old.AddMinutes(1))
            {
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);

                // On Windows a directory is no file to the one of the two.
                if (Directory.Exists(path))
                {
                    Directory.SetLastWriteTimeUtc(path, old);
                }
                else
                {
                    File.SetLastWriteTimeUtc(path, old);
                }
            }
        }
    }

    private static (Engine.Findings.Verdict Verdict, RecordingLog Log) Run(
        TestRepository repository, Func<GuardOptions, GuardOptions>? with = null)
    {
        var options = new GuardOptions { RepositoryRoot = repository.Root, Today = new DateOnly(2026, 1, 15) };
        var log = new RecordingLog();
        return (Guard.Judge(with is null ? options : with(options), log, CancellationToken.None), log);
    }

    private sealed class RecordingLog : IGuardLog
    {
        public List<string> Details { get; } = [];

        public void Detail(string text)
        {
            lock (Details)
            {
                Details.Add(text);
            }
        }

        public void Progress(string work, long done, long total)
        {
        }
    }
}
