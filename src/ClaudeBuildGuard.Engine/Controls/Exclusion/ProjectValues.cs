using ClaudeBuildGuard.Engine.Containers;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// The properties of one project, as far as text tells them, and the paths that are written with them. A condition is not judged: a
/// property has every value that it may have.
/// </summary>
internal sealed class ProjectValues
{
    /// <summary>Stands for what the text does not tell.</summary>
    private const char Unknown = '\0';

    /// <summary>Begins the path of a place inside the repository, so that it stays one behind whatever stands before it.</summary>
    private const char Root = '\u0001';

    /// <summary>Values that are tried of one text; a build has no more that matter.</summary>
    private const int MostValues = 16;

    /// <summary>A value that is longer is no path, and properties that hold each other may double it with each: it is not known.</summary>
    private const int LongestValue = 4096;

    /// <summary>Properties that lead out of the repository, or to what a build made.</summary>
    private static readonly string[] Elsewhere =
    [
        "NuGetPackageRoot", "Pkg", "MSBuildToolsPath", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildBinPath", "UserProfile", "HOME", "TEMP", "TMP", "ProgramFiles", "ProgramData",
        "NetCoreTargetingPackRoot", "NetCoreRoot", "DOTNET_", "VSINSTALLDIR", "WindowsSdk", "AppData", "LocalAppData",
    ];

    private readonly ProjectFiles _files;
    private readonly Dictionary<string, string[]> _values = new(StringComparer.OrdinalIgnoreCase);

    public ProjectValues(string project, ProjectFiles files)
    {
        _files = files;
        Directory = RepositoryPath.Directory(project);
        var full = Root + (Directory.Length == 0 ? string.Empty : "/" + Directory);
        _values["MSBuildProjectDirectory"] = [full];
        _values["ProjectDir"] = [full + "/"];
        _values["MSBuildProjectName"] = [System.IO.Path.GetFileNameWithoutExtension(project)];
        _values["Configuration"] = ["Debug", "Release"];
        _values["TargetFramework"] = ["net10.0"];
        _values["OutDir"] = _values["OutputPath"] = _values["TargetDir"] = [$"{full}/{ProjectCopies.Output}/"];
        _values["PublishDir"] = [$"{full}/{ProjectCopies.PublishOutput}/"];
        _values["IntermediateOutputPath"] = [full + "/obj/Debug/net10.0/"];
        if (files.Solution(Directory) is { } solution)
        {
            _values["SolutionDir"] = [Root + (solution.Length == 0 ? "/" : $"/{solution}/")];
        }
    }

    /// <summary>The project's directory; empty for the root.</summary>
    public string Directory { get; }

    /// <summary>Takes what a property is set to.</summary>
    public void Set(string name, string value, string file, string condition)
    {
        var isDefault = condition.Replace(" ", string.Empty, StringComparison.Ordinal).Contains($"'$({name})'==''", StringComparison.OrdinalIgnoreCase);
        var before = _values.GetValueOrDefault(name, []);
        if (!isDefault || before.Length == 0)
        {
            var values = Expand(value.Trim(), file);
            _values[name] = condition.Length == 0 || isDefault ? [.. values] : [.. before.Concat(values).Distinct(StringComparer.Ordinal).Take(MostValues)];
        }
    }

    /// <summary>True when a property is set to false without a condition.</summary>
    public bool IsOff(string name) => _values.TryGetValue(name, out var values) && Array.TrueForAll(values, v => v.Equals("false", StringComparison.OrdinalIgnoreCase));

    /// <summary>The values that a text may have.</summary>
    public IReadOnlyList<string> Expand(string text, string file)
    {
        IReadOnlyList<string> results = [string.Empty];
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("$(", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : Close(text, open + 1);
            var literal = text[at..(close < 0 ? text.Length : open)];
            results = Joined(results, [literal]);
            if (close < 0)
            {
                break;
            }

            results = Joined(results, Value(text[(open + 2)..close], file));
            at = close + 1;
        }

        return results;
    }

