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
/// <param name="Column">1-based.</param>
/// <param name="Message">What is wrong there, without any of the file's content.</param>
internal sealed record JsonError(int Line, int Column, string Message);

/// <summary>Reads JSON text into values that know their line and column.</summary>
internal static class JsonText
{
    /// <summary>Nesting beyond this is an error: no file that people write comes near.</summary>
    public const int DeepestNesting = 1000;

    /// <summary>Parses a text. A leading byte order mark must have been removed.</summary>
    /// <returns>The root and no error, or no root and the error.</returns>
    public static (JsonElement? Root, JsonError? Error) Parse(string text, JsonDialect dialect)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lines = new LineTable(bytes);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            MaxDepth = DeepestNesting,
            AllowTrailingCommas = dialect == JsonDialect.WithComments,
            CommentHandling = dialect == JsonDialect.WithComments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        });
        try
        {
            var root = Build(ref reader, lines);
            reader.Read();
            return (root, null);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            return (null, new JsonError(line, lines.Column(line, (int)(e.BytePositionInLine ?? 0)), Reason(bytes, reader.BytesConsumed)));
        }
    }

    // The reader's own message quotes the text around the error, which may be part of a secret.
    private static string Reason(byte[] bytes, long consumed)
    {
        var at = (int)consumed;
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        if (at >= bytes.Length)
        {
            return bytes.Length == 0 ? "the file is empty" : "the text ends before its last brace or bracket is closed";
        }

        return bytes[at] switch
        {
            (byte)'/' => "a comment, which strict JSON does not allow",
            (byte)',' => "a comma where a value or a closing brace should stand (a trailing comma?)",
            (byte)'}' or (byte)']' => "a closing brace or bracket that closes nothing, or stands after a trailing comma",
            (byte)'\'' => "a single quote: JSON strings stand in double quotes",
            _ => "the text is not JSON from here on, or is nested too deeply",
        };
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
