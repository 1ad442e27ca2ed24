namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The <c>sig</c> of an Azure shared access signature: HMAC-SHA256, so 32 bytes in base64, percent-encoded where it stands in a URL.
/// Source: token-formats, row 4.
/// </summary>
internal static class AzureSharedAccessSignature
{
    /// <summary>Judges the value of <c>sig</c>. The length disproves; nothing offline proves it.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> signature)
    {
        Span<byte> text = stackalloc byte[48];
        var length = 0;
        for (var index = 0; index < signature.Length; index++)
        {
            if (length == text.Length)
            {
                return ProofOutcome.Disproved;
            }

            if (signature[index] == (byte)'%')
            {
                if (signature.Length - index < 3
                    || !System.Buffers.Text.Utf8Parser.TryParse(signature.Slice(index + 1, 2), out byte value, out _, 'X'))
                {
                    return ProofOutcome.Disproved;
                }

                text[length++] = value;
                index += 2;
            }
            else
            {
                text[length++] = signature[index];
            }
        }

        Span<byte> bytes = stackalloc byte[36];
        return TextEncodings.FromBase64(text[..length], bytes) == 32 ? ProofOutcome.Undecided : ProofOutcome.Disproved;
    }
}
