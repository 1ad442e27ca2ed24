using System.Text;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>
/// A file of the working tree. Its content is read once, on first use, and handed to every control that asks.
/// A file of no bytes is never opened: that is also how pipes, sockets and devices look, and opening those may block.
/// </summary>
public sealed class RepositoryFile
{
    /// <summary>Files above this size are read in pieces by the credential scanner and by nobody else.</summary>
    public const long LargestWholeFile = 32 * 1024 * 1024;

    private byte[]? _bytes;
    private string? _text;

    internal RepositoryFile(string path, string fullPath, long length, DateTime lastWriteTimeUtc)
    {
        Path = path;
        FullPath = fullPath;
        Length = length;
        LastWriteTimeUtc = lastWriteTimeUtc;
    }

    /// <summary>Relative to the repository root, with <c>/</c> separators on every platform.</summary>
    public string Path { get; }

    /// <summary>The last part of <see cref="Path"/>.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>Bytes on disk.</summary>
    public long Length { get; }

    /// <summary>When it was last written, UTC.</summary>
    public DateTime LastWriteTimeUtc { get; }

    /// <summary>Where a symbolic link points, as written; null when the file is no link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>True when git's index holds it.</summary>
    public bool IsTracked { get; init; }

    /// <summary>True when git ignores it. The agent reads it all the same.</summary>
    public bool IsIgnored => !IsTracked && Ignored?.Contains(Path) == true;

    /// <summary>The ignore rules of the repository it lies in; null when there are none.</summary>
    internal IgnoredFiles? Ignored { get; init; }

    /// <summary>The content.</summary>
    /// <exception cref="IOException">The file cannot be read or is larger than <see cref="LargestWholeFile"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ReadOnlyMemory<byte> Bytes => _bytes ??= ReadAll();

    /// <summary>The content as text: by its byte order mark, else UTF-8, else Latin-1.</summary>
    /// <exception cref="IOException">See <see cref="Bytes"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">See <see cref="Bytes"/>.</exception>
    public string Text => _text ??= TextDecoding.Decode(Bytes.Span);

    /// <summary>The content as text; false, with a finding, when it cannot be read.</summary>
    public bool TryReadText(IFindings findings, out string text)
    {
        ArgumentNullException.ThrowIfNull(findings);
        try
        {
            text = Text;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Report(Unreadable(e));
            text = string.Empty;
            return false;
        }
    }

    /// <summary>The finding that says this file could not be judged.</summary>
    internal Finding Unreadable(Exception reason) =>
        new(
            GuardDiagnostics.FileNotJudged,
            new Location(Path),
            $"'{Path}' was not judged: {reason.Message}",
            "Make it readable, or name it under 'scan.exclude' in claude-build-guard.json.");

    /// <summary>The finding that says that this file is too large for one kind of reader.</summary>
    /// <param name="what">What it would have been read as.</param>
    /// <param name="limit">The bytes that this reader takes.</param>
    internal Finding TooLarge(string what, long limit) =>
        new(
            GuardDiagnostics.FileNotJudged,
            new Location(Path),
            $"'{Path}' was not judged as {what}: it holds {Length} bytes, more than the {limit} that are read.",
            "Split it, or accept this with an entry for CBG0007 and its path under 'suppressions'.")
        {
            Identity = what,
        };

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>
    /// The content, not kept for the next who asks: for a pass over every file of the tree, which would otherwise hold all of it
    /// in memory.
    /// </summary>
    /// <exception cref="IOException">See <see cref="Bytes"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">See <see cref="Bytes"/>.</exception>
    public ReadOnlyMemory<byte> ReadOnce() => _bytes ?? ReadAll();

    private byte[] ReadAll()
    {
        if (LinkTarget is not null)
        {
            return Encoding.UTF8.GetBytes(LinkTarget);
        }

        if (Length == 0)
        {
            return [];
        }

        if (Length > LargestWholeFile)
        {
            throw new IOException($"It holds {Length} bytes, more than the {LargestWholeFile} that are read as a whole.");
        }

        return File.ReadAllBytes(FullPath);
    }
}
