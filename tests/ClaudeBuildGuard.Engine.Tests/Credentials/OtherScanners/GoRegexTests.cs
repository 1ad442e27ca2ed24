using System.Text;
using ClaudeBuildGuard.Engine.Credentials.OtherScanners;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.OtherScanners;

public sealed class GoRegexTests
{
    [TestCase(@"(?i)key-[a-z]{3}\b", "x KEY-ABC y", "KEY-ABC")]
    [TestCase(@"(?P<name>a+)(b)", "aab", "aab")]
    [TestCase(@"\d+", "٣45", "45", TestName = "A digit is one of ASCII")]
    [TestCase(@"[\w.-]+", "é-a.b", "-a.b")]
    [TestCase(@"[[:alnum:]_]+", "-aB3_-", "aB3_")]
    [TestCase(@"[[:punct:]]+", "a[]^b", "[]^")]
    [TestCase(@"a$", "a\nb a", "a")]
    [TestCase(@"(?m)a$", "a\nb", "a")]
    [TestCase(@"\Qa.b\E.", "axb a.bc", "a.bc")]
    [TestCase(@"\x{41}\x42", "AB", "AB")]
    [TestCase(@"\pL+", "1ab2", "ab")]
    [TestCase(@"[a-z-[x]+", "-[x", "-[x", TestName = "A bracket within a class takes nothing away")]
    [TestCase(@"[]a]+", "b]a", "]a")]
    [TestCase(@"мир", "мир!", "мир", TestName = "A letter beyond ASCII is its bytes")]
    [TestCase(@"(?s).+", "a\nb", "a\nb")]
    [TestCase(@"a{,2}", "a{,2}", "a{,2}")]
    [TestCase(@"\101\0?", "A", "A", TestName = "A letter by its octal number")]
    [TestCase(@"(a)\<0>", "a<0>", "a<0>", TestName = "An escaped sign refers to no group")]
    [TestCase(@"(?i:a)(?-i)b", "Ab", "Ab")]
    public void An_expression_matches_as_in_go(string pattern, string text, string match)
    {
        var expression = GoRegex.TryParse(pattern, out var reason);
        Assert.That(reason, Is.Empty);
        var found = expression!.Match(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.That(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(found.Value)), Is.EqualTo(match));
    }

    [TestCase(@"a$", "a\n")]
    [TestCase(@"\s", "\u00a0")]
    [TestCase(@"\w", "é")]
    public void What_dotnet_alone_would_match_is_no_match(string pattern, string text) =>
        Assert.That(GoRegex.TryParse(pattern, out _)!.IsMatch(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))), Is.False);

    [Test]
    public void Named_groups_count_in_order() =>
        Assert.That(GoRegex.TryParse("(?P<x>a)(b)", out _)!.Match("ab").Groups[2].Value, Is.EqualTo("b"));

    [TestCase("(?=a)b", "no regular expression")]
    [TestCase("(?>a)b", "no regular expression")]
    [TestCase(@"(a)\1", "no regular expression", TestName = "A reference back is none of RE2")]
    [TestCase("(?U)a+", "no equal")]
    [TestCase("[é]", "no equal")]
    [TestCase("(a", "no regular expression")]
    [TestCase(@"a\", "no regular expression")]
    [TestCase("[a", "no regular expression")]
    [TestCase(@"\y", "no regular expression")]
    public void What_has_no_equal_is_refused_with_a_reason(string pattern, string says)
    {
        Assert.That(GoRegex.TryParse(pattern, out var reason), Is.Null);
        Assert.That(reason, Does.Contain(says).And.Not.Empty);
    }

    [Test]
    public void An_expression_that_would_backtrack_for_ever_is_linear()
    {
        var clock = ProcessorClock.Start();
        Assert.That(GoRegex.TryParse("^(a+)+$", out _)!.IsMatch(new string('a', 200_000) + "!"), Is.False);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void No_text_is_an_exception() =>
        Gen.String[Gen.Char["\\()[]{}?*+|^$.:<>P=!iQEpx0-9aA,"], 0, 24].Sample(
            pattern =>
            {
                var expression = GoRegex.TryParse(pattern, out var reason);
                expression?.IsMatch("aA0-\\(");
                return expression is null == reason.Length > 0;
            },
            iter: 20_000);
}
