namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Tells drawn text from written text: how many of its neighbouring letters are neighbours in words and identifiers too, how often it
/// changes between letters and digits, and how many different characters it has.
/// </summary>
/// <remarks>
/// The 210 commonest of the 676 pairs of letters cover 81 % of the pairs of 22,000 words of English documentation and identifiers.
/// Of drawn base62 text of 16 characters the middle share is 30 %, and 1 % of it exceeds 75 %; of two words put together the middle
/// share is 94 %, and 1 % falls below 67 %.
/// </remarks>
internal static class Randomness
{
    // A word of a name written in one piece has this many letters or more.
    private const int LongestHump = 4;

    private const int LeastRises = 3;

    // A first letter, then the letters that often follow it.
    private static readonly uint[] Followers = Read(
    [
        "abcdgilmnprstuvy",
        "baeilosu",
        "cacehiklortu",
        "daeiosu",
        "eacdefglmnprstvx",
        "faefior",
        "gaeinor",
        "haeio",
        "iabcdefglmnoprstvz",
        "kes",
        "ladeilostuy",
        "mabeimopsu",
        "nacdefginostuv",
        "obcdglmnoprstuvw",
        "paehiloprstu",
        "qu",
        "racdegiklmnorstuy",
        "sacehilopstuy",
        "tacehilorstuy",
        "uabceilmnprst",
        "vaei",
        "waei",
        "xpt",
        "yp",
        "ze",
    ]);

    /// <summary>The share of neighbouring letters that are common in words, 0 to 1; 1 when there are fewer than three pairs.</summary>
    public static double WordShare(ReadOnlySpan<byte> text)
    {
        int pairs = 0, common = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var first = (text[i - 1] | 0x20) - 'a';
            var second = (text[i] | 0x20) - 'a';
            if ((uint)first < 26 && (uint)second < 26)
            {
                pairs++;
                common += (int)((Followers[first] >> second) & 1);
            }
        }

        return pairs < 3 ? 1 : (double)common / pairs;
    }

    /// <summary>True for text of at least 16 characters that nobody wrote: keys, tokens, hashes.</summary>
    public static bool IsDrawn(ReadOnlySpan<byte> text)
    {
        if (text.Length < 16 || TokenText.IsTyped(text))
        {
            return false;
        }

        var characters = CharacterCount.Of(text);
        var entropy = TokenText.Entropy(text);
        if (characters.IsHexadecimal || TokenText.IsGuid(text) || IsGroupedHexadecimal(text))
        {
            return characters.Digits > 1 && (characters.Lower | characters.Upper) > 1 && entropy > 2.9;
        }

        if (entropy < 3.2 || characters.Classes < 2)
        {
            // Letters of one case, as base32 without digits or a short marker may have: only when no word is in sight.
            return text.Length >= 20 && entropy > 3.4 && WordShare(text) < 0.5;
        }

        // Words with digits between them change seldom; drawn text changes at every second or third character. The more often it does,
        // the fewer pairs of letters are left, and the less their share says: of drawn text in small letters and digits one in
        // twenty-four of 30 characters has a share above 0.6.
        var share = WordShare(text);
        var changes = (double)characters.Changes / text.Length;
        return share < 0.55
            || (share < 0.72 && changes > 0.3 && characters.Digits > 1)
            || (characters.Special * 10 <= text.Length && characters.Digits > 1 && share < 0.55 + (1.1 * (changes - 0.2)));
    }

    // 0a1b-2c3d…: groups of hexadecimal digits with hyphens between, as a GUID has, of any lengths.
    private static bool IsGroupedHexadecimal(ReadOnlySpan<byte> text)
    {
        int digits = 0, group = 0, shortest = int.MaxValue, lower = 0, upper = 0;
        foreach (var b in text)
        {
            if (b == '-')
            {
                shortest = Math.Min(shortest, group);
                group = 0;
                continue;
            }

            if (!char.IsAsciiHexDigit((char)b))
            {
                return false;
            }

            lower += b is >= (byte)'a' and <= (byte)'f' ? 1 : 0;
            upper += b is >= (byte)'A' and <= (byte)'F' ? 1 : 0;
            digits++;
            group++;
        }

        return Math.Min(shortest, group) >= 4 && digits >= 24 && (lower == 0 || upper == 0);
    }

    /// <summary>True for letters whose case changes as nobody writes it: <c>XEkUbR</c>, not <c>resetPassword</c>, <c>NEW_NAME</c> or <c>IPAddress</c>.</summary>
    public static bool ChangesCase(ReadOnlySpan<byte> text)
    {
        int letters = 0, rises = 0;
        for (var i = 1; i < text.Length; i++)
        {
            letters += char.IsAsciiLetter((char)text[i]) ? 1 : 0;
            rises += char.IsAsciiLetterLower((char)text[i - 1]) && char.IsAsciiLetterUpper((char)text[i]) ? 1 : 0;
        }

        return rises >= LeastRises && letters < LongestHump * rises;
    }

    private static uint[] Read(string[] rows)
    {
        var followers = new uint[26];
        foreach (var row in rows)
        {
            foreach (var second in row.AsSpan(1))
            {
                followers[row[0] - 'a'] |= 1u << (second - 'a');
            }
        }

        return followers;
    }
}

/// <summary>How many characters of each class a text has.</summary>
/// <param name="Lower">Small letters.</param>
/// <param name="Upper">Capital letters.</param>
/// <param name="Digits">Digits.</param>
/// <param name="Special">Everything else that is printable, and everything outside ASCII.</param>
/// <param name="Spaces">White space.</param>
/// <param name="Changes">How often a character is of another class than the one before; a capital before small letters does not count.</param>
/// <param name="IsHexadecimal">True when every character is a hexadecimal digit and letters have one case.</param>
internal readonly record struct CharacterCount(int Lower, int Upper, int Digits, int Special, int Spaces, int Changes, bool IsHexadecimal)
{
    /// <summary>How many of the four printable classes occur.</summary>
    public int Classes => (Lower > 0 ? 1 : 0) + (Upper > 0 ? 1 : 0) + (Digits > 0 ? 1 : 0) + (Special > 0 ? 1 : 0);

    /// <summary>Counts.</summary>
    public static CharacterCount Of(ReadOnlySpan<byte> text)
    {
        int lower = 0, upper = 0, digits = 0, special = 0, spaces = 0, changes = 0, last = -1;
        var hexadecimal = true;
        foreach (var b in text)
        {
            int kind;
            switch (b)
            {
                case >= (byte)'a' and <= (byte)'z':
                    lower++;
                    kind = 0;
                    hexadecimal &= b <= 'f';
                    break;
                case >= (byte)'A' and <= (byte)'Z':
                    upper++;
                    kind = 1;
                    hexadecimal &= b <= 'F';
                    break;
                case >= (byte)'0' and <= (byte)'9':
                    digits++;
                    kind = 2;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    spaces++;
                    kind = 4;
                    hexadecimal = false;
                    break;
                default:
                    special++;
                    kind = 3;
                    hexadecimal = false;
                    break;
            }

            changes += last >= 0 && kind != last && !(last == 1 && kind == 0) ? 1 : 0;
            last = kind;
        }

        return new CharacterCount(lower, upper, digits, special, spaces, changes, hexadecimal && text.Length > 0 && (lower == 0 || upper == 0));
    }
}
