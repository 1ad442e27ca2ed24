using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.ClaudeCode.Permissions;

/// <summary>What the client denied under each rule, measured with 2.1.197 and 2.1.330, against what the evaluator says.</summary>
public sealed class RuleEvaluatorTests
{
    private const string Files =
        ".env|.ENV|a/.env|a/b/.env|with space/.env|.env.local|x/.env.prod|.env.example|.envrc|certs/a.pem|certs/A.PEM|secrets/k|Secrets/q|x/secrets/k|config/secrets.json|src/config/secrets.json|src/a.cs|x/src/a.cs|src/sub/b.cs|aws-credentials.txt|credentials/x|pkg/build/a|secrets-prod/config.json|build.txt|[ab].txt|a.txt|#x|!x|a]b|a(b).txt|é.txt|d/é.txt";

    /// <summary>Rule, then the files that it denies. ALL and @env are short for every file and the five named <c>.env</c>.</summary>
    private const string Measured = """
        Read(.env)                   => @env
        Read(./.env)                 => @env
        Read(**/.env)                => @env
        Read(//**/.env)              => @env
        Read(.ENV)                   => @env
        Read(/.env)                  => .env|.ENV
        Read(.env.*)                 => .env.local|x/.env.prod|.env.example
        Read(.env*)                  => @env|.env.local|x/.env.prod|.env.example|.envrc
        Read(*.pem)                  => certs/a.pem|certs/A.PEM
        Read(secrets/**)             => secrets/k|Secrets/q|x/secrets/k
        Read(./secrets/**)           => secrets/k|Secrets/q|x/secrets/k
        Read(secrets)                => secrets/k|Secrets/q|x/secrets/k
        Read(**/secrets)             => secrets/k|Secrets/q|x/secrets/k
        Read(SECRETS/**)             => secrets/k|Secrets/q|x/secrets/k
        Read(/secrets/**)            => secrets/k|Secrets/q
        Read(config/secrets.*)       => config/secrets.json
        Read(./config/secrets.*)     => config/secrets.json
        Read(**/config/secrets.*)    => config/secrets.json|src/config/secrets.json
        Read(*credentials*)          => aws-credentials.txt|credentials/x
        Read(build)                  => pkg/build/a
        Read(build/)                 => pkg/build/a
        Read(secrets-*/config.json)  => secrets-prod/config.json
        Read                         => ALL
        Read(*)                      => ALL
        Read(**)                     => ALL
        Read(with space/.env)        => with space/.env
        Edit(.env)                   =>
        Write(.env)                  =>
        Grep(.env)                   =>
        Glob(.env)                   =>
        read(.env)                   =>
        Read (.env)                  =>
        Read(.env                    =>
        Read(.env, .env.local)       =>
        Read(src/*.cs)               => src/a.cs
        Read(src/**)                 => src/config/secrets.json|src/a.cs|x/src/a.cs|src/sub/b.cs
        Read(src/sub/**)             => src/sub/b.cs
        Read(src/**/*.cs)            => src/a.cs|src/sub/b.cs
        Read(**/src/**)              => src/config/secrets.json|src/a.cs|x/src/a.cs|src/sub/b.cs
        Read(*.cs)                   => src/a.cs|x/src/a.cs|src/sub/b.cs
        Read([ab].txt)               => a.txt
        Read(\[ab\].txt)             => [ab].txt
        Read([!ab].txt)              => a.txt
        Read([^a].txt)               => a.txt
        Read(\#x)                    => #x
        Read(!x)                     =>
        Read(\!x)                    => !x
        Read(a[)                     =>
        Read([)                      =>
        Read([ab)                    =>
        Read(a]b)                    => a]b
        Read(.env )                  => @env
        Read( .env)                  =>
        Read(\.env)                  => @env
        Read(?env)                   => @env
        Read(.en?)                   => @env
        Read(.e*v)                   => @env
        Read(**.env)                 => @env
        Read(**env)                  => @env
        Read(a/**/.env)              => a/.env|a/b/.env
        Read(/a/**)                  => a/.env|a/b/.env
        Read(a/**/)                  => a/.env|a/b/.env
        Read(./SECRETS/**/)          => secrets/k|Secrets/q
        Read(**/secrets/**/)         => secrets/k|Secrets/q|x/secrets/k
        Read(s*/**/**/)              => secrets/k|Secrets/q|src/config/secrets.json|src/a.cs|src/sub/b.cs|secrets-prod/config.json
        Read(build.txt/**/)          =>
        Read(***/.env)               => a/.env|with space/.env
        Read(/****/k)                => secrets/k
        Read(a/***)                  => a/.env|a/b/.env
        Read(secrets/ )              => secrets/k|Secrets/q
        Read([c-a].txt)              =>
        Read([a-[bc].txt)            =>
        Read(**/\src/**)             =>
        Read(**/config\/*)           =>
        Read(a/*)                    => a/.env|a/b/.env
        Read(a/*/.env)               => a/b/.env
        Read(*/.env)                 => a/.env|with space/.env
        Read(/**/.env)               => @env
        Read(//**)                   => ALL
        Read(/**)                    => ALL
        Read(./**)                   => ALL
        Read(/*)                     => ALL
        Read(*/)                     => a/.env|a/b/.env|with space/.env|x/.env.prod|certs/a.pem|certs/A.PEM|secrets/k|Secrets/q|x/secrets/k|config/secrets.json|src/config/secrets.json|src/a.cs|x/src/a.cs|src/sub/b.cs|credentials/x|pkg/build/a|secrets-prod/config.json|d/é.txt
        Read(./a)                    => a/.env|a/b/.env|pkg/build/a
        Read(a/)                     => a/.env|a/b/.env
        Read(/a/)                    => a/.env|a/b/.env
        Read(./a/b/)                 => a/b/.env
        Read(a//.env)                => a/.env
        Read(a/../.env)              =>
        Read(../.env)                =>
        Read(..)                     =>
        Read(.)                      =>
        Read(./)                     =>
        Read(/)                      =>
        Read(//)                     =>
        Read()                       =>
        Read( )                      =>
        Read(***)                    => ALL
        Read(**/*)                   => ALL
        Read(*.*)                    => @env|.env.local|x/.env.prod|.env.example|.envrc|certs/a.pem|certs/A.PEM|config/secrets.json|src/config/secrets.json|src/a.cs|x/src/a.cs|src/sub/b.cs|aws-credentials.txt|secrets-prod/config.json|build.txt|[ab].txt|a.txt|a(b).txt|é.txt|d/é.txt
        Read(.env,.env.local)        =>
        Read({.env,.envrc})          =>
        Read(.env|.envrc)            =>
        Read(.en[v-v])               => @env
        Read(.en[V])                 => @env
        Read([[:alpha:]].txt)        =>
        Read(a(b).txt)               => a(b).txt
        Read(a\.env)                 =>
        Read(\*)                     => ALL
        Read(.env.\*)                => .env.local|x/.env.prod|.env.example
        Read(certs/\*)               => certs/a.pem|certs/A.PEM
        Read(a\?txt)                 =>
        Read(\[ab\].txt)             => [ab].txt
        Read(*secrets*)              => secrets/k|Secrets/q|x/secrets/k|config/secrets.json|src/config/secrets.json|secrets-prod/config.json
        Read(*secrets*/**)           => secrets/k|Secrets/q|x/secrets/k|config/secrets.json|src/config/secrets.json|secrets-prod/config.json
        Read(x/secrets)              => x/secrets/k
        Read(secrets/*)              => secrets/k|Secrets/q
        Read(secrets/k)              => secrets/k
        Read(**/secrets/*)           => secrets/k|Secrets/q|x/secrets/k
        Read(SECRETS)                => secrets/k|Secrets/q|x/secrets/k
        Read(é.txt)                  => é.txt|d/é.txt
        Read(É.txt)                  => é.txt|d/é.txt
        Read(file_path:.env)         =>
        R*(.env)                     =>
        Read(.env*/**)               => @env|.env.local|x/.env.prod|.env.example|.envrc
        Read(./.env/**)              => @env
        Read(src/config/)            => src/config/secrets.json
        Read(with*/.env)             => with space/.env
        Read(~/.env)                 =>
        Read(.env/)                  =>
        Read(/.env/**)               => .env|.ENV
        Read(**/)                    => a/.env|a/b/.env|with space/.env|x/.env.prod|certs/a.pem|certs/A.PEM|secrets/k|Secrets/q|x/secrets/k|config/secrets.json|src/config/secrets.json|src/a.cs|x/src/a.cs|src/sub/b.cs|credentials/x|pkg/build/a|secrets-prod/config.json|d/é.txt
        Read(**/**)                  => ALL
        Read(**/**/.env)             => a/.env|a/b/.env|with space/.env
        Edit                         =>
        Read(.env):x                 =>
        Read(a/**)                   => a/.env|a/b/.env|pkg/build/a
        Read(a/b/**)                 => a/b/.env
        Read(x/**/k)                 => x/secrets/k
        read                         =>
        Read(**/.env.*)              => .env.local|x/.env.prod|.env.example
        Read(.env.?ocal)             => .env.local
        Read(**/*.p?m)               => certs/a.pem|certs/A.PEM
        Read(*.[pP]em)               => certs/a.pem|certs/A.PEM
        MultiEdit(.env)              =>
        NotebookRead(.env)           =>
        View(.env)                   =>
        LS(.env)                     =>
        Read(.Env*)                  => @env|.env.local|x/.env.prod|.env.example|.envrc
        """;

