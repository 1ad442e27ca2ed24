using System.IO.Compression;
using System.Text;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

/// <summary>A credential is found wherever git can keep one: each place alone, so that none is found for another's sake.</summary>
public sealed class HistoryPlacementTests
{
    private static int _tokens;

    public static IEnumerable<string> Places => All.Keys;

    private static Dictionary<string, Action<TestRepository, string>> All { get; } = new(StringComparer.Ordinal)
    {
        ["a file of the tree"] = (r, t) => r.File("live.txt", Line(t)).Commit(),
        ["a deleted file"] = (r, t) => r.File("gone.txt", Line(t)).Commit().Delete("gone.txt").Commit(),
        ["an edited line"] = (r, t) => r.File("edited.txt", Line(t)).Commit().File("edited.txt", "token removed\n").Commit(),
        ["a side branch"] = (r, t) => OnBranch(r, "side", () => r.File("side.txt", Line(t)).Commit()),
        ["a commit that only a tag leads to"] = (r, t) =>
        {
            OnBranch(r, "tagged", () => r.File("tagged.txt", Line(t)).Commit());
            r.Git("tag", "only", "tagged");
            r.Git("branch", "-qD", "tagged");
        },
        ["a note"] = (r, t) => r.Git("notes", "add", "-m", Line(t), "HEAD"),
        ["a stash"] = (r, t) =>
        {
            r.File("readme.txt", Line(t)).Git("stash", "-q");
        },
        ["an untracked part of a stash"] = (r, t) => r.File("untracked.txt", Line(t)).Git("stash", "-q", "-u"),
        ["an older stash"] = (r, t) =>
        {
            r.File("readme.txt", Line(t)).Git("stash", "-q");
            r.File("readme.txt", "other\n").Git("stash", "-q");
        },
        ["a commit that only the reflog knows"] = (r, t) => Lost(r, () => r.File("lost.txt", Line(t)).Commit()),
        ["a blob that nothing leads to"] = (r, t) =>
        {
            r.File("dangling.txt", Line(t)).Git("hash-object", "-w", "dangling.txt");
            r.Delete("dangling.txt");
        },
        ["the head of a line of 300 KB"] = (r, t) => Past(r, "long.txt", Encoding.UTF8.GetBytes($"x = \"{t}\"; {new string('y', 300_000)}\n")),
        ["the tail of a line of 300 KB"] = (r, t) => Past(r, "long.txt", Encoding.UTF8.GetBytes($"{new string('y', 300_000)}; x = \"{t}\"\n")),
        ["the target of a link"] = (r, t) =>
        {
            var blob = r.File(".git/target", $"/srv/{t}/data").Git("hash-object", "-w", ".git/target").Trim();
            r.Git("update-index", "--add", "--cacheinfo", $"120000,{blob},link");
            r.Git("commit", "-qm", "Link");
            r.Git("rm", "-q", "--cached", "link");
            r.Git("commit", "-qm", "Unlink");
        },
        ["a file with NUL bytes"] = (r, t) => Past(r, "mixed.bin", [0, 1, 2, 0, .. Encoding.UTF8.GetBytes(Line(t)), 0, 0]),
        ["a merge that brings in what neither side had"] = (r, t) =>
        {
            OnBranch(r, "merged", () => r.File("m1.txt", "1").Commit());
            r.File("m2.txt", "2").Commit();
            r.Git("merge", "-q", "--no-ff", "--no-commit", "merged");
            r.File("evil.txt", Line(t)).Commit("Merge").Delete("evil.txt").Commit();
        },
        ["a restored package"] = (r, t) => r.File("node_modules/x/index.js", Line(t)).Commit().Delete("node_modules/x/index.js").Commit(),
        ["a lock file"] = (r, t) => r.File("package-lock.json", $"{{ \"resolved\": \"https://host/{t}\" }}\n").Commit().Delete("package-lock.json").Commit(),
        ["a commit message"] = (r, t) => Lost(r, () => r.File("x.txt", "x").Commit($"Use {t} for now")),
        ["the author of a commit"] = (r, t) => r.Git("commit", "-q", "--allow-empty", "-m", "x", $"--author=Bot {t} <bot@example.com>"),
        ["the text of an annotated tag"] = (r, t) => r.Git("tag", "-a", "noted", "-m", $"Released with {t}"),
        ["the name of a file"] = (r, t) => r.File($"notes/{t}.txt", "x").Commit().Delete($"notes/{t}.txt").Commit(),
        ["the name of a directory"] = (r, t) => r.File($"{t}/x.txt", "x").Commit().Delete($"{t}/x.txt").Commit(),
        ["the index alone"] = (r, t) =>
        {
            r.File("staged.txt", Line(t)).Git("add", "-A");
            r.Delete("staged.txt");
        },
        ["the address of a remote"] = (r, t) => r.Git("remote", "add", "origin", $"https://user:{t}@host.example/team/app.git"),
        ["a hidden ref's message"] = (r, t) =>
        {
            var commit = r.Git("commit-tree", "HEAD^{tree}", "-m", Line(t)).Trim();
            r.Git("update-ref", "refs/hidden/x", commit);
        },
        ["the detached HEAD of a worktree"] = (r, t) =>
        {
            var tree = r.FullPath(".git/detached-tree");
            r.Git("worktree", "add", "-q", "--detach", tree);
            File.WriteAllText(Path.Combine(tree, "d.txt"), Line(t));
            r.Git("-C", tree, "add", "-A");
            r.Git("-C", tree, "commit", "-qm", "Detached");
        },
        ["a value in base64"] = (r, t) => Past(r, "secret.yaml", Encoding.ASCII.GetBytes($"data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Line(t)))}\n")),
        ["a member of an archive"] = (r, t) => Past(r, "backup.zip", Zip(Line(t))),
        ["a compressed file"] = (r, t) => Past(r, "log.gz", Gzip(Line(t))),
        ["a file in UTF-16"] = (r, t) => Past(r, "wide.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Line(t))]),
        ["a file in UTF-16 without a mark"] = (r, t) => Past(r, "wide.reg", Encoding.Unicode.GetBytes(Line(t))),
        ["a file in UTF-32"] = (r, t) => Past(r, "wide.json", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Line(t))]),
        ["a file in UTF-32 of the other order"] = (r, t) => File.WriteAllBytes(r.FullPath("wide.json"), [0, 0, 0xFE, 0xFF, .. new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetBytes(Line(t))]),
        ["a change that is not staged"] = (r, t) => r.File("readme.txt", Line(t)),
        ["a message in the making"] = (r, t) => r.File(".git/COMMIT_EDITMSG", Line(t)),
        ["a file of a blob that was packed as a delta"] = (r, t) =>
        {
            var lines = string.Concat(Enumerable.Range(0, 400).Select(i => $"line {i} of {i * 7919}\n"));
            r.File("delta.txt", lines).Commit().File("delta.txt", lines.Replace("line 200", Line(t) + "line 200", StringComparison.Ordinal)).Commit();
            r.File("delta.txt", lines + "end\n").Commit().Git("gc", "-q", "--aggressive");
        },
        ["a reflog's message"] = (r, t) => r.Git("update-ref", "-m", $"reset: with {t}", "refs/heads/other", "HEAD"),
        ["the name of a branch"] = (r, t) => r.Git("branch", $"wip/{t}"),
    };

    [TestCaseSource(nameof(Places))]
    public void A_credential_is_found_in(string place)
    {
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit();
        var token = NewToken();
        All[place](repository, token);
        var verdict = repository.Judge(GuardParts.WorkingTree | GuardParts.History);
        var found = verdict.Findings.Where(f => f.Finding.Diagnostic.Id is "CBG3001" or "CBG3101").ToList();
        Assert.That(found, Is.Not.Empty, string.Join('\n', verdict.Findings.Select(f => f.Finding.Text)));
        Assert.That(verdict.Findings.Select(f => f.Finding.Text + f.Finding.Location.Path + f.Finding.Identity + string.Join(',', f.Finding.Properties.Values)), Has.None.Contains(token));

        // Nor is it in anything that was remembered.
        foreach (var file in Directory.GetFiles(repository.FullPath(".git/claude-build-guard")))
        {
            Assert.That(Encoding.Latin1.GetString(File.ReadAllBytes(file)), Does.Not.Contain(token));
        }
    }

    [Test]
    public void A_clean_history_has_no_finding()
    {
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit().File("a.cs", "class A;\n").Commit();
        var verdict = repository.Judge(GuardParts.WorkingTree | GuardParts.History);
        Assert.That(verdict.Findings, Is.Empty);
    }

    [Test]
    public void The_message_of_a_commit_is_told_once_and_not_for_each_copy_that_git_keeps()
    {
        var token = NewToken();
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit();
        repository.Git("commit", "-q", "--allow-empty", "-m", $"log in with {token}");
        var found = repository.Judge(GuardParts.History).Findings.Single(f => f.Finding.Diagnostic.Id == "CBG3101");
        Assert.That(found.Finding.Message, Does.Contain("the message of commit"));
    }

    [TestCase(".git/COMMIT_EDITMSG", "the next commit writes it anew")]
    [TestCase(".git/logs/refs/heads/gone", "git reflog expire")]
    public void A_copy_of_a_message_weighs_no_more_than_the_message_and_its_advice_fits(string path, string advice)
    {
        var password = string.Concat("Tr0ub", "4dor-", "zq81vX");
        var value = $"login with Password={password} on db\n";
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit();
        repository.Git("commit", "-q", "--allow-empty", "-m", value);
        var told = repository.Judge(GuardParts.History).Findings.Where(f => f.Finding.Diagnostic.Id == "CBG3101").ToList();
        using var other = new TestRepository().File("readme.txt", "read me\n").Commit().File(path, value);
        var copies = other.Judge(GuardParts.History).Findings.Where(f => f.Finding.Diagnostic.Id == "CBG3101").ToList();
        Assert.That(copies.Select(f => f.Severity), Is.EqualTo(told.Select(f => f.Severity)));
        Assert.That(copies.Select(f => f.Finding.Fix), Has.All.Contains(advice).And.None.Contains("remote"));
    }

    [Test]
    public void A_lost_object_is_told_and_the_others_are_judged()
    {
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit();
        var tokens = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            tokens.Add(NewToken());
            repository.File($"f{i}.txt", Line(tokens[i])).Commit().Delete($"f{i}.txt").Commit();
        }

        var id = repository.Git("rev-parse", "HEAD~3:f3.txt").Trim();
        var path = repository.FullPath($".git/objects/{id[..2]}/{id[2..]}");
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
        var verdict = repository.Judge(GuardParts.History);
        Assert.That(verdict.Findings.Count(f => f.Finding.Diagnostic.Id == "CBG3101"), Is.EqualTo(4));
        var incomplete = verdict.Findings.Single(f => f.Finding.Diagnostic.Id == "CBG0003");
        Assert.That(incomplete.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(incomplete.Finding.Text, Does.Contain("1 object").And.Contain(id).And.Contain("git fsck"));
        var shipping = repository.Judge(GuardParts.History, o => o with { Shipping = true });
        Assert.That(shipping.Findings.Single(f => f.Finding.Diagnostic.Id == "CBG0003").Severity, Is.EqualTo(Severity.Error));
    }

    [TestCase("HEAD~1:readme.txt")]
    [TestCase("HEAD~1^{tree}")]
    [TestCase("HEAD~1")]
    public void Whatever_a_branch_needs_and_is_gone_is_told(string what)
    {
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit().File("readme.txt", "again\n").Commit().File("readme.txt", "more\n").Commit();
        var id = repository.Git("rev-parse", what).Trim();
        File.SetAttributes(repository.FullPath($".git/objects/{id[..2]}/{id[2..]}"), FileAttributes.Normal);
        repository.Delete($".git/objects/{id[..2]}/{id[2..]}");
        Assert.That(repository.Judge(GuardParts.History).Findings.Single().Finding.Text, Does.Contain("1 object").And.Contain(id));
    }

    [Test]
    public void What_only_a_lost_directory_names_may_be_gone()
    {
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit().File("other.txt", "other\n");
        repository.Git("add", "-A");
        repository.Git("write-tree");
        var id = repository.Git("rev-parse", ":other.txt").Trim();
        repository.Git("reset", "-q", "--hard");
        File.SetAttributes(repository.FullPath($".git/objects/{id[..2]}/{id[2..]}"), FileAttributes.Normal);
        repository.Delete($".git/objects/{id[..2]}/{id[2..]}");
        Assert.That(repository.Judge(GuardParts.History).Findings, Is.Empty);
    }

    [Test]
    public void The_finding_tells_when_it_came_and_went_and_where_it_still_is()
    {
        using var repository = new TestRepository().File("readme.txt", "read me\n").Commit();
        repository.File("config/app.txt", Line(NewToken())).Commit();
        var added = repository.Git("rev-parse", "--short=10", "HEAD").Trim();
        repository.Delete("config/app.txt").Commit();
        var removed = repository.Git("rev-parse", "--short=10", "HEAD").Trim();
        var finding = repository.Judge(GuardParts.History).Findings.Single().Finding;
        Assert.That((finding.Location.Path, finding.Location.Line), Is.EqualTo(("config/app.txt", 1)));
        Assert.That(finding.Text, Does.Contain(added).And.Contain(removed).And.Contain("Ada Example").And.Contain("main").And.Contain("git filter-repo"));
        Assert.That(finding.Properties["commit"], Does.StartWith(added));
    }

    private static string NewToken() => TokenSampler.Sample("github_pat_{N22}_{N59}", 100 + Interlocked.Increment(ref _tokens));

    private static string Line(string token) => $"token = \"{token}\"\n";

    private static void OnBranch(TestRepository repository, string branch, Action work)
    {
        repository.Git("checkout", "-q", "-b", branch);
        work();
        repository.Git("checkout", "-q", "main");
    }

    private static void Lost(TestRepository repository, Action work)
    {
        work();
        repository.Git("reset", "-q", "--hard", "HEAD~1");
    }

    private static byte[] Zip(string text)
    {
        var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("etc/app.txt").Open())
        {
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }

    private static byte[] Gzip(string text)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }

    private static void Past(TestRepository repository, string path, byte[] content) =>
        repository.File(path, content).Commit().Delete(path).Commit();
}
