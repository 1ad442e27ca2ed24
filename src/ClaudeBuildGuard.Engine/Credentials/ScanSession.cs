using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Engine.Credentials.Formats;
using ClaudeBuildGuard.Engine.Credentials.OtherScanners;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>The scan of one content. Belongs to one thread and is used again for the next content.</summary>
internal sealed class ScanSession
{
    /// <summary>Bytes prefiltered at a time: what is remembered of them is bounded, whatever the text.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Hits kept of one content; more than anybody would read.</summary>
    private const int MostHits = 1000;

    /// <summary>Bytes of a line that the allow-lists of other scanners see on either side of a hit.</summary>
    private const int LineReach = 4096;

    /// <summary>Bytes kept for the members of the next archive.</summary>
    private const int MostKeptMember = 4 * 1024 * 1024;

    private readonly CredentialScanner _scanner;
    private readonly List<AnchorHit> _anchors = [];
    private readonly List<AnchorHit> _trail = [];
    private readonly List<(int From, int To)> _parts = [];
    private readonly List<RawHit> _found = [];
    private readonly List<string> _dropped = [];
    private readonly ContextScan _context;
    private readonly InlineComments _comments = new();
    private readonly Docstrings _docstrings = new();
    private readonly DecodedText _joined = new();
    private ArrayBufferWriter<byte> _member = new();
    private readonly bool[] _asked;
    private ScanSession? _inner;
    private ObjectLineage? _lineage;
    private int _mark;
    private string _path = string.Empty;
    private Depth _depth;
    private int _joinedReadTo;

    /// <summary>How many encodings and archives may lie inside one another.</summary>
    private const int DeepestEncoding = 3;

    private const int DeepestArchive = 2;

    private const string TooDeep = "it holds text that is encoded or escaped more than three times over";

    /// <param name="scanner">The rules.</param>
    public ScanSession(CredentialScanner scanner)
    {
        _scanner = scanner;
        _asked = new bool[scanner.Custom.Length];
        _context = new ContextScan(this);
    }

    /// <summary>Grows with everything that is found, and with everything that kept a part from being judged.</summary>
    public int Effects => _found.Count + _dropped.Count;

    /// <summary>True when no more hits are taken.</summary>
    public bool IsFull => _found.Count >= MostHits;

    /// <summary>Scans one content.</summary>
    public void Scan(ReadOnlyMemory<byte> content, string path, List<CredentialHit> hits, List<string>? dropped, ObjectLineage? lineage)
    {
        _dropped.Clear();
        var text = WideText.Plain(content, out var mark);

        // The places that are known are those of the bytes as they were stored: behind a byte order mark they are the same, in another encoding not.
        _lineage = mark is null ? null : lineage;
        _mark = mark ?? 0;

        ScanLayers(text, path, default, Origin.File);
        if (_found.Count > 0)
        {
            Report(text.Span, hits);
        }

        if (_found.Count >= MostHits)
        {
            _dropped.Add($"only the first {MostHits} credentials in it are reported");
        }

        if (_dropped.Count > 0)
        {
            dropped?.AddRange(_dropped.Distinct().Except(dropped).ToArray());
        }
    }

