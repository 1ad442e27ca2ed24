using System.Xml.Linq;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>From where a repository fetches its packages.</summary>
/// <param name="Hosts">The hosts that its own files name, in order.</param>
/// <param name="NuGetDefaults">True when the sources that come with the SDK count too: no file clears them.</param>
/// <param name="UsesNpm">True when it has packages of the JavaScript world.</param>
/// <param name="Unread">Files that could not be read.</param>
internal sealed record PackageSources(IReadOnlyList<string> Hosts, bool NuGetDefaults, bool UsesNpm, IReadOnlyList<string> Unread)
{
    /// <summary>The feed of an SDK without configuration.</summary>
    private const string DefaultHost = "api.nuget.org";

    /// <summary>The hosts that a restore of .NET packages reaches, that of the SDK's own source included.</summary>
    public IEnumerable<string> WithDefaults => NuGetDefaults ? Hosts.Append(DefaultHost).Distinct() : Hosts;

    /// <summary>Reads the package configuration of a repository.</summary>
    public static PackageSources Of(RepositoryView repository)
    {
        var hosts = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var unread = new List<string>();
        var cleared = false;
        foreach (var file in repository.Files.Where(f => f.Name.Equals("nuget.config", StringComparison.OrdinalIgnoreCase)))
        {
            if (Read(file) is not { } document)
            {
                unread.Add(file.Path);
                continue;
            }

            var sources = document.Root?.Element("packageSources");
            cleared |= !file.Path.Contains('/', StringComparison.Ordinal) && sources?.Element("clear") is not null;
            foreach (var value in sources?.Elements("add").Select(e => (string?)e.Attribute("value")) ?? [])
            {
                Add(hosts, value);
            }
        }

        foreach (var file in repository.Files.Where(f => f.Name == ".npmrc"))
        {
            foreach (var line in (YamlFile.Text(file, new FindingCollector()) ?? string.Empty).Split('\n'))
            {
                var pair = line.Split('=', 2);
                if (pair.Length == 2 && pair[0].Trim().EndsWith("registry", StringComparison.Ordinal))
                {
                    Add(hosts, pair[1].Trim());
                }
            }
        }

        return new PackageSources([.. hosts], !cleared, repository.Files.Any(f => f.Name == "package.json"), unread);
    }

    private static XDocument? Read(RepositoryFile file) => YamlFile.Text(file, new FindingCollector()) is { } text ? XmlContent.Parse(text) : null;

    private static void Add(SortedSet<string> hosts, string? address)
    {
        // Only what can stand in a shell array unquoted: a host is letters, digits, dots and hyphens.
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            && uri.Host.Length > 0 && uri.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
        {
            hosts.Add(uri.Host.ToLowerInvariant());
        }
    }
}
