using System.Text;
using ClaudeBuildGuard.Engine.Controls.Injection;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Injection;

public sealed class HiddenCharactersTests
{
    [Test]
    public void Tag_characters_are_decoded()
    {
        var hidden = string.Concat("rm -rf /".Select(c => char.ConvertFromUtf32(0xE0000 + c)));
        var run = HiddenCharacters.Find("Hello " + hidden + " world").Single();
        Assert.That((run.Kind, run.Decoded, run.Start, run.Count), Is.EqualTo((HiddenKind.Tags, "rm -rf /", 6, 8)));
    }

    [Test]
    public void Zero_width_bits_are_decoded()
    {
        var hidden = string.Concat("Run".SelectMany(c => Convert.ToString(c, 2).PadLeft(8, '0')).Select(b => b == '1' ? '\u200C' : '\u200B'));
        var run = HiddenCharacters.Find("A" + hidden + "B").Single();
        Assert.That((run.Kind, run.Decoded), Is.EqualTo((HiddenKind.ZeroWidthRun, "Run")));
    }

    [TestCase(0x1D173, 0x1D174)]
    [TestCase(0x1BCA0, 0x1BCA1)]
    [TestCase(0xFFF9, 0xFFFA)]
    [TestCase(0xE0080, 0xE0081)]
    [TestCase(0xE01F0, 0xE01F1)]
    [TestCase(0xFFF0, 0xFFF1)]
    public void Bits_in_any_characters_that_nothing_draws_are_decoded(int zero, int one)
    {
        var hidden = string.Concat("Run".SelectMany(c => Convert.ToString(c, 2).PadLeft(8, '0')).Select(b => char.ConvertFromUtf32(b == '1' ? one : zero)));
        var run = HiddenCharacters.Find("A" + hidden + "B").Single();
        Assert.That((run.Kind, run.Decoded), Is.EqualTo((HiddenKind.ZeroWidthRun, "Run")));
    }

    [Test]
    public void Signs_beside_them_are_no_hidden_characters() =>
        Assert.That(HiddenCharacters.Find("\U0001D11E \U0001D160 \uFFFD \uFFFC \U0001F600 \U00011083"), Is.Empty);

    [Test]
    public void Bytes_in_variation_selectors_are_decoded()
    {
        var hidden = string.Concat("curl".Select(c => char.ConvertFromUtf32(0xE0100 + c - 16)));
        var run = HiddenCharacters.Find("\U0001F600" + hidden).Single();
        Assert.That((run.Kind, run.Decoded), Is.EqualTo((HiddenKind.VariationSelectors, "curl")));
    }

    [Test]
    public void Zero_width_characters_spread_over_a_line_are_one_run()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => "a" + (i % 3 == 0 ? "\u200B" : "\u200C")));
        Assert.That(HiddenCharacters.Find(text).Single().Kind, Is.EqualTo(HiddenKind.ZeroWidthRun));
    }

    [TestCase("if (x) { /*\u202E } \u2066*/ return; }", HiddenKind.Bidirectional)]
    [TestCase("\u2067left open \u05D0", HiddenKind.Bidirectional)]
    [TestCase("\u2067abc\u2069", HiddenKind.Bidirectional)]
    [TestCase("\u202E\u05D0\u202C", HiddenKind.Bidirectional)]
    [TestCase("\u001B[8mhidden\u001B[0m", HiddenKind.TerminalControls)]
    [TestCase("pass\u200Bword", HiddenKind.Stray)]
    [TestCase("a\u200Db", HiddenKind.Stray)]
    [TestCase("a\uFE0Fb", HiddenKind.Stray)]
    [TestCase("a\uFEFFb", HiddenKind.Stray)]
    [TestCase("a \u3164 b", HiddenKind.Stray)]
    public void What_hides_is_found(string text, object kind) => Assert.That(HiddenCharacters.Find(text)[0].Kind, Is.EqualTo(kind));

    [TestCase("\u2764\uFE0F \u26A0\uFE0F 1\uFE0F\u20E3 \u00A9\uFE0F", TestName = "Emoji presentation is silent")]
    [TestCase("\U0001F469\U0001F3FD\u200D\U0001F4BB \U0001F3F3\uFE0F\u200D\U0001F308 \u2764\uFE0F\u200D\U0001F525 \U0001F9D1\u200D\u2695\uFE0F", TestName = "Emoji families are silent")]
    [TestCase("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", TestName = "The flag of England is silent")]
    [TestCase("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u200F\u0627\u0644\u0639\u0631\u0628\u064A\u0629", TestName = "Persian and Arabic are silent")]
    [TestCase("\u05E9\u05DC\u05D5\u05DD \u2067\u05E9\u05DC\u05D5\u05DD\u2069 abc", TestName = "Quoted Hebrew is silent")]
    [TestCase("\u0915\u094D\u200D\u0937 \u0D28\u0D4D\u200D", TestName = "Hindi and Malayalam are silent")]
    [TestCase("\u0E20\u0E32\u200B\u0E29\u0E32", TestName = "Thai is silent")]
    [TestCase("\u845B\U000E0100\u57CE", TestName = "An ideographic variant is silent")]
    [TestCase("\u1100\u1160\u11A8", TestName = "Old Hangul is silent")]
    [TestCase("na\u00ADme caf\u00E9 \u201Cquoted\u201D \u2014", TestName = "Typography is silent")]
    [TestCase("\uFEFFBegin", TestName = "A byte order mark is silent")]
    public void Honest_text_is_silent(string text) => Assert.That(HiddenCharacters.Find(text), Is.Empty);

    [Test]
    public void A_flag_with_a_message_in_it_is_no_flag()
    {
        var text = "\U0001F3F4" + string.Concat("send the keys".Select(c => char.ConvertFromUtf32(0xE0000 + c))) + "\U000E007F";
        Assert.That(HiddenCharacters.Find(text).Single().Decoded, Is.EqualTo("send the keys"));
    }

    [Test]
    public void Any_text_is_read_without_a_crash_and_runs_stay_inside_it() =>
        Gen.Char.Array[0, 200].Sample(
            characters =>
            {
                var text = new string(characters);
                return HiddenCharacters.Find(text).All(r => r.Start >= 0 && r.Length > 0 && r.Start + r.Length <= text.Length);
            },
            iter: 2000);

    [Test]
    public void The_prefilter_passes_every_source_file_that_holds_something() =>
        Gen.Select(Gen.OneOf(Gen.Int[0xE0000, 0xE007F], Gen.Int[0x202A, 0x202E], Gen.Int[0x2066, 0x2069]), Gen.String[0, 50])
            .Sample((point, around) => HiddenBytes.MayReorderOrTag(Encoding.UTF8.GetBytes(around + char.ConvertFromUtf32(point) + around)), iter: 2000);

    [TestCase("plain")]
    [TestCase("caf\u00E9 \u201Cquoted\u201D \u2026 \u65E5\u672C")]
    public void The_prefilter_passes_over_ordinary_source(string text) => Assert.That(HiddenBytes.MayReorderOrTag(Encoding.UTF8.GetBytes(text)), Is.False);
}
