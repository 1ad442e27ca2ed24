using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

/// <summary>What a finding of the history says, and that it is the same finding whoever makes it.</summary>
public sealed class HistoryFindingTests
{
    private static int _tokens;

    [Test]
    public void A_value_in_many_versions_has_one_fingerprint_in_every_shard_and_a_baseline_holds_there()
    {
        var (token, said) = (NewToken(), NewToken());
        using var repository = new TestRepository();
        for (var i = 0; i < 12; i++)
        {
            repository.File("a.json", $"{{ \"x\": {i},\n \"Token\": \"{token}\" }}\n").File($"b{i % 3}.txt", $"t {i} {token}\n").Commit($"Version {i} with {said}");
        }

        repository.Git("rm", "-q", "-r", ".");
        repository.Git("commit", "-qm", "Clean");
        var whole = Fingerprints(repository, null);
        var shards = Enumerable.Range(1, 4).Select(i => Fingerprints(repository, new HistorySelection { Shard = i, Shards = 4 })).ToArray();
        Assert.That(whole, Is.Unique.And.Length.EqualTo(5), "a.json, three of b, and the messages");
        Assert.That(shards.SelectMany(s => s).Distinct(), Is.EquivalentTo(whole));
        Assert.That(shards.Count(s => s.Length > 0), Is.GreaterThan(1));
        BaselineFile.Write(new GuardOptions { RepositoryRoot = repository.Root }, "known", SilentLog.Instance, CancellationToken.None);
        Assert.That(Enumerable.Range(1, 4).SelectMany(i => Fingerprints(repository, new HistorySelection { Shard = i, Shards = 4 })), Is.Empty);
    }

    [Test]
    public void Another_value_and_another_path_are_other_findings()
    {
        using var repository = new TestRepository().File("a.txt", $"t {NewToken()}\n").File("b.txt", $"t {NewToken()}\n").Commit();
        repository.File("a.txt", $"t {NewToken()}\n").Commit();
        Assert.That(Fingerprints(repository, null), Is.Unique.And.Length.EqualTo(3));
    }

    [Test]
    public void Every_path_of_a_moved_file_is_named_and_purged()
    {
        using var repository = new TestRepository().File("config/a.json", Json()).Commit("Add");
        repository.Git("mv", "config", "settings");
        repository.Git("commit", "-qm", "Move the directory");
        repository.Git("mv", "settings/a.json", "b.json");
        repository.Git("commit", "-qm", "Move the file");
        repository.Delete("b.json").Commit("Delete");
        var finding = Only(repository);
        Assert.That(finding.Location.Path, Is.EqualTo("config/a.json"));
        Assert.That(finding.Finding.Message, Does.Contain("It also stood at 'b.json' and 'settings/a.json'."));
        Assert.That(finding.Finding.Fix, Does.Contain("git filter-repo --invert-paths --path config/a.json --path b.json --path settings/a.json drops it under every path it had, 'git filter-repo"));
        Assert.That(finding.Finding.Properties["paths"].Split('\n'), Is.EqualTo(new[] { "config/a.json", "b.json", "settings/a.json" }));
    }

    [Test]
    public void A_file_that_never_moved_has_one_path()
    {
        using var repository = new TestRepository().File("a.json", Json()).Commit("Add").Delete("a.json").Commit("Delete");
        var finding = Only(repository);
        Assert.That(finding.Finding.Message, Does.Not.Contain("also stood"));
        Assert.That(finding.Finding.Fix, Does.Contain("git filter-repo --invert-paths --path a.json drops the file, 'git filter-repo"));
        Assert.That(finding.Finding.Properties, Does.Not.ContainKey("paths"));
    }

    [Test]
    public void A_value_under_very_many_paths_is_taken_out_as_a_value()
    {
        using var repository = new TestRepository();
        var text = Json();
        for (var i = 0; i < 100; i++)
        {
            repository.File($"d{i:00}/a.json", text);
        }

        repository.Commit("Add").Git("rm", "-q", "-r", ".");
        repository.Git("commit", "-qm", "Clean");
        var finding = Only(repository);
        Assert.That(finding.Finding.Message, Does.Contain("It also stood at 'd01/a.json', 'd02/a.json', 'd03/a.json' and many more paths."));
        Assert.That(finding.Finding.Fix, Does.Contain("'git filter-repo --replace-text FILE' takes the value out under every path").And.Not.Contain("invert-paths"));
    }

