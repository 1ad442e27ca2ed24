using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Tool;

/// <summary>What <c>explain</c> makes of its argument, as it is typed at the built tool.</summary>
public sealed class ExplainTests
{
    [TestCase("CBG3001", 0, "# CBG3001: ")]
    [TestCase("cbg3001", 0, "# CBG3001: ")]
    [TestCase("CBG9999", 2, "'CBG9999' is no code of this version")]
    [TestCase("CA5350", 0, "quality-rules/ca5350")]
    [TestCase("../elsewhere.env", 2, "is neither a code nor a file of")]
    public void A_code_gives_its_page_and_what_is_neither_code_nor_file_is_named(string subject, int status, string said)
    {
        using var repository = new TestRepository();
        var (ended, output, error) = BuiltTool.Run("explain", subject, "--repository", repository.Root);
        Assert.That(ended, Is.EqualTo(status), output + error);
        Assert.That(output + error, Does.Contain(said));
    }

    [Test]
    public void A_file_is_explained_even_where_it_is_called_like_a_code([Values(".env", "CA5350")] string name)
    {
        using var repository = new TestRepository().File(name, "A=1\n");
        var (status, output, _) = BuiltTool.Run("explain", repository.FullPath(name), "--repository", repository.Root);
        Assert.That(status, Is.Zero);
        Assert.That(output, Does.Contain("enforced: not denied"));
    }
}
