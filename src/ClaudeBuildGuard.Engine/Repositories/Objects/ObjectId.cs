using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>The name of a git object: 20 bytes (SHA-1) or 32 bytes (SHA-256). A value, so that millions cost no allocation.</summary>
public readonly struct ObjectId : IEquatable<ObjectId>, IComparable<ObjectId>
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;
    private readonly byte _length;

    /// <summary>Reads an id from its bytes.</summary>
    /// <param name="bytes">20 or 32 bytes.</param>
    /// <exception cref="ArgumentException">It is neither 20 nor 32 bytes.</exception>
    public ObjectId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not (20 or 32))
        {
            throw new ArgumentException("An object id has 20 or 32 bytes.", nameof(bytes));
        }

        _length = (byte)bytes.Length;
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = bytes.Length == 20 ? (ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]) << 32 : BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = bytes.Length == 20 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Its length in bytes: 20, 32, or 0 for the default value, which names no object.</summary>
    public int Length => _length;

    /// <summary>True for the default value and for the id of all zeros, by which git says "none".</summary>
    public bool IsNone => (_first | _second | _third | _fourth) == 0;

    /// <summary>Where the id stands about among so many that are spread evenly: a number below <paramref name="count"/>, never larger for a smaller id.</summary>
    internal int Place(int count) => (int)(((_first >> 32) * (uint)count) >> 32);

    /// <summary>Reads an id from 40 or 64 hexadecimal characters.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ObjectId id)
    {
        Span<byte> ascii = stackalloc byte[64];
        if (text.Length <= ascii.Length && Ascii.FromUtf16(text, ascii, out var length) == OperationStatus.Done)
        {
            return TryParse(ascii[..length], out id);
        }

        id = default;
        return false;
    }

    /// <summary>Reads an id from 40 or 64 hexadecimal characters in ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out ObjectId id)
    {
        id = default;
        if (ascii.Length is not (40 or 64))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[ascii.Length / 2];
        for (var i = 0; i < ascii.Length; i++)
        {
            if (!char.IsAsciiHexDigit((char)ascii[i]))
            {
                return false;
            }

            var digit = ascii[i] <= '9' ? ascii[i] - '0' : (ascii[i] | 0x20) - 'a' + 10;
            bytes[i / 2] = (byte)((bytes[i / 2] << 4) | digit);
        }

        id = new ObjectId(bytes);
        return true;
    }

    /// <summary>Reads an id from 40 or 64 hexadecimal characters.</summary>
    /// <exception cref="FormatException">The text is no object id.</exception>
    public static ObjectId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException("An object id has 40 or 64 hexadecimal characters.");

    /// <summary>Writes the id's bytes.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        Span<byte> all = stackalloc byte[32];
        BinaryPrimitives.WriteUInt64BigEndian(all, _first);
        BinaryPrimitives.WriteUInt64BigEndian(all[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(all[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(all[24..], _fourth);
        all[.._length].CopyTo(destination);
    }

    /// <inheritdoc/>
    public bool Equals(ObjectId other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ObjectId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(_first ^ (_first >> 32));

    /// <summary>Orders as git does: by bytes.</summary>
    public int CompareTo(ObjectId other)
    {
        var order = _first.CompareTo(other._first);
        order = order != 0 ? order : _second.CompareTo(other._second);
        order = order != 0 ? order : _third.CompareTo(other._third);
        order = order != 0 ? order : _fourth.CompareTo(other._fourth);
        return order != 0 ? order : _length.CompareTo(other._length);
    }

    /// <summary>The id in lower-case hexadecimal.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[32];
        CopyTo(bytes);
        return Convert.ToHexString(bytes[.._length]).ToLowerInvariant();
    }

    /// <summary>Whether two ids are the same.</summary>
    public static bool operator ==(ObjectId left, ObjectId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    public static bool operator !=(ObjectId left, ObjectId right) => !left.Equals(right);

    /// <summary>Orders as git does.</summary>
    public static bool operator <(ObjectId left, ObjectId right) => left.CompareTo(right) < 0;

    /// <summary>Orders as git does.</summary>
    public static bool operator >(ObjectId left, ObjectId right) => left.CompareTo(right) > 0;

    /// <summary>Orders as git does.</summary>
    public static bool operator <=(ObjectId left, ObjectId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as git does.</summary>
    public static bool operator >=(ObjectId left, ObjectId right) => left.CompareTo(right) >= 0;
}