    /// <summary>True for an expanded path of which nobody can tell where it begins.</summary>
    public static bool IsUnknown(string path) => path.StartsWith(Unknown);

    /// <summary>The pattern of a path below the root; null when it leads out of the repository.</summary>
    /// <param name="path">An expanded path.</param>
    /// <param name="directory">What it is relative to.</param>
    public static string? Pattern(string path, string directory)
    {
        path = path.Replace('\\', '/');
        var root = path.LastIndexOf(Root);
        var isInside = root >= 0;
        path = isInside ? path[(root + 1)..].TrimStart('/') : path;
        var unknown = IsUnknown(path);
        if (unknown)
        {
            path = path.TrimStart(Unknown, '/');

            // Where it begins is not known, so that its name has to tell the file.
            if (path.Length == 0 || path[(path.LastIndexOf('/') + 1)..].AsSpan().ContainsAny('*', '?', Unknown))
            {
                return null;
            }

            while (path.StartsWith("../", StringComparison.Ordinal))
            {
                path = path[3..];
            }
        }

        var combined = RepositoryPath.Combine(unknown || isInside ? string.Empty : directory, path)?.Replace(Unknown, '*');
        return unknown && combined is not null ? "**/" + combined : combined;
    }

    /// <summary>The directory of a file, with a slash at its end, as the properties of MSBuild name it.</summary>
    private static string Full(string directory) => Root + (directory.Length == 0 ? "/" : $"/{directory}/");

    private static List<string> Joined(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. before.SelectMany(_ => after, (a, b) => a.Length + b.Length > LongestValue ? Unknown.ToString() : a + b).Distinct(StringComparer.Ordinal).Take(MostValues)];

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private IReadOnlyList<string> Value(string inner, string file)
    {
        inner = inner.Trim();
        if (inner.StartsWith('['))
        {
            return Function(inner, file);
        }

        if (inner.Equals("MSBuildThisFileDirectory", StringComparison.OrdinalIgnoreCase))
        {
            return [Full(RepositoryPath.Directory(file))];
        }

        if (_values.TryGetValue(inner, out var values))
        {
            return values;
        }

        return Array.Exists(Elsewhere, e => inner.StartsWith(e, StringComparison.OrdinalIgnoreCase)) ? ["/"] : [Unknown.ToString()];
    }

    /// <summary>The functions that join paths, and those that look for a file above.</summary>
    private IReadOnlyList<string> Function(string inner, string file)
    {
        var open = inner.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : Close(inner, open);
        var name = close < 0 ? string.Empty : inner[(inner.LastIndexOf(':', open) + 1)..open].Trim();
        var arguments = close < 0 ? [] : inner[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries).Select(a => Expand(a.Trim('\'', '"', '`'), file)).ToArray();
        switch (name)
        {
            case "Combine" or "NormalizePath" or "NormalizeDirectory" or "GetFullPath" or "EnsureTrailingSlash" when arguments.Length > 0:
                var joined = arguments.Aggregate((IReadOnlyList<string> a, IReadOnlyList<string> b) => Joined(Joined(a, ["/"]), b));
                return name is "NormalizeDirectory" or "EnsureTrailingSlash" ? Joined(joined, ["/"]) : joined;
            case "GetDirectoryNameOfFileAbove" when arguments is [var from, var sought]:
                return [Above(from, sought, file) is { } found ? Full(RepositoryPath.Directory(found)).TrimEnd('/') : Unknown.ToString()];
            case "GetPathOfFileAbove" when arguments.Length > 0:
                return [Above(arguments.ElementAtOrDefault(1) ?? [Full(RepositoryPath.Directory(file))], arguments[0], file) is { } path ? $"{Root}/{path}" : Unknown.ToString()];
            default:
                return [Unknown.ToString()];
        }
    }

    private string? Above(IReadOnlyList<string> from, IReadOnlyList<string> sought, string file) =>
        Pattern(from[0], RepositoryPath.Directory(file)) is { } directory ? _files.Above(directory, sought[0]) : null;
}
