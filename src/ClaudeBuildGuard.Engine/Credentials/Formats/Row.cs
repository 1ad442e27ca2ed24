using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>A name and its value beside each other in a row of a table: <c>name,x</c>, <c>1|name|x</c>, <c>name x</c> on a line of their own.</summary>
internal static class Row
{
    // Shorter cells hold numbers and words.
    private const int Shortest = 8;
    private const int Longest = 256;

    private static readonly ByteClass Ends = ByteClass.OfRanges("\r\n\t,| ");

    /// <summary>The value behind a name; empty when the name is none of a secret or stands elsewhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the name begins.</param>
    /// <param name="nameEnd">One past it.</param>
    /// <param name="end">One past the piece.</param>
    public static (int Start, int Length) Find(ReadOnlySpan<byte> text, int start, int nameEnd, int end)
    {
        if (nameEnd + Shortest >= end || text[nameEnd] is not ((byte)',' or (byte)'\t' or (byte)'|' or (byte)' ') || !SecretName.MayPromise(text[start..nameEnd]))
        {
            return default;
        }

        var separator = text[nameEnd];
        if (start > 0 && text[start - 1] != '\n' && (separator == ' ' || text[start - 1] != separator))
        {
            return default;
        }

        var rest = text[(nameEnd + 1)..Math.Min(end, nameEnd + Longest)];
        var value = rest.IndexOfAny(Ends) is >= 0 and var stop ? rest[..stop] : rest;
        var isBounded = value.Length == rest.Length || rest[value.Length] is (byte)'\r' or (byte)'\n' || (separator != ' ' && rest[value.Length] == separator);
        return isBounded && value.Length >= Shortest && IsSecret(Encoding.UTF8.GetString(text[start..nameEnd]), value, separator) ? (nameEnd + 1, value.Length) : default;
    }

    private static bool IsSecret(string name, ReadOnlySpan<byte> value, byte separator)
    {
        var characters = CharacterCount.Of(value);
        return SecretName.Of(name) switch
        {
            NameMeaning.Token or NameMeaning.SigningKey => characters.Digits > 1 && Randomness.IsDrawn(value) && !WrittenName.Is(value),
            NameMeaning.Password => separator != ' ' && characters.Digits > 0 && characters.Classes >= 3 && Randomness.WordShare(value) < 0.6 && !WrittenName.Is(value),
            _ => false,
        };
    }
}
