using System.Text;
using ClaudeBuildGuard.Engine.Credentials;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

public sealed class TokenShapeTests
{
    [TestCase("ab_{N3}", "ab_x9Z", ExpectedResult = 6)]
    [TestCase("ab_{N3}", "ab_x9", ExpectedResult = -1)]
    [TestCase("ab_{N2-4}c", "ab_xxxc", ExpectedResult = 7, Description = "A run gives back what the next part needs.")]
    [TestCase("{=one|two}-{D+}", "two-12", ExpectedResult = -1, Description = "Not a count: see the next test.")]
    [TestCase("{=one|two}-{D1+}", "two-12", ExpectedResult = 6)]
    [TestCase("{[A-C.]2}{H0-2}", "A.zz", ExpectedResult = 2)]
    [TestCase("x{UUID}", "x01234567-89ab-CDEF-0123-456789abcdef", ExpectedResult = 37)]
    [TestCase("\\{{D}\\}", "{7}", ExpectedResult = 3)]
    public int A_shape_matches_as_long_as_it_can(string shape, string text)
    {
        TokenShape parsed;
        try
        {
            parsed = TokenShape.Parse(shape);
        }
        catch (FormatException)
        {
            return -1;
        }

        return parsed.TryMatch(Encoding.ASCII.GetBytes(text), 0, ignoreCase: false, out var match, out _) ? match.Length : -1;
    }

    [Test]
    public void Parentheses_name_the_secret_part()
    {
        TokenShape.Parse("Key=({N4});").TryMatch("Key=abcd;"u8, 0, ignoreCase: false, out var match, out _);
        Assert.That((match.SecretStart, match.SecretLength), Is.EqualTo((4, 4)));
    }

    [TestCase("ghp_{N36}", "ghp_", 0)]
    [TestCase("{N52}JQQJ99{N26}", "JQQJ99", 52)]
    [TestCase("{N3-5}.marker", "", 0, Description = "A literal behind a run of varying length has no fixed place.")]
    public void The_longest_literal_at_a_fixed_place_is_the_anchor(string shape, string anchor, int offset)
    {
        var parsed = TokenShape.Parse(shape);
        Assert.That((string.Concat(parsed.Anchors), parsed.AnchorOffset), Is.EqualTo((anchor, offset)));
    }

    [Test]
    public void A_short_marker_is_spelt_out_with_the_alphabet_behind_it()
    {
        var parsed = TokenShape.Parse("hf_{A34}");
        Assert.That(parsed.Anchors, Has.Length.EqualTo(52).And.Contains("hf_a").And.Contains("hf_Z"));
    }

    [TestCase("{N3")]
    [TestCase("a({N3}")]
    [TestCase("{Q3}")]
    [TestCase("{N9-3}")]
    [TestCase("")]
    public void A_mistake_in_the_notation_is_a_format_exception(string shape) =>
        Assert.That(() => TokenShape.Parse(shape), Throws.InstanceOf<FormatException>());

    [Test]
    public void Hostile_text_costs_a_bounded_number_of_steps()
    {
        var shape = TokenShape.Parse("{N0-8000}{N0-8000}{N0-8000}!");
        var text = Encoding.ASCII.GetBytes(new string('a', 100_000));
        Assert.That(shape.TryMatch(text, 0, ignoreCase: false, out _, out _), Is.False);
    }
}
