using System.Runtime.Loader;

namespace ClaudeBuildGuard.Tasks;

/// <summary>
/// The libraries of the engine that are the same on every machine. The package has them once, beside the engine for every machine; one that was
/// compiled ahead for this machine lies in a directory of its own and finds them there.
/// </summary>
internal static class NeutralLibraries
{
    private const string Directory = "net8.0";

    private static int _isFound;

    /// <summary>Lets the libraries be found. Before the engine runs for the first time.</summary>
    public static void Find()
    {
        if (Interlocked.Exchange(ref _isFound, 1) == 0)
        {
            var own = typeof(NeutralLibraries).Assembly;
            var libraries = Path.GetFullPath(Path.Combine(own.Location, "..", "..", Directory));
            AssemblyLoadContext.GetLoadContext(own)!.Resolving += (context, name) =>
                Path.Combine(libraries, $"{name.Name}.dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        }
    }
}
