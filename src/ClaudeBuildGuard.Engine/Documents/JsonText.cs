using System.Text;
using System.Text.Json;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>Which JSON a file is written in.</summary>
internal enum JsonDialect
{
    /// <summary>RFC 8259 and nothing more: how the client reads its settings.</summary>
    Strict,

    /// <summary>Comments and trailing commas allowed: devcontainer, VS Code and this product's own configuration.</summary>
    WithComments,
}

/// <summary>Why a JSON text cannot be read.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Message">
/// What is wrong there, as the end of a sentence that begins with the file's name. Of the file's content it shows one character at most.
/// </param>
internal sealed record JsonError(int Line, int Column, string Message);

/// <summary>Reads JSON text into values that know their line and column.</summary>
internal static class JsonText
{
    /// <summary>
    /// Parses a text, nested as deeply as it may be: reading takes no stack, and what the client reads must not be hidden by depth. A
    /// leading byte order mark must have been removed.
    /// </summary>
    /// <returns>The root and no error, or no root and the error.</returns>
    public static (JsonElement? Root, JsonError? Error) Parse(string text, JsonDialect dialect)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            MaxDepth = int.MaxValue,
            AllowTrailingCommas = dialect == JsonDialect.WithComments,
            CommentHandling = dialect == JsonDialect.WithComments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        });
        try
        {
            var root = Build(ref reader, new LineTable(bytes));
            reader.Read();
            return (root, null);
        }
        catch (JsonException e)
        {
            return (null, Explain(bytes, e));
        }
    }

    // The reader's own message quotes the text around the error, which may be part of a secret.
    private static JsonError Explain(byte[] bytes, JsonException exception)
    {
        var lines = new LineTable(bytes);
        var at = lines.Offset((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0));
        var before = at - 1;
        while (before >= 0 && bytes[before] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            before--;
        }

        string message;
        if (before < 0 && at >= bytes.Length)
        {
            message = "is empty";
        }
        else if (at >= bytes.Length)
        {
            message = "ends before its last bracket is closed";
        }
        else if (bytes[at] == '/')
        {
            message = "holds a comment";
        }
        else if (bytes[at] is (byte)'}' or (byte)']' && before >= 0 && bytes[before] == ',')
        {
            message = "holds a comma after the last entry";
            at = before;
        }
        else if (bytes[at] == '\'')
        {
            message = "holds a text in single quotes";
        }
        else
        {
            message = bytes[at] is > 0x20 and < 0x7F ? $"holds a '{(char)bytes[at]}' that does not belong there" : "holds a character that does not belong there";
        }

        var (line, column) = lines.Position(at);
        return new JsonError(line, column, message);
    }

    private static JsonElement Build(ref Utf8JsonReader reader, LineTable lines)
    {
        var open = new Stack<Container>();
        while (true)
        {
            if (!reader.Read())
            {
                throw new JsonException(null, null, null, null);
            }

            JsonElement value;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    open.Peek().Name = Decode(ref reader);
                    open.Peek().NameSpan = Span(ref reader, lines);
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(new Container(reader.TokenType == JsonTokenType.StartObject, lines.Position((int)reader.TokenStartIndex)));
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var closed = open.Pop();
                    var (endLine, endColumn) = lines.Position((int)reader.BytesConsumed);
                    var span = new TextSpan(closed.Start.Line, closed.Start.Column, endLine, endColumn);
                    value = closed.IsObject
                        ? new JsonElement(JsonValueKind.Object, string.Empty, span, closed.Members, [])
                        : new JsonElement(JsonValueKind.Array, string.Empty, span, [], closed.Items);
                    break;
                default:
                    value = Leaf(ref reader, lines);
                    break;
            }

            if (open.Count == 0)
            {
                return value;
            }

            var parent = open.Peek();
            if (parent.IsObject)
            {
                parent.Members.Add(new JsonMember(parent.Name, parent.NameSpan, value));
            }
            else
            {
                parent.Items.Add(value);
            }
        }
    }

    private static JsonElement Leaf(ref Utf8JsonReader reader, LineTable lines)
    {
        var (kind, text) = reader.TokenType switch
        {
            JsonTokenType.String => (JsonValueKind.String, Decode(ref reader)),
            JsonTokenType.Number => (JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => (JsonValueKind.True, string.Empty),
            JsonTokenType.False => (JsonValueKind.False, string.Empty),
            _ => (JsonValueKind.Null, string.Empty),
        };
        return new JsonElement(kind, text, Span(ref reader, lines), [], []);
    }

    private static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair as an escape: JavaScript accepts it, so the raw text stands for it.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static TextSpan Span(ref Utf8JsonReader reader, LineTable lines)
    {
        var (line, column) = lines.Position((int)reader.TokenStartIndex);
        var length = reader.ValueSpan.Length + (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0);
        var (endLine, endColumn) = lines.Position((int)reader.TokenStartIndex + length);
        return new TextSpan(line, column, endLine, endColumn);
    }

    private sealed class Container(bool isObject, (int Line, int Column) start)
    {
        public bool IsObject { get; } = isObject;

        public (int Line, int Column) Start { get; } = start;

        public string Name { get; set; } = string.Empty;

        public TextSpan NameSpan { get; set; }

        public List<JsonMember> Members { get; } = [];

        public List<JsonElement> Items { get; } = [];
    }
}