    // The content itself, then what is encoded or packed inside it; what is found inside stands at the place of its wrapping.
    private void ScanLayers(ReadOnlyMemory<byte> content, string path, Depth depth, Origin origin)
    {
        _found.Clear();
        _depth = depth;
        var text = content.Span;

        // A literal of code that begins like an archive speaks of archives.
        var isArchive = origin != Origin.Literal && Archive.Is(text);
        if (isArchive && depth.Archives >= DeepestArchive)
        {
            _dropped.Add("it holds archives deeper inside one another than are opened");
        }
        else if (isArchive)
        {
            foreach (var (name, member) in Archive.Members(content, _member, _dropped))
            {
                var memberPath = name.Length > 0 ? name : InnerName(path);
                var sum = CleanMembers.SumOf(memberPath, depth.Archives, member.Span);
                if (_scanner.CleanMembers.Holds(sum))
                {
                    continue;
                }

                var found = _found.Count;
                Adopt(member, memberPath, depth with { Archives = depth.Archives + 1 }, 0, 0, WrappingOf(name));
                if (_inner!.Effects == 0)
                {
                    _scanner.CleanMembers.Add(sum);
                }

                if (_found.Count > found && name != Archive.Listing && HoldsSecret(name))
                {
                    for (; found < _found.Count; found++)
                    {
                        _found[found] = _found[found] with { Inside = "a member of the archive" };
                    }
                }
            }

            if (_member.Capacity > MostKeptMember)
            {
                _member = new();
            }

            return;
        }

        var before = _lineage?.BaseNote as AnchorTrail;
        ScanText(text, path, isPart: origin != Origin.File, before);
        var isEncodedQuiet = ScanEncoded(text, path, isAllNew: before?.IsEncodedQuiet(_context.Setting) != true);
        var holdsPercent = ScanPercent(text, isAllNew: before?.HoldsPercent != false);
        if (_lineage is { HasHeirs: true } lineage && !IsFull)
        {
            lineage.Note = AnchorTrail.Of(_trail, _mark, _context.Setting, isEncodedQuiet, holdsPercent);
        }

        if (origin != Origin.Literal && AssemblyStrings.Is(text, path) && _depth.Encodings < DeepestEncoding)
        {
            // Of a library that somebody else compiled only what has looks of its own is known to be a credential.
            Adopt(AssemblyStrings.Read(text, _dropped), path, Encoded(), 0, 0, "a string of the assembly", isAdvice: true);
        }

        if (_found.Count > 0)
        {
            NoteAcceptances(text);
        }
    }

    // What the text around a hit says to other scanners. An outer line may accept what stands inside it.
    private void NoteAcceptances(ReadOnlySpan<byte> text)
    {
        _comments.Begin(text);
        _docstrings.Begin();
        foreach (ref var hit in CollectionsMarshal.AsSpan(_found))
        {
            if (hit is { Confidence: Confidence.Contextual, IsStrong: true, IsNested: false } && IsDocumentation(text, hit.Start))
            {
                hit = hit with { IsStrong = false };
            }

            if (hit.AllowedBy.Length == 0)
            {
                hit = hit with { AllowedBy = _comments.Of(text, hit.Start, hit.End, hit.Kind) };
            }

            if (_scanner.Settings is { Allowlists.IsEmpty: false } settings && !hit.IsNested)
            {
                hit = hit with { Allowlists = Fitting(settings, text, hit) };
            }
        }
    }

    // A line of a documentation comment shows how something is called, and the example of a schema what it looks like: as much a sample as a file of documentation.
    private bool IsDocumentation(ReadOnlySpan<byte> text, int at)
    {
        var from = Math.Max(0, at - LineReach);
        var line = text[(from + text[from..at].LastIndexOf((byte)'\n') + 1)..at].TrimStart(" \t"u8);
        return line.StartsWith("/// "u8) || line.StartsWith("* "u8) || line.StartsWith("/** "u8) || line.StartsWith("''' "u8) || line.StartsWith(">>> "u8) || IsTestCase(line) || _docstrings.Holds(text, at) || SchemaSample.Holds(text, at);
    }

    // What an attribute gives to a test is made up, wherever the test stands.
    private static bool IsTestCase(ReadOnlySpan<byte> line) => line.StartsWith("[InlineData("u8) || line.StartsWith("[TestCase("u8) || line.StartsWith("[DataRow("u8);

