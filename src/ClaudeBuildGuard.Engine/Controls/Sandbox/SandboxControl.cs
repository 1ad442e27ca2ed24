using ClaudeBuildGuard.Engine.ClaudeCode;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>
/// The containers that agents run in (C4, D1 to D5): Dockerfile, compose, dev container, <c>docker run</c> lines, job containers and the
/// client's own sandbox. A container that no agent runs in is the business of other tools and stays silent, or nearly so.
/// </summary>
internal sealed class SandboxControl : IControl
{
    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => SandboxDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        var seen = new HashSet<(string, Location)>();
        void Report(Finding finding)
        {
            if (seen.Add((finding.Diagnostic.Id, finding.Location)))
            {
                findings.Report(finding);
            }
        }

        var containers = ContainerCatalogue.Of(repository);
        var judge = new ProfileJudge(Report);
        DefinedContainers(containers, repository, judge, Report);
        cancellation.ThrowIfCancellationRequested();
        Pipelines(PipelineCatalogue.Of(repository), containers, judge, Report);
        Scripts(repository, containers, judge, findings, cancellation);
        foreach (var file in ClientFiles.Settings(repository))
        {
            if (YamlFile.ReadJson(file, new FindingCollector()) is { } settings)
            {
                ClientSandboxJudge.Judge(file.Path, settings, Report);
            }
        }

        // Last: what commands start is read when they are judged.
        foreach (var problem in containers.Problems)
        {
            findings.Report(problem);
        }
    }

    private static void DefinedContainers(ContainerCatalogue containers, RepositoryView repository, ProfileJudge judge, Action<Finding> report)
    {
        var described = new HashSet<string>(StringComparer.Ordinal);
        foreach (var devContainer in containers.DevContainers)
        {
            judge.Judge(devContainer.Profile, isDevContainer: true, isComplete: true, containers.UnusedFirewall(devContainer));
            if (devContainer.Profile.RunsAgent && devContainer.Root["initializeCommand"] is { } command)
            {
                report(new Finding(
                    SandboxDiagnostics.RunsOnHost,
                    command.Span.In(devContainer.Path),
                    "'initializeCommand' runs on the host before the container exists, and whoever can change this file decides what it runs: the agent too.",
                    "Move it into the container ('onCreateCommand'), or keep the file out of the agent's reach with a deny rule 'Edit(/.devcontainer/**)'.")
                {
                    Identity = "initializeCommand",
                });
            }

            Note(devContainer.Profile);
        }

        foreach (var service in containers.ComposeFiles.SelectMany(c => c.Services))
        {
            // A dev container that uses the service was judged with all that it adds.
            if (!containers.DevContainers.Any(d => d.Service?.Profile.Location == service.Profile.Location))
            {
                judge.Judge(service.Profile, isDevContainer: false, isComplete: true);
            }

            Note(service.Profile);
        }

        var dockerfiles = new DockerfileJudge(repository, containers.Files, judge, report);
        foreach (var source in containers.Dockerfiles)
        {
            dockerfiles.Judge(source);
            if (source.RunsAgent && !described.Contains(source.Path))
            {
                // Its variables were judged with their instructions.
                judge.Judge(containers.ProfileOf(source) with { Variables = [] }, isDevContainer: false, isComplete: false);
            }
        }

        void Note(ContainerProfile profile)
        {
            if (profile.Dockerfile is { } source)
            {
                described.Add(source.Path);
            }
        }
    }

    private static void Pipelines(PipelineCatalogue pipelines, ContainerCatalogue containers, ProfileJudge judge, Action<Finding> report)
    {
        foreach (var pipeline in pipelines.Pipelines)
        {
            foreach (var job in pipeline.Jobs)
            {
                Runs(pipeline.Path, [.. job.Steps.SelectMany(s => s.Commands)], containers, judge);
                if (!job.Steps.Any(AgentSteps.Starts))
                {
                    continue;
                }

                if (job.Container is { } container)
                {
                    // Hosted services isolate the job by a machine of its own: only what reaches out of the container is judged.
                    judge.Judge(container with { RunsAgent = true, User = ContainerUser.NonRoot }, isDevContainer: false, isComplete: false);
                }
                else if (job.Node["runs-on"] is { } runner && runner.Descendants().Any(d => d.Node.Value == "self-hosted"))
                {
                    report(new Finding(
                        SandboxDiagnostics.SelfHostedWithoutContainer,
                        pipeline.At(runner),
                        $"Job '{job.Name}' runs the client on a self-hosted runner without a container, so what the agent leaves behind meets the next job.",
                        "Add 'container:' with an image that is not root, or use an ephemeral runner and suppress this with that reason.")
                    {
                        Identity = job.Name,
                    });
                }
            }
        }
    }

    private static void Scripts(RepositoryView repository, ContainerCatalogue containers, ProfileJudge judge, IFindings findings, CancellationToken cancellation)
    {
        foreach (var file in repository.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ScannedFile.KindOf(file.Path) == ScanKind.Script && YamlFile.Text(file, findings, MayStartAgentContainer) is { } text)
            {
                Runs(file.Path, ShellScript.Parse(SourceText.At(text, 1, 1), ScannedFile.DialectOf(file.Name)), containers, judge);
            }
        }
    }

    private static bool MayStartAgentContainer(ReadOnlySpan<byte> content) =>
        content.IndexOf("laude"u8) >= 0 && (content.IndexOf("docker"u8) >= 0 || content.IndexOf("podman"u8) >= 0 || content.IndexOf("nerdctl"u8) >= 0);

    private static void Runs(string path, IReadOnlyList<ShellCommand> commands, ContainerCatalogue containers, ProfileJudge judge)
    {
        var context = EngineContext.Of(commands, path, containers);
        foreach (var command in commands.SelectMany(c => c.WithGiven()).Select(context.Written))
        {
            if (DockerRun.From(command, path, context) is { } run)
            {
                if (run.Profile.RunsAgent)
                {
                    judge.Judge(run.Profile, isDevContainer: false, isComplete: true);
                }
            }
            else if (command.Program is "docker" or "docker-compose" or "podman" or "podman-compose" or "nerdctl" && containers.StartedBy(command, path, context) is { RunsAgent: true } service)
            {
                judge.Judge(Added(service, path), isDevContainer: false, isComplete: false);
            }
        }
    }

    // What the definition says was judged where it stands; this is what the command line adds.
    private static ContainerProfile Added(ContainerProfile service, string path) => service with
    {
        User = service.UserLocation.Path == path ? service.User : ContainerUser.NonRoot,
        Mounts = [.. service.Mounts.Where(m => m.Location.Path == path)],
        Breaches = [.. service.Breaches.Where(b => b.Location.Path == path)],
        Variables = [.. service.Variables.Where(v => v.Location.Path == path)],
        VariableFiles = [.. service.VariableFiles.Where(f => f.Location.Path == path)],
    };
}
