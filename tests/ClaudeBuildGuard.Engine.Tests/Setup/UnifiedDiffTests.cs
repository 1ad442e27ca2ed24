using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Setup;

public sealed class UnifiedDiffTests
{
    private static readonly Gen<string> Text =
        Gen.Select(Gen.OneOfConst("alpha", "beta", "gamma", "  delta", string.Empty).Array[0, 30], Gen.Bool)
            .Select((lines, final) => string.Join('\n', lines) + (final && lines.Length > 0 ? "\n" : string.Empty));

    [Test]
    public void Git_applies_the_diff_of_any_change()
    {
        using var repository = new TestRepository();
        Gen.Select(Text, Text).Sample(
            (before, after) =>
            {
                repository.File("a.txt", before);
                var plan = new SetupPlan(repository.Root);
                plan.Write("a.txt", after, "r");
                if (before == after)
                {
                    return UnifiedDiff.Of(plan).Length == 0;
                }

                repository.File("change.patch", UnifiedDiff.Of(plan));
                repository.Git("apply", "--whitespace=nowarn", "change.patch");
                return File.ReadAllText(repository.FullPath("a.txt")) == after;
            },
            iter: 60,
            threads: 1);
    }

    [Test]
    public void Git_applies_the_diff_of_a_new_file()
    {
        using var repository = new TestRepository();
        var plan = new SetupPlan(repository.Root);
        plan.Write("sub/new.txt", "one\ntwo\n", "r");
        repository.File("change.patch", UnifiedDiff.Of(plan)).Git("apply", "change.patch");
        Assert.That(File.ReadAllText(repository.FullPath("sub/new.txt")), Is.EqualTo("one\ntwo\n"));
    }
}
