using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Tells a test project from product code.</summary>
internal static class TestProject
{
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "nunit.framework", "xunit.core", "xunit.v3.core", "Microsoft.VisualStudio.TestPlatform.TestFramework",
        "MSTest.TestFramework", "TUnit.Core", "Microsoft.AspNetCore.Mvc.Testing",
    };

    /// <summary>True where the project says so (<c>IsTestProject</c>) or references a test framework.</summary>
    public static bool Is(Compilation compilation, AnalyzerOptions options)
    {
        if (options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var value) &&
            bool.TryParse(value, out var said))
        {
            return said;
        }

        return compilation.ReferencedAssemblyNames.Any(name => Frameworks.Contains(name.Name));
    }
}
