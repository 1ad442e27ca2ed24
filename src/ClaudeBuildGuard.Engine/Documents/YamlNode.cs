namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>What a YAML node is.</summary>
internal enum YamlKind
{
    /// <summary>Text.</summary>
    Scalar,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>Keys with values.</summary>
    Mapping,
}

/// <summary>One key of a YAML mapping with its value.</summary>
/// <param name="Key">The key, always a scalar: a key of another kind is kept as an empty scalar.</param>
/// <param name="Value">The value; the same object as the anchored one where an alias stands.</param>
internal sealed record YamlEntry(YamlNode Key, YamlNode Value);

/// <summary>
/// A value of a YAML text that knows where it stands. An alias is the very object that its anchor names, so a text that
/// multiplies itself through aliases costs no more than it has characters.
/// </summary>
internal sealed class YamlNode
{
    // Chains of merge keys longer than this are no longer followed.
    private const int DeepestMerge = 16;

    private YamlNode(YamlKind kind, int line, int column)
    {
        Kind = kind;
        Line = line;
        Column = column;
    }

    /// <summary>What it is.</summary>
    public YamlKind Kind { get; }

    /// <summary>1-based.</summary>
    public int Line { get; }

    /// <summary>1-based, in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>True for what YAML calls true, in 1.2 or in 1.1: compose files and manifests are read with both, in any case and quoted or not.</summary>
    public bool IsTrue => IsScalar && (Is("true") || Is("yes") || Is("on") || Is("y"));

    /// <summary>The text of a scalar as YAML reads it; empty otherwise.</summary>
    public string Value { get; private init; } = string.Empty;

    /// <summary>The lines of a scalar as they stand in the file, which is what a script in it is judged by.</summary>
    public SourceText Source { get; private init; } = SourceText.Empty;

    /// <summary>The entries of a mapping in order, duplicates and merge keys included.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; private init; } = [];

    /// <summary>The items of a sequence.</summary>
    public IReadOnlyList<YamlNode> Items { get; private init; } = [];

    /// <summary>True for a mapping.</summary>
    public bool IsMapping => Kind == YamlKind.Mapping;

    /// <summary>True for a sequence.</summary>
    public bool IsSequence => Kind == YamlKind.Sequence;

    /// <summary>True for a scalar.</summary>
    public bool IsScalar => Kind == YamlKind.Scalar;

    /// <summary>The value of a key: its own last occurrence, else the one that a merge key (<c>&lt;&lt;</c>) brings. Null when absent.</summary>
    public YamlNode? this[string key] => Find(key, DeepestMerge)?.Value;

    /// <summary>The entry of a key; see <see cref="this[string]"/>.</summary>
    public YamlEntry? Entry(string key) => Find(key, DeepestMerge);

    /// <summary>The text of a key's scalar; null when the key is absent or no scalar.</summary>
    public string? Text(string key) => this[key] is { IsScalar: true } node ? node.Value : null;

    /// <summary>The scalars that a value stands for: itself, or the scalars among its items.</summary>
    public IEnumerable<YamlNode> Scalars() =>
        IsScalar ? [this] : Items.Where(i => i.IsScalar);

    /// <summary>Every node below this one with its key (empty for items), each object once however often it is aliased.</summary>
    public IEnumerable<(string Key, YamlNode Node)> Descendants()
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(string Key, YamlNode Node)>([(string.Empty, this)]);
        while (pending.TryPop(out var next))
        {
            if (!seen.Add(next.Node))
            {
                continue;
            }

            yield return next;
            for (var i = next.Node.Items.Count - 1; i >= 0; i--)
            {
                pending.Push((next.Key, next.Node.Items[i]));
            }

            for (var i = next.Node.Entries.Count - 1; i >= 0; i--)
            {
                pending.Push((next.Node.Entries[i].Key.Value, next.Node.Entries[i].Value));
            }
        }
    }

    internal static YamlNode Scalar(int line, int column, string value, SourceText source) =>
        new(YamlKind.Scalar, line, column) { Value = value, Source = source };

    internal static YamlNode Sequence(int line, int column, IReadOnlyList<YamlNode> items) =>
        new(YamlKind.Sequence, line, column) { Items = items };

    internal static YamlNode Mapping(int line, int column, IReadOnlyList<YamlEntry> entries) =>
        new(YamlKind.Mapping, line, column) { Entries = entries };

    private bool Is(string word) => Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private YamlEntry? Find(string key, int depth)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            if (Entries[i].Key.Value == key)
            {
                return Entries[i];
            }
        }

        if (depth == 0)
        {
            return null;
        }

        foreach (var entry in Entries.Where(e => e.Key.Value == "<<"))
        {
            foreach (var merged in entry.Value.IsSequence ? entry.Value.Items : [entry.Value])
            {
                if (merged.Find(key, depth - 1) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
