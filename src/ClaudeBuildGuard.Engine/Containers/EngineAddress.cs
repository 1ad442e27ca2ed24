namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The engine that a container reaches over the network by <c>DOCKER_HOST</c>.</summary>
internal static class EngineAddress
{
    /// <summary>The mounts that such an address is as good as: whoever has the engine has the host that it runs on.</summary>
    /// <param name="variables">The variables of the container.</param>
    public static IEnumerable<Mount> Mounts(IEnumerable<ContainerVariable> variables) =>
        variables.Where(v => HostOf(v) is not null).Select(v => new Mount($"{v.Name}={v.Value}", string.Empty, false, MountKind.EngineSocket, v.Location));

    /// <summary>The host of the engine that a variable names; null when it names none over the network.</summary>
    public static string? HostOf(ContainerVariable variable)
    {
        if (variable.Name is not ("DOCKER_HOST" or "CONTAINER_HOST") || variable.Value is not { } value)
        {
            return null;
        }

        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && value[..scheme] is "tcp" or "http" or "https" or "ssh" ? value[(scheme + 3)..].Split(':', '/')[0] : null;
    }
}
