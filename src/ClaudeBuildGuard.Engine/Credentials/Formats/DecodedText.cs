using System.Buffers;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// A value with its escapes undone and its pieces joined, which knows where each part of it is written. Belongs to one thread and is
/// used again for the next value.
/// </summary>
internal sealed class DecodedText
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<Part> _parts = [];

    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Span => _bytes.WrittenSpan;

    /// <summary>Bytes of the value.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>True when it is written as it reads, in one piece.</summary>
    public bool IsAsWritten => _parts.Count == 0 || (_parts.Count == 1 && _parts[0].IsAsWritten);

    /// <summary>True when several literals make it up.</summary>
    public bool IsJoined { get; set; }

    /// <summary>Forgets the value.</summary>
    public void Clear()
    {
        IsJoined = false;
        _bytes.ResetWrittenCount();
        _parts.Clear();
    }

    /// <summary>Adds a part that reads as it is written.</summary>
    /// <param name="text">The part.</param>
    /// <param name="start">Where it is written.</param>
    public void Append(ReadOnlySpan<byte> text, int start)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_parts.Count > 0 && _parts[^1] is { IsAsWritten: true } last && last.Start + last.Length == start)
        {
            _parts[^1] = last with { Length = last.Length + text.Length };
        }
        else
        {
            _parts.Add(new Part(Length, start, text.Length, true));
        }

        _bytes.Write(text);
    }

    /// <summary>Adds what an escape stands for.</summary>
    /// <param name="decoded">What it stands for.</param>
    /// <param name="start">Where the escape is written.</param>
    /// <param name="length">Bytes of the escape.</param>
    public void Append(ReadOnlySpan<byte> decoded, int start, int length)
    {
        _parts.Add(new Part(Length, start, length, false));
        _bytes.Write(decoded);
    }

    /// <summary>Where a part of the value is written, from its first to its last character.</summary>
    /// <param name="at">Offset in the value.</param>
    /// <param name="length">Bytes of the value.</param>
    public (int Start, int Length) Place(int at, int length)
    {
        if (_parts.Count == 0)
        {
            return (0, 0);
        }

        var first = PartAt(at);
        var start = first.IsAsWritten ? first.Start + Math.Min(at - first.At, first.Length) : first.Start;
        if (length == 0)
        {
            return (start, 0);
        }

        var last = PartAt(at + length - 1);
        var end = last.IsAsWritten ? last.Start + Math.Min(at + length - last.At, last.Length) : last.Start + last.Length;
        return (start, Math.Max(0, end - start));
    }

    /// <summary>A copy that lives on when this one is used again.</summary>
    public DecodedText Copy()
    {
        var copy = new DecodedText();
        copy._bytes.Write(Span);
        copy._parts.AddRange(_parts);
        return copy;
    }

    private Part PartAt(int at)
    {
        int from = 0, to = _parts.Count - 1;
        while (from < to)
        {
            var middle = (from + to + 1) / 2;
            (from, to) = _parts[middle].At <= at ? (middle, to) : (from, middle - 1);
        }

        return _parts[from];
    }

    private readonly record struct Part(int At, int Start, int Length, bool IsAsWritten);
}
