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
internal sealed class ScanSession(CredentialScanner scanner) : IPairSink
{
    /// <summary>Bytes prefiltered at a time: what is remembered of them is bounded, whatever the text.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Hits kept of one content; more than anybody would read.</summary>
    private const int MostHits = 1000;

    /// <summary>Bytes of a line that the allow-lists of other scanners see on either side of a hit.</summary>
    private const int LineReach = 4096;

    /// <summary>Structured files above this size are read by lines only. Bytes.</summary>
    private const int LargestStructure = 4 * 1024 * 1024;

    private readonly List<AnchorHit> _anchors = [];
    private readonly List<AnchorHit> _trail = [];
    private readonly List<RawHit> _found = [];
    private readonly List<string> _dropped = [];
    private readonly LinePairs _lines = new();
    private readonly InlineComments _comments = new();
    private readonly bool[] _asked = new bool[scanner.Custom.Length];
    private ScanSession? _inner;
    private ObjectLineage? _lineage;
    private string _path = string.Empty;
    private TextFormat _format;
    private bool _contextual;
    private bool _structureWanted;
    private int _linesReadTo;

    /// <summary>How many encodings and archives may lie inside one another.</summary>
    private const int DeepestEncoding = 3;

    private const int DeepestArchive = 2;

    /// <summary>Bytes decoded of one content for each of its own, so that nesting costs no more than a longer file.</summary>
    private const int DecodedRatio = 2;

    /// <summary>Scans one content.</summary>
    public void Scan(ReadOnlyMemory<byte> content, string path, List<CredentialHit> hits, List<string>? dropped, ObjectLineage? lineage)
    {
        _dropped.Clear();
        _lineage = lineage;
        var text = content;
        if (WideText.Of(content.Span) is { } encoding)
        {
            // The places that are known are those of the bytes as they were stored.
            _lineage = null;
            text = WideText.ToUtf8(content.Span, encoding);
        }

        ScanLayers(text, path, 0);
        if (_found.Count > 0)
        {
            Report(text.Span, hits);
        }

        if (_found.Count >= MostHits)
        {
            _dropped.Add($"only the first {MostHits} credentials in it are reported");
        }

        dropped?.AddRange(_dropped.Distinct().Except(dropped).ToArray());
    }

