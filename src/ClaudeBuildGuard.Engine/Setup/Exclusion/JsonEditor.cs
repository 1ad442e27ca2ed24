using ClaudeBuildGuard.Engine.Documents;
using JsonSerializer = System.Text.Json.JsonSerializer;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>
/// Adds to a JSON text without touching what is there: order, spacing, unknown keys and the writing of every value stay as a person
/// left them. The text must be strict JSON whose root is an object.
/// </summary>
internal sealed class JsonEditor
{
    private readonly string _unit;
    private JsonElement _root;
    private List<int> _lineStarts;

    private JsonEditor(string text, JsonElement root)
    {
        (Text, _root, _lineStarts) = (text, root, LineStarts(text));
        _unit = root.Members.Count > 0 && Indentation(Start(root.Members[0].NameSpan)) is { Length: > 0 } indent ? indent : "  ";
    }

    /// <summary>The text so far.</summary>
    public string Text { get; private set; }

    /// <summary>Opens a text; null when it is no JSON object.</summary>
    public static JsonEditor? Open(string text) =>
        JsonText.Parse(text, JsonDialect.Strict).Root is { IsObject: true } root ? new JsonEditor(text, root) : null;

    /// <summary>The kind of value at a path; undefined when there is none.</summary>
    public JsonValueKind KindAt(params ReadOnlySpan<string> path) => Find(path)?.Kind ?? JsonValueKind.Undefined;

    /// <summary>Sets a value where there is none; false when one is there already or a parent is no object.</summary>
    /// <param name="json">The value as JSON on one line.</param>
    /// <param name="path">The names that lead to it; missing parents are made.</param>
    public bool SetIfMissing(string json, params string[] path)
    {
        var parents = path.AsSpan(0, path.Length - 1);
        if (Find(path) is not null || !Ensure(parents))
        {
            return false;
        }

        Insert(Find(parents)!, $"{JsonSerializer.Serialize(path[^1])}: {json}");
        return true;
    }

    /// <summary>Appends to a list, which is made when it is missing; false when something else stands there.</summary>
    /// <param name="items">Values as JSON on one line.</param>
    /// <param name="path">The names that lead to the list.</param>
    public bool Append(IReadOnlyCollection<string> items, params string[] path)
    {
        if (items.Count == 0)
        {
            return true;
        }

        if (!SetIfMissing("[]", path) && Find(path)?.Kind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var item in items)
        {
            Insert(Find(path)!, item);
        }

        return true;
    }

    private bool Ensure(ReadOnlySpan<string> path)
    {
        for (var length = 1; length <= path.Length; length++)
        {
            var node = Find(path[..length]);
            if (node is null)
            {
                Insert(Find(path[..(length - 1)])!, $"{JsonSerializer.Serialize(path[length - 1])}: {{}}");
            }
            else if (node.Kind != JsonValueKind.Object)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of a name that occurs twice the last counts for the client, so that is the one to add to.</summary>
    private JsonElement? Find(ReadOnlySpan<string> path) => _root.At(path);

    private void Insert(JsonElement container, string entry)
    {
        if (container.Members.Count + container.Items.Count == 0)
        {
            var outer = Indentation(LineStartOf(Start(container.Span)));
            Replace(Start(container.Span) + 1, End(container.Span) - 1, $"\n{outer}{_unit}{entry}\n{outer}");
            return;
        }

        var last = End((container.IsObject ? container.Members[^1].Value : container.Items[^1]).Span);
        var ownLine = Indentation(Start(container.IsObject ? container.Members[^1].NameSpan : container.Items[^1].Span));
        Replace(last, last, ownLine is null ? $", {entry}" : $",\n{ownLine}{entry}");
    }

    private void Replace(int start, int end, string by)
    {
        Text = string.Concat(Text.AsSpan(0, start), by, Text.AsSpan(end));
        (_root, _lineStarts) = (JsonText.Parse(Text, JsonDialect.Strict).Root!, LineStarts(Text));
    }

    private int Start(TextSpan span) => _lineStarts[span.Line - 1] + span.Column - 1;

    private int End(TextSpan span) => _lineStarts[span.EndLine - 1] + span.EndColumn - 1;

    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return starts;
    }

    private int LineStartOf(int offset)
    {
        var start = Text.LastIndexOf('\n', Math.Max(0, offset - 1)) + 1;
        while (start < Text.Length && Text[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }

    /// <summary>The blanks before an offset when nothing else stands before it on its line; null otherwise.</summary>
    private string? Indentation(int offset)
    {
        var start = offset;
        while (start > 0 && Text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return start == 0 || Text[start - 1] == '\n' ? Text[start..offset] : null;
    }
}
