using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>A set of byte values: the alphabet of a part of a token, what ends a word.</summary>
internal sealed class ByteClass
{
    private readonly bool[] _contains = new bool[256];

    private ByteClass(ReadOnlySpan<char> members)
    {
        var count = 0;
        foreach (var c in members)
        {
            count += _contains[c] ? 0 : 1;
            _contains[c] = true;
        }

        var ascending = new byte[count];
        for (int b = 0, at = 0; at < count; b++)
        {
            if (_contains[b])
            {
                ascending[at++] = (byte)b;
            }
        }

        Members = ImmutableCollectionsMarshal.AsImmutableArray(ascending);
    }

    private const string LowerLetters = "abcdefghijklmnopqrstuvwxyz";
    private const string UpperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Decimals = "0123456789";

    /// <summary>The named alphabets of the rules' notation.</summary>
    public static IReadOnlyDictionary<string, ByteClass> Named { get; } = new Dictionary<string, ByteClass>(StringComparer.Ordinal)
    {
        ["H"] = new(Decimals + "abcdef"),
        ["HU"] = new(Decimals + "ABCDEF"),
        ["HX"] = new(Decimals + "abcdefABCDEF"),
        ["D"] = new(Decimals),
        ["L"] = new(LowerLetters),
        ["U"] = new(UpperLetters),
        ["A"] = new(LowerLetters + UpperLetters),
        ["LD"] = new(LowerLetters + Decimals),
        ["UD"] = new(UpperLetters + Decimals),
        ["N"] = new(LowerLetters + UpperLetters + Decimals),
        ["W"] = new(LowerLetters + UpperLetters + Decimals + "_"),
        ["X"] = new(LowerLetters + UpperLetters + Decimals + "-_"),
        ["B"] = new(LowerLetters + UpperLetters + Decimals + "+/"),
        ["T"] = new(LowerLetters + "234567"),
        ["TU"] = new(UpperLetters + "234567"),
        ["S"] = new(" \t"),
        ["V"] = new(LowerLetters + UpperLetters + Decimals + "!#$%&()*+,-./:;=?@[\\]^_{|}~"),
    };

    /// <summary>The members in ascending order.</summary>
    public ImmutableArray<byte> Members { get; }

    /// <summary>True when the byte is a member.</summary>
    public bool Contains(byte value) => _contains[value];

    /// <summary>A class of the characters and ranges (<c>a-z</c>) in a text; a hyphen at either end stands for itself.</summary>
    public static ByteClass OfRanges(ReadOnlySpan<char> text)
    {
        var members = new List<char>();
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 2 < text.Length && text[i + 1] == '-')
            {
                for (var c = text[i]; c <= text[i + 2]; c++)
                {
                    members.Add(c);
                }

                i += 2;
            }
            else
            {
                members.Add(text[i]);
            }
        }

        return new ByteClass(CollectionsMarshal.AsSpan(members));
    }
}
