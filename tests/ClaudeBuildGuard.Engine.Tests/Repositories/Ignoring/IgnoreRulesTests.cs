using ClaudeBuildGuard.Engine.Repositories.Ignoring;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Ignoring;

public sealed class IgnoreRulesTests
{
    [TestCase(".env", "a/b/.env", true)]
    [TestCase("/.env", "a/.env", false)]
    [TestCase("config/secrets.*", "config/secrets.json", true)]
    [TestCase("config/secrets.*", "src/config/secrets.json", false)]
    [TestCase("**/config/secrets.*", "src/config/secrets.json", true)]
    [TestCase("build/", "build", false)]
    [TestCase("build/", "pkg/build/a", true)]
    [TestCase("a/**/b", "a/b", true)]
    [TestCase("a/**/b", "a/x/y/b", true)]
    [TestCase("a/**", "a/x/y", true)]
    [TestCase("a**b", "axyb", true)]
    [TestCase("foo**/bar", "foox/bar", true)]
    [TestCase("foo**/bar", "foobar", false)]
    [TestCase("foo**/bar", "foox/y/bar", false)]
    [TestCase("/a**/B**/", "ax/Bx/c", true)]
    [TestCase("/a**/B**/", "ax/y/Bx/c", false)]
    [TestCase("*.pem", "certs/A.PEM", false)]
    [TestCase("[ab].txt", "b.txt", true)]
    [TestCase("[!ab].txt", "b.txt", false)]
    [TestCase("[[:digit:]].txt", "7.txt", true)]
    [TestCase("[[:nonsense:]].txt", "7.txt", false)]
    [TestCase("[ab.txt", "a", false)]
    [TestCase("\\#x", "#x", true)]
    [TestCase("\\!x", "!x", true)]
    [TestCase("x\\", "x", false)]
    [TestCase("x  ", "x", true)]
    [TestCase("x\\ ", "x ", true)]
    [TestCase("x\t", "x", false)]
    [TestCase(".env # keys", ".env", false)]
    public void A_pattern_matches_what_git_says(string pattern, string path, bool ignored)
    {
        Assert.That(Rules(pattern).IsIgnored(path), Is.EqualTo(ignored));
        var among = Rules(pattern + string.Concat(Enumerable.Range(0, 50).Select(i => $"\nother{i}/x*")));
        Assert.That(among.IsIgnored(path), Is.EqualTo(ignored), "among so many others that patterns are looked up");
    }

    [Test]
    public void The_last_pattern_decides_and_keeps_its_line()
    {
        var decision = Rules("# keys\n\n.env*\r\n!.env.example\r\n").Decide("src/.env.example")!;
        Assert.That((decision.IsIgnored, decision.Pattern.Line, decision.Pattern.Text), Is.EqualTo((false, 4, "!.env.example")));
    }

    [Test]
    public void Nothing_below_an_ignored_directory_comes_back() =>
        Assert.That(Rules("secrets/\n!secrets/readme.md").IsIgnored("secrets/readme.md"));

    [Test]
    public void A_deeper_file_overrules_a_shallower_one()
    {
        var rules = new IgnoreRules([IgnoreFile.Parse("a/.gitignore", "!x.log\n"), IgnoreFile.Parse(".gitignore", "*.log")]);
        Assert.That((rules.IsIgnored("a/x.log"), rules.IsIgnored("b/x.log"), rules.IsIgnored("ab/x.log")), Is.EqualTo((false, true, true)));
    }

    [Test]
    public void Case_is_ignored_on_request() =>
        Assert.That(new IgnoreRules([IgnoreFile.Parse(".x", "*.pem\n[s]ecrets", ignoreCase: true)]).IsIgnored("Certs/A.PEM"));

    [Test]
    public void No_pattern_is_slow()
    {
        var clock = ProcessorClock.Start();
        var path = string.Join('/', Enumerable.Repeat(new string('a', 60), 60));
        foreach (var pattern in new[]
        {
            string.Concat(Enumerable.Repeat("*a", 40)) + "b", string.Concat(Enumerable.Repeat("**/*a", 40)) + "b",
            string.Concat(Enumerable.Repeat("a*/**/", 30)) + "b", string.Concat(Enumerable.Repeat("[a-z]*", 60)) + "/b",
        })
        {
            Assert.That(Rules(pattern).IsIgnored(path), Is.False);
        }

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)));
    }

    [Test]
    public void A_path_of_ten_thousand_directories_is_judged() =>
        Assert.That(Rules("x").IsIgnored(string.Concat(Enumerable.Repeat("a/", 5_000)) + "x"));

    private static IgnoreRules Rules(string text) => new([IgnoreFile.Parse(".claudeignore", text)]);
}
