using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// What one project copies: its items and <c>Copy</c> tasks and those of the files it imports, in the order of the build. Tried with the
/// SDK 10. Conditions are not judged: what one configuration copies is copied.
/// </summary>
internal sealed partial class ProjectCopies
{
    /// <summary>One of the directories of a build's output, below the project.</summary>
    public const string Output = "bin/Debug/net10.0";

    /// <summary>The same of publishing.</summary>
    public const string PublishOutput = "bin/Release/net10.0/publish";

    /// <summary>Files that one project imports; more are not followed.</summary>
    private const int MostFiles = 200;

    /// <summary>SDKs that copy files without being told, with the endings of those.</summary>
    private static readonly (string Name, string[] Endings)[] CopyingSdks =
        [("Microsoft.NET.Sdk.Web", [".json", ".config"]), ("Microsoft.NET.Sdk.Worker", [".json"])];

    /// <summary>The types of item whose metadata the build's copying reads.</summary>
    private static readonly HashSet<string> CopyingTypes =
        new(StringComparer.OrdinalIgnoreCase) { "None", "Content", "EmbeddedResource", "Compile", "AdditionalFiles", "ContentWithTargetPath" };

    private readonly List<ItemStep> _items = [];
    private readonly List<(IReadOnlyList<Source> Sources, string Destination, bool IsFolder)> _copies = [];
    private readonly Dictionary<string, List<Source>> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly ProjectFiles _files;
    private readonly ProjectValues _values;
    private readonly string[] _endings;

