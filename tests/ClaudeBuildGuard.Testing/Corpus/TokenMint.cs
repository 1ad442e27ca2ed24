using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>
/// Makes tokens as their issuers make them: random characters, then the checksum by the published algorithm. Written from the
/// formats' descriptions and apart from the product's proofs, so that each can catch a mistake of the other. Every token is new and
/// opens nothing.
/// </summary>
/// <param name="seed">Equal seeds make equal tokens.</param>
public sealed class TokenMint(int seed)
{
    public const string Digits = "0123456789";
    public const string Lower = "abcdefghijklmnopqrstuvwxyz";
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string Letters = Upper + Lower;
    public const string Alphanumeric = Digits + Upper + Lower;
    public const string Hex = "0123456789abcdef";
    public const string HexUpper = "0123456789ABCDEF";
    public const string Base64 = Upper + Lower + Digits + "+/";
    public const string Base64Url = Upper + Lower + Digits + "-_";
    public const string Base32Lower = Lower + "234567";
    public const string Base32Upper = Upper + "234567";

    private readonly Random _random = new(seed);

    /// <summary>Random characters of an alphabet.</summary>
    public string Text(string alphabet, int length) => new(Enumerable.Range(0, length).Select(_ => alphabet[_random.Next(alphabet.Length)]).ToArray());

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A random number.</summary>
    public int Number(int below) => _random.Next(below);

    /// <summary>A random version-4 GUID in lower case.</summary>
    public string Uuid() => new Guid(Bytes(16)).ToString("D", CultureInfo.InvariantCulture);

    /// <summary>GitHub, npm and Vercel: marker, body, base62 CRC-32 of the body.</summary>
    public string WithBase62Checksum(string marker, int bodyLength)
    {
        var body = Text(Alphanumeric, bodyLength);
        return marker + body + Positional(Crc32(body), Alphanumeric, 6);
    }

    public string GrafanaServiceAccount()
    {
        var head = "glsa" + "_" + Text(Alphanumeric, 32);
        var crc = Crc32(head);
        return head + "_" + Convert.ToHexString([(byte)crc, (byte)(crc >> 8), (byte)(crc >> 16), (byte)(crc >> 24)]).ToLowerInvariant();
    }

    public string Atlassian(string marker, int bodyLength, string separator, string alphabet = Alphanumeric)
    {
        var head = marker + Text(alphabet, bodyLength) + separator;
        return head + Crc32(head).ToString("X8", CultureInfo.InvariantCulture);
    }

    public string GitLabRoutable(string marker = "glpat")
    {
        var payload = Text(Base64Url, 40);
        var head = marker + "-" + payload + ".01." + Positional((uint)payload.Length, Digits + Lower, 2);
        return head + Positional(Crc32(head), Digits + Lower, 7);
    }

    public string AzureDevOpsPat(uint mask = 0xE0B9692D)
    {
        var bytes = Bytes(32);
        int[] places = [22, 8, 7, 2];
        var crc = Crc32(bytes.Where((_, index) => !places.Contains(index)).ToArray()) ^ mask;
        for (var index = 0; index < 4; index++)
        {
            bytes[places[index]] = (byte)(crc >> (8 * index));
        }

        return Base32(bytes).ToLowerInvariant();
    }

