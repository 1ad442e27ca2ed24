using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Engine.Credentials.Formats;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>What decides, beside the text around a name, how it is read.</summary>
/// <param name="Path">Where the text stands.</param>
/// <param name="Format">How it is read.</param>
/// <param name="WholeLines">Whether values are all the rest of their lines.</param>
/// <param name="IsContextual">Whether values are judged by their names.</param>
/// <param name="IsSecretManifest">Whether it is a manifest of a Kubernetes secret.</param>
internal readonly record struct ContextSetting(string Path, TextFormat Format, WholeLines WholeLines, bool IsContextual, bool IsSecretManifest);

/// <summary>
/// What a text holds by the names and forms around its values: reads keys and values where a word of the context was seen, takes
/// values apart that consist of others, and has them judged. Belongs to a session.
/// </summary>
/// <param name="session">Receives the hits, and scans what lies decoded inside a value.</param>
internal sealed class ContextScan(ScanSession session) : IPairSink
{
    // Shorter values hide nothing inside.
    private const int ShortestNested = 16;

    private const int LongestComment = 600;

    private const int ShortestQueryKey = 30;

    private static readonly ByteClass HeaderName = ByteClass.OfRanges("a-zA-Z0-9-");

    // Files of programs that sign in, which hold no other words under these names.
    private static readonly HashSet<string> Clients = new(StringComparer.Ordinal) { ".my.cnf", ".netrc", "_netrc", "sip.conf", "iax.conf", "users.conf", "manager.conf", "clients.conf", "sftp-config.json", "sftp.json", "wp-config.php", "odbc.ini", ".odbc.ini", "sasl.conf" };

    private static readonly ByteClass NotOfChosen = ByteClass.OfRanges(" .:/@,");

    private readonly LinePairs _lines = new();
    private readonly List<Range> _literals = [];
    private readonly DecodedText _decoded = new();
    private readonly DecodedText _secretValue = new();
    private readonly DecodedText _argument = new();
    private TextFormat _format;
    private string? _path;
    private bool _isGenerated;
    private bool _isOfClient;
    private bool _contextual;
    private bool _isSecretManifest;
    private bool _isComment;
    private bool _structureWanted;
    private WholeLines _wholeLines;
    private int _linesReadTo;
    private int _escapesReadTo;
    private int _sectionReadTo;
    private string _section = string.Empty;

    /// <summary>Takes up a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="isPart">True when it is a part of the file at that path, of another format perhaps.</param>
    public void Begin(ReadOnlySpan<byte> text, string path, bool isPart)
    {
        _format = TextFormats.Of(isPart ? string.Empty : path, text);
        if (!ReferenceEquals(path, _path))
        {
            // The versions of a file come one after another and share one name.
            (_path, _isGenerated, _isOfClient) = (path, PathKinds.IsGenerated(path), Clients.Contains(Path.GetFileName(path)));
        }

        _contextual = !_isGenerated && !CredentialScanner.IsBinary(text);
        _structureWanted = false;
        _wholeLines = isPart ? WholeLines.None : TextFormats.WholeLinesOf(path);
        _isSecretManifest = _format switch
        {
            TextFormat.Yaml => text.IndexOf("kind: Secret"u8) >= 0,
            TextFormat.Json => text.IndexOf("\"Secret\""u8) >= 0 && text.IndexOf("\"kind\""u8) >= 0,
            _ => false,
        };
        _linesReadTo = _escapesReadTo = _sectionReadTo = 0;
        _section = string.Empty;
    }

    /// <summary>How the text is read.</summary>
    public ContextSetting Setting => new(_path ?? string.Empty, _format, _wholeLines, _contextual, _isSecretManifest);

    /// <summary>True when values may be judged by their names: neither in what a machine wrote nor in binary files.</summary>
    public bool IsContextual => _contextual;

