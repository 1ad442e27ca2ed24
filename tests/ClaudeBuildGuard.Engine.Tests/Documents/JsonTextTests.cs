using System.Text.Json;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Documents;

public sealed class JsonTextTests
{
    [Test]
    public void Values_know_their_line_and_column()
    {
        var (root, error) = JsonText.Parse("{\n  \"a\": \"ü\", \"b\": [1,\n true]\n}", JsonDialect.Strict);
        Assert.That(error, Is.Null);
        Assert.That(root!["a"]!.Span, Is.EqualTo(new TextSpan(2, 8, 2, 11)));
        Assert.That(root["b"]!.Items[1].Span, Is.EqualTo(new TextSpan(3, 2, 3, 6)));
        Assert.That(root.Members[1].NameSpan, Is.EqualTo(new TextSpan(2, 13, 2, 16)));
    }

    [Test]
    public void The_last_of_two_equal_names_counts() =>
        Assert.That(JsonText.Parse("{\"a\":1,\"a\":2}", JsonDialect.Strict).Root!["a"]!.Text, Is.EqualTo("2"));

    [TestCase("{ // c\n }", 1, 3, "comment")]
    [TestCase("{\n \"a\": 1,\n}", 2, 8, "comma after the last entry")]
    [TestCase("{\n \"a\": [1", 2, 9, "ends before")]
    [TestCase("", 1, 1, "empty")]
    [TestCase("{'a':1}", 1, 2, "single quotes")]
    [TestCase("{} {}", 1, 4, "does not belong there")]
    public void What_is_not_strict_json_is_an_error_with_its_place(string text, int line, int column, string reason)
    {
        var (root, error) = JsonText.Parse(text, JsonDialect.Strict);
        Assert.That(root, Is.Null);
        Assert.That((error!.Line, error.Column), Is.EqualTo((line, column)));
        Assert.That(error.Message, Does.Contain(reason));
    }

    [Test]
    public void Comments_and_trailing_commas_are_read_where_the_dialect_allows_them() =>
        Assert.That(JsonText.Parse("{ // c\n \"a\": [1,], }", JsonDialect.WithComments).Error, Is.Null);

    [Test]
    public void Depth_hides_nothing_and_breaks_nothing()
    {
        Assert.That(JsonText.Parse(new string('[', 200_000), JsonDialect.Strict).Error!.Message, Does.StartWith("ends before"));
        var root = JsonText.Parse($"{{\"a\":{new string('[', 200_000)}\"x\"{new string(']', 200_000)}}}", JsonDialect.Strict).Root!;
        Assert.That(root.Descendants().Last().Value.Text, Is.EqualTo("x"));
    }

    [Test]
    public void A_value_below_another_knows_its_path()
    {
        var root = JsonText.Parse("{\"a\":{\"b\":[1,{\"c\":\"x\"}]}}", JsonDialect.Strict).Root!;
        Assert.That(root.Descendants().Select(d => d.Path()), Is.EqualTo(new[] { "", "a", "a.b", "a.b[0]", "a.b[1]", "a.b[1].c" }));
        Assert.That(root.Descendants().Select(d => d.Name), Is.EqualTo(new[] { "", "a", "b", "b", "b", "c" }));
    }

    [Test]
    public void Five_megabytes_on_one_line_take_no_longer_than_on_many()
    {
        var text = $"[{string.Join(',', Enumerable.Repeat("\"é12345678\"", 400_000))}]";
        var clock = ProcessorClock.Start();
        Assert.That(JsonText.Parse(text, JsonDialect.Strict).Root!.Items[^1].Span.EndColumn, Is.EqualTo(text.Length));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)));
    }

    [Test]
    public void Any_text_that_the_platform_accepts_is_accepted_and_any_other_is_not() =>
        Gen.String[Gen.Char["{}[]\",:\\u01ae \n/tru"], 0, 24].Sample(
            text =>
            {
                var accepted = true;
                try
                {
                    JsonDocument.Parse(text).Dispose();
                }
                catch (JsonException)
                {
                    accepted = false;
                }

                return JsonText.Parse(text, JsonDialect.Strict).Error is null == accepted;
            },
            iter: 20_000);
}
