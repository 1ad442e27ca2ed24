using System.Diagnostics;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Tests.Findings;

public sealed class TypedPathTests
{
    [TestCase("src/App.cs", "src/App.cs")]
    [TestCase("a b", "'a b'")]
    [TestCase("it's", @"'it'\''s'")]
    [TestCase("$(id)", "'$(id)'")]
    [TestCase("-rf", "'-rf'")]
    [TestCase("", "''")]
    public void A_path_is_one_word(string path, string word) => Assert.That(TypedPath.Of(path), Is.EqualTo(word));

    [TestCase("a\nb.json", "--path-glob='a?b.json'")]
    [TestCase("a\u001b*[.json", "--path-glob='a???.json'")]
    [TestCase("a\u0085b", "--path-glob='a??b'")]
    public void What_cannot_be_typed_is_a_pattern(string path, string option) => Assert.That(TypedPath.FilterOption(path), Is.EqualTo(option));

    [TestCase("a.txt", "'rm a.txt -f'")]
    [TestCase("a;b", "rm 'a;b' -f")]
    [TestCase("-r", "rm ./-r -f")]
    public void A_command_is_in_quotes_where_its_path_is_not(string path, string command) => Assert.That(TypedPath.Command("rm", path, " -f"), Is.EqualTo(command));

    [Test]
    public void A_shell_reads_the_path_back()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("There is no POSIX shell here.");
        }

        const string Characters = "a$()`\"'\\!*?[]{}~#&|;<> \t=%-@,é";
        var random = new Random(17);
        for (var i = 0; i < 40; i++)
        {
            var path = string.Concat(Enumerable.Range(0, 12).Select(_ => Characters[random.Next(Characters.Length)]));
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf %s {TypedPath.Of(path)}"]) { RedirectStandardOutput = true })!;
            Assert.That(shell.StandardOutput.ReadToEnd(), Is.EqualTo(path));
            shell.WaitForExit();
        }
    }
}
