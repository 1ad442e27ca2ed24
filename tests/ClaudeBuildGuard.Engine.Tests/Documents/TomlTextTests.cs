using ClaudeBuildGuard.Engine.Documents;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Documents;

public sealed class TomlTextTests
{
    [Test]
    public void Values_know_their_line_and_column()
    {
        var (root, error) = TomlText.Parse("title = 'x'\n[extend]\nuseDefault = true\n[[rules]]\nid = \"a\"\nregex = '''\\d[\n]'''\n[[rules.allowlists]]\npaths = ['p', 'q']\n[[rules]]\nid = 'b'\n");
        Assert.That(error, Is.Null);
        Assert.That(root!["extend"]!["useDefault"]!.AsBoolean, Is.True);
        Assert.That(root["rules"]!.Items.Select(r => r["id"]!.Text), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(root["rules"]!.Items[0]["regex"]!.Text, Is.EqualTo("\\d[\n]"));
        Assert.That(root["rules"]!.Items[0]["allowlists"]!.Items[0]["paths"]!.Items[1].Span, Is.EqualTo(new TextSpan(9, 15, 9, 18)));
    }

    [Test]
    public void Dotted_keys_inline_tables_and_numbers_are_read()
    {
        var root = TomlText.Parse("a.b.c = 1\na.d = 2.5\ne = { f = 'x', g.h = false }\ni = 1979-05-27\n").Root!;
        Assert.That(root["a"]!["b"]!["c"]!.Text, Is.EqualTo("1"));
        Assert.That(root["a"]!["d"]!.Text, Is.EqualTo("2.5"));
        Assert.That(root["e"]!["g"]!["h"]!.AsBoolean, Is.False);
        Assert.That(root["i"]!.Text, Is.EqualTo("1979-05-27"));
    }

    [TestCase("a = \n", 1)]
    [TestCase("a = 1\na = 2\n", 2)]
    [TestCase("a = '''x\n", 1)]
    [TestCase("[a\n", 1)]
    public void What_is_not_toml_is_an_error_with_its_line_and_without_its_text(string text, int line)
    {
        var (root, error) = TomlText.Parse(text);
        Assert.That(root, Is.Null);
        Assert.That(error!.Line, Is.InRange(line, line + 1));
        Assert.That(error.Message, Does.Not.Contain("'''x"));
    }

    [Test]
    public void Deep_nesting_is_an_error_and_not_a_crash() =>
        Assert.That(TomlText.Parse("a = " + new string('[', 200_000)).Error, Is.Not.Null);

    [Test]
    public void No_text_is_an_exception() =>
        Gen.String[Gen.Char["[]{}=.,\"'\\#ab1 \n"], 0, 40].Sample(
            text => TomlText.Parse(text) is (null, not null) or (not null, null), iter: 20_000);
}