    private static ImmutableArray<int> Fitting(OtherScannerSettings settings, ReadOnlySpan<byte> text, in RawHit hit)
    {
        var (start, end) = (Math.Max(0, hit.Start - LineReach), Math.Min(text.Length, hit.End + LineReach));
        start += text[start..hit.Start].LastIndexOf((byte)'\n') + 1;
        end = text[hit.End..end].IndexOf((byte)'\n') is >= 0 and var stop ? hit.End + stop : end;
        var line = Encoding.Latin1.GetString(text[start..end]);
        var match = hit.MatchLength > 0 ? Encoding.Latin1.GetString(text.Slice(hit.MatchStart, hit.MatchLength)) : line;
        return settings.Fitting(hit.Kind, Encoding.Latin1.GetString(text.Slice(hit.Start, hit.Length)), match, line);
    }

    // True when nothing came of it, and nothing will but of what is new. An archive is wrapped into lines, of which an heir may change one.
    private bool ScanEncoded(ReadOnlySpan<byte> text, string path, bool isAllNew)
    {
        var effects = Effects;
        var readTo = 0;
        var archiveTo = -1;
        foreach (var part in isAllNew ? [(0, text.Length)] : CollectionsMarshal.AsSpan(_parts))
        {
            // What a part shares with the one before was read with it.
            var (from, to) = part.To <= readTo ? (readTo, readTo) : EncodedRuns.Around(text, Math.Max(part.From, readTo), part.To);
            readTo = Math.Max(readTo, to);
            while (from < to && !IsFull && EncodedRuns.TryNext(text, to, ref from, out var start, out var length, out var decoded, out var name, ref archiveTo))
            {
                if (_depth.Encodings >= DeepestEncoding)
                {
                    _dropped.Add(TooDeep);
                    return false;
                }

                Adopt(decoded, path, Encoded(), start, length, name);
            }
        }

        return Effects == effects && archiveTo < 0;
    }

    // True when it holds any that hides something. What it was made out of held none, unless all is new.
    private bool ScanPercent(ReadOnlySpan<byte> text, bool isAllNew)
    {
        var mayHold = isAllNew;
        for (var i = 0; i < _parts.Count && !mayHold; i++)
        {
            mayHold = EscapedText.HoldsPercent(text, _parts[i].From, _parts[i].To);
        }

        var any = false;
        for (var from = 0; mayHold && !IsFull && EscapedText.TryNextPercent(text, ref from, _joined);)
        {
            any = true;
            ScanDecoded(_joined, "percent encoding");
        }

        return any;
    }

    private void Adopt(ReadOnlyMemory<byte> inner, string path, Depth depth, int start, int length, string wrapping, bool isAdvice = false)
    {
        _inner ??= new ScanSession(_scanner);
        _inner._dropped.Clear();
        _inner.ScanLayers(WideText.Plain(inner, out _), path, depth, length > 0 ? Origin.Encoded : Origin.File);
        // Encoded text that only begins like an archive is nothing that could have been opened.
        if (length == 0 || !Archive.Is(inner.Span) || Archive.HasWholeHeader(inner.Span))
        {
            _dropped.AddRange(_inner._dropped);
        }

        // What stands in the documentation of a package is advice there too.
        var isProduct = !isAdvice && (length > 0 || PathKinds.Of(path) == PathKind.Product);
        foreach (var hit in _inner.Chosen())
        {
            if (!IsFull)
            {
                _found.Add(hit with { Start = start, Length = length, IsNested = true, IsStrong = hit.IsStrong && isProduct, Inside = Within(wrapping, hit.Inside) });
            }
        }
    }

    // A name is shown with what is found below it.
    private bool HoldsSecret(string name)
    {
        _inner!.ScanLayers(Encoding.UTF8.GetBytes(name), string.Empty, default, Origin.Literal);
        return _inner._found.Count > 0;
    }

    private static string WrappingOf(string member) => member switch
    {
        "" => "the compressed content",
        Archive.Listing => "the names of its members",
        _ => $"'{member}' of the archive",
    };

    private static string InnerName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    /// <summary>Takes a hit in the text that is being scanned.</summary>
    public void Add(in RawHit hit) => _found.Add(hit);

