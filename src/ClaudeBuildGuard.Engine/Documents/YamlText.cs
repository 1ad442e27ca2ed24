using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>Why a YAML text cannot be read.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Message">What is wrong there, without any of the file's content.</param>
internal sealed record YamlError(int Line, int Column, string Message);

/// <summary>Reads YAML text into nodes that know their line and column.</summary>
internal static class YamlText
{
    /// <summary>Texts of more characters are not read: no pipeline or compose file that a service accepts comes near.</summary>
    public const int LargestText = 4 * 1024 * 1024;

    /// <summary>Nesting beyond this is an error.</summary>
    public const int DeepestNesting = 200;

    /// <summary>Parses the first document of a text, with the second when the first only declares inputs for it. A leading byte order mark must have been removed.</summary>
    /// <returns>The root and no error, or no root and the error. An empty text is an empty scalar.</returns>
    public static (YamlNode? Root, YamlError? Error) Parse(string text)
    {
        if (text.Length > LargestText)
        {
            return (null, TooLarge(text));
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return (YamlNode.Scalar(1, 1, string.Empty, SourceText.Empty), null);
            }

            var builder = new Builder(parser, text);
            var root = builder.Root();

            // GitLab declares the inputs of a pipeline in a document of their own before it: both are one file.
            return root is { IsMapping: true, Entries: [{ Key.Value: "spec" }] } && parser.TryConsume<DocumentEnd>(out _) && parser.TryConsume<DocumentStart>(out _)
                && builder.Root() is { IsMapping: true } pipeline
                ? (YamlNode.Mapping(root.Line, root.Column, [.. root.Entries, .. pipeline.Entries]), null)
                : (root, null);
        }
        catch (YamlException e)
        {
            return (null, Explain(text, e));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of the library gives up in these ways on some malformed texts.
            return (null, new YamlError(1, 1, "it is not YAML"));
        }
    }

    /// <summary>Every document of a text, up to the first place that is not YAML.</summary>
    public static IReadOnlyList<YamlNode> Documents(string text) => ParseAll(text).Documents;

    /// <summary>Every document of a text, up to the first place that is not YAML, and why it is none.</summary>
    public static (IReadOnlyList<YamlNode> Documents, YamlError? Error) ParseAll(string text)
    {
        var documents = new List<YamlNode>();
        if (text.Length > LargestText)
        {
            return (documents, TooLarge(text));
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out _))
            {
                documents.Add(new Builder(parser, text).Root());
                parser.Consume<DocumentEnd>();
            }

            return (documents, null);
        }
        catch (YamlException e)
        {
            return (documents, Explain(text, e));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of the library gives up in these ways on some malformed texts.
            return (documents, new YamlError(1, 1, "it is not YAML"));
        }
    }

    private static YamlError TooLarge(string text) => new(1, 1, $"it holds {text.Length} characters, more than the {LargestText} that are read");

    // The library's message may quote the text around the error, which may be part of a secret.
    private static YamlError Explain(string text, YamlException error)
    {
        var (line, column) = ((int)error.Start.Line, (int)error.Start.Column);
        if (error is NestedTooDeeply)
        {
            return new YamlError(line, column, $"it is nested more than {DeepestNesting} levels deep");
        }

        if (error is UnknownAnchor)
        {
            return new YamlError(line, column, "an alias names an anchor that does not stand before it");
        }

        // Where a tab breaks the structure, the library names the line before it.
        var last = Math.Max((int)error.End.Line, line + 1);
        var lines = text.Split('\n', last + 1);
        for (var at = Math.Max(line, 1); at <= Math.Min(last, lines.Length); at++)
        {
            if (lines[at - 1].TrimStart(' ').StartsWith('\t'))
            {
                return new YamlError(at, 1, "a tab stands in the indentation, which YAML does not allow");
            }
        }

        return new YamlError(line, column, "the text is not YAML from here on");
    }

    private sealed class NestedTooDeeply(Mark start) : YamlException(start, start, string.Empty);

    private sealed class UnknownAnchor(Mark start) : YamlException(start, start, string.Empty);

    private sealed class Builder(Parser parser, string text)
    {
        private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
        private readonly string[] _lines = text.Split('\n');

        public YamlNode Root() => Read(0);

        private YamlNode Read(int depth)
        {
            var (line, column) = Place(parser.Current!.Start);
            if (depth > DeepestNesting)
            {
                throw new NestedTooDeeply(parser.Current.Start);
            }

            if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                return _anchors.TryGetValue(alias.Value.Value, out var anchored) ? anchored : throw new UnknownAnchor(alias.Start);
            }

            var anchor = (parser.Current as NodeEvent)?.Anchor;
            YamlNode node;
            if (parser.TryConsume<SequenceStart>(out _))
            {
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(Read(depth + 1));
                }

                node = YamlNode.Sequence(line, column, items);
            }
            else if (parser.TryConsume<MappingStart>(out _))
            {
                var entries = new List<YamlEntry>();
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    var key = Read(depth + 1);
                    entries.Add(new YamlEntry(key, Read(depth + 1)));
                }

                node = YamlNode.Mapping(line, column, entries);
            }
            else
            {
                var scalar = parser.Consume<Scalar>();
                node = YamlNode.Scalar(line, column, scalar.Value, Source(scalar));
            }

            if (anchor is { IsEmpty: false } name)
            {
                _anchors[name.Value] = node;
            }

            return node;
        }

        private static (int Line, int Column) Place(Mark mark) => ((int)mark.Line, (int)mark.Column);

        private SourceText Source(Scalar scalar)
        {
            var (line, column) = Place(scalar.Start);
            if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            {
                return BlockSource(scalar, line);
            }

            var start = column + (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0);
            return (int)scalar.End.Line == line
                ? SourceText.InOneLine(scalar.Value, line, start)
                : FlowSource(scalar, line, start);
        }

        // A plain or quoted scalar over several lines is one line of a script: its breaks become continuations.
        private SourceText FlowSource(Scalar scalar, int line, int column)
        {
            var lines = new List<(string Text, int Line, int Column)>();
            var last = Math.Min((int)scalar.End.Line, _lines.Length);
            for (var at = line; at <= last; at++)
            {
                var raw = _lines[at - 1].TrimEnd('\r');
                var end = at == last ? Math.Clamp((int)scalar.End.Column - 1, 0, raw.Length) : raw.Length;
                var begin = at == line ? Math.Min(column - 1, end) : Math.Min(raw.Length - raw.TrimStart().Length, end);
                var piece = raw[begin..end];
                if (at == last && scalar.Style != ScalarStyle.Plain)
                {
                    piece = piece.TrimEnd('"', '\'');
                }

                lines.Add((at < last ? piece + " \\" : piece, at, begin + 1));
            }

            return SourceText.Of(lines);
        }

        private SourceText BlockSource(Scalar scalar, int headerLine)
        {
            var value = scalar.Value.TrimEnd('\n');
            if (value.Length == 0)
            {
                return SourceText.Empty;
            }

            var indent = -1;
            var lines = new List<(string Text, int Line, int Column)>();
            var end = Math.Min(scalar.End.Column <= 1 ? (int)scalar.End.Line - 1 : (int)scalar.End.Line, _lines.Length);
            for (var at = headerLine + 1; at <= end; at++)
            {
                var raw = _lines[at - 1].TrimEnd('\r');
                if (indent < 0 && raw.AsSpan().Trim(' ').Length > 0)
                {
                    // A first line with spaces of its own begins further right than the block.
                    var own = value.TrimStart('\n');
                    indent = raw.Length - raw.TrimStart(' ').Length - (own.Length - own.TrimStart(' ').Length);
                }

                var from = Math.Clamp(indent, 0, raw.Length);
                lines.Add((raw[from..], at, from + 1));
            }

            while (lines.Count > 0 && lines[^1].Text.Length == 0)
            {
                lines.RemoveAt(lines.Count - 1);
            }

            return SourceText.Of(scalar.Style == ScalarStyle.Literal ? lines : Folded(lines));
        }

        // Folding joins neighbouring lines by a space, unless one of them is empty or indented further.
        private static List<(string Text, int Line, int Column)> Folded(List<(string Text, int Line, int Column)> lines)
        {
            for (var i = 0; i + 1 < lines.Count; i++)
            {
                var (here, next) = (lines[i].Text, lines[i + 1].Text);
                if (here.Length > 0 && next.Length > 0 && here[0] != ' ' && next[0] != ' ')
                {
                    lines[i] = lines[i] with { Text = here.EndsWith('\\') ? here : here + " \\" };
                }
            }

            return lines;
        }
    }
}
