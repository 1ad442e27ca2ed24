using System.Text.Json;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>
/// Adds to a JSON text without touching what is there: order, spacing, unknown keys and the writing of every value stay as a person
/// left them. The text must be strict JSON whose root is an object.
/// </summary>
internal sealed class JsonEditor
{
    /// <summary>Deeper texts are no settings; the walk below is recursive.</summary>
    private const int Deepest = 200;

    private readonly string _unit;
    private Node _root;

    private JsonEditor(string text, Node root)
    {
        Text = text;
        _root = root;
        _unit = root.Members.Count > 0 && Indentation(root.Members[0].Start) is { Length: > 0 } indent ? indent : "  ";
    }

    /// <summary>The text so far.</summary>
    public string Text { get; private set; }

    /// <summary>Opens a text; null when it is no JSON object, holds a name twice on the way of an edit, or is nested absurdly deep.</summary>
    public static JsonEditor? Open(string text)
    {
        try
        {
            var root = new Reader(text).Read();
            return root.Kind == JsonValueKind.Object ? new JsonEditor(text, root) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

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
    private Node? Find(ReadOnlySpan<string> path)
    {
        var node = _root;
        foreach (var name in path)
        {
            node = node?.Members.FindLast(m => m.Name == name)?.Value;
        }

        return node;
    }

    private void Insert(Node container, string entry)
    {
        var last = container.Members.Count > 0 ? container.Members[^1].Value.End : container.Items.Count > 0 ? container.Items[^1].End : -1;
        if (last < 0)
        {
            var outer = Indentation(LineStartOf(container.Start));
            Replace(container.Start + 1, container.End - 1, $"\n{outer}{_unit}{entry}\n{outer}");
            return;
        }

        var lastStart = container.Members.Count > 0 ? container.Members[^1].Start : container.Items[^1].Start;
        var ownLine = Indentation(lastStart);
        Replace(last, last, ownLine is null ? $", {entry}" : $",\n{ownLine}{entry}");
    }

    private void Replace(int start, int end, string by)
    {
        Text = string.Concat(Text.AsSpan(0, start), by, Text.AsSpan(end));
        _root = new Reader(Text).Read();
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

    private sealed class Node(JsonValueKind kind, int start)
    {
        public JsonValueKind Kind { get; } = kind;

        public int Start { get; } = start;

        public int End { get; set; }

        public List<Member> Members { get; } = [];

        public List<Node> Items { get; } = [];
    }

    private sealed record Member(string Name, int Start, Node Value);

    private sealed class Reader(string text)
    {
        private int _at;
        private int _depth;

        public Node Read()
        {
            var node = Value();
            Blanks();
            return _at == text.Length ? node : throw new FormatException();
        }

        private Node Value()
        {
            Blanks();
            var node = new Node(
                Peek() switch
                {
                    '{' => JsonValueKind.Object,
                    '[' => JsonValueKind.Array,
                    '"' => JsonValueKind.String,
                    _ => JsonValueKind.Null,
                },
                _at);
            if (++_depth > Deepest)
            {
                throw new FormatException();
            }

            switch (node.Kind)
            {
                case JsonValueKind.Object:
                    Entries('}', () =>
                    {
                        var start = _at;
                        var name = Quoted();
                        Blanks();
                        Take(':');
                        node.Members.Add(new Member(name, start, Value()));
                    });
                    break;
                case JsonValueKind.Array:
                    Entries(']', () => node.Items.Add(Value()));
                    break;
                case JsonValueKind.String:
                    Quoted();
                    break;
                default:
                    Word();
                    break;
            }

            _depth--;
            node.End = _at;
            return node;
        }

        private void Entries(char close, Action entry)
        {
            _at++;
            Blanks();
            while (Peek() != close)
            {
                entry();
                Blanks();
                if (Peek() != close)
                {
                    Take(',');
                    Blanks();
                }
            }

            _at++;
        }

        private string Quoted()
        {
            var start = _at;
            Take('"');
            while (Peek() != '"')
            {
                _at += Peek() == '\\' ? 2 : 1;
            }

            _at++;
            return JsonSerializer.Deserialize<string>(text.AsSpan(start, _at - start)) ?? string.Empty;
        }

        private void Word()
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '+' or '.'))
            {
                _at++;
            }

            if (_at == start)
            {
                throw new FormatException();
            }
        }

        private void Blanks()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
            {
                _at++;
            }
        }

        private char Peek() => _at < text.Length ? text[_at] : throw new FormatException();

        private void Take(char expected)
        {
            if (Peek() != expected)
            {
                throw new FormatException();
            }

            _at++;
        }
    }
}
