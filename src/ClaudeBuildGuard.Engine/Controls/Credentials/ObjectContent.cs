using System.Buffers;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>What of an object is text to be scanned: a blob, commit or tag as it is; of a directory the names in it, one a line, as far as the directory it was made out of did not hold them.</summary>
internal static class ObjectContent
{
    /// <summary>Scans an object.</summary>
    /// <param name="scanner">The scanner.</param>
    /// <param name="item">The object.</param>
    /// <param name="path">The path or name of a blob, which tells its format; empty when it is not known.</param>
    /// <param name="hits">Receives the hits.</param>
    /// <param name="dropped">Receives what kept a part from being judged.</param>
    /// <param name="clean">Names that need no scan; receives those of a directory without a hit. Null scans every name.</param>
    public static void Scan(
        CredentialScanner scanner, in GitObject item, string path, List<CredentialHit> hits, List<string> dropped, CleanNames? clean = null)
    {
        if (item.Type != ObjectType.Tree)
        {
            scanner.Scan(item.Content, item.Type == ObjectType.Blob ? path : string.Empty, hits, dropped, item.Lineage);
            return;
        }

        // A listing is never shorter than its names.
        var names = ArrayPool<byte>.Shared.Rent(item.Content.Length + 1);
        try
        {
            var length = 0;
            foreach (var entry in TreeEntries.NewIn(item))
            {
                if (clean?.Holds(entry.Name) == true)
                {
                    continue;
                }

                entry.Name.CopyTo(names.AsSpan(length));
                length += entry.Name.Length;
                names[length++] = (byte)'\n';
            }

            if (length == 0)
            {
                return;
            }

            var before = hits.Count;
            scanner.Scan(names.AsMemory(0, length), string.Empty, hits, dropped);
            if (clean is not null && hits.Count == before)
            {
                foreach (var entry in TreeEntries.NewIn(item))
                {
                    clean.Add(entry.Name);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(names);
        }
    }
}
