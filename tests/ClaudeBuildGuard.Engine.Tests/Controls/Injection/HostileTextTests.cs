using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Controls.Injection;
using ClaudeBuildGuard.Engine.Controls.Policy;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Injection;

/// <summary>Text made to hurt whoever reads it.</summary>
public sealed class HostileTextTests
{
    private const int Length = 200_000;

    [TestCase(" ")]
    [TestCase("\t\n")]
    [TestCase("[")]
    [TestCase("![")]
    [TestCase("*a_")]
    [TestCase("<!--")]
    [TestCase("<a display:none ")]
    [TestCase("`a``")]
    [TestCase("> ")]
    [TestCase("- ")]
    [TestCase("@a ")]
    [TestCase("curl ")]
    [TestCase("ignore all ")]
    [TestCase("use a, never ")]
    [TestCase("QUJD")]
    [TestCase("a\u202B")]
    [TestCase("a\u200B")]
    [TestCase("| a ")]
    [TestCase("](http://a?a=")]
    [TestCase("[a](")]
    [TestCase("[a]((")]
    public void A_long_text_is_read_in_little_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
        var watch = ProcessorClock.Start();
        Read(text);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(40)));
    }

    // Ten times as long, a reader of links takes a hundred times as long.
    [Test]
    public void A_word_of_links_without_end_is_prose_and_one_long_address_is_none()
    {
        var watch = ProcessorClock.Start();
        Assert.That(MarkdownText.Parse(string.Concat(Enumerable.Repeat("[a](", 900_000)) + " `b`").Regions, Is.Empty);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(MarkdownText.Parse($"![a](data:image/png;base64,{new string('A', 2_000_000)}) [b](c) `d`").Regions.Select(r => r.Kind), Does.Contain(MarkdownRegionKind.CodeSpan));
        Assert.That(MarkdownText.Parse(string.Concat(Enumerable.Repeat("[a](b),", 5000)) + " `d`").Regions.Select(r => r.Kind), Does.Contain(MarkdownRegionKind.CodeSpan));
    }

    [Test]
    public void Any_text_is_read_without_a_crash() =>
        Gen.OneOfConst("a", "@a.md", "# ", "- ", "\n", "\n\n", "    ", "```", "`", "<!--", "-->", "<div>", "</div>", "|", "*", "[", "](", ")", "never ", "use ", "md5", ": ", "> ", "---\n", "1. ", "\r\n", "~~", "\u200B")
            .Array[0, 40].Select(string.Concat).Sample(Read, iter: 3000);

    private static void Read(string text)
    {
        var markdown = MarkdownText.Parse(text);
        _ = ImportSyntax.Find(markdown).Count();
        _ = StatementReader.Read(markdown);
        _ = HiddenCharacters.Find(text);
        _ = EncodedText.Find(text).Count();
        _ = RemoteCodeLine.Find(text, []).Count();
        _ = ConcealedText.Find(text).Count();
        _ = ConcealedText.FindPushed(text).Count();
        _ = InstructionSignals.GivesOrders(text);
        _ = InstructionSignals.TakesOver(text);
        _ = InstructionSignals.WeakensSafety(text);
        _ = InstructionSignals.SendsTo(text);
    }
}
