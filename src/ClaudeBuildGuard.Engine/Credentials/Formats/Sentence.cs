using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>A secret in a sentence of notes, logs and messages: <c>the token is x</c>, <c>use secret x for it</c>.</summary>
internal static class Sentence
{
    // Shorter values are numbers and names of something else more often than not, and so are hexadecimal digits and GUIDs where no
    // provider is named.
    private const int Shortest = 20;
    private const int ShortestChosen = 8;
    private const int LongestProvider = 20;
    private const int Longest = 300;
    private const int FewestDigits = 2;

    /// <summary>The value behind a word; empty when the word is no name of a secret or nothing drawn follows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordStart">Where the word begins.</param>
    /// <param name="wordEnd">One past it.</param>
    /// <param name="end">One past the piece.</param>
    public static (int Start, int Length) Find(ReadOnlySpan<byte> text, int wordStart, int wordEnd, int end)
    {
        var isKey = wordEnd < end && text[wordEnd..end].StartsWith(" key "u8);
        if (!(IsName(text[wordStart..wordEnd]) || (isKey && Ascii.EqualsIgnoreCase(text[wordStart..wordEnd], "api"u8))) || wordEnd >= end || text[wordEnd] != ' ')
        {
            return default;
        }

        var start = wordEnd + 1 + (isKey ? 4 : 0);
        start += text[start..end].StartsWith("is "u8) || text[start..end].StartsWith("of "u8) ? 3 : 0;
        start += start < end && text[start] == '`' ? 1 : 0;
        var stop = start;
        while (stop < end && stop - start <= Longest && IsOfToken(text[stop]))
        {
            stop++;
        }

        var value = text[start..stop].TrimEnd(".,:"u8);
        if (Ascii.EqualsIgnoreCase(text[wordStart..wordEnd], "password"u8) && text[(start - 4)..start] is [(byte)' ', (byte)'i', (byte)'s', (byte)' '] && IsChosen(value) && (stop == end || text[stop] is (byte)'\r' or (byte)'\n'))
        {
            // the password is x, and nothing behind it
            return (start, value.Length);
        }

        var isBounded = stop == end || text[stop] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'`' or (byte)')' or (byte)',' or (byte)';';
        return isBounded && value.Length is >= Shortest and <= Longest && IsDrawn(value, text[..wordStart]) ? (start, value.Length) : default;
    }

    private static bool IsChosen(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return value.Length >= ShortestChosen && characters.Digits > 0 && characters.Classes >= 3 && !WrittenName.Is(value);
    }

    private static bool IsName(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "secret"u8) || Ascii.EqualsIgnoreCase(word, "token"u8) || Ascii.EqualsIgnoreCase(word, "password"u8) || Ascii.EqualsIgnoreCase(word, "apikey"u8);

    private static bool IsOfToken(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'~' or (byte)'+' or (byte)'/' or (byte)'=' or (byte)':' or (byte)'!' or (byte)'@' or (byte)'%';

    private static bool IsDrawn(ReadOnlySpan<byte> value, ReadOnlySpan<byte> before)
    {
        var characters = CharacterCount.Of(value);
        return characters.Digits >= FewestDigits && Randomness.IsDrawn(value) && !WrittenName.Is(value) && (!(characters.IsHexadecimal || TokenText.IsGuid(value)) || IsProvider(before));
    }

    private static bool IsProvider(ReadOnlySpan<byte> before)
    {
        before = before.TrimEnd((byte)' ');
        var length = 0;
        while (length < before.Length && length <= LongestProvider && char.IsAsciiLetterOrDigit((char)before[^(length + 1)]))
        {
            length++;
        }

        return length is > 0 and <= LongestProvider && ProviderNames.All.Contains(Encoding.ASCII.GetString(before[^length..]).ToLowerInvariant());
    }
}
