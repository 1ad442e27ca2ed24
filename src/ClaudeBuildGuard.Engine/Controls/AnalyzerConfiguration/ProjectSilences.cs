using System.Xml;
using System.Xml.Linq;
using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;

/// <summary>Reads the properties of a project, <c>.props</c> or <c>.targets</c> file that silence analysis. A file that is no XML is the build's own error.</summary>
internal static class ProjectSilences
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EnableNETAnalyzers"] = "The platform's analyzers are switched off (EnableNETAnalyzers)",
        ["RunAnalyzers"] = "All analyzers are switched off (RunAnalyzers)",
        ["RunAnalyzersDuringBuild"] = "All analyzers are switched off in builds (RunAnalyzersDuringBuild)",
        ["ClaudeBuildGuardAnalyzers"] = "The guard's analyzers are switched off (ClaudeBuildGuardAnalyzers)",
    };

    /// <summary>Every property that silences security rules, where its condition does not limit it to debugging or the editor.</summary>
    public static IEnumerable<Silence> In(string text)
    {
        if (XmlContent.Parse(text, LoadOptions.SetLineInfo) is not { } document)
        {
            yield break;
        }

        foreach (var property in document.Descendants().Where(e => !e.HasElements && e.Parent?.Name.LocalName == "PropertyGroup" && !IsLimited(e)))
        {
            var line = ((IXmlLineInfo)property).LineNumber;
            var name = property.Name.LocalName;
            var value = property.Value.Trim();
            if (Switches.TryGetValue(name, out var what) && value.Equals("false", StringComparison.OrdinalIgnoreCase))
            {
                yield return new Silence(line, what);
            }
            else if (name.Equals("AnalysisModeSecurity", StringComparison.OrdinalIgnoreCase) && value.Equals("None", StringComparison.OrdinalIgnoreCase))
            {
                yield return new Silence(line, "The platform's security rules are switched off (AnalysisModeSecurity)");
            }
            else if (name.Equals("NoWarn", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var code in value.Split([';', ',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(SecurityRules.Holds))
                {
                    yield return new Silence(line, $"Security rule {code.ToUpperInvariant()} is silenced for the whole project by NoWarn");
                }
            }
        }
    }

    private static bool IsLimited(XElement property) =>
        property.AncestorsAndSelf().Select(e => e.Attribute("Condition")?.Value ?? string.Empty).Any(c =>
            c.Contains("Debug", StringComparison.OrdinalIgnoreCase) || c.Contains("DesignTimeBuild", StringComparison.OrdinalIgnoreCase) ||
            c.Contains("BuildingInsideVisualStudio", StringComparison.OrdinalIgnoreCase) || c.Contains("IsTestProject", StringComparison.OrdinalIgnoreCase));
}