    [Test]
    public void It_is_said_whether_it_is_still_there()
    {
        var text = Json();
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit().File("a.json", text).Commit("Add");
        repository.Delete("a.json");
        var live = Only(repository).Finding;
        Assert.That(live.Message, Does.Contain("still in HEAD, as 'a.json'"), "deleted on this disk only");
        Assert.That(live.Fix, Does.Contain("--path a.json drops the file, HEAD included, "));
        repository.File("a.json", text);
        repository.Git("mv", "a.json", "b.json");
        repository.Commit("Move");
        Assert.That(Only(repository).Finding.Message, Does.Contain("still in HEAD, as 'b.json'"));
        repository.Git("branch", "side");
        repository.Git("tag", "v1");
        repository.Delete("b.json").Commit("Delete");
        var removed = repository.Git("rev-parse", "--short=12", "HEAD").Trim();
        var kept = Only(repository);
        Assert.That(kept.Finding.Message, Does.Contain("It is no longer in HEAD, but the tip of 'side' and 'v1' still holds it.").And.Contain($"{removed} took it out"));
        Assert.That(kept.Finding.Properties["inHead"], Is.EqualTo("false"));
        repository.Git("branch", "-qD", "side");
        repository.Git("tag", "-d", "v1");
        Assert.That(Only(repository).Finding.Message, Does.Contain("It is no longer in HEAD, nor at the tip of any branch or tag: only older commits hold it."));
    }

    [Test]
    public void A_version_that_was_replaced_is_still_there_where_the_next_one_holds_it_too()
    {
        var token = NewToken();
        using var repository = new TestRepository().File("a.txt", $"t {token}\n").Commit().File("a.txt", $"again\nt {token}\n").Commit();
        var finding = Only(repository);
        Assert.That(finding.Finding.Message, Does.Contain("still in HEAD, as 'a.txt'").And.Not.Contain("took it out"));
    }

    [Test]
    public void A_bare_clone_says_the_same()
    {
        using var repository = new TestRepository().File("a.json", Json()).Commit("Add");
        using var bare = new TestRepository(git: false);
        bare.Git("clone", "-q", "--bare", repository.Root, ".");
        var finding = bare.Judge(GuardParts.History).Findings.Single(f => f.Id == "CBG3101");
        Assert.That(finding.Finding.Message, Does.Contain("still in HEAD, as 'a.json'"));
        Assert.That(finding.Fingerprint, Is.EqualTo(Only(repository).Fingerprint));
    }

    [Test]
    public void A_name_of_a_file_is_in_HEAD_as_long_as_HEAD_has_it()
    {
        var token = NewToken();
        using var repository = new TestRepository().File($"notes/{token}.txt", "x").File("notes/b.txt", "b").Commit().File("notes/b.txt", "c").Commit();
        Assert.That(Only(repository).Finding.Message, Does.Contain("the name of a file in the directory notes").And.Contain("It is still in HEAD."));
        repository.Delete($"notes/{token}.txt").Commit();
        Assert.That(Only(repository).Finding.Message, Does.Contain("It is not in HEAD."));
    }

    [Test]
    public void The_name_of_a_branch_is_one_finding_before_and_after_git_packs_it()
    {
        var token = NewToken();
        using var repository = new TestRepository().File("a.txt", "a").Commit();
        repository.Git("checkout", "-q", "-b", $"wip/{token}");
        repository.Git("checkout", "-q", "main");
        repository.Git("config", $"branch.wip/{token}.remote", "origin");
        repository.Git("config", $"branch.wip/{token}.merge", $"refs/heads/wip/{token}");
        var before = Only(repository);
        repository.Git("gc", "-q");
        Assert.That(File.ReadAllText(repository.FullPath(".git/packed-refs")), Does.Contain(token));
        Assert.That(Only(repository).Fingerprint, Is.EqualTo(before.Fingerprint));
        Assert.That(Only(repository).Location, Is.EqualTo(Location.Repository));

        // What stands there and names no ref is still the file's.
        repository.Git("branch", "-qD", $"wip/{token}");
        repository.Git("reflog", "expire", "--expire=now", "--all");
        Assert.That(Findings(repository), Is.Empty);
        File.AppendAllText(repository.FullPath(".git/packed-refs"), $"# {token}\n");
        Assert.That(Only(repository).Location.Path, Is.EqualTo(".git/packed-refs"));
    }

