namespace Microsoft.Build.Framework;

/// <summary>
/// Tells MSBuild's multithreaded mode that a task touches neither the current directory nor the environment, so that it stays in
/// the process. MSBuild matches it by name; the type of its own packages exists only in versions that old hosts refuse to load.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute
{
}
