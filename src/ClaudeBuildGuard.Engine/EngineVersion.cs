using System.Reflection;

namespace ClaudeBuildGuard.Engine;

/// <summary>The version of this engine.</summary>
public static class EngineVersion
{
    /// <summary>Three numbers and an optional label, without build metadata.</summary>
    public static string Text { get; } =
        typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
