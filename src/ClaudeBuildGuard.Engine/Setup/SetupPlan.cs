using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>A file that <c>init</c> will write.</summary>
/// <param name="Path">Relative to the root with <c>/</c> separators.</param>
/// <param name="OldText">What the file holds now; null when there is none.</param>
/// <param name="NewText">What it will hold.</param>
/// <param name="Reason">Why, in one sentence.</param>
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
    private readonly RepositoryView _repository;
    private readonly SortedDictionary<string, PlannedFile> _files = new(StringComparer.Ordinal);
    private readonly List<SetupNote> _notes = [];

    internal SetupPlan(RepositoryView repository)
    {
        _repository = repository;
    }

    /// <summary>The files that change, by path.</summary>
    public IReadOnlyCollection<PlannedFile> Files => _files.Values;

    /// <summary>What could not be planned.</summary>
    public IReadOnlyList<SetupNote> Notes => _notes;

    /// <summary>The text of a file as planned so far, else as it is on disk; null when there is none.</summary>
    public string? Read(string path) =>
        _files.TryGetValue(path, out var planned) ? planned.NewText : OnDisk(path);

    /// <summary>Plans a file's new text. A text equal to the one on disk plans nothing.</summary>
    public void Write(string path, string text, string reason)
    {
        var old = OnDisk(path);
        if (old == text)
        {
            _files.Remove(path);
            return;
        }

        var reasons = _files.TryGetValue(path, out var earlier) ? $"{earlier.Reason} {reason}" : reason;
        _files[path] = new PlannedFile(path, old, text, reasons);
    }

    /// <summary>Says what a person has to do.</summary>
    public void Note(string path, string text) => _notes.Add(new SetupNote(path, text));

    private string? OnDisk(string path)
    {
        var full = Path.Combine(_repository.Root, path.Replace('/', Path.DirectorySeparatorChar));
        return File.Exists(full) ? File.ReadAllText(full) : null;
    }
}
