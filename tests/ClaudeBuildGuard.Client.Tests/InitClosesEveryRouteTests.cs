using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Setup;
using static ClaudeBuildGuard.Client.Tests.LeakTrial;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>A repository with secrets, before and after <c>init</c>, through every route that the real client offers.</summary>
[Category("Client")]
[TestFixtureSource(typeof(RealClient), nameof(RealClient.Versions))]
[NonParallelizable]
public sealed class InitClosesEveryRouteTests(string version)
{
    [Test]
    public void Before_init_nearly_every_route_leaks_and_after_it_none_does()
    {
        RealClient.Require(version, sandbox: true);
        using var repository = Repository();
        var before = Leaks(version, repository, ".env");
        Assert.That(before.Leaking, Has.Count.GreaterThan(before.Tried * 8 / 10), "the routes have to be real ones");

        var result = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["ignore", "settings"], SilentLog.Instance, CancellationToken.None);
        Assert.That(result.Restored, Is.False);
        foreach (var file in Secrets.Keys)
        {
            var after = Leaks(version, repository, file);
            Assert.That(after.Tried, Is.GreaterThanOrEqualTo(40));
            Assert.That(after.Leaking, Is.Empty, $"routes to {file} after init");
        }
    }

    [Test]
    public void After_init_every_file_without_secrets_stays_readable()
    {
        RealClient.Require(version, sandbox: true);
        using var repository = Repository();
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["ignore", "settings"], SilentLog.Instance, CancellationToken.None);
        var calls = Clean.SelectMany(f => new[] { ToolCall.Read(repository.FullPath(f)), ToolCall.Bash($"cat '{f}'") }).ToArray();
        var (results, _) = RealClient.Run(version, repository.Root, calls);
        foreach (var (call, result) in calls.Zip(results))
        {
            Assert.That(result!.IsError, Is.False, $"{call.Tool} {call.Input}: {result.Text}");
        }
    }
}
