using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>Judges what is known of one container. Errors only where the client runs in it.</summary>
/// <param name="report">Takes a finding; two at one place with one code are one.</param>
internal sealed class ProfileJudge(Action<Finding> report)
{
    private const string InitCommand = "'claude-build-guard init --only sandbox' writes a definition to start from.";

    /// <summary>Judges a container.</summary>
    /// <param name="profile">What is known of it.</param>
    /// <param name="isDevContainer">True for a dev container, where people work and agents are likely even if not named.</param>
    /// <param name="isComplete">False for a Dockerfile alone: network and mounts are said elsewhere.</param>
    /// <param name="firewallScript">A script that would shut the network and is not started; empty when there is none.</param>
    public void Judge(ContainerProfile profile, bool isDevContainer, bool isComplete, string firewallScript = "")
    {
        if (!profile.RunsAgent)
        {
            if (isDevContainer)
            {
                Credentials(profile, Severity.Warning);
            }

            return;
        }

        User(profile, isComplete);
        Credentials(profile, Severity.Error);
        foreach (var mount in profile.Mounts)
        {
            Mounted(profile, mount);
        }

        foreach (var breach in profile.RealBreaches)
        {
            Report(
                SandboxDiagnostics.IsolationWeakened,
                breach.Location,
                breach.IsNestedEngine
                    ? $"{profile.Name}, in which the client runs, gets an engine that runs privileged with '{breach.Text}': whoever uses that engine can leave the container."
                    : breach.NetworkOnly
                        ? $"{profile.Name}, in which the client runs, gets '{breach.Text}' although no firewall script uses it."
                        : $"{profile.Name}, in which the client runs, is given '{breach.Text}', which takes down part of the wall between container and host.",
                "Remove it.",
                breach.Text,
                breach.IsNestedEngine || breach.NetworkOnly ? Severity.Warning : Severity.Error);
        }

        foreach (var variable in profile.Variables)
        {
            if (SecretValue.IsLiteralSecret(variable.Name, variable.Value, strict: false))
            {
                BakedIn(profile.Name, variable, Severity.Error);
            }
        }

        foreach (var (path, location) in profile.VariableFiles)
        {
            Report(
                SandboxDiagnostics.VariableFile,
                location,
                $"{profile.Name}, in which the client runs, gets every variable of '{path}', and the client can print them all.",
                "Pass only the variables that the task needs, by name.",
                path);
        }

        if (isComplete && profile.Egress == Egress.Open && profile.Unread.Count == 0)
        {
            Report(
                SandboxDiagnostics.EgressOpen,
                profile.Location,
                $"{profile.Name}, in which the client runs, reaches any host, so whatever the agent reads can leave."
                    + (profile.FirewallFlaw.Length == 0 ? string.Empty : $" {profile.FirewallFlaw}")
                    + (firewallScript.Length == 0 ? string.Empty : $" The script '{firewallScript}' would shut the network, but nothing starts it."),
                firewallScript.Length == 0
                    ? $"Use a network with 'internal: true', '--network none', or a firewall script in 'postStartCommand'. {InitCommand}"
                    : $"Start it in 'postStartCommand' and give the container 'NET_ADMIN'. {InitCommand}",
                "egress");
        }
    }

    /// <summary>Reports a literal secret in a container's variables.</summary>
    public void BakedIn(string container, ContainerVariable variable, Severity severity) =>
        Report(
            SandboxDiagnostics.SecretBakedIn,
            variable.Location,
            $"{container} holds a value for '{variable.Name}' that looks like a secret: everybody who has the file or the image has it.",
            "Rotate it, pass it when the container starts ('-e NAME', 'secrets:'), or mount it for one build step with '--mount=type=secret'.",
            variable.Name,
            severity);

    private void User(ContainerProfile profile, bool isComplete)
    {
        if (profile.User == ContainerUser.Root)
        {
            Report(
                SandboxDiagnostics.RunsAsRoot,
                profile.UserLocation,
                $"{profile.Name}, in which the client runs, runs as root.",
                "End the Dockerfile with 'USER' and a user of its own, or set 'remoteUser', 'user:' or '--user'.",
                "user");
        }
        else if (profile.User == ContainerUser.Unknown && isComplete && profile.Unread.Count == 0)
        {
            Report(
                SandboxDiagnostics.RunsAsRoot,
                profile.UserLocation,
                $"Nothing says that {Lower(profile.Name)}, in which the client runs, runs as a user other than root.",
                "Name the user: 'remoteUser', 'user:', '--user', or 'USER' at the end of the Dockerfile.",
                "user",
                Severity.Warning);
        }
    }

    private void Credentials(ContainerProfile profile, Severity severity)
    {
        foreach (var mount in profile.Mounts.Where(m => m.Kind is MountKind.Credentials or MountKind.Home))
        {
            var what = mount.Kind == MountKind.Home ? "the home directory of the host, with every key and login in it" : "a place where the host keeps credentials";
            Report(
                SandboxDiagnostics.CredentialsMounted,
                mount.Location,
                $"{profile.Name}{(profile.RunsAgent ? ", in which the client runs," : string.Empty)} mounts '{mount.Source}', {what}; read-only does not help, since reading is enough.",
                "Remove the mount and pass the one credential that the task needs as a variable when the container starts.",
                mount.Source,
                severity);
        }
    }

    private void Mounted(ContainerProfile profile, Mount mount)
    {
        switch (mount.Kind)
        {
            case MountKind.EngineSocket:
                Report(
                    SandboxDiagnostics.EngineSocketMounted,
                    mount.Location,
                    $"{profile.Name}, in which the client runs, gets the socket of the container engine ('{mount.Source}'): whoever can write to it is root on the host.",
                    "Remove it. Where containers are really needed, use a rootless engine of their own.",
                    mount.Source);
                break;
            case MountKind.HostSystem or MountKind.AboveProject:
                Report(
                    SandboxDiagnostics.MoreThanProject,
                    mount.Location,
                    $"{profile.Name}, in which the client runs, mounts '{mount.Source}', "
                        + (mount.Kind == MountKind.AboveProject ? "a directory above the project with everything else in it." : "a part of the host's own system."),
                    "Mount the project directory alone; what else is needed for reading, directory by directory and read-only.",
                    mount.Source);
                break;
            case MountKind.ClientState:
                Report(
                    SandboxDiagnostics.CredentialsMounted,
                    mount.Location,
                    $"{profile.Name}, in which the client runs, shares '{mount.Source}' with the host: its login, its settings and the transcripts of other projects.",
                    "Use a named volume instead, and log in inside the container or pass a key as a variable.",
                    mount.Source,
                    Severity.Warning);
                break;
            case MountKind.Reference when !mount.ReadOnly:
                Report(
                    SandboxDiagnostics.ReferenceWritable,
                    mount.Location,
                    $"{profile.Name}, in which the client runs, can write to '{mount.Source}', which is not the project.",
                    "Mount it read-only: ':ro', 'read_only: true' or 'readonly'.",
                    mount.Source);
                break;
        }
    }

    private void Report(Diagnostic diagnostic, Location location, string message, string fix, string identity, Severity? severity = null) =>
        report(new Finding(diagnostic, location, message, fix) { Identity = identity, Severity = severity });

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
