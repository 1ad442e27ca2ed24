namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Git's delta format: copy a range of the base, or insert bytes that follow. See PACK.md.</summary>
internal static class Delta
{
    /// <summary>Reads the two sizes at the beginning.</summary>
    /// <param name="delta">The instructions; afterwards without the sizes.</param>
    /// <returns>Bytes of the base and of the result.</returns>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static (long BaseSize, long ResultSize) ReadSizes(ref ReadOnlySpan<byte> delta)
    {
        var baseSize = ReadSize(ref delta);
        return (baseSize, ReadSize(ref delta));
    }

    /// <summary>Carries out the instructions.</summary>
    /// <param name="source">The base.</param>
    /// <param name="delta">The instructions without the sizes.</param>
    /// <param name="result">Receives the result, and must be filled exactly.</param>
    /// <param name="copies">Receives what was copied, in order, neighbours that belong together as one; null when nobody asks.</param>
    /// <exception cref="InvalidDataException">An instruction reaches outside the base or the result, or is reserved.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta, Span<byte> result, List<CopiedStretch>? copies = null)
    {
        var at = 0;
        var written = 0;
        while (at < delta.Length)
        {
            var instruction = delta[at++];
            if ((instruction & 0x80) == 0)
            {
                if (instruction == 0 || instruction > delta.Length - at || instruction > result.Length - written)
                {
                    throw new InvalidDataException("a delta inserts what is not there");
                }

                delta.Slice(at, instruction).CopyTo(result[written..]);
                at += instruction;
                written += instruction;
                continue;
            }

            var offset = 0u;
            var length = 0u;
            for (var bit = 0; bit < 7; bit++)
            {
                if ((instruction & (1 << bit)) == 0)
                {
                    continue;
                }

                if (at == delta.Length)
                {
                    throw new InvalidDataException("a delta ends within an instruction");
                }

                if (bit < 4)
                {
                    offset |= (uint)delta[at++] << (8 * bit);
                }
                else
                {
                    length |= (uint)delta[at++] << (8 * (bit - 4));
                }
            }

            length = length == 0 ? 0x10000 : length;
            if (offset > (uint)source.Length || length > (uint)source.Length - offset || length > (uint)(result.Length - written))
            {
                throw new InvalidDataException("a delta copies from outside its base");
            }

            source.Slice((int)offset, (int)length).CopyTo(result[written..]);
            if (copies is not null)
            {
                Note(copies, new CopiedStretch((int)offset, written, (int)length));
            }

            written += (int)length;
        }

        if (written != result.Length)
        {
            throw new InvalidDataException("a delta makes another length than it says");
        }
    }

    // Git copies long stretches in pieces.
    private static void Note(List<CopiedStretch> copies, CopiedStretch next)
    {
        if (copies.Count > 0 && copies[^1] is var last && last.From + last.Length == next.From && last.To + last.Length == next.To)
        {
            copies[^1] = last with { Length = last.Length + next.Length };
        }
        else
        {
            copies.Add(next);
        }
    }

    private static long ReadSize(ref ReadOnlySpan<byte> delta)
    {
        var value = 0L;
        var shift = 0;
        for (var i = 0; i < delta.Length && shift <= 56; i++, shift += 7)
        {
            value |= (long)(delta[i] & 0x7F) << shift;
            if ((delta[i] & 0x80) == 0)
            {
                delta = delta[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("a delta's size has no end");
    }
}
