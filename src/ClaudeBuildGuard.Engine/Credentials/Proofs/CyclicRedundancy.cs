namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>The three cyclic redundancy checks that token formats carry.</summary>
/// <remarks>The base library of net8.0 has no public CRC-32 of this polynomial; tokens are short, so one table is fast enough.</remarks>
internal static class CyclicRedundancy
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>CRC-32 as in IEEE 802.3, PNG and zip (reflected polynomial 0xEDB88320).</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes) => Finish(Append(uint.MaxValue, bytes));

    /// <summary>CRC-32 of two spans as if they stood one behind the other.</summary>
    public static uint Crc32(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        Finish(Append(Append(uint.MaxValue, first), second));

    /// <summary>CRC-16/XMODEM (polynomial 0x1021, start 0), as NATS keys carry it.</summary>
    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (var value in bytes)
        {
            crc ^= (uint)value << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }

        return (ushort)crc;
    }

    /// <summary>CRC-24 of RFC 4880, as PGP armor carries it.</summary>
    public static uint Crc24(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xB704CE;
        foreach (var value in bytes)
        {
            crc ^= (uint)value << 16;
            for (var bit = 0; bit < 8; bit++)
            {
                crc <<= 1;
                if ((crc & 0x1000000) != 0)
                {
                    crc ^= 0x1864CFB;
                }
            }
        }

        return crc & 0xFFFFFF;
    }

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint Finish(uint crc) => ~crc;

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint index = 0; index < 256; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }

            table[index] = crc;
        }

        return table;
    }
}
