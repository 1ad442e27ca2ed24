namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>The value of a secret that a template puts into a vault: a resource of type <c>Microsoft.KeyVault/vaults/secrets</c> in Bicep or JSON.</summary>
internal static class VaultSecret
{
    private const int LongestResource = 1024;

    /// <summary>The first literal that is called "value" behind the type of the resource.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">One past the type.</param>
    /// <param name="start">Where the value stands.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int at, out int start, out int length)
    {
        start = length = 0;
        var resource = text.Slice(at, Math.Min(LongestResource, text.Length - at));
        if (resource.IndexOf("vaults/"u8) is >= 0 and var next)
        {
            // That of the one below is its own.
            resource = resource[..next];
        }

        for (var from = 0; resource[from..].IndexOf("value"u8) is >= 0 and var found; from += found + 5)
        {
            var isName = from + found > 0 && resource[from + found - 1] is (byte)' ' or (byte)'\t' or (byte)'"' or (byte)'{';
            var behind = resource[(from + found + 5)..];
            var quote = behind.StartsWith("\""u8) ? 1 + behind[1..].IndexOf((byte)'"') : behind.IndexOf((byte)'\'');
            if (isName && quote > 0 && behind[..quote].Trim("\" \t"u8).SequenceEqual(":"u8)
                && behind[(quote + 1)..].IndexOfAny(behind[quote], (byte)'\n') is > 0 and var size && behind[quote + 1 + size] == behind[quote])
            {
                (start, length) = (at + from + found + 5 + quote + 1, size);
                return true;
            }
        }

        return false;
    }
}
