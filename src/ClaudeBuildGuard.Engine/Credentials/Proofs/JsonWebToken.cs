using System.Buffers;
using System.Text.Json;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// A JSON web token decodes: the first part is a JSON object with <c>alg</c>, the second a JSON object. Source: token-formats, P16.
/// </summary>
internal static class JsonWebToken
{
    /// <summary>Headers and claims above this many characters are not decoded; such a token is not proven.</summary>
    public const int LongestPart = 16 * 1024;

    /// <summary>Judges <c>header.claims.signature</c>. A token of algorithm <c>none</c> is signed by nobody and is disproved.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> token)
    {
        var first = token.IndexOf((byte)'.');
        var second = first < 0 ? -1 : token[(first + 1)..].IndexOf((byte)'.');
        if (second < 0)
        {
            return ProofOutcome.Disproved;
        }

        var claims = token.Slice(first + 1, second);
        var signature = token[(first + second + 2)..];
        return signature.Length > 0
            && IsObject(token[..first], "alg"u8, out var isNone)
            && !isNone
            && IsObject(claims, default, out _)
                ? ProofOutcome.Proven
                : ProofOutcome.Disproved;
    }

    /// <summary>TeamCity's access token: a JWT-shaped header that names its own type. Source: token-formats, row 74.</summary>
    public static ProofOutcome TeamCity(ReadOnlySpan<byte> token)
    {
        var first = token.IndexOf((byte)'.');
        return first > 0 && IsObject(token[..first], "typ"u8, out _) ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    /// <summary>Base64 text that decodes to a JSON object with the given property (any object, when the name is empty).</summary>
    public static bool IsObject(ReadOnlySpan<byte> base64, ReadOnlySpan<byte> requiredProperty, out bool propertyIsNone)
    {
        propertyIsNone = false;
        if (base64.Length is < 2 or > LongestPart)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(base64.Length);
        try
        {
            var length = TextEncodings.FromBase64(base64, buffer);
            return length > 1 && HasProperty(buffer.AsSpan(0, length), requiredProperty, out propertyIsNone);
        }
        finally
        {
            // What was decoded may be a credential; the pool hands the buffer to others.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static bool HasProperty(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out bool isNone)
    {
        isNone = false;
        var found = name.IsEmpty;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && !name.IsEmpty && reader.ValueTextEquals(name))
                {
                    found = true;
                    reader.Read();
                    isNone = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("none"u8);
                }
            }

            return found;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