    /// <summary>Reads around a word of the context.</summary>
    /// <param name="text">The text.</param>
    /// <param name="anchor">Where the word may stand; receives what is known of it when it comes to nothing.</param>
    /// <param name="group">The words that may stand there.</param>
    /// <returns>False when none of them does.</returns>
    public bool Match(ReadOnlySpan<byte> text, ref AnchorHit anchor, ContextGroup group)
    {
        var position = anchor.Position;
        if (anchor.Quiet.IsKnown && IsStillQuiet(anchor))
        {
            return true;
        }

        anchor = new AnchorHit(position, anchor.Payload);
        if (!_contextual && group.Anchor != ContextAnchor.Escape)
        {
            return true;
        }

        if (group.WordAt(text[position..]) is not (> 0 and var length))
        {
            return false;
        }

        switch (group.Anchor)
        {
            case ContextAnchor.Name:
                anchor = anchor with { Quiet = MatchName(text, position, position + length) };
                break;
            case ContextAnchor.Escape:
                ReadEscaped(text, position);
                break;
            case ContextAnchor.Url:
                anchor = anchor with { Quiet = MatchUrl(text, position) };
                break;
            case ContextAnchor.OracleUser when UserInfo.OfOracle(text, position + length, out var oracle):
                JudgeUserInfo(text, oracle, ContextKind.ConnectionString);
                break;
            case ContextAnchor.Basic when UserInfo.OfBasic(text, position + length, out var decoded, out var range):
                Add(new ContextVerdict(ContextKind.BasicAuthorization, true), range.Start, range.Length, decoded, "Authorization");
                break;
            case ContextAnchor.Basic when UserInfo.OfClearBasic(text, position, position + length, out var clear):
                JudgeUserInfo(text, clear, ContextKind.BasicAuthorization);
                break;
            case ContextAnchor.Encoded when UserInfo.OfEncoded(text, position + length, out var encoded):
                JudgeUserInfo(text, encoded, ContextKind.BasicAuthorization);
                break;
            case ContextAnchor.Encoded when UserInfo.InnerLiteral(text, position + length) is > 0 and var inner && JoinedLiterals.TryRead(text, inner, 0, _decoded, out _):
                JudgeJoined();
                break;
            case ContextAnchor.Bytes when IsNearBasic(text, position) && UserInfo.OfEncoded(text, position + length - 1, out var bytes):
                JudgeUserInfo(text, bytes, ContextKind.BasicAuthorization);
                break;
            case ContextAnchor.Bearer when UserInfo.OfBearer(text, position + length, out var token):
                var bearer = text.Slice(token.Start, token.Length);
                if (Randomness.IsDrawn(bearer) && !PublicConstants.Contains(bearer) && !Reference.Is(bearer) && !Placeholder.Is(bearer, []))
                {
                    Add(new ContextVerdict(ContextKind.BearerAuthorization, true), token.Start, token.Length, bearer, "Authorization");
                }

                break;
            case ContextAnchor.GoUser when UserInfo.OfGo(text, position, out var goUser):
                JudgeUserInfo(text, goUser, ContextKind.ConnectionString);
                break;
            case ContextAnchor.Provider when ProviderValue.TryFind(text, position, position + length, out var named):
                Add(new ContextVerdict(ContextKind.Token, false), named.SecretStart, named.SecretLength, text.Slice(named.SecretStart, named.SecretLength), Encoding.ASCII.GetString(text.Slice(position, length)));
                break;
            case ContextAnchor.Provider:
                anchor = anchor with { Quiet = QuietReading.Of(text, position, NameGate.Reach, position + length + NameGate.Reach) };
                break;
            case ContextAnchor.Command when CommandSecrets.TryRead(text, position, out var name, out var start, out var size):
                OnValue(text, start, size, name, name == "password" && PathKinds.Of(_path ?? string.Empty) == PathKind.Product ? ValueForm.Given : ValueForm.Quoted);
                break;
            case ContextAnchor.VaultSecret when VaultSecret.TryRead(text, position + length, out var kept, out var keptSize):
                OnValue(text, kept, keptSize, "secret", ValueForm.Quoted);
                break;
            case ContextAnchor.LoginPair when LoginPair.TryFind(text, position, _format == TextFormat.Code, out var pairStart, out var pairLength):
            case ContextAnchor.LoginCase when LoginPair.TryFindCase(text, position + length - 1, out pairStart, out pairLength):
                OnValue(text, pairStart, pairLength, "password", ValueForm.Sentence);
                break;
            case ContextAnchor.CommandUser when UserInfo.OfCommand(text, position, position + length, out var user):
                JudgeUserInfo(text, user, ContextKind.BasicAuthorization);
                break;
        }

        return true;
    }

