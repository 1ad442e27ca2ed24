using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>
/// Files in which an earlier build found nothing of one kind, so that an unchanged one is not opened again. A file is known by a hash of its path,
/// length and time of change, as git's own index knows it; nothing of its content is kept. Only silence is remembered: a file with a
/// finding is read and judged each time.
/// </summary>
internal sealed class CleanFiles
{
    private const int IdLength = 16;
    private const int LargestState = 64 * 1024 * 1024;

    // A file that was written within this time may change again without a new time.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private readonly StateDirectory? _directory;
    private readonly string _purpose;
    private readonly string _rules;
    private readonly HashSet<UInt128> _known = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly DateTime _now = DateTime.UtcNow;

    /// <summary>Reads what is remembered; a damaged file or one of another version is nothing.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="purpose">What was looked for, lower case with hyphens: the name of the file that remembers.</param>
    /// <param name="rules">What else the answer depends on, beside the engine: with another text nothing is remembered.</param>
    public CleanFiles(RepositoryView repository, string purpose, string rules = "")
    {
        _purpose = purpose;
        _rules = rules;
        _directory = repository.Git is null ? null : StateDirectory.Of(repository.Git);
        var bytes = _directory?.Read(FileName) ?? [];
        var header = Header();
        if (bytes.Length < header.Length + 32 || bytes.Length > LargestState || !bytes.AsSpan().StartsWith(header)
            || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
        {
            return;
        }

        for (var at = header.Length; at + IdLength <= bytes.Length - 32; at += IdLength)
        {
            _known.Add(BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(at)));
        }
    }

    /// <summary>True when the file is as it was when nothing was found in it.</summary>
    public bool Knows(RepositoryFile file)
    {
        var id = Id(file);
        if (!_known.Contains(id))
        {
            return false;
        }

        _seen.Add(id);
        return true;
    }

    /// <summary>Remembers that nothing was found.</summary>
    public void Add(RepositoryFile file)
    {
        if (_directory is not null && _now - file.LastWriteTimeUtc > Settled)
        {
            _seen.Add(Id(file));
        }
    }

    /// <summary>Writes what is remembered when it has changed.</summary>
    public void Save()
    {
        if (_directory is null || _seen.SetEquals(_known) || _seen.Count == 0)
        {
            return;
        }

        var header = Header();
        var bytes = new byte[header.Length + (_seen.Count * IdLength) + 32];
        header.CopyTo(bytes, 0);
        var at = header.Length;
        foreach (var id in _seen)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(at), id);
            at += IdLength;
        }

        SHA256.HashData(bytes.AsSpan(0, at), bytes.AsSpan(at));
        _directory.TryWrite(FileName, bytes);
    }

    private string FileName => $"{_purpose}.state";

    private byte[] Header() => Encoding.UTF8.GetBytes($"ClaudeBuildGuard {_purpose} 1 {EngineVersion.Text} {_rules}\n");

    private static UInt128 Id(RepositoryFile file)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{file.LastWriteTimeUtc.Ticks:x}:{file.Length:x}:{file.Path}"), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
