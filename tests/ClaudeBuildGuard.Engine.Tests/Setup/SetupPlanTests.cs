using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Setup;

public sealed class SetupPlanTests
{
    [Test]
    public void A_later_area_sees_what_an_earlier_one_planned()
    {
        using var repository = new TestRepository();
        var plan = new SetupPlan(repository.Root);
        plan.Write("a.txt", "one\n", "First.");
        plan.Write("a.txt", plan.Read("a.txt") + "two\n", "Second.");
        Assert.That(plan.Files.Single(), Is.EqualTo(new PlannedFile("a.txt", null, "one\ntwo\n", "First. Second.")));
    }

    [Test]
    public void A_text_equal_to_the_one_on_disk_plans_nothing()
    {
        using var repository = new TestRepository();
        var plan = new SetupPlan(repository.File("a.txt", "one\r\n").Root);
        plan.Write("a.txt", "one\n", "r");
        Assert.That(plan.Files, Is.Empty);
    }

    [Test]
    public void Line_endings_and_byte_order_mark_are_kept()
    {
        using var repository = new TestRepository();
        var plan = new SetupPlan(repository.File("a.txt", [0xEF, 0xBB, 0xBF, .. "one\r\n"u8]).Root);
        plan.Write("a.txt", plan.Read("a.txt") + "two\n", "r");
        Assert.That(plan.Bytes(plan.Files.Single()), Is.EqualTo((byte[])[0xEF, 0xBB, 0xBF, .. "one\r\ntwo\r\n"u8]));
    }

    [Test]
    public void A_file_behind_a_symbolic_link_is_not_written()
    {
        using var elsewhere = new TestRepository(git: false);
        using var repository = new TestRepository();
        try
        {
            Directory.CreateSymbolicLink(repository.FullPath(".claude"), elsewhere.Root);
        }
        catch (IOException e)
        {
            Assert.Ignore($"This machine lets no test make a symbolic link: {e.Message}");
        }

        var plan = new SetupPlan(repository.Root);
        plan.Write(".claude/settings.json", "{}\n", "r");
        Assert.That(plan.Files, Is.Empty);
        Assert.That(plan.Notes.Single().Text, Does.Contain("symbolic link"));
    }
}
