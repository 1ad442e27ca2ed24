using System.Globalization;
using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Engine.Controls.AgentConfiguration;
using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Controls.Sandbox;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

[Category("Heavy")]
public sealed class AgentFilesSpeedTests
{
    [Test]
    public void A_repository_of_20_000_files_is_judged_within_its_budget()
    {
        using var repository = new TestRepository();
        var code = string.Concat(Enumerable.Repeat("        var value = Compute(input, options); // a line of ordinary code\n", 60));
        var extensions = new[] { "cs", "cs", "cs", "cs", "cs", "cs", "ts", "json", "md", "resx" };
        for (var i = 0; i < 19_500; i++)
        {
            repository.File(string.Create(CultureInfo.InvariantCulture, $"src/p{i / 200}/d{i % 20}/File{i}.{extensions[i % 10]}"), code);
        }

        for (var i = 0; i < 100; i++)
        {
            repository.File($".github/workflows/w{i}.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: dotnet build\n");
            repository.File($"build/s{i}.sh", "#!/bin/sh\nset -e\ndotnet build\n");
            repository.File($"src/p{i}/Dockerfile", "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nCOPY . .\nRUN dotnet publish -o /out\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY --from=build /out .\n");
            repository.File($"src/p{i}/package.json", "{ \"scripts\": { \"build\": \"tsc\" } }\n");
            repository.File($"src/p{i}/.claude/settings.json", "{ \"permissions\": { \"allow\": [\"Bash(dotnet test *)\"] } }\n");
        }

        // Only files that were not written just now are remembered.
        Thread.Sleep(TimeSpan.FromSeconds(4));
        for (var run = 0; run < 3; run++)
        {
            var options = new GuardOptions { RepositoryRoot = repository.Root, Parts = GuardParts.AgentFiles };
            using var session = GuardSession.Open(options, SilentLog.Instance, CancellationToken.None);
            foreach (var control in (IControl[])[new PermissionSkippingControl(), new SandboxControl(), new AgentConfigurationControl()])
            {
                var watch = ProcessorClock.Start();
                control.Examine(session.Repository, new FindingCollector(), CancellationToken.None);
                TestContext.Out.WriteLine($"run {run} {control.GetType().Name}: {watch.ElapsedMilliseconds} ms");
                Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(25)));
            }
        }
    }
}
