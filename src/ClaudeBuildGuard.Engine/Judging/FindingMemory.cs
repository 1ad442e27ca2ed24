using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Judging;

/// <summary>
/// What the last run found, kept in the git directory beside the objects, so that a build in which nothing changed judges nothing
/// again. It holds findings, which hold no secret; it is replaced as a whole; a damaged or foreign one is ignored.
/// </summary>
/// <remarks>
/// The key stands on sizes and times, as git's own index does, so it can be fooled by someone who sets both on purpose and owns the
/// machine. A clean checkout has no memory: what CI says stands on content alone.
/// </remarks>
internal sealed class FindingMemory
{
    private const int HashLength = 32;

    private readonly string? _directory;
    private readonly string _name;
    private readonly IGuardLog _log;

    public FindingMemory(RepositoryView repository, IGuardLog log)
    {
        _directory = repository.Git is { } git ? Path.Combine(git.CommonDirectory, "claude-build-guard") : null;
        _name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(repository.Root)), 0, 8).ToLowerInvariant();
        _log = log;
    }

    /// <summary>Reports what is remembered under this key; false when nothing is.</summary>
    public bool Recall(GuardParts part, byte[] key, IFindings findings)
    {
        if (_directory is null)
        {
            return false;
        }

        byte[] bytes;
        try
        {
            bytes = RegularFile.LengthOf(FileOf(part)) > 0 ? File.ReadAllBytes(FileOf(part)) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        if (bytes.Length < 2 * HashLength || !bytes.AsSpan(0, HashLength).SequenceEqual(key))
        {
            return false;
        }

        var content = bytes.AsSpan(HashLength, bytes.Length - (2 * HashLength));
        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashLength)))
        {
            _log.Detail($"what was remembered of {part} is damaged and was ignored");
            return false;
        }

        using var reader = new BinaryReader(new MemoryStream(content.ToArray()), Encoding.UTF8);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            findings.Report(ReadFinding(reader));
        }

        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            findings.Note(reader.ReadString());
        }

        return true;
    }

    /// <summary>Remembers what was found, and the facts that stay true of a run that recalls them. A directory that cannot be written is no error: the next run judges again.</summary>
    public void Remember(GuardParts part, byte[] key, IReadOnlyList<Finding> findings, IReadOnlyList<string> facts)
    {
        if (_directory is null)
        {
            return;
        }

        using var stream = new MemoryStream();
        stream.Write(key);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(findings.Count);
            foreach (var finding in findings)
            {
                Write(writer, finding);
            }

            writer.Write(facts.Count);
            foreach (var fact in facts)
            {
                writer.Write(fact);
            }
        }

        stream.Write(SHA256.HashData(stream.ToArray()));
        var file = FileOf(part);
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(_directory);
            File.WriteAllBytes(temporary, stream.ToArray());
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Detail($"what was found cannot be remembered: {e.Message}");
        }
    }

    private string FileOf(GuardParts part) => Path.Combine(_directory!, $"findings-{_name}-{part}.bin");

    private static void Write(BinaryWriter writer, Finding finding)
    {
        var (diagnostic, location) = (finding.Diagnostic, finding.Location);
        writer.Write(diagnostic.Id);
        writer.Write(diagnostic.Title);
        writer.Write((int)diagnostic.DefaultSeverity);
        writer.Write(diagnostic.Controls);
        writer.Write((int)diagnostic.Silencing);
        writer.Write(location.Path);
        foreach (var number in (ReadOnlySpan<int>)[location.Line, location.Column, location.EndLine, location.EndColumn])
        {
            writer.Write(number);
        }

        writer.Write(finding.Message);
        writer.Write(finding.Fix);
        writer.Write(finding.Severity is { } severity ? (int)severity : -1);
        writer.Write(finding.Identity);
        writer.Write(finding.Accepted is { } accepted ? (int)accepted.By : -1);
        writer.Write(finding.Accepted?.Reason ?? string.Empty);
        writer.Write(finding.UnlessSilenced);
        writer.Write(finding.InPlaceOf.Count);
        foreach (var other in finding.InPlaceOf)
        {
            Write(writer, other);
        }

        writer.Write(finding.Properties.Count);
        foreach (var (name, value) in finding.Properties)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static Finding ReadFinding(BinaryReader reader)
    {
        var diagnostic = new Diagnostic(reader.ReadString(), reader.ReadString(), (Severity)reader.ReadInt32(), reader.ReadString())
        {
            Silencing = (Silencing)reader.ReadInt32(),
        };
        var location = new Location(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var finding = new Finding(diagnostic, location, reader.ReadString(), reader.ReadString());
        var severity = reader.ReadInt32();
        finding = finding with { Severity = severity < 0 ? null : (Severity)severity, Identity = reader.ReadString() };
        var (acceptedBy, reason) = (reader.ReadInt32(), reader.ReadString());
        finding = finding with
        {
            Accepted = acceptedBy < 0 ? null : new Acceptance((SilencedBy)acceptedBy, reason),
            UnlessSilenced = reader.ReadString(),
        };
        var inPlaceOf = new List<Finding>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            inPlaceOf.Add(ReadFinding(reader));
        }

        finding = inPlaceOf.Count == 0 ? finding : finding with { InPlaceOf = inPlaceOf };
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            properties[reader.ReadString()] = reader.ReadString();
        }

        return finding with { Properties = properties.ToImmutable() };
    }
}
