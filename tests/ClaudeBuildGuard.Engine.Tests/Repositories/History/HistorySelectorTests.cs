using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.History;

public sealed class HistorySelectorTests
{
    private TestRepository _repository = null!;
    private GitRepository _git = null!;

    [OneTimeSetUp]
    public void Make()
    {
        _repository = new TestRepository();
        for (var i = 0; i < 6; i++)
        {
            _repository.File($"d{i % 2}/f{i}.txt", $"content {i}").Commit();
            _repository.Git("tag", $"t{i}");
        }

        _repository.Git("checkout", "-q", "-b", "side");
        _repository.File("side.txt", "side").Commit();
        _repository.Git("checkout", "-q", "main");
        _git = GitRepository.Discover(_repository.Root)!;
    }

    [OneTimeTearDown]
    public void Delete() => _repository.Dispose();

    [TestCase("t3", null, new[] { "--all", "^t3" })]
    [TestCase("main", null, new[] { "--all", "^main" })]
    [TestCase(null, "refs/heads/main", new[] { "main" })]
    [TestCase("t1", "refs/heads/*", new[] { "main", "side", "^t1" })]
    [TestCase("HEAD", "refs/heads/side", new[] { "side", "^main" })]
    public void What_is_selected_is_what_git_lists(string? since, string? refs, string[] revisions)
    {
        var expected = _repository.Git(["rev-list", "--objects", .. revisions]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]);
        Assert.That(Selected(new HistorySelection { Since = since, Refs = refs }), Is.EquivalentTo(expected));
    }

    [Test]
    public void Shards_hold_each_object_once()
    {
        var all = _repository.Git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var shards = Enumerable.Range(1, 3).Select(i => Selected(new HistorySelection { Shard = i, Shards = 3 })).ToArray();
        Assert.That(shards.SelectMany(s => s), Is.EquivalentTo(all));
        Assert.That(shards, Has.All.Not.Empty);
    }

    [Test]
    public void The_findings_of_all_shards_are_those_of_the_whole()
    {
        using var repository = new TestRepository();
        for (var i = 0; i < 12; i++)
        {
            var password = $"S7v!sQp{i:00}" + "aa21Lx";
            repository.File($"d{i}/local.ini", $"db_password={password}\n").File($"d{i}/.env", $"DB_PASSWORD={password}z\n").Commit();
        }

        repository.Git("rm", "-qr", ".");
        repository.Git("commit", "-qm", "Clean");
        string[] Fingerprints(HistorySelection? part) =>
            [.. repository.Judge(GuardParts.History, o => o with { History = part }).Findings.Select(f => f.Fingerprint)];
        var shards = Enumerable.Range(1, 4).Select(i => Fingerprints(new HistorySelection { Shard = i, Shards = 4 })).ToArray();
        var whole = Fingerprints(null);
        Assert.That(whole, Has.Length.GreaterThanOrEqualTo(12));
        Assert.That(shards.SelectMany(s => s), Is.EquivalentTo(whole));
    }

    [Test]
    public void A_name_or_part_that_is_not_there_is_said()
    {
        Assert.That(() => Selected(new HistorySelection { Since = "nowhere" }), Throws.ArgumentException.With.Message.Contains("'nowhere' is no commit"));
        Assert.That(() => Selected(new HistorySelection { Refs = "refs/none/*" }), Throws.ArgumentException.With.Message.Contains("refs/none"));
        Assert.That(() => Selected(new HistorySelection { Shard = 4, Shards = 3 }), Throws.ArgumentException.With.Message.Contains("part 4 of 3"));
        var verdict = _repository.Judge(GuardParts.History, o => o with { History = new HistorySelection { Since = "nowhere" } });
        Assert.That(verdict.CouldNotJudge);
    }

    private List<string> Selected(HistorySelection selection)
    {
        using var objects = new ObjectDatabase(_git.ObjectsDirectory, _git.IdLength);
        var wanted = HistorySelector.Of(selection, _git, objects, CancellationToken.None);
        var ids = new List<string>();
        objects.Visit(new ObjectQuery { Wanted = wanted }, (in GitObject item) => ids.Add(item.Id.ToString()), CancellationToken.None);
        return ids;
    }
}
