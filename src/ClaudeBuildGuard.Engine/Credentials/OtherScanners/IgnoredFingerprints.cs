using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>One accepted finding of <c>.gitleaksignore</c>: <c>file:rule:line</c>, or <c>commit:file:rule:line</c>.</summary>
/// <param name="Commit">The commit, lower case; empty where it is accepted in all of them.</param>
/// <param name="Rule">Gitleaks' name of the rule.</param>
/// <param name="FileLine">The line of the finding, 1-based; 0 of a rule that finds files by their path.</param>
/// <param name="Line">The line of the entry, 1-based.</param>
internal readonly record struct IgnoredFingerprint(string Commit, string Rule, int FileLine, int Line);

/// <summary>The entries of <c>.gitleaksignore</c> or <c>.betterleaksignore</c>, by path.</summary>
internal sealed class IgnoredFingerprints
{
    private readonly Dictionary<string, List<IgnoredFingerprint>> _byPath = new(StringComparer.Ordinal);

    private IgnoredFingerprints(string file) => File = file;

    /// <summary>The name of the file.</summary>
    public string File { get; }

    /// <summary>Reads the file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The name of the file.</param>
    /// <param name="mistake">Is told of each line that is no entry.</param>
    public static IgnoredFingerprints Parse(string text, string file, Action<TextSpan, string> mistake)
    {
        var entries = new IgnoredFingerprints(file);
        var number = 0;
        foreach (var written in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = written.Trim();
            if (!line.IsEmpty && line[0] != '#' && !entries.TryAdd(line.ToString(), number))
            {
                mistake(new TextSpan(number, 1, number, written.Length + 1), "the entry is neither 'file:rule:line' nor 'commit:file:rule:line'");
            }
        }

        return entries;
    }

    /// <summary>The entry that accepts a finding; null when there is none.</summary>
    /// <param name="path">Where it stands, with <c>/</c> separators.</param>
    /// <param name="line">Its line, 1-based.</param>
    /// <param name="commit">
    /// The commit that brought it in; empty in the working tree, where an entry for a commit counts as well: it names the same line of the same file.
    /// </param>
    /// <param name="kind">What was found.</param>
    public IgnoredFingerprint? Of(string path, int line, string commit, CredentialKind kind)
    {
        if (_byPath.TryGetValue(path, out var entries))
        {
            foreach (var entry in entries)
            {
                if ((entry.FileLine == line || (entry.FileLine == 0 && kind is CustomKind)) && (entry.Commit.Length == 0 || commit.Length == 0 || entry.Commit == commit) && ForeignRule.MayBe(entry.Rule, kind))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    private bool TryAdd(string line, int number)
    {
        var end = line.LastIndexOf(':');
        var middle = end > 0 ? line.LastIndexOf(':', end - 1) : -1;
        if (middle < 1 || end == middle + 1 || !int.TryParse(line.AsSpan(end + 1), out var fileLine) || fileLine < 0)
        {
            return false;
        }

        var path = line[..middle];
        var commit = string.Empty;
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon is 40 or 64 && path[..colon].All(char.IsAsciiHexDigit))
        {
            commit = path[..colon].ToLowerInvariant();
            path = path[(colon + 1)..];
        }

        path = path.Replace('\\', '/');
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (!_byPath.TryGetValue(path, out var entries))
        {
            _byPath.Add(path, entries = []);
        }

        entries.Add(new IgnoredFingerprint(commit, line[(middle + 1)..end], fileLine, number));
        return true;
    }
}