    /// <summary>Reads the whole text by its format when some name asked for it.</summary>
    public void End(ReadOnlySpan<byte> text)
    {
        if (!_structureWanted)
        {
            return;
        }

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
            case TextFormat.Hcl:
                HclPairs.Read(text, this);
                break;
        }
    }

    /// <inheritdoc/>
    public bool OnPair(ReadOnlySpan<char> key, DecodedText value, ValueForm form)
    {
        if (value.Length < ContextJudge.ShortestSecret || session.IsFull)
        {
            return false;
        }

        // ${NAME:-value} is a reference with a value of its own.
        if (Reference.DefaultOf(value.Span, out var nameEnd) is { } standsFor)
        {
            var (at, length) = standsFor.GetOffsetAndLength(value.Length);
            var read = Encoding.UTF8.GetString(value.Span[2..nameEnd]);
            var fallback = new DecodedText();
            fallback.Append(value.Span.Slice(at, length), value.Place(at, length).Start);
            if (DelimitedPairs.MayHold(fallback.Span) && ReadParts(key, fallback, form))
            {
                return true;
            }

            Judge(SecretName.Of(key) == NameMeaning.Nothing ? read : key, value.Span.Slice(at, length), value.Place(at, length), form);
            return false;
        }

        if (value.Span.StartsWith("{noop}"u8))
        {
            // Spring is told that the password stands as it is.
            Judge(key, value.Span[6..], value.Place(6, value.Length - 6), form);
            return false;
        }

        var isEntry = _isSecretManifest && IsEntry(key);
        if (_isSecretManifest && TryDecodeManifest(value))
        {
            session.ScanDecoded(_secretValue, "base64");
            Judge(isEntry ? NameOfEntry(key, _secretValue.Span) : key, _secretValue.Span, _secretValue.Place(0, _secretValue.Length), form, "base64", key);
            return false;
        }

        var isText = value.Length >= ShortestNested && form == ValueForm.Quoted && IsStructured(value.Span);
        if (isText || (value.Length >= ShortestNested && value.IsJoined))
        {
            session.ScanDecoded(value, string.Empty);
        }

        if (DelimitedPairs.MayHold(value.Span) && ReadParts(key, value, form))
        {
            return true;
        }

        if (form == ValueForm.Quoted && HeaderIn(value.Span, out var name, out var header))
        {
            header += SchemeIn(name, value.Span[header..]);
            Judge(NameOfHeader(name), value.Span[header..], value.Place(header, value.Length - header), form);
            return true;
        }

        if (SchemeIn(key, value.Span) is > 0 and var scheme)
        {
            Judge(NameOfHeader(key), value.Span[scheme..], value.Place(scheme, value.Length - scheme), form);
            return true;
        }

        if (!isText && form == ValueForm.Quoted && Assignments.Variable(value.Span) is > 0 and var variable)
        {
            Judge(Encoding.ASCII.GetString(value.Span[..variable]), value.Span[(variable + 1)..], value.Place(variable + 1, value.Length - variable - 1), form);
        }
        else if (!isText && form == ValueForm.Quoted)
        {
            ReadWithin(value);
        }

        // "\"x\"" as a build file hands a literal on.
        var quotes = LineLexer.IsQuote(value.Span[0]) && value.Span[^1] == value.Span[0] ? 1 : 0;
        var inner = value.Span[quotes..^quotes];
        Judge(isEntry ? NameOfEntry(key, inner) : key, inner, value.Place(quotes, inner.Length), form, shown: key);
        return false;
    }

    // var bytes = Encoding.ASCII.GetBytes("user:x"), and a header of a basic authorization in the lines around.
    private static bool IsNearBasic(ReadOnlySpan<byte> text, int position)
    {
        var around = text[Math.Max(0, position - NameGate.Reach)..Math.Min(text.Length, position + NameGate.Reach)];
        return around.IndexOf("Basic"u8) >= 0 || around.IndexOf("basic"u8) >= 0;
    }

    // What a text of another purpose assigns, and what it passes to a command.
    private void ReadWithin(DecodedText value)
    {
        if (Assignments.MayHold(value.Span))
        {
            for (var from = 0; Assignments.TryNext(value.Span, ref from, out var assigned, out var start, out var length);)
            {
                var isQueryKey = assigned == "key" && IsQueryKey(value.Span, start, length);
                Judge(isQueryKey ? "apikey" : assigned, value.Span.Slice(start, length), value.Place(start, length), isQueryKey ? ValueForm.Sentence : ValueForm.Bare);
            }
        }

        if (CommandOptions.MayHold(value.Span))
        {
            for (var from = 0; CommandOptions.TryNext(value.Span, ref from, out var option, out var start, out var length);)
            {
                Judge(option, value.Span.Slice(start, length), value.Place(start, length), ValueForm.Bare);
            }
        }
    }

    // https://api.x.com/v1?key=x
    private static bool IsQueryKey(ReadOnlySpan<byte> text, int start, int length) =>
        length >= ShortestQueryKey && start > 4 && text[start - 5] is (byte)'?' or (byte)'&' && text[..start].LastIndexOf("://"u8) >= 0 && CharacterCount.Of(text.Slice(start, length)).IsHexadecimal;

    // data:name and stringData:name of a manifest.
    private static bool IsEntry(ReadOnlySpan<char> key)
    {
        var colon = key.LastIndexOf(':');
        return colon > 0 && key[..colon] is var outer && outer[(outer.LastIndexOf(':') + 1)..] is "data" or "stringData";
    }

    // A name that says nothing leaves it to the manifest, which says that all in it is secret: but a user and a host stand there too.
    private static ReadOnlySpan<char> NameOfEntry(ReadOnlySpan<char> key, ReadOnlySpan<byte> value)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        return SecretName.Of(name) != NameMeaning.Nothing || name.EndsWith(".crt", StringComparison.Ordinal) || name.EndsWith(".pem", StringComparison.Ordinal) ? key
            : Randomness.IsDrawn(value) || name is "value" or "config" or "data" or "content" or "default" or "val" ? "data:secret"
            : IsChosen(name, value) ? "data:password"
            : key;
    }

    // smtp: m4ilgate, among the values of a secret that stand in the clear.
    private static bool IsChosen(ReadOnlySpan<char> name, ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return value.Length is >= 8 and <= 32 && characters.Digits > 0 && characters.Lower + characters.Upper > 2 && value.IndexOfAny(NotOfChosen) < 0 && !SecretName.IsDescription(name);
    }

    // '{"password":"x"}': JSON or XML within quotes of another kind; lines with assignments.
    private static bool IsStructured(ReadOnlySpan<byte> value) =>
        value.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'<', ..] ? value.IndexOfAny("\"'>"u8) >= 0 : (value.Contains((byte)'\n') && value.Contains((byte)'=')) || IsInsertion(value);

    // INSERT INTO t (user, password) VALUES ('a', 'x')
    private static bool IsInsertion(ReadOnlySpan<byte> value) =>
        value.Length > 40 && Ascii.EqualsIgnoreCase(value[..7], "insert "u8) && value.Contains((byte)'\'') && SecretName.MayPromise(value);

    private bool ReadParts(ReadOnlySpan<char> key, DecodedText value, ValueForm written)
    {
        var outer = key.Length is > 0 and < 80 ? $"{key}:" : string.Empty;
        var form = ValueForm.ConnectionString;
        return DelimitedPairs.Read(value.Span, out form, (name, start, length) =>
        {
            if (written == ValueForm.Bare)
            {
                // Behind a connection string in a line of text stands the rest of the line.
                var part = value.Span.Slice(start, length);
                length = part[..(part.IndexOf((byte)' ') is >= 0 and var blank ? blank : length)].TrimEnd(","u8).Length;
            }

            if (name.SequenceEqual("key") && IsQueryKey(value.Span, start, length))
            {
                Judge("apikey", value.Span.Slice(start, length), value.Place(start, length), ValueForm.Sentence);
            }
            else if (length >= 4)
            {
                Judge($"{outer}{name}", value.Span.Slice(start, length), value.Place(start, length), form);
            }
        });
    }

    // "X-Api-Key: value", as curl and request files write it.
    private static bool HeaderIn(ReadOnlySpan<byte> value, out string name, out int at)
    {
        name = string.Empty;
        at = value.IndexOf((byte)':');
        if (at is < 3 or > 40 || at + 2 >= value.Length || value[at + 1] != ' ' || value[..at].IndexOfAnyExcept(HeaderName) >= 0)
        {
            return false;
        }

        name = Encoding.ASCII.GetString(value[..at]);
        at += 2;
        at += value[at..].IndexOfAnyExcept((byte)' ') is > 0 and var blanks ? blanks : 0;
        return !value[(at + SchemeIn(name, value[at..]))..].Contains((byte)' ');
    }

    // "Token x", "ApiKey x", "SSWS x" of an authorization; what other schemes carry has an anchor of its own, or is no secret.
    private static int SchemeIn(ReadOnlySpan<char> name, ReadOnlySpan<byte> value)
    {
        if (!name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase) || value.IndexOf((byte)' ') is not (> 2 and < 16 and var blank) || value[(blank + 1)..].IndexOfAny((byte)' ', (byte)'"') >= 0)
        {
            return 0;
        }

        var scheme = value[..blank];
        return scheme.IndexOfAnyExcept(HeaderName) >= 0 || Ascii.EqualsIgnoreCase(scheme, "basic"u8) || Ascii.EqualsIgnoreCase(scheme, "bearer"u8) || Ascii.EqualsIgnoreCase(scheme, "digest"u8) ? 0 : blank + 1;
    }

    private static string NameOfHeader(ReadOnlySpan<char> name) => name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase) ? $"{name}:token" : name.ToString();

    // data of a Kubernetes secret: base64 of text; of bytes it stays as it is.
    private bool TryDecodeManifest(DecodedText value)
    {
        var written = value.Span;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(written.Length)];
        if (written.Length % 4 != 0 || Base64.DecodeFromUtf8(written, decoded, out _, out var length) != OperationStatus.Done || !IsPlain(decoded.AsSpan(0, length)))
        {
            return false;
        }

        _secretValue.Clear();
        var (start, writtenLength) = value.Place(0, value.Length);
        _secretValue.Append(decoded.AsSpan(0, length).TrimEnd("\r\n"u8), start, writtenLength);
        return true;
    }

    private static bool IsPlain(ReadOnlySpan<byte> decoded)
    {
        foreach (var b in decoded)
        {
            if (b is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t') or 0x7F)
            {
                return false;
            }
        }

        return Utf8.IsValid(decoded);
    }

    // What was read for it before is read as well.
    private bool IsStillQuiet(in AnchorHit anchor)
    {
        var quiet = anchor.Quiet;
        if (quiet.ReadTo == 0 || anchor.Position < _linesReadTo)
        {
            return true;
        }

        if (quiet.Floor != LinePiece.Floor(anchor.Position, _linesReadTo))
        {
            return false;
        }

        _linesReadTo = anchor.Position + quiet.ReadTo;
        return true;
    }

    private QuietReading MatchUrl(ReadOnlySpan<byte> text, int position)
    {
        var effects = session.Effects;
        if (UserInfo.OfUrl(text, position, out var url))
        {
            JudgeUserInfo(text, url, ContextKind.Url);
        }
        else if (UserInfo.IsCutAtPassword(text, position))
        {
            if (JoinedLiterals.TryRead(text, position, 0, _decoded, out _))
            {
                session.ScanDecoded(_decoded, string.Empty);
            }

            // The literals behind it may stand further away than what is written down of an address.
            return default;
        }
        else if (LoginPair.TryFindBehindAddress(text, position, out var start, out var length))
        {
            OnValue(text, start, length, "password", ValueForm.Sentence);
        }

        return session.Effects != effects || session.IsFull ? default : QuietReading.Of(text, position, 0, position + UserInfo.LongestUrl);
    }

    // Tells how far was read when it came to nothing.
    private QuietReading MatchName(ReadOnlySpan<byte> text, int position, int wordEnd)
    {
        if (position < _linesReadTo)
        {
            return default;
        }

        if (Prompted.TryFind(text, position, wordEnd, out var answer, out var answered))
        {
            OnValue(text, answer, answered, "password", PathKinds.Of(_path ?? string.Empty) == PathKind.Product ? ValueForm.Given : ValueForm.Quoted);
            return default;
        }

        // A word that begins with a quote stands behind its value, and so does what takes a password character by character.
        var follows = text[position] == '"' || Ascii.EqualsIgnoreCase(text[position..wordEnd], "appendchar("u8) || Ascii.EqualsIgnoreCase(text[position..wordEnd], ".appendchar)"u8) || text[position] == '|' ? NameFollows.Line : NameGate.Follows(text, wordEnd, _format);
        switch (follows)
        {
            case NameFollows.Nothing when _format == TextFormat.Code && (ReadCases(text, position, wordEnd) || ReadBytes(text, position, wordEnd) || ReadExplained(text, position, wordEnd)):
                return default;
            case NameFollows.Nothing:
                return QuietReading.Of(text, position, NameGate.Reach, wordEnd + NameGate.Reach);
            case NameFollows.Escaped:
                ReadEscaped(text, position);
                return default;
            case NameFollows.Comment or NameFollows.Raw:
                ReadUnquoted(text, position, isComment: follows == NameFollows.Comment);
                return default;
        }

        _structureWanted |= follows == NameFollows.Structure || _format is TextFormat.Yaml or TextFormat.Hcl;
        if (follows != NameFollows.Line)
        {
            return default;
        }

        if (_format == TextFormat.Code && ElementText.TryFind(text, position, wordEnd, out var element, out var content, out var size))
        {
            OnValue(text, content, size, element, ValueForm.Quoted);
            return default;
        }

        var effects = session.Effects;
        var floor = LinePiece.Floor(position, _linesReadTo);
        var (start, end) = LinePiece.Of(text, position, _linesReadTo, isCode: _format is TextFormat.Code or TextFormat.Json);
        _linesReadTo = end;
        _lines.Read(text, start, end, bare: _format is not (TextFormat.Code or TextFormat.Json), _wholeLines, SectionAt(text, position), this);

        // A section may begin anywhere above, and a structure is asked for by every name.
        return session.Effects != effects || session.IsFull || _format is TextFormat.Yaml or TextFormat.Hcl or TextFormat.Sections
            ? default
            : QuietReading.Of(text, position, floor + NameGate.Reach, end + LinePiece.Beyond(text, end) + NameGate.Reach, floor, end - position);
    }

    // A value as it is written.
    private void OnValue(ReadOnlySpan<byte> text, int start, int length, string name, ValueForm form)
    {
        _argument.Clear();
        _argument.Append(text.Slice(start, length), start);
        OnPair(name, _argument, form);
    }

    // What attributes give to the parameter of a test.
    private bool ReadCases(ReadOnlySpan<byte> text, int position, int wordEnd)
    {
        var name = CaseArguments.Find(text, position, wordEnd, _literals);
        foreach (var literal in _literals)
        {
            var (start, length) = literal.GetOffsetAndLength(text.Length);
            OnValue(text, start, length, name, ValueForm.Quoted);
        }

        return _literals.Count > 0;
    }

    // var x = "x"; // api secret of the printer service
    private bool ReadExplained(ReadOnlySpan<byte> text, int position, int wordEnd)
    {
        if (!Explained.TryFind(text, position, out var start, out var length))
        {
            return false;
        }

        OnValue(text, start, length, Encoding.UTF8.GetString(text[position..wordEnd].Trim(" =:\"'"u8)), ValueForm.Element);
        return true;
    }

    // A key that is written byte by byte.
    private bool ReadBytes(ReadOnlySpan<byte> text, int position, int wordEnd)
    {
        Span<byte> bytes = stackalloc byte[ByteList.Most];
        var count = ByteList.Read(text, wordEnd, bytes, out var start, out var length);
        if (count == 0)
        {
            return false;
        }

        var (from, to) = (position, wordEnd);
        while (from > 0 && LineLexer.IsWord(text[from - 1]))
        {
            from--;
        }

        while (to > from && !LineLexer.IsWord(text[to - 1]))
        {
            to--;
        }

        while (to < text.Length && LineLexer.IsWord(text[to]))
        {
            to++;
        }

        _argument.Clear();
        _argument.Append(Encoding.ASCII.GetBytes(Convert.ToHexString(bytes[..count])), start, length);
        // key = { 0x5c, … }: bytes under the name of a key and nothing more are advice.
        var name = Encoding.UTF8.GetString(text[from..to]);
        var isKey = count % 8 == 0 && SecretName.IsPlainKey(name);
        OnPair(isKey ? "encryptionkey" : name, _argument, isKey ? ValueForm.Sentence : ValueForm.Quoted);
        return true;
    }

    // What is commented out was true once; it may as well be an example.
    private void ReadUnquoted(ReadOnlySpan<byte> text, int position, bool isComment)
    {
        var floor = Math.Max(_linesReadTo, position - LongestComment);
        var start = floor + text[floor..position].LastIndexOf((byte)'\n') + 1;
        var end = text[position..Math.Min(text.Length, position + LongestComment)].IndexOf((byte)'\n') is >= 0 and var length ? position + length : Math.Min(text.Length, position + LongestComment);
        _linesReadTo = end;
        _isComment = isComment;
        _lines.Read(text, start, end, bare: true, WholeLines.None, string.Empty, this);
        _isComment = false;
    }

    private void ReadEscaped(ReadOnlySpan<byte> text, int position)
    {
        if (position >= _escapesReadTo)
        {
            _escapesReadTo = EscapedText.Read(text, position, _escapesReadTo, _decoded);
            if (!_decoded.IsAsWritten)
            {
                session.ScanDecoded(_decoded, "an escaped text");
            }
        }
    }

    // [section] and [table] of INI and TOML: the last one above.
    private string SectionAt(ReadOnlySpan<byte> text, int position)
    {
        if (_format != TextFormat.Sections || position <= _sectionReadTo)
        {
            return _section;
        }

        var between = text[_sectionReadTo..position];
        var at = between.LastIndexOf("\n["u8);
        var start = at >= 0 ? _sectionReadTo + at + 1 : _sectionReadTo == 0 && between.StartsWith("["u8) ? 0 : -1;
        _sectionReadTo = position;
        if (start >= 0)
        {
            var line = text[start..Math.Min(text.Length, start + 80)];
            var name = line[..(line.IndexOf((byte)']') is > 0 and var close ? close : 0)].Trim("[]\"' "u8);
            _section = Encoding.UTF8.GetString(name);
        }

        return _section;
    }

    private void JudgeUserInfo(ReadOnlySpan<byte> text, UserInfo info, ContextKind kind)
    {
        var password = text.Slice(info.PasswordStart, info.PasswordLength);
        var user = text.Slice(info.UserStart, info.UserLength);
        if (password.SequenceEqual(user) || (user.Length > 3 && password.StartsWith(user) && Placeholder.Is(password[user.Length..], [])))
        {
            return;
        }

        var verdict = ContextJudge.Judge([], password, ValueForm.UserInfo);
        if (verdict.Kind is not null)
        {
            Add(new ContextVerdict(kind, verdict.IsStrong && !info.IsLocal), info.PasswordStart, info.PasswordLength, password, string.Empty);
        }
    }

    // "user" + ":" + "x"
    private void JudgeJoined()
    {
        var joined = _decoded.Span;
        var colon = joined.IndexOf((byte)':');
        if (colon < 1 || joined.Length - colon - 1 < ContextJudge.ShortestSecret)
        {
            return;
        }

        var password = joined[(colon + 1)..];
        var verdict = ContextJudge.Judge([], password, ValueForm.UserInfo);
        if (verdict.Kind is not null)
        {
            var (start, length) = _decoded.Place(colon + 1, password.Length);
            Add(new ContextVerdict(ContextKind.BasicAuthorization, verdict.IsStrong), start, length, password, "Authorization");
        }
    }

    private void Judge(ReadOnlySpan<char> key, ReadOnlySpan<byte> value, (int Start, int Length) place, ValueForm form, string inside = "", ReadOnlySpan<char> shown = default)
    {
        var verdict = ContextJudge.Judge(key, value, form);
        if (verdict.Kind is null)
        {
            verdict = IsKeyOfSettings(key, value) ? new ContextVerdict(ContextKind.Token, false)
                : IsOfClient(key) ? ContextJudge.Judge("password", value, ValueForm.Given) with { IsStrong = false }
                : ContextVerdict.Silent;
            verdict = verdict.Kind is null && IsTypedKey(key, value) ? new ContextVerdict(ContextKind.SigningKey, false) : verdict;
        }

        if (verdict.Kind is not null)
        {
            Add(verdict, place.Start, place.Length, value, shown.IsEmpty ? key : shown, inside);
        }
    }

    // Speech:Key of appsettings.json: the services of Azure have keys of hexadecimal digits.
    private bool IsKeyOfSettings(ReadOnlySpan<char> key, ReadOnlySpan<byte> value) =>
        value.Length is 32 or 64 && key.EndsWith(":Key", StringComparison.Ordinal) && IsSettings(Path.GetFileName(_path.AsSpan())) && CharacterCount.Of(value).IsHexadecimal
        && SecretName.Of(key) == NameMeaning.PerhapsKey && Randomness.IsDrawn(value) && !PublicConstants.Contains(value) && !Placeholder.Is(value, key);

    // password = summer of .my.cnf: in these files a password is what signs in, whatever it looks like.
    private bool IsOfClient(ReadOnlySpan<char> key) =>
        _isOfClient && (key.EndsWith("password", StringComparison.OrdinalIgnoreCase) || key.EndsWith("secret", StringComparison.OrdinalIgnoreCase)) && SecretName.Of(key) is NameMeaning.Password or NameMeaning.Token;

    // "Jwt": { "Key": "a sentence that somebody typed" } of appsettings.json
    private bool IsTypedKey(ReadOnlySpan<char> key, ReadOnlySpan<byte> value) =>
        value.Length is >= 16 and <= 96 && value.Count((byte)' ') is >= 2 and <= 12 && IsSettings(Path.GetFileName(_path.AsSpan())) && (key.EndsWith(":Key", StringComparison.Ordinal) || key.EndsWith("Secret", StringComparison.Ordinal) || key.EndsWith("SigningKey", StringComparison.Ordinal) || key.EndsWith("SecretKey", StringComparison.Ordinal))
        && SecretName.Of(key) == NameMeaning.SigningKey && !Reference.Is(value) && !Placeholder.Is(value, key);

    private static bool IsSettings(ReadOnlySpan<char> name) =>
        name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) || name.Equals("local.settings.json", StringComparison.OrdinalIgnoreCase) || name.Equals("secrets.json", StringComparison.OrdinalIgnoreCase);

    private void Add(ContextVerdict verdict, int start, int length, ReadOnlySpan<byte> secret, ReadOnlySpan<char> key, string inside = "") =>
        session.Add(RawHit.Of(verdict.Kind!, Confidence.Contextual, start, length, secret, KeyText(key), inside) with
        {
            IsStrong = verdict.IsStrong && !_isComment,
            Rank = int.MaxValue,
        });

    // A key is quoted in messages: not one that may itself be a value, and never a long one.
    private static string KeyText(ReadOnlySpan<char> key)
    {
        foreach (var c in key)
        {
            if (!char.IsLetterOrDigit(c) && !"_-.:$@/[]() ".Contains(c, StringComparison.Ordinal))
            {
                return string.Empty;
            }
        }

        return key.Length > 120 || Randomness.IsDrawn(Encoding.UTF8.GetBytes(key[(key.LastIndexOf(':') + 1)..].ToString())) ? string.Empty : key.ToString();
    }
}
