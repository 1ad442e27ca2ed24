using System.Globalization;
using System.Text.Json;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>
/// Reads TOML text into the same values as JSON, which know their line and column. Dates and times are strings as written.
/// </summary>
internal static class TomlText
{
    /// <summary>Parses a text. A leading byte order mark must have been removed.</summary>
    /// <returns>The root and no error, or no root and the first error.</returns>
    public static (JsonElement? Root, JsonError? Error) Parse(string text)
    {
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, sourceName: null, validate: true);
        }
        catch (Exception e) when (e is TomlException or ArgumentException)
        {
            // Nesting beyond the parser's bound, and an escape that the text ends in the middle of: it says neither with a place.
            return (null, new JsonError(1, 1, "the text is nested too deeply, or ends within an escape"));
        }

        // The parser's own message quotes the text around the error, which may be part of a secret.
        if (document.Diagnostics.FirstOrDefault(d => d.Kind == DiagnosticMessageKind.Error) is { } error)
        {
            return (null, new JsonError(error.Span.Start.Line + 1, error.Span.Start.Column + 1, "the text is not TOML here, or a key stands twice"));
        }

        var root = new Table(default);
        Fill(root, document.KeyValues);
        foreach (var table in document.Tables)
        {
            if (table.Name is { } name)
            {
                Fill(Open(root, [.. Names(name)], table is TableArraySyntax, Span(table)), table.Items);
            }
        }

        return (root.Build(), null);
    }

    private static void Fill(Table table, SyntaxList<KeyValueSyntax> items)
    {
        foreach (var item in items)
        {
            Set(table, item);
        }
    }

    private static void Set(Table table, KeyValueSyntax item)
    {
        if (item.Key is { } key && item.Value is { } value)
        {
            string[] names = [.. Names(key)];
            var at = Open(table, names[..^1], isArray: false, Span(key));
            at.Values.Add((names[^1], Span(key), Value(value)));
        }
    }

    // The table that a header or a dotted key leads to; of an array of tables the last one, or a new one where the header says so.
    private static Table Open(Table from, string[] names, bool isArray, TextSpan span)
    {
        var at = from;
        for (var i = 0; i < names.Length; i++)
        {
            var list = at.Tables.FirstOrDefault(t => t.Name == names[i]);
            if (list.Rows is null)
            {
                list = (names[i], span, isArray && i == names.Length - 1, []);
                at.Tables.Add(list);
            }

            if (list.Rows.Count == 0 || (isArray && i == names.Length - 1))
            {
                list.Rows.Add(new Table(span));
            }

            at = list.Rows[^1];
        }

        return at;
    }

    private static JsonElement Value(ValueSyntax value)
    {
        switch (value)
        {
            case StringValueSyntax text:
                return Leaf(JsonValueKind.String, text.Value ?? string.Empty, value);
            case BooleanValueSyntax boolean:
                return Leaf(boolean.Value ? JsonValueKind.True : JsonValueKind.False, string.Empty, value);
            case IntegerValueSyntax integer:
                return Leaf(JsonValueKind.Number, integer.Value.ToString(CultureInfo.InvariantCulture), value);
            case FloatValueSyntax number:
                return Leaf(JsonValueKind.Number, number.Value.ToString("R", CultureInfo.InvariantCulture), value);
            case ArraySyntax array:
                return new JsonElement(JsonValueKind.Array, string.Empty, Span(value), [], [.. array.Items.Select(i => i.Value).OfType<ValueSyntax>().Select(Value)]);
            case InlineTableSyntax inline:
                var table = new Table(Span(value));
                foreach (var item in inline.Items)
                {
                    if (item.KeyValue is { } pair)
                    {
                        Set(table, pair);
                    }
                }

                return table.Build();
            default:
                return Leaf(JsonValueKind.String, value.ToString().Trim(), value);
        }
    }

    private static JsonElement Leaf(JsonValueKind kind, string text, ValueSyntax value) => new(kind, text, Span(value), [], []);

    private static IEnumerable<string> Names(KeySyntax key)
    {
        yield return Name(key.Key);
        foreach (var part in key.DotKeys)
        {
            yield return Name(part.Key);
        }
    }

    private static string Name(BareKeyOrStringValueSyntax? key) => key switch
    {
        StringValueSyntax text => text.Value ?? string.Empty,
        BareKeySyntax bare => bare.Key?.Text ?? string.Empty,
        _ => string.Empty,
    };

    private static TextSpan Span(SyntaxNode node) =>
        new(node.Span.Start.Line + 1, node.Span.Start.Column + 1, node.Span.End.Line + 1, node.Span.End.Column + 2);

    private sealed class Table(TextSpan span)
    {
        public List<(string Name, TextSpan Span, JsonElement Value)> Values { get; } = [];

        public List<(string Name, TextSpan Span, bool IsArray, List<Table> Rows)> Tables { get; } = [];

        public JsonElement Build() => new(JsonValueKind.Object, string.Empty, span, [.. Values.Select(v => new JsonMember(v.Name, v.Span, v.Value)), .. Tables.Select(Member)], []);

        private static JsonMember Member((string Name, TextSpan Span, bool IsArray, List<Table> Rows) table) =>
            new(table.Name, table.Span, table.IsArray ? new JsonElement(JsonValueKind.Array, string.Empty, table.Span, [], [.. table.Rows.Select(r => r.Build())]) : table.Rows[0].Build());
    }
}
