using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>
/// Reads the rules of one family from their file. The files are data and not code because 455 initialisers cost twenty milliseconds to
/// compile in every process that scans, and these lines two to read.
/// </summary>
/// <remarks>
/// A line that begins at the margin names a rule; the indented lines below are its facts, a word and what follows it, and the names are
/// those of <see cref="CredentialRule"/>:
/// <code>
/// # A comment.
/// example-token
///   provider    Example
///   title       Example access token
///   shape       exa_{N36}                            see TokenShape; \x07 is a byte
///   near        "example" "exa_api"                  texts in quotes; the list may go on in lines without a word
///   companion   4 {=EXA|exa}                         lines, and a shape
///   files       ".examplerc" "*.exa"
///   proof       TrailingChecksum.Example             see NamedProofs
///   confidence  specific, contextual                 specific when absent
///   entropy     3.0
///   reach       96
///   case        ignored
///   left        none, word, run                      word when absent; right likewise
///   ceiling     warning
///   opens       what somebody who holds it reaches   "= other-rule" takes the same fact of a rule above
///   rotate      A sentence.
///   replacement (managed identity)                   or (pipeline secret), (certificate store), or a sentence
///   public      "constants that are never reported"
///   source      token-formats 1
/// </code>
/// </remarks>
internal static class RuleFile
{
    /// <summary>Adds the rules of a file.</summary>
    /// <param name="family">The file's name, for the message about a mistake in it.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="rules">Receives them; those already there may be referred to.</param>
    /// <exception cref="FormatException">A line cannot be read: a mistake in a rule, found by the first test that loads the catalogue.</exception>
    public static void Read(string family, ReadOnlySpan<char> text, List<CredentialRule> rules)
    {
        var draft = default(Draft);
        var number = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            end = end < 0 ? text.Length : end;
            var line = text[..end].TrimEnd();
            text = text[Math.Min(end + 1, text.Length)..];
            number++;
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (line[0] != ' ')
            {
                draft.AddTo(rules);
                draft = new Draft { Id = line.ToString() };
                continue;
            }

            line = line.TrimStart();
            if (draft.Id is null || !draft.TrySet(line, rules))
            {
                throw new FormatException($"{family}.rules({number}): '{line}' is no fact of a rule.");
            }
        }

