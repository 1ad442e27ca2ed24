using System.Runtime.InteropServices;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>The scan of one content. Belongs to one thread and is used again for the next content.</summary>
internal sealed class ScanSession(CredentialScanner scanner)
{
    /// <summary>Bytes prefiltered at a time: what is remembered of them is bounded, whatever the text.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Hits kept of one content; more than anybody would read.</summary>
    private const int MostHits = 1000;

    private readonly List<AnchorHit> _anchors = [];
    private readonly List<RawHit> _found = [];

    /// <summary>Scans one content.</summary>
    public void Scan(ReadOnlyMemory<byte> content, string path, List<CredentialHit> hits)
    {
        _found.Clear();
        var text = content.Span;
        for (var from = 0; from < text.Length && _found.Count < MostHits; from += BlockBytes)
        {
            _anchors.Clear();
            scanner.Prefilter.Scan(text, from, Math.Min(from + BlockBytes, text.Length), _anchors);
            foreach (var anchor in CollectionsMarshal.AsSpan(_anchors))
            {
                Match(text, path, anchor);
            }
        }

        if (_found.Count > 0)
        {
            Report(text, hits);
        }
    }

    private void Match(ReadOnlySpan<byte> text, string path, AnchorHit anchor)
    {
        var matcher = scanner.Matchers[anchor.Payload];
        if (matcher.AppliesTo(path) && matcher.TryMatch(text, anchor.Position, out var match, out var confidence))
        {
            _found.Add(RawHit.Of(
                matcher.Rule, confidence, match.SecretStart, match.SecretLength, text.Slice(match.SecretStart, match.SecretLength), string.Empty));
        }
    }

    private void Report(ReadOnlySpan<byte> text, List<CredentialHit> hits)
    {
        // One secret that several rules know is the surest rule's; of equally sure ones the longest match tells most.
        var chosen = new List<RawHit>();
        foreach (var hit in _found.OrderByDescending(h => h.Confidence).ThenByDescending(h => h.Length).ThenBy(h => h.Start))
        {
            if (!chosen.Exists(c => hit.Start < c.End && c.Start < hit.End))
            {
                chosen.Add(hit);
            }
        }

        chosen.Sort((a, b) => a.Start.CompareTo(b.Start));
        var lines = new LinePosition();
        foreach (var hit in chosen)
        {
            hits.Add(hit.At(text, ref lines));
        }
    }
}
