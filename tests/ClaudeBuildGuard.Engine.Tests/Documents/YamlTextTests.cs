using System.Text;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Documents;

public sealed class YamlTextTests
{
    [Test]
    public void Every_value_knows_its_place()
    {
        var root = Read("a: 1\nb:\n  - x\n  - \"y z\"\n");
        Assert.That((root["a"]!.Value, root["a"]!.Line, root["a"]!.Column), Is.EqualTo(("1", 1, 4)));
        Assert.That(root["b"]!.Items.Select(i => (i.Value, i.Line, i.Column)), Is.EqualTo(new[] { ("x", 3, 5), ("y z", 4, 5) }));
    }

    [TestCase("run: |\n  one\n  two\n", "one\ntwo", 2, 3)]
    [TestCase("run: |-\n\n    one\n      two\n", "\none\n  two", 2, 1)]
    [TestCase("run: >\n  one\n  two\n\n  three\n", "one \\\ntwo\n\nthree", 2, 3)]
    [TestCase("run: one\n  two\n", "one \\\ntwo", 1, 6)]
    [TestCase("run: 'one'\n", "one", 1, 7)]
    public void A_script_keeps_the_lines_of_its_file(string text, string source, int line, int column)
    {
        var node = Read(text)["run"]!;
        Assert.That(node.Source.Text, Is.EqualTo(source));
        var first = node.Source.Text.TakeWhile(c => c == '\n').Count();
        Assert.That(node.Source.Place(0), Is.EqualTo((line, column)));
        Assert.That(node.Source.Place(first).Line, Is.EqualTo(line + first));
    }

    [Test]
    public void Windows_line_ends_move_nothing()
    {
        var node = Read("a: 1\r\nrun: |\r\n  one\r\n  two\r\n")["run"]!;
        Assert.That((node.Source.Text, node.Source.Place(4)), Is.EqualTo(("one\ntwo", (4, 3))));
    }

    [Test]
    public void Merge_keys_and_duplicates_are_resolved_as_services_do()
    {
        var root = Read("base: &base\n  image: a\n  user: b\nit:\n  <<: *base\n  image: c\n  image: d\n");
        Assert.That((root["it"]!.Text("image"), root["it"]!.Text("user")), Is.EqualTo(("d", "b")));
    }

    [Test]
    public void A_cycle_of_merges_ends()
    {
        var root = Read("a: &a\n  x: 1\nb: &b\n  <<: [*a, *a]\nc:\n  <<: *b\n");
        Assert.That((root["c"]!.Text("x"), root["c"]!.Text("y")), Is.EqualTo(("1", (string?)null)));
    }

    [Test]
    public void A_text_that_multiplies_itself_costs_no_more_than_its_characters()
    {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i <= 40; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        var watch = ProcessorClock.Start();
        Assert.That(Read(text.ToString()).Descendants().Count(), Is.LessThan(1000));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)));
    }

    [TestCase("a:\n\tb: 1\n", 2, "tab")]
    [TestCase("a: *nowhere\n", 1, "anchor")]
    [TestCase("a: [1, 2\nb: 3\n", 2, "not YAML")]
    [TestCase("a: \"open\n", 1, "not YAML")]
    public void What_cannot_be_read_is_named_with_its_line(string text, int line, string reason)
    {
        var (root, error) = YamlText.Parse(text);
        Assert.That(root, Is.Null);
        Assert.That(error!.Message, Does.Contain(reason));
        Assert.That(error.Line, Is.EqualTo(line).Within(1));
    }

    [Test]
    public void A_deep_text_is_an_error_and_no_crash()
    {
        var (root, error) = YamlText.Parse(new string('[', 5000));
        Assert.That((root, error is not null), Is.EqualTo(((YamlNode?)null, true)));
    }

    [Test]
    public void A_text_of_ten_megabytes_is_an_error()
    {
        Assert.That(YamlText.Parse("a: " + new string('x', 10 * 1024 * 1024)).Error!.Message, Does.Contain("more than"));
    }

    [Test]
    public void No_text_throws()
    {
        Gen.String[Gen.Char["ab:-|>*&<\"'[]{}#!%@`,? \n\t0.\r\\"], 0, 60].Sample(
            text =>
            {
                var (root, error) = YamlText.Parse(text);
                _ = root?.Descendants().Sum(d => d.Node.Source.Text.Length + d.Node.Source.Place(3).Line);
                return (root is null) != (error is null);
            },
            iter: 3000);
    }

    private static YamlNode Read(string text)
    {
        var (root, error) = YamlText.Parse(text);
        Assert.That(error, Is.Null);
        return root!;
    }
}