    private ProjectCopies(string path, XElement root, ProjectFiles files)
    {
        _files = files;
        _values = new ProjectValues(path, files);
        var sdks = root.DescendantsAndSelf().SelectMany(e => e.Attributes()).Where(a => a.Name.LocalName is "Sdk" or "Name")
            .SelectMany(a => a.Value.Split(';', StringSplitOptions.TrimEntries)).Select(s => s.Split('/')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Import(files.Above(_values.Directory, "Directory.Build.props"));
        Import(path);
        Import(files.Above(_values.Directory, "Directory.Build.targets"));
        _endings = _values.IsOff("EnableDefaultItems") || _values.IsOff("EnableDefaultContentItems")
            ? []
            : [.. CopyingSdks.Where(s => sdks.Contains(s.Name)).SelectMany(s => s.Endings)];
    }

    private enum StepKind
    {
        Include,
        Update,
        Remove,
    }

    /// <summary>The project's directory; empty for the root.</summary>
    public string Directory => _values.Directory;

    /// <summary>Reads a project; null when it is none.</summary>
    public static ProjectCopies? Of(string path, ProjectFiles files) => files.Read(path) is { } root ? new ProjectCopies(path, root, files) : null;

    /// <summary>Where the project puts copies of a file.</summary>
    /// <param name="path">The file, relative to the root.</param>
    /// <param name="isOwn">True when no other project stands nearer to the file: its SDK takes the file by itself.</param>
    public IEnumerable<string> CopiesOf(string path, bool isOwn)
    {
        var entries = new List<Entry>();
        if (isOwn)
        {
            entries.Add(IsSettings(Inner(path)!) ? new Entry("Content", Inner(path)!, new Metadata("PreserveNewest", "PreserveNewest", null)) : new Entry(null, Inner(path)!, Metadata.None));
        }

        foreach (var step in _items)
        {
            Apply(step, path, entries);
        }

        foreach (var entry in entries.Where(e => e.Type is null || CopyingTypes.Contains(e.Type)))
        {
            if (IsCopied(entry.Metadata.Output) && RepositoryPath.Combine(Directory, Output, entry.Target) is { } copy)
            {
                yield return copy;
            }
            else if (IsCopied(entry.Metadata.Publish) && RepositoryPath.Combine(Directory, PublishOutput, entry.Target) is { } published)
            {
                yield return published;
            }
        }

        foreach (var (sources, destination, isFolder) in _copies)
        {
            foreach (var source in sources.Where(s => s.Matches(path)))
            {
                var written = With(destination, path, source);
                if (ProjectValues.Pattern(isFolder ? $"{written}/{Name(path)}" : written, Directory) is { } copy && !copy.Contains('*', StringComparison.Ordinal) && copy != path)
                {
                    yield return copy;
                }
            }
        }
    }

    private static bool IsCopied(string? when) => !string.IsNullOrWhiteSpace(when) && !when.Trim().Equals("Never", StringComparison.OrdinalIgnoreCase);

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>A text of an item's metadata for one file.</summary>
    private static string With(string text, string path, Source source) => MetadataReference().Replace(text, m => m.Groups["name"].Value.ToUpperInvariant() switch
    {
        "FILENAME" => System.IO.Path.GetFileNameWithoutExtension(path),
        "EXTENSION" => System.IO.Path.GetExtension(path),
        "RECURSIVEDIR" => source.Recursive(path),
        _ => string.Empty,
    });

    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value
        ?? element.Elements().FirstOrDefault(e => e.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static string Condition(XElement element) =>
        string.Join(" and ", element.AncestorsAndSelf().Select(e => e.Attribute("Condition")?.Value).OfType<string>());

    [GeneratedRegex(@"%\((?:\w+\.)?(?<name>\w+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetadataReference();

    [GeneratedRegex(@"^@\(\s*(?<name>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ItemReference();

    [GeneratedRegex(@"^@\(\s*\w+\s*->\s*'(?<text>[^']*)'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Transform();

    /// <summary>A path relative to the project; null when it stands elsewhere.</summary>
    private string? Inner(string path) =>
        Directory.Length == 0 ? path : path.StartsWith(Directory + "/", StringComparison.Ordinal) ? path[(Directory.Length + 1)..] : null;

    // What an SDK takes by itself: nothing of a site's root and of directories that begin with a dot.
    private bool IsSettings(string inner) =>
        Array.Exists(_endings, e => inner.EndsWith(e, StringComparison.OrdinalIgnoreCase))
        && !inner.StartsWith('.') && !inner.Contains("/.", StringComparison.Ordinal)
        && !inner.StartsWith("wwwroot/", StringComparison.OrdinalIgnoreCase) && !inner.Equals("Properties/launchSettings.json", StringComparison.OrdinalIgnoreCase);

    private void Apply(ItemStep step, string path, List<Entry> entries)
    {
        if (step.Sources.FirstOrDefault(s => s.Matches(path)) is not { } source || step.Excluded.Any(s => s.Matches(path)))
        {
            return;
        }

        switch (step.Kind)
        {
            case StepKind.Include:
                entries.Add(new Entry(step.Type, Target(step, path, source) ?? Inner(path) ?? With($"{step.LinkBase}/%(RecursiveDir)%(Filename)%(Extension)", path, source).TrimStart('/'), step.Metadata));
                break;
            case StepKind.Update:
                for (var i = 0; i < entries.Count; i++)
                {
                    if (entries[i].Type is null || step.Type.Equals(entries[i].Type, StringComparison.OrdinalIgnoreCase))
                    {
                        entries[i] = new Entry(entries[i].Type, Target(step, path, source) ?? entries[i].Target, entries[i].Metadata.Updated(step.Metadata));
                    }
                }

                break;
            default:
                entries.RemoveAll(e => step.Type.Equals(e.Type ?? "None", StringComparison.OrdinalIgnoreCase));
                break;
        }
    }

    private static string? Target(ItemStep step, string path, Source source) =>
        step.Metadata.Link is { } link ? RepositoryPath.Combine(With(link, path, source)) is { Length: > 0 } inside ? inside : Name(path) : null;

    private void Import(string? path)
    {
        if (path is null || _read.Count >= MostFiles || !_read.Add(path) || _files.Read(path) is not { } root)
        {
            return;
        }

        foreach (var element in root.Descendants())
        {
            var parent = element.Parent!.Name.LocalName;
            if (parent == "PropertyGroup" && !element.HasElements)
            {
                _values.Set(element.Name.LocalName, element.Value, path, Condition(element));
            }
            else if (element.Name.LocalName == "Import")
            {
                ReadImport(element, path);
            }
            else if (parent == "ItemGroup")
            {
                ReadItem(element, path);
            }
            else if (element.Name.LocalName == "Copy" && parent == "Target")
            {
                ReadCopy(element, path);
            }
        }
    }

    private void ReadImport(XElement element, string file)
    {
        if (element.Attribute("Project")?.Value is not { } project || element.Attribute("Sdk") is not null)
        {
            return;
        }

        // Relative to the file that imports, where paths of items are relative to the project.
        foreach (var pattern in _values.Expand(project, file).Select(p => ProjectValues.Pattern(p, RepositoryPath.Directory(file))).OfType<string>())
        {
            foreach (var path in pattern.Contains('*', StringComparison.Ordinal) ? _files.Matching(Compile(pattern)) : [pattern])
            {
                Import(path);
            }
        }
    }

    private void ReadItem(XElement element, string file)
    {
        var type = element.Name.LocalName;
        foreach (var (name, kind) in (ReadOnlySpan<(string, StepKind)>)[("Include", StepKind.Include), ("Update", StepKind.Update), ("Remove", StepKind.Remove)])
        {
            if (element.Attribute(name)?.Value is not { } paths)
            {
                continue;
            }

            var sources = Sources(paths, file);
            if (kind == StepKind.Include)
            {
                (_named.TryGetValue(type, out var named) ? named : _named[type] = []).AddRange(sources);
            }

            // Of other types only tasks know, and what is not copied matters to them alone.
            if (CopyingTypes.Contains(type))
            {
                var link = Attribute(element, "TargetPath") ?? Attribute(element, "Link");
                _items.Add(new ItemStep(
                    kind,
                    type,
                    sources,
                    Sources(element.Attribute("Exclude")?.Value ?? string.Empty, file),
                    new Metadata(When(element, "CopyToOutputDirectory", file), When(element, "CopyToPublishDirectory", file), string.IsNullOrWhiteSpace(link) ? null : _values.Expand(link, file)[0]),
                    Attribute(element, "LinkBase") is { } linkBase ? _values.Expand(linkBase, file)[0] : string.Empty));
            }
        }
    }

    // Of several values one that copies counts.
    private string? When(XElement element, string name, string file) =>
        Attribute(element, name) is { } when ? _values.Expand(when, file) is var values && values.FirstOrDefault(IsCopied) is { } copied ? copied : "Never" : null;

    private void ReadCopy(XElement element, string file)
    {
        IReadOnlyList<Source> sources = Sources(element.Attribute("SourceFiles")?.Value ?? string.Empty, file);
        var folder = element.Attribute("DestinationFolder")?.Value;
        if (sources.Count > 0 && (folder ?? element.Attribute("DestinationFiles")?.Value) is { } destination)
        {
            destination = Transform().Match(destination) is { Success: true } transform ? transform.Groups["text"].Value : destination;
            _copies.AddRange(_values.Expand(destination, file).Select(d => (sources, d, folder is not null)));
        }
    }

    private List<Source> Sources(string paths, string file)
    {
        var sources = new List<Source>();
        foreach (var path in paths.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ItemReference().Match(path) is { Success: true } reference)
            {
                sources.AddRange(_named.GetValueOrDefault(reference.Groups["name"].Value, []));
            }
            else
            {
                sources.AddRange(_values.Expand(path, file).SelectMany(p => p.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    .Select(p => (Written: p, Pattern: ProjectValues.Pattern(p, Directory))).Where(p => p.Pattern is not null)
                    .Select(p => new Source(ProjectValues.IsUnknown(p.Written) ? string.Empty : p.Pattern!, Compile(p.Pattern!))));
            }
        }

        return sources;
    }

    // A bracket is one here, no class of characters.
    private static Glob Compile(string pattern) => Glob.Compile(pattern.Replace("[", "\\[", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>A path or pattern of files; the pattern is empty where it is not known from which directory it counts.</summary>
    private sealed record Source(string Pattern, Glob Glob)
    {
        public bool Matches(string path) => Glob.Matches(path);

        /// <summary>The directories that the two stars of the pattern stand for, with a slash at the end.</summary>
        public string Recursive(string path)
        {
            var stars = Pattern.IndexOf("**", StringComparison.Ordinal);
            return stars < 0 || stars > path.LastIndexOf('/') ? string.Empty : path[stars..(path.LastIndexOf('/') + 1)];
        }
    }

    /// <summary>What an item says of copying; null for what it leaves as it is.</summary>
    private sealed record Metadata(string? Output, string? Publish, string? Link)
    {
        public static readonly Metadata None = new(null, null, null);

        public Metadata Updated(Metadata by) => new(by.Output ?? Output, by.Publish ?? Publish, by.Link ?? Link);
    }

    /// <summary>One element of an item group.</summary>
    private sealed record ItemStep(StepKind Kind, string Type, IReadOnlyList<Source> Sources, IReadOnlyList<Source> Excluded, Metadata Metadata, string LinkBase);

    /// <summary>An item that is the file; of the type that the SDK chose where it is null.</summary>
    private sealed record Entry(string? Type, string Target, Metadata Metadata);
}
