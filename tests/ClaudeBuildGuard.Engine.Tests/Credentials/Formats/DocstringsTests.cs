using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Formats;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Formats;

/// <summary>Whether a place is within a documentation string does not depend on what was asked before.</summary>
public sealed class DocstringsTests
{
    [TestCase("def f():\n    \"\"\"Says §it.\"\"\"\n", true)]
    [TestCase("\"\"\"Of the file: §\n\"\"\"\n", true)]
    [TestCase("def f():\n    r\"\"\"Raw §\"\"\"\n", true)]
    [TestCase("def f():\n    \"\"\"Says it.\"\"\"\n    x = §\n", false)]
    [TestCase("x = \"\"\"§\"\"\"\n", false)]
    [TestCase("x = 1\n\"\"\"§\"\"\"\n", false)]
    public void A_place_is_within_or_not(string text, bool isWithin)
    {
        var at = text.IndexOf('§', StringComparison.Ordinal);
        Assert.That(new Docstrings().Holds(Encoding.ASCII.GetBytes(text.Remove(at, 1)), at), Is.EqualTo(isWithin));
    }

    [Test]
    public void Many_questions_in_any_order_are_answered_as_one_by_one() =>
        Gen.Select(Gen.OneOfConst("\"\"\"", "\"", "\n", ":", " ", "r", "x = ").Array[0, 40], Gen.Int[0, 100].Array[1, 20]).Sample((parts, places) =>
        {
            var text = Encoding.ASCII.GetBytes(string.Concat(parts));
            var docstrings = new Docstrings();
            return places.Select(p => p % (text.Length + 1)).All(at => docstrings.Holds(text, at) == Directly(text.AsSpan(0, at)));
        });

    private static bool Directly(ReadOnlySpan<byte> before)
    {
        var open = before.LastIndexOf("\"\"\""u8);
        if (open < 0 || before.Count("\"\"\""u8) % 2 == 0)
        {
            return false;
        }

        var above = before[..open];
        var line = above[(above.LastIndexOf((byte)'\n') + 1)..].TrimStart(" \t"u8);
        return line.TrimStart("rRuU"u8).IsEmpty && above[..^line.Length].TrimEnd(" \t\r\n"u8) is [] or [.., (byte)':'];
    }
}
