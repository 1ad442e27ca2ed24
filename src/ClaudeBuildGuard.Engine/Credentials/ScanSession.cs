using System.Runtime.InteropServices;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Formats;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>The scan of one content. Belongs to one thread and is used again for the next content.</summary>
internal sealed class ScanSession(CredentialScanner scanner) : IPairSink
{
    /// <summary>Bytes prefiltered at a time: what is remembered of them is bounded, whatever the text.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>Hits kept of one content; more than anybody would read.</summary>
    private const int MostHits = 1000;

    /// <summary>Structured files above this size are read by lines only. Bytes.</summary>
    private const int LargestStructure = 4 * 1024 * 1024;

    private readonly List<AnchorHit> _anchors = [];
    private readonly List<RawHit> _found = [];
    private readonly LinePairs _lines = new();
    private string _path = string.Empty;
    private TextFormat _format;
    private bool _contextual;
    private bool _structureWanted;
    private int _linesReadTo;

    /// <summary>Scans one content.</summary>
    public void Scan(ReadOnlyMemory<byte> content, string path, List<CredentialHit> hits)
    {
        _found.Clear();
        ScanText(content.Span, path);
        if (_found.Count > 0)
        {
            Report(content.Span, hits);
        }
    }

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

    private void ScanText(ReadOnlySpan<byte> text, string path)
    {
        _path = path;
        _format = TextFormats.Of(path, text);
        _contextual = PathKinds.Of(path) != PathKind.Generated && text[..Math.Min(text.Length, 4096)].IndexOf((byte)0) < 0;
        _structureWanted = false;
        _linesReadTo = 0;
        for (var from = 0; from < text.Length && _found.Count < MostHits; from += BlockBytes)
        {
            _anchors.Clear();
            scanner.Prefilter.Scan(text, from, Math.Min(from + BlockBytes, text.Length), _anchors);
            foreach (var anchor in CollectionsMarshal.AsSpan(_anchors))
            {
                if (anchor.Payload < scanner.Matchers.Length)
                {
                    MatchRule(text, anchor);
                }
                else if (_contextual)
                {
                    MatchContext(text, anchor.Position, scanner.ContextGroups[anchor.Payload - scanner.Matchers.Length]);
                }
            }
        }

        if (_structureWanted)
        {
            ReadStructure(text);
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
        // One secret that several rules know is the surest rule's; of equally sure ones the longest match tells most.
        var chosen = new List<RawHit>();
        foreach (var hit in _found.OrderByDescending(h => h.Confidence).ThenByDescending(h => h.Length).ThenBy(h => h.Rank).ThenBy(h => h.Start))
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
