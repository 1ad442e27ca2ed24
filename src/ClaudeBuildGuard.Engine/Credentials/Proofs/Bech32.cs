namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>The BCH checksum of bech32, which an age identity carries. Source: token-formats, P10; BIP-173.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    /// <summary>Judges a whole bech32 text in one letter case, human-readable part included.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> text)
    {
        var separator = text.LastIndexOf((byte)'1');
        if (separator < 1
            || text.Length - separator < 7
            || (text.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0 && text.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0))
        {
            return ProofOutcome.Disproved;
        }

        uint state = 1;
        foreach (var character in text[..separator])
        {
            state = Step(state, (uint)Lower(character) >> 5);
        }

        state = Step(state, 0);
        foreach (var character in text[..separator])
        {
            state = Step(state, (uint)Lower(character) & 31);
        }

        foreach (var character in text[(separator + 1)..])
        {
            var value = Alphabet.IndexOf((char)Lower(character), StringComparison.Ordinal);
            if (value < 0)
            {
                return ProofOutcome.Disproved;
            }

            state = Step(state, (uint)value);
        }

        return state == 1 ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    private static byte Lower(byte character) =>
        character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character + 32) : character;

    private static uint Step(uint state, uint value)
    {
        ReadOnlySpan<uint> generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];
        var top = state >> 25;
        state = ((state & 0x1FFFFFF) << 5) ^ value;
        for (var bit = 0; bit < 5; bit++)
        {
            if (((top >> bit) & 1) != 0)
            {
                state ^= generator[bit];
            }
        }

        return state;
    }
}