    /// <summary>Scans a value of the text that is being scanned, whose escapes are undone or whose pieces are joined. Hits stand where they are written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wrapping">What it was written in, as a finding names it; empty for nothing that hides it.</param>
    public void ScanDecoded(DecodedText value, string wrapping)
    {
        if (_depth.Encodings >= DeepestEncoding)
        {
            _dropped.Add(TooDeep);
            return;
        }

        _inner ??= new ScanSession(_scanner);
        _inner._dropped.Clear();
        _inner.ScanLayers(value.Span.ToArray(), _path, Encoded(), Origin.Literal);
        _dropped.AddRange(_inner._dropped);
        foreach (var hit in _inner.Chosen())
        {
            if (!IsFull)
            {
                var (start, length) = value.Place(hit.Start, hit.Length);
                _found.Add(hit with { Start = start, Length = length, IsNested = true, Inside = Within(wrapping, hit.Inside) });
            }
        }
    }

    private Depth Encoded() => _depth with { Encodings = _depth.Encodings + 1 };

    private static string Within(string outer, string inner) => outer.Length == 0 ? inner : inner.Length == 0 ? outer : $"{outer}, {inner}";

    private void ScanText(ReadOnlySpan<byte> text, string path, bool isPart, AnchorTrail? before)
    {
        _path = path;
        _joinedReadTo = 0;
        _context.Begin(text, path, isPart);
        _trail.Clear();
        if (before is not null)
        {
            _parts.Clear();
            before.Carry(_scanner.Prefilter, text, _mark, _lineage!.Copies, _context.Setting, _trail, _parts);
            Match(text, _trail);
        }
        else
        {
            for (var from = 0; from < text.Length && !IsFull; from += BlockBytes)
            {
                _anchors.Clear();
                _scanner.Prefilter.Scan(text, from, Math.Min(from + BlockBytes, text.Length), _anchors);
                Match(text, _anchors);
                if (_lineage is { HasHeirs: true } && _trail.Count <= AnchorTrail.MostAnchors)
                {
                    _trail.AddRange(_anchors);
                }
            }
        }

        _context.End(text);
        MatchPatterns(text, path);
    }

    // What only began like a word of the context is left out of the anchors: it would in every heir.
    private void Match(ReadOnlySpan<byte> text, List<AnchorHit> anchors)
    {
        var context = _scanner.Matchers.Length;
        var patterns = context + _scanner.ContextGroups.Length;
        var all = CollectionsMarshal.AsSpan(anchors);
        var kept = 0;
        foreach (ref var anchor in all)
        {
            if (anchor.Payload < context)
            {
                if (!anchor.Quiet.IsKnown)
                {
                    anchor = anchor with { Quiet = MatchRule(text, anchor) };
                }
            }
            else if (anchor.Payload >= patterns)
            {
                _asked[anchor.Payload - patterns] = true;
            }
            else if (!_context.Match(text, ref anchor, _scanner.ContextGroups[anchor.Payload - context]))
            {
                continue;
            }

            all[kept++] = anchor;
        }

        CollectionsMarshal.SetCount(anchors, kept);
    }

    private void MatchPatterns(ReadOnlySpan<byte> text, string path)
    {
        PatternText characters = default;
        for (var i = 0; i < _scanner.Custom.Length; i++)
        {
            var rule = _scanner.Custom[i];
            if (_asked[i] || !CredentialScanner.IsAnchored(rule))
            {
                characters = characters.Characters is null ? new PatternText(text) : characters;
                rule.Match(characters, path, _found, MostHits, _dropped);
            }

            _asked[i] = false;
        }
    }

