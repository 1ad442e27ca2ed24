namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The engine that a container reaches over the network by <c>DOCKER_HOST</c>.</summary>
internal static class EngineAddress
{
    /// <summary>The mounts that such an address is as good as: whoever has the engine has the host that it runs on.</summary>
    /// <param name="variables">The variables of the container.</param>
    public static IEnumerable<Mount> Mounts(IEnumerable<ContainerVariable> variables) =>
        variables.Where(v => HostOf(v) is not null).Select(v => new Mount(Shown(v), string.Empty, false, MountKind.EngineSocket, v.Location));

    /// <summary>The host of the engine that a variable names; null when it names none over the network.</summary>
    public static string? HostOf(ContainerVariable variable) => Parts(variable) is (_, { } host) ? host : null;

    /// <summary>The variable as a message shows it: an address may hold a password.</summary>
    /// <param name="variable">One that names a host.</param>
    public static string Shown(ContainerVariable variable) => Parts(variable) is ({ } scheme, { } host) ? $"{variable.Name}={scheme}://{host}" : variable.Name;

    private static (string? Scheme, string? Host) Parts(ContainerVariable variable)
    {
        if (variable.Name is not ("DOCKER_HOST" or "CONTAINER_HOST") || variable.Value?.Split("://", 2) is not [("tcp" or "http" or "https" or "ssh") and var scheme, var address])
        {
            return default;
        }

        var authority = address.Split('/')[0];
        return (scheme, authority[(authority.LastIndexOf('@') + 1)..].Split(':')[0]);
    }
}