    /// <summary>Azure keys of the first identifiable generation.</summary>
    /// <param name="length">Bytes of the key.</param>
    /// <param name="signature">Four characters.</param>
    /// <param name="seed">Eight characters.</param>
    /// <param name="url">True writes the URL alphabet.</param>
    public string AzureIdentifiable(int length, string signature, string seed, bool url = false)
    {
        while (true)
        {
            // The signature stands in the last whole characters before the checksum; the bits between them are zero.
            var characters = Convert.ToBase64String(Bytes(length)).ToCharArray();
            var first = ((length - 4) * 8 / 6) - 4;
            signature.CopyTo(0, characters, first, 4);
            var bytes = Convert.FromBase64String(new string(characters).Replace('-', '+').Replace('_', '/'));
            var used = (first + 4) * 6;
            for (var bit = used; bit < (length - 4) * 8; bit++)
            {
                bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            }

            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(length - 4), Marvin(bytes.AsSpan(0, length - 4), seed));
            var key = Convert.ToBase64String(bytes);
            key = url ? key.Replace('+', '-').Replace('/', '_') : key;
            if (length != 39 || signature[0] == '+' || key.All(char.IsAsciiLetterOrDigit))
            {
                return key;
            }
        }
    }

    /// <summary>Azure keys of the common annotated format.</summary>
    /// <param name="signature">Four characters that name the provider.</param>
    /// <param name="platform">Twelve characters; random when empty.</param>
    public string AzureCommon(string signature, string platform = "")
    {
        var head = Text(Alphanumeric, 52) + "JQQJ" + "99" + "BD" + (platform.Length == 12 ? platform : Text(Alphanumeric, 12)) + "AAA" + Text(Upper, 1) + signature;
        var hash = Marvin(Convert.FromBase64String(head), "Default0");
        var number = BinaryPrimitives.ReverseEndianness(hash);
        var digits = new StringBuilder();
        for (var rest = number; rest > 0; rest /= 62)
        {
            digits.Insert(0, Alphanumeric[(int)(rest % 62)]);
        }

        return head + digits.ToString().PadRight(6, '0')[..4];
    }

    public string EntraClientSecret(char version = '8')
    {
        var head = Text(Alphanumeric + "_", 3) + version + "Q~" + Text(Alphanumeric + "_.-~", 31);
        if (version != '8')
        {
            return head;
        }

        const string Alphabet = Lower + Upper + "1234567890" + ".-_~";
        var digits = new StringBuilder();
        for (var rest = Marvin(Encoding.ASCII.GetBytes(head), "AadP" + "wd00"); rest > 0; rest /= (uint)Alphabet.Length)
        {
            digits.Insert(0, Alphabet[(int)(rest % Alphabet.Length)]);
        }

        return head + digits.ToString()[..3];
    }

    public string NuGetKey() =>
        (Base32([(byte)'v', (byte)'4', .. Bytes(10)]) + Base32(Bytes(16))).ToLowerInvariant();

    /// <summary>Twelve words of BIP-39 that carry their checksum.</summary>
    public string Mnemonic()
    {
        using var stream = typeof(ClaudeBuildGuard.Engine.Guard).Assembly.GetManifestResourceStream("Mnemonic.words")!;
        using var reader = new StreamReader(stream);
        var words = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var entropy = Bytes(16);
        var bits = string.Concat(entropy.Select(b => Convert.ToString(b, 2).PadLeft(8, '0'))) + Convert.ToString(SHA256.HashData(entropy)[0] >> 4, 2).PadLeft(4, '0');
        return string.Join(' ', Enumerable.Range(0, 12).Select(index => words[Convert.ToInt32(bits.Substring(index * 11, 11), 2)]));
    }

    public string AgeIdentity(string name = "age-secret-key-")
    {
        // BIP-173 with the human-readable part in lower case, then everything in upper case as age prints it.
        const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        var bits = string.Concat(Bytes(32).Select(b => Convert.ToString(b, 2).PadLeft(8, '0'))).PadRight(260, '0');
        var data = Enumerable.Range(0, 52).Select(index => Convert.ToInt32(bits.Substring(index * 5, 5), 2)).ToList();
        List<int> all = [.. name.Select(c => c >> 5), 0, .. name.Select(c => c & 31), .. data, 0, 0, 0, 0, 0, 0];
        uint check = 1;
        foreach (var value in all)
        {
            var top = check >> 25;
            check = ((check & 0x1ffffff) << 5) ^ (uint)value;
            uint[] generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
            for (var bit = 0; bit < 5; bit++)
            {
                check ^= ((top >> bit) & 1) == 1 ? generators[bit] : 0;
            }
        }

        check ^= 1;
        var sum = Enumerable.Range(0, 6).Select(index => (int)((check >> (5 * (5 - index))) & 31));
        return (name + "1" + string.Concat(data.Concat(sum).Select(value => Alphabet[value]))).ToUpperInvariant();
    }

    public string Zuplo()
    {
        var body = Text(Alphanumeric, 32);
        return "zpka" + "_" + body + "_" + Crc32(body).ToString("x8", CultureInfo.InvariantCulture);
    }

    public string Confluent()
    {
        var body = Text(Base64, 54);
        return "cflt" + body + Convert.ToBase64String(BitConverter.GetBytes(Crc32(body)))[..6];
    }

    public string Apify()
    {
        var head = "apify_" + "api_" + Text(Alphanumeric, 30);
        return head + Positional(Crc32(head), Digits + Lower + Upper, 6);
    }

    public string JsonWebToken(string header = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}", string? claims = null) =>
        Url(Encoding.UTF8.GetBytes(header))
        + "." + Url(Encoding.UTF8.GetBytes(claims ?? $"{{\"sub\":\"{Text(Lower, 12)}\",\"exp\":{1700000000 + Number(99999999)}}}"))
        + "." + Url(Bytes(32));

    public string TeamCityToken() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes("{\"typ\": \"TCV2\"}")) + "." + Text(Base64Url, 36) + "." + Text(Base64Url, 48);

    public string JFrogApiKey() => "AK" + "Cp" + Text("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 69);

    public string JFrogReference() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"reftkn:01:{1700000000 + Number(99999999)}:{Text(Alphanumeric, 27)}"));

    public string DiscordBot() =>
        Url(Encoding.ASCII.GetBytes((100000000000000000L + _random.NextInt64(899999999999999999L)).ToString(CultureInfo.InvariantCulture)))
        + "." + Text(Base64Url, 6) + "." + Text(Base64Url, 38);

    public string PyPi(string location = "pypi.org") =>
        "pypi-" + Url([2, 1, (byte)location.Length, .. Encoding.ASCII.GetBytes(location), 2, 36, .. Encoding.ASCII.GetBytes(Uuid()), 0, 0, 6, 32, .. Bytes(32)]);

    public string NatsSeed()
    {
        // Five bits each: S (18) for a seed, U (20) for a user; the rest of the two bytes is zero.
        byte[] bytes = [(18 << 3) | (20 >> 2), (20 & 3) << 6, .. Bytes(32)];
        ushort crc = 0;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = ((crc >> 15) & 1) ^ ((value >> bit) & 1);
                crc = (ushort)((crc << 1) ^ (carry == 1 ? 0x1021 : 0));
            }
        }

        return Base32([.. bytes, (byte)crc, (byte)(crc >> 8)]);
    }

    public string WalletImportFormat(bool compressed)
    {
        byte[] payload = [0x80, .. Bytes(32), .. compressed ? (byte[])[1] : []];
        byte[] whole = [.. payload, .. SHA256.HashData(SHA256.HashData(payload))[..4]];
        const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        var text = new StringBuilder();
        for (var rest = new BigInteger(whole, isUnsigned: true, isBigEndian: true); rest > 0; rest /= 58)
        {
            text.Insert(0, Alphabet[(int)(rest % 58)]);
        }

        return text.ToString();
    }

    /// <summary>An EC private key as PKCS#8 PEM.</summary>
    public static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A private PGP block: one secret key packet of random content with its CRC-24.</summary>
    public string PgpBlock()
    {
        byte[] packet = [0x95, 0x01, 0xD8, .. Bytes(472)];
        uint crc = 0xB704CE;
        foreach (var value in packet)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = ((crc >> 23) & 1) ^ (uint)((value >> bit) & 1);
                crc = ((crc << 1) & 0xFFFFFF) ^ (carry == 1 ? 0x864CFBu : 0);
            }
        }

        var lines = string.Join('\n', Convert.ToBase64String(packet).Chunk(64).Select(line => new string(line)));
        return $"-----BEGIN PGP PRIVATE KEY " + $"BLOCK-----\n\n{lines}\n={Convert.ToBase64String([(byte)(crc >> 16), (byte)(crc >> 8), (byte)crc])}\n-----END PGP PRIVATE KEY BLOCK-----";
    }

    /// <summary>An unencrypted OpenSSH private key of random content.</summary>
    public string OpenSshKey(string cipher = "none")
    {
        byte[] bytes = [.. "openssh-key-v1\0"u8, 0, 0, 0, (byte)cipher.Length, .. Encoding.ASCII.GetBytes(cipher), 0, 0, 0, 4, .. Bytes(200)];
        var lines = string.Join('\n', Convert.ToBase64String(bytes).Chunk(70).Select(line => new string(line)));
        return "-----BEGIN OPENSSH PRIVATE " + $"KEY-----\n{lines}\n-----END OPENSSH PRIVATE KEY-----";
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Positional(uint value, string digits, int width)
    {
        var text = new StringBuilder();
        for (ulong rest = value; rest > 0; rest /= (ulong)digits.Length)
        {
            text.Insert(0, digits[(int)(rest % (ulong)digits.Length)]);
        }

        return text.ToString().PadLeft(width, '0');
    }

    private static string Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        bits = bits.PadRight((bits.Length + 4) / 5 * 5, '0');
        return string.Concat(bits.Chunk(5).Select(group => Base32Upper[Convert.ToInt32(new string(group), 2)]));
    }

    private static uint Crc32(string text) => Crc32(Encoding.ASCII.GetBytes(text));

    /// <summary>Bit by bit, unlike the product's table.</summary>
    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = (crc ^ (uint)(value >> bit)) & 1;
                crc = (crc >> 1) ^ (carry * 0xEDB88320);
            }
        }

        return ~crc;
    }

    /// <summary>Marvin with the block written out step by step as its authors do.</summary>
    private static uint Marvin(ReadOnlySpan<byte> bytes, string seed)
    {
        var key = Convert.ToUInt64(Convert.ToHexString(Encoding.ASCII.GetBytes(seed)), 16);
        uint p0 = (uint)key, p1 = (uint)(key >> 32);
        byte[] padded = [.. bytes, 0x80, 0, 0, 0];
        var whole = bytes.Length / 4;
        for (var block = 0; block <= whole + 1; block++)
        {
            p0 += block <= whole ? BitConverter.ToUInt32(padded, block * 4) : 0;
            p1 ^= p0;
            p0 = (p0 << 20) | (p0 >> 12);
            p0 += p1;
            p1 = (p1 << 9) | (p1 >> 23);
            p1 ^= p0;
            p0 = (p0 << 27) | (p0 >> 5);
            p0 += p1;
            p1 = (p1 << 19) | (p1 >> 13);
        }

        return p0 ^ p1;
    }
}
