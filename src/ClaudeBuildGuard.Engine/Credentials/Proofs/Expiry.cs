using System.Buffers.Text;
using System.Text.Json;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>Says of a match whether its own date is over.</summary>
/// <param name="text">The text around the match.</param>
/// <param name="match">The match.</param>
internal delegate bool Expiry(ReadOnlySpan<byte> text, ShapeMatch match);

/// <summary>
/// Tells tokens that had expired before this version was made. A day that is written here and not today's, so that a commit gets the
/// same verdict whenever it is judged.
/// </summary>
internal static class Expiries
{
    // Parts of an address to either side of a signature.
    private const int Reach = 1024;

    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The judge of a name as rules write it; null when there is none of that name.</summary>
    public static Expiry? Named(ReadOnlySpan<char> name) => name switch
    {
        "claims" => OfClaims,
        "query" => OfQuery,
        _ => null,
    };

    /// <summary>By the claim <c>exp</c> of a JSON web token.</summary>
    public static bool OfClaims(ReadOnlySpan<byte> text, ShapeMatch match)
    {
        var token = text.Slice(match.SecretStart, match.SecretLength);
        var first = token.IndexOf((byte)'.') + 1;
        var claims = token[first..];
        claims = claims[..Math.Max(0, claims.IndexOf((byte)'.'))];
        if (claims.Length is 0 or > JsonWebToken.LongestPart)
        {
            return false;
        }

        var decoded = new byte[claims.Length];
        var length = TextEncodings.FromBase64(claims, decoded);
        return length > 1 && ExpiryOf(decoded.AsSpan(0, length)) is { } seconds && IsPast(seconds);
    }

    /// <summary>By <c>se</c> of a shared access signature: a date, or the seconds since 1970.</summary>
    public static bool OfQuery(ReadOnlySpan<byte> text, ShapeMatch match)
    {
        var start = Math.Max(0, match.Start - Reach);
        var before = text[start..match.Start];
        before = before[(before.LastIndexOfAny("\"' \n"u8) + 1)..];
        var after = text.Slice(match.End, Math.Min(Reach, text.Length - match.End));
        after = after[..(after.IndexOfAny("\"' \n"u8) is >= 0 and var end ? end : after.Length)];
        return IsPastIn(before) || IsPastIn(after);
    }

    private static bool IsPastIn(ReadOnlySpan<byte> query)
    {
        for (var at = query.IndexOf("se="u8); at >= 0;)
        {
            var value = query[(at + 3)..];
            if (at == 0 || query[at - 1] is (byte)'?' or (byte)'&' or (byte)';')
            {
                return Utf8Parser.TryParse(value, out int year, out var digits) && digits == 4 ? year < Day.Year
                    : Utf8Parser.TryParse(value, out long seconds, out digits) && digits is 9 or 10 && IsPast(seconds);
            }

            at = value.IndexOf("se="u8) is >= 0 and var next ? at + 3 + next : -1;
        }

        return false;
    }

    private static long? ExpiryOf(ReadOnlySpan<byte> claims)
    {
        try
        {
            var reader = new Utf8JsonReader(claims);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("exp"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) ? seconds : null;
                }
            }
        }
        catch (JsonException)
        {
            // Claims that cannot be read expire never.
        }

        return null;
    }

    // Smaller numbers are no time that a token of today's formats could have been given.
    private static bool IsPast(long seconds) => seconds > 1_000_000_000 && seconds < Day.ToUnixTimeSeconds();
}