    private static IEnumerable<TestCaseData> Rows() =>
        Measured.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split("=>", 2)).Select(parts => new TestCaseData(
            parts[0].TrimEnd(' ').TrimEnd(),
            parts[1].Trim().Replace("@env", ".env|.ENV|a/.env|a/b/.env|with space/.env", StringComparison.Ordinal)));

    [TestCaseSource(nameof(Rows))]
    public void A_rule_denies_what_the_client_denied(string rule, string denied)
    {
        var files = Files.Split('|');
        var expected = denied == "ALL" ? files : denied.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var evaluator = Evaluator(rule);
        Assert.That(files.Where(f => evaluator.Decide("Read", f).IsCovered), Is.EquivalentTo(expected));
    }

    [TestCase("Read(.env*)", "Read(!.env.example)", ".env.example", nameof(Coverage.OnSomeVersions))]
    [TestCase("Read(.env*)", "Read(!.env.example)", ".env", nameof(Coverage.Covered))]
    [TestCase("Read(!.env.example)", "Read(.env*)", ".env.example", nameof(Coverage.Covered))]
    [TestCase("Read(secrets/**)", "Read(!secrets/k)", "secrets/k", nameof(Coverage.Covered))]
    [TestCase("Read(/.env*)", "Read(!.env.example)", ".env.example", nameof(Coverage.Covered))]
    [TestCase("Read(**/.env*)", "Read(!**/.env.example)", ".env.example", nameof(Coverage.OnSomeVersions))]
    [TestCase("Read(.env*)", "Read(!/.env.example)", ".env.local", nameof(Coverage.Covered))]
    [TestCase("Read(#x)", "Read(y)", "#x", nameof(Coverage.OnSomeVersions))]
    public void What_versions_disagree_on_is_graded(string first, string second, string file, string expected) =>
        Assert.That(Evaluator(first, second).Decide("Read", file).Coverage.ToString(), Is.EqualTo(expected));

    [TestCase("Read", true)]
    [TestCase("Grep", true)]
    [TestCase("Glob", true)]
    [TestCase("LSP", true)]
    [TestCase("Edit", true)]
    [TestCase("Write", true)]
    [TestCase("NotebookEdit", false)]
    [TestCase("WebFetch", false)]
    public void A_read_rule_denies_the_other_file_tools_too(string tool, bool denied) =>
        Assert.That(Evaluator("Read(.env)").Decide(tool, ".env").IsCovered, Is.EqualTo(denied));

    [TestCase("Edit", true)]
    [TestCase("NotebookEdit", true)]
    [TestCase("Read", false)]
    public void An_edit_rule_denies_writing_only(string tool, bool denied) =>
        Assert.That(Evaluator("Edit(.env)").Decide(tool, ".env").IsCovered, Is.EqualTo(denied));

    [Test]
    public void A_tool_glob_denies_the_whole_tool() =>
        Assert.That((Evaluator("Re*").Decide("Read", "x").IsCovered, Evaluator("*").Decide("Edit", "x").IsCovered), Is.EqualTo((true, true)));

    [Test]
    public void Anchors_lead_to_the_file_system_the_home_and_the_source()
    {
        var user = SettingsFile.Parse("u", SettingsScope.User, Json("Read(/.env)", "Read(~/work/repo/a.pem)", "Read(//home/ada/work/repo/b.pem)", "Read(.c)"));
        var evaluator = new RuleEvaluator(new ClientSettings([user]), "/home/ada/work/repo", "/home/ada");
        Assert.That(
            new[] { ".env", "a.pem", "x/a.pem", "b.pem", "d/.c" }.Select(f => evaluator.Decide("Read", f).IsCovered),
            Is.EqualTo(new[] { false, true, false, !OperatingSystem.IsWindows(), true }));
    }

    [Test]
    public void A_file_that_the_client_drops_denies_nothing()
    {
        var broken = SettingsFile.Parse("p", SettingsScope.Project, "{\"permissions\":{\"deny\":[\"Read(.env)\"],\"defaultMode\":\"x\"}}");
        Assert.That(broken.Deny, Has.Length.EqualTo(1));
        Assert.That(new RuleEvaluator(new ClientSettings([broken]), "/r", null).Decide("Read", ".env").IsCovered, Is.False);
    }

    [Test]
    public void The_deciding_rule_keeps_its_place()
    {
        var rule = Evaluator("Read(a)", "Read(.env)").Decide("Read", "x/.env").Rule!;
        Assert.That((rule.Text, rule.Line), Is.EqualTo(("Read(.env)", 1)));
    }

    [Test]
    public void Fifty_thousand_rules_over_two_hundred_thousand_files_take_a_second()
    {
        var rules = Enumerable.Range(0, 50_000).Select(i => (i % 5) switch
        {
            0 => $"Read(**/key{i}.pem)",
            1 => $"Read(dir{i}/**)",
            2 => $"Read(*.ext{i})",
            3 => $"Read(/a/b{i}/c.json)",
            _ => $"Read(file{i}*)",
        }).ToArray();
        var evaluator = Evaluator(rules);
        var files = Enumerable.Range(0, 200_000).Select(i => $"src/part{i % 500}/deep/file.of.{i}.cs").ToArray();
        var clock = ProcessorClock.Start();
        var denied = files.Count(f => evaluator.Decide("Read", f).IsCovered);
        Assert.That(denied, Is.Zero);
        Assert.That(evaluator.Decide("Read", "x/key5.pem").IsCovered && evaluator.Decide("Read", "x/a.ext7").IsCovered);
        TestContext.Out.WriteLine($"{clock.ElapsedMilliseconds} ms");
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)), "a second on a quiet machine");
    }

    private static RuleEvaluator Evaluator(params string[] deny) =>
        new(new ClientSettings([SettingsFile.Parse("s", SettingsScope.Project, Json(deny))]), "/repo", null);

    private static string Json(params string[] deny) =>
        System.Text.Json.JsonSerializer.Serialize(new { permissions = new { deny } });
}
