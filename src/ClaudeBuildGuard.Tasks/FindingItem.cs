using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ClaudeBuildGuard.Tasks;

/// <summary>A finding on its way from the task that judged to the task that shows it, as an MSBuild item.</summary>
/// <param name="severity"><c>Error</c>, <c>Warning</c> or <c>Information</c>.</param>
/// <param name="code">The diagnostic's code.</param>
/// <param name="file">The absolute path of the file, or of the repository's root when the finding is about no file.</param>
/// <param name="span">Line, column, end line and end column, 1-based; 0 where not known.</param>
/// <param name="text">What a user reads.</param>
/// <param name="helpLink">The page of the diagnostic.</param>
internal sealed class FindingItem(
    string severity, string code, string file, (int Line, int Column, int EndLine, int EndColumn) span, string text, string helpLink)
{
    public string Severity { get; } = severity;

    public string Code { get; } = code;

    public string File { get; } = file;

    public (int Line, int Column, int EndLine, int EndColumn) Span { get; } = span;

    public string Text { get; } = text;

    public string HelpLink { get; } = helpLink;

    /// <summary>The finding as an item.</summary>
    /// <param name="ordinal">What tells it from the other items; items of the same name and metadata are one to MSBuild.</param>
    public ITaskItem ToItem(int ordinal)
    {
        var item = new TaskItem(ordinal.ToString(CultureInfo.InvariantCulture));
        Set(item, nameof(Severity), Severity);
        Set(item, nameof(Code), Code);
        Set(item, nameof(File), File);
        Set(item, nameof(Span), FormattableString.Invariant($"{Span.Line},{Span.Column},{Span.EndLine},{Span.EndColumn}"));
        Set(item, nameof(Text), Text);
        Set(item, nameof(HelpLink), HelpLink);
        return item;
    }

    /// <summary>Reads back what <see cref="ToItem"/> wrote.</summary>
    public static FindingItem From(ITaskItem item)
    {
        var span = item.GetMetadata(nameof(Span)).Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new FindingItem(
            item.GetMetadata(nameof(Severity)),
            item.GetMetadata(nameof(Code)),
            item.GetMetadata(nameof(File)),
            (span[0], span[1], span[2], span[3]),
            item.GetMetadata(nameof(Text)),
            item.GetMetadata(nameof(HelpLink)));
    }

    // A file name or a message may hold %, ; and *: the literal setter escapes them where SetMetadata would read them as MSBuild syntax.
    private static void Set(TaskItem item, string name, string value) =>
        ((ITaskItem2)item).SetMetadataValueLiteral(name, value);
}