    // The content itself, then what is encoded or packed inside it; what is found inside stands at the place of its wrapping.
    private void ScanLayers(ReadOnlyMemory<byte> content, string path, int depth)
    {
        _found.Clear();
        var text = content.Span;
        if (depth >= DeepestArchive && Archive.Is(text))
        {
            _dropped.Add("it holds archives deeper inside one another than are opened");
        }
        else if (Archive.Is(text))
        {
            foreach (var (name, member) in Archive.Members(content, _dropped))
            {
                Adopt(member, name.Length > 0 ? name : InnerName(path), depth, 0, 0, name.Length > 0 ? $"'{name}' of the archive" : "the compressed content");
            }

            return;
        }

        var before = _lineage?.BaseNote as AnchorTrail;
        var mayHoldEncoded = ScanText(text, path, before);
        var holdsEncoded = depth < DeepestEncoding && (mayHoldEncoded || before?.HoldsEncoded != false) && ScanEncoded(text, path, depth);
        if (_lineage is { HasHeirs: true } lineage && _found.Count < MostHits)
        {
            lineage.Note = AnchorTrail.Of(_trail, holdsEncoded);
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
        foreach (ref var hit in CollectionsMarshal.AsSpan(_found))
        {
            if (hit.AllowedBy.Length == 0)
            {
                hit = hit with { AllowedBy = _comments.Of(text, hit.Start, hit.End, hit.Kind) };
            }

            if (!scanner.Settings.Allowlists.IsEmpty && hit.Inside.Length == 0)
            {
                hit = hit with { Allowlists = Fitting(text, hit) };
            }
        }
    }

    private ImmutableArray<int> Fitting(ReadOnlySpan<byte> text, in RawHit hit)
    {
        var (start, end) = (Math.Max(0, hit.Start - LineReach), Math.Min(text.Length, hit.End + LineReach));
        start += text[start..hit.Start].LastIndexOf((byte)'\n') + 1;
        end = text[hit.End..end].IndexOf((byte)'\n') is >= 0 and var stop ? hit.End + stop : end;
        var line = Encoding.Latin1.GetString(text[start..end]);
        var match = hit.MatchLength > 0 ? Encoding.Latin1.GetString(text.Slice(hit.MatchStart, hit.MatchLength)) : line;
        return scanner.Settings.Fitting(hit.Kind, Encoding.Latin1.GetString(text.Slice(hit.Start, hit.Length)), match, line);
    }

    private bool ScanEncoded(ReadOnlySpan<byte> text, string path, int depth)
    {
        var any = false;
        var budget = (text.Length * (long)DecodedRatio) + 4096;
        for (var from = 0; from < text.Length && _found.Count < MostHits && budget > 0;)
        {
            if (EncodedRuns.TryNext(text, ref from, (int)Math.Min(budget, int.MaxValue / 2), out var start, out var length, out var decoded, out var name))
            {
                any = true;
                budget -= decoded.Length;
                Adopt(decoded, path, depth, start, length, name);
            }
        }

        return any;
    }

    private void Adopt(byte[] inner, string path, int depth, int start, int length, string wrapping)
    {
        _inner ??= new ScanSession(scanner);
        _inner._dropped.Clear();
        _inner.ScanLayers(WideText.Of(inner) is { } encoding ? WideText.ToUtf8(inner, encoding) : inner, path, depth + 1);
        // Encoded text that only begins like an archive is nothing that could have been opened.
        if (length == 0)
        {
            _dropped.AddRange(_inner._dropped);
        }

        foreach (var hit in _inner.Chosen())
        {
            if (_found.Count < MostHits)
            {
                _found.Add(hit with { Start = start, Length = length, Inside = hit.Inside.Length > 0 ? $"{wrapping}, {hit.Inside}" : wrapping });
            }
        }
    }

    private static string InnerName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    /// <inheritdoc/>
    public void OnPair(ReadOnlySpan<char> key, ReadOnlySpan<byte> value, int start, int length, ValueForm form)
    {
        if (value.Length < 4 || _found.Count >= MostHits)
        {
            return;
        }

        if (form is ValueForm.Quoted or ValueForm.Bare && ConnectionStringPairs.Read(value, start, length, this))
        {
            return;
        }

        var verdict = ContextJudge.Judge(key, value, form);
        if (verdict.Kind is not null)
        {
            Add(verdict, start, length, value, key);
        }
    }

    // True when something encoded may stand in it; with a trail, in what is new.
    private bool ScanText(ReadOnlySpan<byte> text, string path, AnchorTrail? before)
    {
        _path = path;
        _format = TextFormats.Of(path, text);
        _contextual = PathKinds.Of(path) != PathKind.Generated && text[..Math.Min(text.Length, 4096)].IndexOf((byte)0) < 0;
        _structureWanted = false;
        _linesReadTo = 0;
        _trail.Clear();
        var mayHoldEncoded = true;
        if (before is not null)
        {
            mayHoldEncoded = before.Carry(scanner.Prefilter, text, _lineage!.Copies, _trail);
            Match(text, _trail);
        }
        else
        {
            for (var from = 0; from < text.Length && _found.Count < MostHits; from += BlockBytes)
            {
                _anchors.Clear();
                scanner.Prefilter.Scan(text, from, Math.Min(from + BlockBytes, text.Length), _anchors);
                Match(text, _anchors);
                if (_lineage is { HasHeirs: true } && _trail.Count <= AnchorTrail.MostAnchors)
                {
                    _trail.AddRange(_anchors);
                }
            }
        }

        if (_structureWanted)
        {
            ReadStructure(text);
        }

        MatchPatterns(text, path);
        return mayHoldEncoded;
    }

    private void MatchPatterns(ReadOnlySpan<byte> text, string path)
    {
        PatternText characters = default;
        for (var i = 0; i < scanner.Custom.Length; i++)
        {
            var rule = scanner.Custom[i];
            if (_asked[i] || !CredentialScanner.IsAnchored(rule))
            {
                characters = characters.Characters is null ? new PatternText(text) : characters;
                rule.Match(characters, path, _found, MostHits, _dropped);
            }

            _asked[i] = false;
        }
    }

    private void Match(ReadOnlySpan<byte> text, List<AnchorHit> anchors)
    {
        foreach (var anchor in CollectionsMarshal.AsSpan(anchors))
        {
            if (anchor.Payload < scanner.Matchers.Length)
            {
                MatchRule(text, anchor);
            }
            else if (anchor.Payload >= scanner.Matchers.Length + scanner.ContextGroups.Length)
            {
                _asked[anchor.Payload - scanner.Matchers.Length - scanner.ContextGroups.Length] = true;
            }
            else if (_contextual)
            {
                MatchContext(text, anchor.Position, scanner.ContextGroups[anchor.Payload - scanner.Matchers.Length]);
            }
        }
    }

    private void MatchRule(ReadOnlySpan<byte> text, AnchorHit anchor)
    {
        var matcher = scanner.Matchers[anchor.Payload];
        if (matcher.AppliesTo(_path) && matcher.TryMatch(text, anchor.Position, out var match, out var confidence))
        {
            if (confidence == Confidence.Contextual && !_contextual)
            {
                return;
            }

            var secret = text.Slice(match.SecretStart, match.SecretLength);
            _found.Add(RawHit.Of(matcher.Rule, confidence, match.SecretStart, match.SecretLength, secret, string.Empty) with
            {
                Rank = anchor.Payload,
                IsStrong = Randomness.IsDrawn(secret),
            });
        }
    }

    private void MatchContext(ReadOnlySpan<byte> text, int position, ContextGroup group)
    {
        var length = group.WordAt(text[position..]);
        if (length == 0)
        {
            return;
        }

        switch (group.Anchor)
        {
            case ContextAnchor.Name:
                MatchName(text, position, position + length);
                break;
            case ContextAnchor.Url when UserInfo.OfUrl(text, position, out var url):
                JudgeUserInfo(text, url, ContextKind.Url);
                break;
            case ContextAnchor.Basic when UserInfo.OfBasic(text, position + length, out var decoded, out var range):
                Add(new ContextVerdict(ContextKind.BasicAuthorization, true), range.Start, range.Length, decoded, "Authorization");
                break;
            case ContextAnchor.Bearer when UserInfo.OfBearer(text, position + length, out var token):
                var bearer = text.Slice(token.Start, token.Length);
                if (Randomness.IsDrawn(bearer) && !Reference.Is(bearer) && !Placeholder.Is(bearer, []))
                {
                    Add(new ContextVerdict(ContextKind.BearerAuthorization, true), token.Start, token.Length, bearer, "Authorization");
                }

                break;
            case ContextAnchor.CommandUser when UserInfo.OfCommand(text, position, position + length, out var user):
                JudgeUserInfo(text, user, ContextKind.BasicAuthorization);
                break;
        }
    }

    private void JudgeUserInfo(ReadOnlySpan<byte> text, UserInfo info, ContextKind kind)
    {
        var password = text.Slice(info.PasswordStart, info.PasswordLength);
        var user = text.Slice(info.UserStart, info.UserLength);
        if (password.SequenceEqual(user))
        {
            return;
        }

        var verdict = ContextJudge.Judge([], password, ValueForm.UserInfo);
        if (verdict.Kind is not null)
        {
            Add(new ContextVerdict(kind, verdict.IsStrong && !info.IsLocal), info.PasswordStart, info.PasswordLength, password, string.Empty);
        }
    }

    private void MatchName(ReadOnlySpan<byte> text, int position, int wordEnd)
    {
        if (position < _linesReadTo || !NameGate.IsPromising(text, wordEnd, _format))
        {
            return;
        }

        if (_format is TextFormat.Json or TextFormat.Xml or TextFormat.Yaml && text.Length <= LargestStructure)
        {
            _structureWanted = true;
            if (_format != TextFormat.Yaml)
            {
                return;
            }
        }

        var (start, end) = NameGate.Piece(text, position, _linesReadTo);
        _linesReadTo = end;
        _lines.Read(text, start, end, bare: _format is TextFormat.Lines or TextFormat.Yaml, this);
    }

    private void ReadStructure(ReadOnlySpan<byte> text)
    {
        switch (_format)
        {
            case TextFormat.Json:
                JsonPairs.Read(text, this);
                break;
            case TextFormat.Xml:
                XmlPairs.Read(text, this);
                break;
            case TextFormat.Yaml:
                YamlPairs.Read(text, this);
                break;
        }
    }

    private void Add(ContextVerdict verdict, int start, int length, ReadOnlySpan<byte> secret, ReadOnlySpan<char> key) =>
        _found.Add(RawHit.Of(verdict.Kind!, Confidence.Contextual, start, length, secret, KeyText(key)) with
        {
            IsStrong = verdict.IsStrong,
            Rank = int.MaxValue,
        });

    // A key is quoted in messages: not one that is itself a value, and never a long one.
    private static string KeyText(ReadOnlySpan<char> key) => key.Length > 80 || key.ContainsAny("=;\n\r") ? string.Empty : key.ToString();

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
        var chosen = new List<RawHit>();
        foreach (var hit in _found.OrderByDescending(h => h.Confidence).ThenByDescending(h => h.Length).ThenBy(h => h.Rank).ThenBy(h => h.Start))
        {
            if (!chosen.Exists(c => hit.Start < c.End && c.Start < hit.End && (hit.Inside.Length == 0 || c.Inside.Length == 0 || hit.Identity == c.Identity)))
            {
                chosen.Add(hit);
            }
        }

        chosen.Sort((a, b) => a.Start.CompareTo(b.Start));
        return chosen;
    }
}
