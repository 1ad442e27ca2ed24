using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Tests.Findings;

public sealed class CountedTests
{
    [TestCase(0, "0 files")]
    [TestCase(1, "1 file")]
    [TestCase(12345, "12345 files")]
    public void One_is_not_many(long number, string says) => Assert.That(Counted.Of(number, "file"), Is.EqualTo(says));

    [Test]
    public void A_plural_that_is_no_s_is_given() => Assert.That(Counted.Of(2, "file that differs", "files that differ"), Is.EqualTo("2 files that differ"));
}
