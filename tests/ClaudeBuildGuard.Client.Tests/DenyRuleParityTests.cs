using System.Text.Json;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>What the evaluator and the settings reader say, against what the real client does.</summary>
[Category("Client")]
[TestFixtureSource(typeof(RealClient), nameof(RealClient.Versions))]
[NonParallelizable]
public sealed class DenyRuleParityTests(string version)
{
    private static readonly string[] Files =
    [
        ".env", ".ENV2", "a/.env", "a/b/.env", "with space/.env", ".env.local", "x/.env.prod", ".env.example", ".envrc", "certs/a.pem", "certs/B.PEM", "secrets/k",
        "x/secrets/k", "config/secrets.json", "src/config/secrets.json", "aws-credentials.txt", "credentials/x", "pkg/build/a", "secrets-prod/config.json", "a.txt",
    ];

    /// <summary>Several rules that share no file are tried in one session: a session costs a second.</summary>
    [TestCase("Read(.env)", "Read(*.pem)", "Read(config/secrets.*)", "Read(build/)")]
    [TestCase("Read(/.env)", "Read(secrets/**)", "Read(*credentials*)", "Read(secrets-*/config.json)")]
    [TestCase("Read(**/.env)", "Read(**/config/secrets.*)", "Read(.env.*)", "Read(/secrets/**)")]
    [TestCase("Write(.env)", "Grep(certs/a.pem)", "read(secrets)", "Read (a.txt)")]
    [TestCase("Read(./a/**)", "Read(with space/.env)", "Read([!a].txt)", "Read(.ENV2)")]
    [TestCase("Read(a/*)", "Read(x/**/k)", "Read(c*/?.pem)", "Read(**/src)")]
    [TestCase("Read(**/**/k)", "Read(**/**/*.pem)", "Read(/**/**/.env)", "Read(**/**/**/*.txt)")]
    [TestCase("Read(./C*/**/)", "Read(**/config/**/)", "Read(a/**/**/)", "Read(/x/**/)")]
    [TestCase("Read(***/.env.prod)", "Read(/****/k)", "Read(certs/***)", "Read(pkg/ )")]
    [TestCase("Read(s**/secrets.json)", "Read(x**/k)", "Read(c**.pem)", "Read(pkg**/a)")]
    public void The_client_denies_exactly_what_the_evaluator_says(string first, string second, string third, string fourth)
    {
        RealClient.Require(version, sandbox: false);
        Compare([first, second, third, fourth]);
    }

    private static readonly Gen<string> Piece = Gen.OneOfConst(
        "a", "b", ".env", "secrets", "config", "src", "k", "certs", "x", "*", "*", "**", "?", ".", "s", "[a-c]", "[ks]", ".pem", "env", "build", "***", "-", "json", "txt", "C", "\\.", "\\*");

    private static readonly Gen<string> Rule = Gen.Select(
        Gen.OneOfConst("", "", "/", "./", "**/", "//**/"), Piece.Array[1, 3].Select(string.Concat).Array[1, 3].Select(p => string.Join('/', p)), Gen.OneOfConst("", "", "/", "/**", "/*"),
        (anchor, path, end) => $"Read({anchor}{path}{end})");

    [Test]
    public void Generated_rules_deny_exactly_what_the_evaluator_says()
    {
        RealClient.Require(version, sandbox: false);
        Rule.Array[5].Sample(Compare, iter: 8, threads: 1);
    }

    private void Compare(string[] rules)
    {
        var settings = JsonSerializer.Serialize(new { permissions = new { deny = rules } });
        using var repository = new TestRepository().File(".claude/settings.json", settings);
        foreach (var file in Files)
        {
            repository.File(file, "content-of-it\n");
        }

        var evaluator = new RuleEvaluator(new ClientSettings([SettingsFile.Parse("s", SettingsScope.Project, settings)]), repository.Root, null);
        var (results, _) = RealClient.Run(version, repository.Root, [.. Files.Select(f => ToolCall.Read(repository.FullPath(f)))]);
        var denied = Files.Zip(results).Where(r => !r.Second!.Text.Contains("content-of-it", StringComparison.Ordinal)).Select(r => r.First);
        Assert.That(denied, Is.EqualTo(Files.Where(f => evaluator.Decide("Read", f).IsCovered)), string.Join(' ', rules));
    }

    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\"]}}")]
    [TestCase("{ // comment\n\"permissions\":{\"deny\":[\"Read(.env)\"]}}")]
    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\"],}}")]
    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\"],\"defaultMode\":\"allowEdits\"}}")]
    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\"]},\"sandbox\":{\"network\":{\"httpProxyPort\":null}}}")]
    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\"]},\"hooks\":{\"PreToolUse\":[{\"matcher\":\"*\"}]}}")]
    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\",1]},\"unknown\":1,\"hooks\":\"x\"}")]
    [TestCase("{\"permissions\":{\"deny\":[\"Read(.env)\"]},\"permissions\":{}}")]
    public void The_client_loads_exactly_the_files_that_the_reader_says(string settings)
    {
        RealClient.Require(version, sandbox: false);
        using var repository = new TestRepository().File(".env", "content-of-it\n").File(".claude/settings.json", settings);
        var file = SettingsFile.Parse("s", SettingsScope.Project, settings);
        var (results, _) = RealClient.Run(version, repository.Root, [ToolCall.Read(repository.FullPath(".env"))]);
        var denied = new RuleEvaluator(new ClientSettings([file]), repository.Root, null).Decide("Read", ".env").IsCovered;
        Assert.That(!results[0]!.Text.Contains("content-of-it", StringComparison.Ordinal), Is.EqualTo(denied));
    }

    [Test]
    public void An_ignore_file_alone_keeps_nothing_from_the_client()
    {
        RealClient.Require(version, sandbox: false);
        using var repository = new TestRepository().File(".env", "content-of-it\n").File(".claudeignore", ".env\n");
        var (results, sent) = RealClient.Run(version, repository.Root, [ToolCall.Read(repository.FullPath(".env"))]);
        Assert.That(results[0]!.Text, Does.Contain("content-of-it"), "on the day this fails the product's premise has changed");
        Assert.That(sent, Does.Contain("content-of-it"));
    }
}
