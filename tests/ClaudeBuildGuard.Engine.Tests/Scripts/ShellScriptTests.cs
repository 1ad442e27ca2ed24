using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Scripts;

public sealed class ShellScriptTests
{
    [TestCase("a b 'c d' \"e f\"", "a|b|c d|e f")]
    [TestCase("a # b\nc", "a;c")]
    [TestCase("a#b", "a#b")]
    [TestCase("a \\\n  b", "a|b")]
    [TestCase("a && b || c; d & e", "a;b;c;d;e")]
    [TestCase("a > out 2>&1 < in b", "a|b")]
    [TestCase("a ${{ x || 'y' }} b", "a|${{ x || 'y' }}|b")]
    [TestCase("x=$(a b) c", "a|b;x=$(a b)|c")]
    [TestCase("a `b c` d", "b|c;a|`b c`|d")]
    [TestCase("don't stop", "don't|stop")]
    [TestCase("cat <<EOF\nx 'y\nEOF\nz", "cat;z")]
    [TestCase("a\\ b", "a b")]
    public void A_script_is_taken_apart_into_commands(string text, string expected)
    {
        var commands = ShellScript.Parse(text).Select(c => string.Join('|', c.Words.Select(w => w.Text)));
        Assert.That(string.Join(';', commands), Is.EqualTo(expected));
    }

    [TestCase("sudo -u node env A=1 timeout 5 claude -p x", "claude")]
    [TestCase("A=1 B=2 ./bin/claude.exe", "claude")]
    [TestCase("exec gosu node claude", "claude")]
    [TestCase("if claude; then", "claude")]
    [TestCase("A=1", "")]
    public void The_program_is_found_past_assignments_and_wrappers(string text, string program)
    {
        Assert.That(ShellScript.Parse(text)[0].Program, Is.EqualTo(program));
    }

    [Test]
    public void A_word_knows_its_place()
    {
        var word = ShellScript.Parse(SourceText.At("a \\\n  b c", 7, 3))[0].Words[2];
        Assert.That((word.Text, word.Line, word.Column), Is.EqualTo(("c", 8, 5)));
    }

    [Test]
    public void A_pipe_and_a_here_document_stay_with_their_command()
    {
        var commands = ShellScript.Parse("a | b\ncat > f <<'EOF'\nx\ny\nEOF\n");
        Assert.That(commands[0].PipedInto, Is.SameAs(commands[1]));
        Assert.That((commands[2].HereDocument!.Text, commands[2].HereDocument!.Line, commands[2].WritesTo[0].Text), Is.EqualTo(("x\ny\n", 3, "f")));
    }

    // Each level is read once, quoted or not: a level more is one command more, and a thousand levels end.
    [TestCase("$(", ")")]
    [TestCase("\"$(", ")\"")]
    public void Substitutions_in_each_other_are_read_to_the_innermost(string open, string close)
    {
        static string Nested(string open, string close, int levels) =>
            string.Concat(Enumerable.Repeat($"echo {open}", levels)) + "claude -p x" + string.Concat(Enumerable.Repeat(close, levels));

        Assert.That(ShellScript.Parse(Nested(open, close, 40)).Select(c => c.Program).Order(), Is.EqualTo(Enumerable.Repeat("echo", 40).Prepend("claude")));
        Assert.That(ShellScript.Parse(Nested(open, close, 5000)), Has.Count.LessThan(200));
    }

    [Test]
    public void No_text_throws_or_runs_for_ever()
    {
        foreach (var dialect in Enum.GetValues<ShellDialect>())
        {
            Gen.String[Gen.Char["ab'\"`$(){}<>|&;\\#^ \n\t=-%"], 0, 80].Sample(
                text => ShellScript.Parse(text, dialect: dialect).All(c => c.Words.Count > 0 && c.ProgramIndex < c.Words.Count), iter: 2000);
        }
    }
}