    private QuietReading MatchRule(ReadOnlySpan<byte> text, in AnchorHit anchor)
    {
        var matcher = _scanner.Matchers[anchor.Payload];
        if (!matcher.AppliesTo(_path))
        {
            return QuietReading.Of(text, anchor.Position, 0, anchor.Position + 1);
        }

        if (!matcher.TryMatch(text, anchor.Position, out var match, out var confidence, out var readTo))
        {
            var joinedTo = 0;
            if (matcher.IsAnchoredByShape && matcher.MayBegin(text, anchor.Position) && JoinedLiterals.MayGoOn(text, anchor.Position, out joinedTo))
            {
                if (anchor.Position >= _joinedReadTo && JoinedLiterals.TryRead(text, anchor.Position, _joinedReadTo, _joined, out _joinedReadTo))
                {
                    ScanDecoded(_joined, string.Empty);
                }

                return default;
            }

            return readTo < 0 ? default : QuietReading.Of(text, anchor.Position, matcher.Before, Math.Max(Math.Max(readTo, joinedTo), anchor.Position + 1));
        }

        if (confidence == Confidence.Contextual && !_context.IsContextual)
        {
            return default;
        }

        var secret = text.Slice(match.SecretStart, match.SecretLength);
        _found.Add(RawHit.Of(matcher.Rule, confidence, match.SecretStart, match.SecretLength, secret, string.Empty) with
        {
            Rank = anchor.Payload,
            IsStrong = Randomness.IsDrawn(secret),
            IsExpired = matcher.Rule.Expiry?.Invoke(text, match) == true,
        });
        return default;
    }

    private void Report(ReadOnlySpan<byte> text, List<CredentialHit> hits)
    {
        var lines = new LinePosition();
        foreach (var hit in Chosen())
        {
            hits.Add(hit.At(text, ref lines));
        }
    }

    // One secret that several rules know is the surest rule's; of equally sure ones the longest match tells most. Different secrets in
    // one wrapping stand at one place and are all reported.
    private List<RawHit> Chosen()
    {
        if (_found.Count == 0)
        {
            return _found;
        }

        var chosen = new List<RawHit>();
        _found.Sort(BySureness);
        foreach (var hit in _found)
        {
            if (!chosen.Exists(c => hit.Start < c.End && c.Start < hit.End && (hit.Inside.Length == 0 || c.Inside.Length == 0 || hit.Identity == c.Identity)))
            {
                chosen.Add(hit);
            }
        }

        chosen.Sort((a, b) => a.Start.CompareTo(b.Start));
        return chosen;
    }

    // One comparison instead of eight keys: an ordering by keys is compiled anew in every process, for each of them.
    private static int BySureness(RawHit one, RawHit other)
    {
        var order = other.Confidence.CompareTo(one.Confidence);
        order = order != 0 ? order : other.Length.CompareTo(one.Length);
        order = order != 0 ? order : one.Rank.CompareTo(other.Rank);
        order = order != 0 ? order : one.IsNested.CompareTo(other.IsNested);
        order = order != 0 ? order : one.Inside.Length.CompareTo(other.Inside.Length);
        order = order != 0 ? order : other.IsStrong.CompareTo(one.IsStrong);
        order = order != 0 ? order : other.KeyName.Length.CompareTo(one.KeyName.Length);
        order = order != 0 ? order : one.Start.CompareTo(other.Start);
        order = order != 0 ? order : string.CompareOrdinal(one.KeyName, other.KeyName);
        order = order != 0 ? order : string.CompareOrdinal(one.Kind.Id, other.Kind.Id);
        return order != 0 ? order : one.Identity.CompareTo(other.Identity);
    }

    /// <summary>Where a text comes from.</summary>
    private enum Origin
    {
        /// <summary>The file of its path, or a member of an archive.</summary>
        File = 0,

        /// <summary>What a run of base64 or hexadecimal digits in that file says: of any format, an archive perhaps.</summary>
        Encoded,

        /// <summary>A literal or value of that file.</summary>
        Literal,
    }

    /// <summary>How deep a text lies within others.</summary>
    private readonly record struct Depth(int Archives, int Encodings);
}
