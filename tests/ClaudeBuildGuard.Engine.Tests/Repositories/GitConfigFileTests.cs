using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Repositories;

public sealed class GitConfigFileTests
{
    [TestCase("[core]\n\tbare = true\n\tname = x # comment\n[core \"Sub\"]\n a = \" two  spaces \" tail\n")]
    [TestCase("[remote \"origin\"]\n\turl = https://host/a;b\n\turl = \"https://host/a;b\"\n\tflag\n")]
    [TestCase("[a.Old]\nx=1\n[A \"q\\\"uote\\\\\"] y = two \\\n  lines \n")]
    [TestCase("# only a comment\n; and another\n\n[empty]\n[c] k = v\\tt\\n\"#not\" ; c\r\n")]
    public void A_file_says_what_git_says(string text)
    {
        using var repository = new TestRepository(git: false).File("config", text);
        var expected = repository.Git("config", "-z", "--list", "-f", "config").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(e => e.Contains('\n', StringComparison.Ordinal) ? e : e + "\ntrue");
        var actual = GitConfigFile.Parse(text).Entries
            .Select(e => (e.Subsection.Length == 0 ? $"{e.Section}.{e.Name}" : $"{e.Section}.{e.Subsection}.{e.Name}") + "\n" + e.Value);
        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void A_line_number_is_that_of_the_variable()
    {
        var entries = GitConfigFile.Parse("[a]\n x = 1\\\n2\n\n y = 3\n").Entries;
        Assert.That(entries.Select(e => e.Line), Is.EqualTo(new[] { 2, 5 }));
    }

    [Test]
    public void No_text_throws() => Gen.String[Gen.Char["[]\"\\=#; \n\r\tab.-\0é"], 0, 60].Sample(text => GitConfigFile.Parse(text).Entries.Count >= 0, iter: 3000);
}