    [Test]
    public void A_line_of_a_reflog_is_told_once_however_often_it_is_there()
    {
        var token = NewToken();
        using var repository = new TestRepository().File("a.txt", "a").Commit();
        repository.File(".git/logs/refs/heads/gone", string.Concat(Enumerable.Repeat($"0 0 A <a@b> 1 +0\treset: to {token}\n", 3)));
        Assert.That(Findings(repository).Select(f => f.Location.Path), Is.EqualTo(new[] { ".git/logs/refs/heads/gone" }));
    }

    [TestCase("$(touch pwned).json", "--path '$(touch pwned).json'")]
    [TestCase("`id`.json", "--path '`id`.json'")]
    [TestCase("it's.json", @"--path 'it'\''s.json'")]
    [TestCase("-opt.json", "--path='-opt.json'")]
    [TestCase("plain/a-b_c.1.json", "--path plain/a-b_c.1.json")]
    public void A_path_in_a_command_is_a_name_and_nothing_else(string path, string option)
    {
        using var repository = new TestRepository().File(path, Json()).Commit("Add").Delete(path).Commit("Delete");
        Assert.That(Only(repository).Finding.Fix, Does.Contain($"since: git filter-repo --invert-paths {option} drops the file, 'git"));
    }

    [Test]
    public void The_line_of_a_message_is_counted_in_the_message()
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit($"First line\n\nThird has {NewToken()}");
        Assert.That(Only(repository).Finding.Message, Does.Contain("the message of commit").And.Contain("(line 3)").And.Contain("It is in the history of HEAD."));
    }

    [Test]
    public void A_person_is_no_message()
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit();
        repository.Git("commit", "-q", "--allow-empty", "-m", "x", $"--author=Bot {NewToken()} <bot@example.com>");
        var commit = repository.Git("rev-parse", "--short=12", "HEAD").Trim();
        var finding = Only(repository).Finding;
        Assert.That(finding.Message, Does.Contain($"'the author of commit {commit}' holds").And.Not.Contain("message").And.Not.Contain("(line"));
        Assert.That(finding.Fix, Does.Contain("--mailmap"));
    }

    [Test]
    public void The_text_of_a_tag_is_counted_and_traced_too()
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit();
        repository.Git("tag", "-a", "v1", "-m", $"Released with {NewToken()}");
        Assert.That(Only(repository).Finding.Message, Does.Contain("the message of tag object").And.Contain("'v1' leads there"));
    }

    [Test]
    public void A_branch_that_is_not_shown_leads_there_all_the_same()
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit();
        repository.Git("checkout", "-q", "-b", $"wip/{NewToken()}");
        repository.File("b.json", Json()).Commit();
        repository.Git("checkout", "-q", "main");
        var finding = Findings(repository).Single(f => f.Location.Path == "b.json");
        Assert.That(finding.Finding.Message, Does.Contain("a branch or tag that is not shown leads there").And.Contain("the tip of a branch or tag that is not shown still holds it"));
    }

    private static string NewToken() => TokenSampler.Sample("github_pat_{N22}_{N59}", 7300 + Interlocked.Increment(ref _tokens));

    private static string Json() => $"{{ \"Token\": \"{NewToken()}\" }}\n";

    private static JudgedFinding Only(TestRepository repository) => Findings(repository).Single();

    private static List<JudgedFinding> Findings(TestRepository repository) =>
        [.. repository.Judge(GuardParts.History).Findings.Where(f => f.Id == "CBG3101")];

    private static string[] Fingerprints(TestRepository repository, HistorySelection? part) =>
        [.. repository.Judge(GuardParts.History, o => o with { History = part }).Findings.Where(f => f.Id == "CBG3101").Select(f => f.Fingerprint)];
}
