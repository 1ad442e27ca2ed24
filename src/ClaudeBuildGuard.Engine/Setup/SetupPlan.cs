using System.Text;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>A file that <c>init</c> will write. Texts have <c>\n</c> line endings and no byte order mark; the file keeps its own.</summary>
/// <param name="Path">Relative to the root with <c>/</c> separators.</param>
/// <param name="OldText">What the file holds now; null when there is none.</param>
/// <param name="NewText">What it will hold.</param>
/// <param name="Reason">Why, in one sentence for each area that changes it.</param>
public sealed record PlannedFile(string Path, string? OldText, string NewText, string Reason);

/// <summary>Something that <c>init</c> cannot do, or that a person has to do after it.</summary>
/// <param name="Path">The file it is about; empty for the repository.</param>
/// <param name="Text">What, and the next command.</param>
public sealed record SetupNote(string Path, string Text);

/// <summary>
/// The files that <c>init</c> will write. Later areas see what earlier ones planned, so several may add to one file.
/// </summary>
public sealed class SetupPlan
{
    private readonly string _root;
    private readonly IReadOnlyList<string> _leftOut;
    private readonly SortedDictionary<string, PlannedFile> _files = new(StringComparer.Ordinal);
    private readonly List<SetupNote> _notes = [];

    /// <summary>An empty plan.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="leftOut">Files, and directories ending in <c>/</c>, that a sparse checkout leaves out.</param>
    internal SetupPlan(string root, IReadOnlyList<string>? leftOut = null)
    {
        _root = root;
        _leftOut = leftOut ?? [];
    }

    /// <summary>The files that change, by path.</summary>
    public IReadOnlyCollection<PlannedFile> Files => _files.Values;

    /// <summary>What could not be planned.</summary>
    public IReadOnlyList<SetupNote> Notes => _notes;

    /// <summary>The text of a file as planned so far, else as it is on disk; null when there is none.</summary>
    public string? Read(string path) =>
        _files.TryGetValue(path, out var planned) ? planned.NewText : OnDisk(path);

    /// <summary>
    /// Plans a file's new text, with <c>\n</c> line endings. A text equal to the one on disk plans nothing. A file behind a symbolic
    /// link is never written: it may belong to someone else. Nor is one that a sparse checkout leaves out: it holds what is not seen here.
    /// </summary>
    public void Write(string path, string text, string reason)
    {
        if (BehindLink(path))
        {
            Note(path, $"'{path}' is reached through a symbolic link, so it was not written. Replace the link by a file and run init again.");
            return;
        }

        if (Directory.Exists(FullPath(path)))
        {
            Note(path, $"'{path}' is a directory, so it was not written. Move it away and run init again.");
            return;
        }

        var old = OnDisk(path);
        if (old is null && _leftOut.Any(l => l.EndsWith('/') ? path.StartsWith(l, StringComparison.Ordinal) : path == l))
        {
            Note(path, $"'{path}' is in the repository, and this sparse checkout leaves it out, so it was not written. {TypedPath.Command("git sparse-checkout add", path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : path)} brings it; then run init again.");
            return;
        }

        if (old == text)
        {
            _files.Remove(path);
            return;
        }

        var reasons = _files.TryGetValue(path, out var earlier) && earlier.Reason != reason ? $"{earlier.Reason} {reason}" : reason;
        _files[path] = new PlannedFile(path, old, text, reasons);
    }

    /// <summary>Says what a person has to do. The same note is kept once.</summary>
    public void Note(string path, string text)
    {
        var note = new SetupNote(path, text);
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    /// <summary>The absolute path of a planned file.</summary>
    internal string FullPath(string path) => Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The bytes to write: the new text in the encoding mark and with the line endings that the file has now.</summary>
    internal byte[] Bytes(PlannedFile file)
    {
        var full = FullPath(file.Path);
        var old = File.Exists(full) ? File.ReadAllBytes(full) : [];
        var text = Encoding.UTF8.GetString(old).Contains("\r\n", StringComparison.Ordinal)
            ? file.NewText.ReplaceLineEndings("\r\n")
            : file.NewText;
        byte[] mark = old.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : [];
        return [.. mark, .. Encoding.UTF8.GetBytes(text)];
    }

    private string? OnDisk(string path)
    {
        var full = FullPath(path);
        return File.Exists(full) ? TextDecoding.Decode(File.ReadAllBytes(full)).ReplaceLineEndings("\n") : null;
    }

    private bool BehindLink(string path)
    {
        var at = _root;
        foreach (var part in path.Split('/'))
        {
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
