using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ClaudeBuildGuard.Tasks;

/// <summary>A finding on its way from the task that judged to the task that shows it, as an MSBuild item.</summary>
internal sealed record FindingItem
{
    /// <summary><c>Error</c>, <c>Warning</c> or <c>Information</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>The diagnostic's code.</summary>
    public required string Code { get; init; }

    /// <summary>The absolute path of the file, or of the repository's root when the finding is about no file.</summary>
    public required string File { get; init; }

    /// <summary>Line, column, end line and end column; 0 where not known.</summary>
    public (int Line, int Column, int EndLine, int EndColumn) Span { get; init; }

    /// <summary>What a user reads.</summary>
    public required string Text { get; init; }

    /// <summary>The page of the diagnostic.</summary>
    public required string HelpLink { get; init; }

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
        return new FindingItem
        {
            Severity = item.GetMetadata(nameof(Severity)),
            Code = item.GetMetadata(nameof(Code)),
            File = item.GetMetadata(nameof(File)),
            Span = (span[0], span[1], span[2], span[3]),
            Text = item.GetMetadata(nameof(Text)),
            HelpLink = item.GetMetadata(nameof(HelpLink)),
        };
    }

    // A file name or a message may hold %, ; and *: the literal setter escapes them where SetMetadata would read them as MSBuild syntax.
    private static void Set(TaskItem item, string name, string value) =>
        ((ITaskItem2)item).SetMetadataValueLiteral(name, value);
}