        draft.AddTo(rules);
    }

    /// <summary>The facts of a rule that were read so far.</summary>
    private struct Draft
    {
        private string? _provider;
        private string? _title;
        private TokenShape? _shape;
        private Companion? _companion;
        private Proof? _proof;
        private Expiry? _expiry;
        private Confidence _confidence = Confidence.Specific;
        private double _entropy;
        private int _reach;
        private bool _ignoreCase;
        private Boundary _left = Boundary.Word;
        private Boundary _right = Boundary.Word;
        private Severity _ceiling = Severity.Error;
        private string? _opens;
        private string? _rotate;
        private string? _replacement;
        private string? _source;
        private List<string>? _near;
        private List<string>? _files;
        private List<string>? _public;
        private List<string>? _open;

        public Draft()
        {
        }

        public string? Id { get; init; }

        public bool TrySet(ReadOnlySpan<char> line, List<CredentialRule> rules)
        {
            if (line[0] == '"')
            {
                return _open is not null && TryAdd(line, _open);
            }

            var space = line.IndexOf(' ');
            if (space < 0)
            {
                return false;
            }

            var value = line[space..].Trim();
            _open = null;
            switch (line[..space])
            {
                case "provider":
                    _provider = value.ToString();
                    return true;
                case "title":
                    _title = value.ToString();
                    return true;
                case "shape":
                    _shape = TokenShape.Parse(Unescaped(value));
                    return true;
                case "near":
                    return TryAdd(value, _open = _near = []);
                case "files":
                    return TryAdd(value, _open = _files = []);
                case "public":
                    return TryAdd(value, _open = _public = []);
                case "companion":
                    var lines = value.IndexOf(' ');
                    if (lines < 0 || !TokenShape.TryReadNumber(value[..lines], out var within))
                    {
                        return false;
                    }

                    _companion = new Companion(TokenShape.Parse(value[(lines + 1)..].ToString()), within);
                    return true;
                case "proof":
                    return (_proof = NamedProofs.Of(value)) is not null;
                case "expires":
                    return (_expiry = Expiries.Named(value)) is not null;
                case "confidence":
                    _confidence = value is "contextual" ? Confidence.Contextual : Confidence.Specific;
                    return value is "contextual" or "specific";
                case "entropy":
                    return TryReadEntropy(value, out _entropy);
                case "reach":
                    return TokenShape.TryReadNumber(value, out _reach);
                case "case":
                    return _ignoreCase = value is "ignored";
                case "left":
                    return TryReadBoundary(value, out _left);
                case "right":
                    return TryReadBoundary(value, out _right);
                case "ceiling":
                    _ceiling = value is "information" ? Severity.Information : Severity.Warning;
                    return value is "information" or "warning";
                case "opens":
                    return (_opens = value[0] == '=' ? Earlier(value, rules)?.Opens : value.ToString()) is not null;
                case "rotate":
                    return (_rotate = value[0] == '=' ? Earlier(value, rules)?.Rotate : value.ToString()) is not null;
                case "replacement":
                    return (_replacement = value[0] == '(' ? Replacements.Named(value) : value.ToString()) is not null;
                case "source":
                    _source = value.ToString();
                    return true;
                default:
                    return false;
            }
        }

        public readonly void AddTo(List<CredentialRule> rules)
        {
            if (Id is null)
            {
                return;
            }

            rules.Add(new CredentialRule
            {
                Id = Id,
                Provider = _provider ?? throw Lacks("provider"),
                Title = _title ?? throw Lacks("title"),
                Shape = _shape ?? throw Lacks("shape"),
                Near = _near is null ? [] : [.. _near],
                Reach = _reach > 0 ? _reach : CredentialRule.UsualReach,
                Companion = _companion,
                Files = _files is null ? [] : [.. _files],
                Proof = _proof,
                Expiry = _expiry,
                Confidence = _confidence,
                MinimumEntropy = _entropy,
                IgnoreCase = _ignoreCase,
                Left = _left,
                Right = _right,
                Ceiling = _ceiling,
                Opens = _opens ?? throw Lacks("opens"),
                Rotate = _rotate ?? throw Lacks("rotate"),
                Replacement = _replacement ?? Replacements.Default,
                Source = _source ?? throw Lacks("source"),
                PublicConstants = _public is null ? [] : [.. _public],
            });
        }

        private readonly FormatException Lacks(string fact) => new($"The rule '{Id}' lacks its {fact}.");

        private static CredentialRule? Earlier(ReadOnlySpan<char> reference, List<CredentialRule> rules)
        {
            var id = reference[1..].Trim();
            for (var i = rules.Count - 1; i >= 0; i--)
            {
                if (id.SequenceEqual(rules[i].Id))
                {
                    return rules[i];
                }
            }

            return null;
        }

        // "a" "b \"c\"" …
        private static bool TryAdd(ReadOnlySpan<char> line, List<string> list)
        {
            while (line.Length > 0)
            {
                if (line[0] != '"')
                {
                    return false;
                }

                var end = 1;
                while (end < line.Length && line[end] != '"')
                {
                    end += line[end] == '\\' ? 2 : 1;
                }

                if (end >= line.Length)
                {
                    return false;
                }

                var text = line[1..end].ToString();
                list.Add(text.Contains('\\', StringComparison.Ordinal) ? text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text);
                line = line[(end + 1)..].TrimStart();
            }

            return true;
        }

        // 3 or 3.5.
        private static bool TryReadEntropy(ReadOnlySpan<char> value, out double entropy)
        {
            var tenths = 0;
            var isRead = TokenShape.TryReadNumber(value[..1], out var bits) && (value.Length == 1 || (value.Length == 3 && value[1] == '.' && TokenShape.TryReadNumber(value[2..], out tenths)));
            entropy = bits + (tenths / 10d);
            return isRead;
        }

        private static bool TryReadBoundary(ReadOnlySpan<char> value, out Boundary boundary)
        {
            boundary = value switch { "none" => Boundary.None, "run" => Boundary.Run, _ => Boundary.Word };
            return value is "none" or "run" or "word";
        }

        private static string Unescaped(ReadOnlySpan<char> shape)
        {
            var text = shape.ToString();
            for (int at; (at = text.IndexOf("\\x", StringComparison.Ordinal)) >= 0 && at + 3 < text.Length;)
            {
                text = string.Concat(text.AsSpan(0, at), [(char)((Digit(text[at + 2]) << 4) | Digit(text[at + 3]))], text.AsSpan(at + 4));
            }

            return text;

            static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
        }
    }
}
