using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Engine.Repositories.State;
using ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.History;

/// <summary>What a scan writes down on its way says of every object what a pass of its own says.</summary>
public sealed class LinkCollectorTests
{
    public static IEnumerable<string> Shapes => RepositoryShapes.All.Keys.Where(name => !name.Contains("empty", StringComparison.Ordinal));

    [TestCaseSource(nameof(Shapes))]
    public void Objects_are_traced_as_by_a_pass_of_their_own(string shape)
    {
        using var repository = RepositoryShapes.All[shape]();
        var git = GitRepository.Discover(repository.Root)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);

        // A third of everything, directories and commits too: what holds something is scanned otherwise than what does not.
        static bool IsThird(in GitObject item, string name) => (uint)item.Id.GetHashCode() % 3 == 0;
        var scan = HistoryScan.Run(git, objects, "links", new ObjectQuery { Threads = 2 }, IsThird, CancellationToken.None);
        Assert.That(scan.Hits, Is.Not.Empty);
        Assert.That(scan.Links, Is.Not.Null);
        var onTheWay = HistoryTracer.Trace(git, objects, scan.Hits, scan.Links, CancellationToken.None);
        var byItself = HistoryTracer.Trace(git, objects, scan.Hits, null, CancellationToken.None);
        Assert.That(Text(onTheWay), Is.EqualTo(Text(byItself)));
        Assert.That(byItself.Values.Any(t => t.Paths.Count > 0 || t.Introduced is not null || !t.IsReachable));
    }

    private static List<string> Text(IReadOnlyDictionary<ObjectId, ObjectTrace> traces) =>
        [.. traces.Values.OrderBy(t => t.Id).Select(t => $"{t with { Paths = [], AllPaths = [], HeadPaths = [], Refs = [], TipRefs = [] }} {string.Join(',', t.Paths)} {string.Join(',', t.AllPaths)} {string.Join(',', t.HeadPaths)} {string.Join(',', t.Refs)} {string.Join(',', t.TipRefs)}")];
}
