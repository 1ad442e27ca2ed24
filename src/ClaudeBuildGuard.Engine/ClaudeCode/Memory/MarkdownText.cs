using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Documents;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>What a piece of a Markdown file is, as far as it matters for what the client makes of it.</summary>
internal enum MarkdownRegionKind
{
    /// <summary>The metadata between <c>---</c> lines at the top.</summary>
    FrontMatter,

    /// <summary>A fenced or indented code block.</summary>
    CodeBlock,

    /// <summary>Code between backticks within a line.</summary>
    CodeSpan,

    /// <summary>An HTML comment that is a block of its own at the top level: the client removes it from memory files.</summary>
    RemovedComment,

    /// <summary>Any other HTML comment: nobody sees it in a rendered page, and the model reads it.</summary>
    KeptComment,

    /// <summary>Text inside an HTML block such as <c>&lt;div&gt;</c>: read by the model, but not searched for imports.</summary>
    HtmlBlock,

    /// <summary>The description of an image, not searched for imports.</summary>
    ImageDescription,
}

/// <summary>A piece of a Markdown text that is not ordinary prose.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of the first character.</param>
/// <param name="End">Offset after the last character.</param>
internal readonly record struct MarkdownRegion(MarkdownRegionKind Kind, int Start, int End);

/// <summary>
/// A Markdown text and the regions of it that are not ordinary prose, in order. Regions of an HTML block contain those of its
/// comments; no others overlap.
/// </summary>
internal sealed class MarkdownText
{
    /// <summary>The client skips memory files above this size. Source: claude-code-facts, 4.4.</summary>
    public const int LargestFile = 4 * 1024 * 1024;

    // A second of one processor.
    private const long MostLinkSteps = 200_000_000;

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseYamlFrontMatter().Build();

    // For each offset the innermost region's kind plus one, 0 for prose; empty when there is no region at all.
    private readonly byte[] _kindAt;

    private MarkdownText(string text, ImmutableArray<MarkdownRegion> regions)
    {
        Text = text;
        Regions = regions;
        Lines = new TextLines(text);
        _kindAt = regions.IsEmpty ? [] : new byte[text.Length];
        foreach (var region in regions)
        {
            _kindAt.AsSpan(region.Start, region.End - region.Start).Fill((byte)(region.Kind + 1));
        }
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Every region that is not ordinary prose, ordered by start.</summary>
    public ImmutableArray<MarkdownRegion> Regions { get; }

    /// <summary>Where its lines start.</summary>
    public TextLines Lines { get; }

    /// <summary>Reads a text. What no Markdown reader accepts (blocks nested hundreds deep, links begun thousands deep) is prose as a whole.</summary>
    public static MarkdownText Parse(string text)
    {
        if (text.Length > LargestFile || LinkSteps(text) > MostLinkSteps)
        {
            return new MarkdownText(text, []);
        }

        var regions = new List<MarkdownRegion>();
        try
        {
            foreach (var node in Markdown.Parse(text, Pipeline).Descendants())
            {
                Collect(text, node, regions);
            }
        }
        catch (ArgumentException)
        {
            // Markdig refuses blocks nested deeper than its limit; nothing is then told apart from prose.
            regions.Clear();
        }

        return new MarkdownText(text, [.. regions.OrderBy(r => r.Start).ThenByDescending(r => r.End)]);
    }

    // Markdig reads the address of a link to the end of the word, for each link that begins in it.
    private static long LinkSteps(string text)
    {
        long steps = 0, links = 0, places = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || char.IsWhiteSpace(text[at]))
            {
                steps += (links * at) - places;
                (links, places) = (0, 0);
            }
            else if (text[at] == '(' && at > 0 && text[at - 1] == ']')
            {
                (links, places) = (links + 1, places + at);
            }
        }

        return steps;
    }

    /// <summary>The innermost region at an offset; null for ordinary prose.</summary>
    public MarkdownRegionKind? RegionAt(int offset) => _kindAt.Length == 0 || _kindAt[offset] == 0 ? null : (MarkdownRegionKind)(_kindAt[offset] - 1);

    /// <summary>The text with every region of the given kinds replaced by spaces; offsets and line breaks stay.</summary>
    public string Without(params MarkdownRegionKind[] kinds)
    {
        var characters = Text.ToCharArray();
        foreach (var region in Regions)
        {
            if (Array.IndexOf(kinds, region.Kind) >= 0)
            {
                for (var i = region.Start; i < region.End; i++)
                {
                    characters[i] = characters[i] is '\n' or '\r' ? characters[i] : ' ';
                }
            }
        }

        return new string(characters);
    }

    private static void Collect(string text, MarkdownObject node, List<MarkdownRegion> regions)
    {
        var start = Math.Clamp(node.Span.Start, 0, text.Length);
        var end = Math.Clamp(node.Span.End + 1, start, text.Length);
        switch (node)
        {
            case YamlFrontMatterBlock:
                regions.Add(new(MarkdownRegionKind.FrontMatter, start, end));
                break;
            case CodeBlock:
                regions.Add(new(MarkdownRegionKind.CodeBlock, start, end));
                break;
            case CodeInline:
                regions.Add(new(MarkdownRegionKind.CodeSpan, start, end));
                break;
            case HtmlBlock { Type: HtmlBlockType.Comment } block:
                AddComments(
                    text, start, end, block.Parent is MarkdownDocument ? MarkdownRegionKind.RemovedComment : MarkdownRegionKind.KeptComment, regions);
                break;
            case HtmlBlock:
                regions.Add(new(MarkdownRegionKind.HtmlBlock, start, end));
                AddComments(text, start, end, MarkdownRegionKind.KeptComment, regions);
                break;
            case HtmlInline html when html.Tag.StartsWith("<!--", StringComparison.Ordinal):
                regions.Add(new(MarkdownRegionKind.KeptComment, start, end));
                break;
            case LinkInline { IsImage: true }:
                regions.Add(new(MarkdownRegionKind.ImageDescription, start, end));
                break;
        }
    }

    // Only the comment itself goes: measured, text after it on the same line reaches the model and its imports are loaded.
    private static void AddComments(string text, int start, int end, MarkdownRegionKind kind, List<MarkdownRegion> regions)
    {
        for (var open = text.IndexOf("<!--", start, end - start, StringComparison.Ordinal); open >= 0;)
        {
            var close = text.IndexOf("-->", open, end - open, StringComparison.Ordinal);
            var after = close < 0 ? end : close + 3;
            regions.Add(new(kind, open, after));
            open = text.IndexOf("<!--", after, end - after, StringComparison.Ordinal);
        }
    }
}
