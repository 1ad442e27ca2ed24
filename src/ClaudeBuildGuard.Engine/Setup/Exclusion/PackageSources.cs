using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>The hosts that a build of this repository restores from.</summary>
internal static class PackageSources
{
    /// <summary>The feed of an SDK without configuration.</summary>
    private const string DefaultHost = "api.nuget.org";

    /// <summary>The hosts, without doubles. A <c>NuGet.config</c> that cannot be read counts as absent.</summary>
    public static ImmutableArray<string> Hosts(RepositoryView repository)
    {
        var hosts = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var cleared = false;
        foreach (var file in repository.Files)
        {
            if (!file.Name.Equals("nuget.config", StringComparison.OrdinalIgnoreCase) || file.LinkTarget is not null || file.Length > 1024 * 1024)
            {
                continue;
            }

            try
            {
                using var reader = XmlReader.Create(
                    new StringReader(file.Text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
                var sources = XDocument.Load(reader).Root?.Element("packageSources");
                cleared |= sources?.Element("clear") is not null;
                foreach (var source in sources?.Elements("add") ?? [])
                {
                    if (Uri.TryCreate((string?)source.Attribute("value"), UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                    {
                        hosts.Add(address.Host);
                    }
                }
            }
            catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
            {
                // Restore itself reports a broken file.
                continue;
            }
        }

        if (!cleared)
        {
            hosts.Add(DefaultHost);
        }

        return [.. hosts];
    }
}
