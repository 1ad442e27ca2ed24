using System.Text;
using System.Text.Json;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>Why a text is no JSON.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Message">What stands there, as the end of a sentence that begins with the file's name. Holds nothing of the file but one character.</param>
internal sealed record StrictJsonError(int Line, int Column, string Message);

/// <summary>
/// Reads JSON as the client does: no comment, no trailing comma, any depth, of a name that occurs twice both are kept.
/// </summary>
internal static class StrictJson
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">Without byte order mark.</param>
    /// <param name="value">The value; null when the text is no JSON.</param>
    /// <param name="error">Why not; null when it is.</param>
    public static bool TryParse(string text, out SettingsValue? value, out StrictJsonError? error)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = new Place(bytes);
        try
        {
            value = Read(bytes, place);
            error = null;
            return true;
        }
        catch (JsonException e)
        {
            value = null;
            error = Explain(bytes, e);
            return false;
        }
    }

    private static SettingsValue Read(byte[] bytes, Place place)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var open = new Stack<SettingsValue>();
        SettingsValue? root = null;
        var name = (Name: string.Empty, Line: 0, Column: 0);
        while (reader.Read())
        {
            var (line, column) = place.Of((int)reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = (Text(ref reader), line, column);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            var value = new SettingsValue(KindOf(reader.TokenType), Text(ref reader), line, column);
            if (!open.TryPeek(out var parent))
            {
                root = value;
            }
            else if (parent.IsArray)
            {
                parent.Items.Add(value);
            }
            else
            {
                parent.Members.Add(new SettingsMember(name.Name, name.Line, name.Column, value));
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push(value);
            }
        }

        return root ?? throw new JsonException("No value.", null, 0, 0);
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    private static string Text(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.String or JsonTokenType.PropertyName:
                try
                {
                    return reader.GetString()!;
                }
                catch (InvalidOperationException)
                {
                    // Half of a surrogate pair as an escape: JavaScript keeps it, .NET has no text for it. What is written stands in.
                    return Encoding.UTF8.GetString(reader.ValueSpan);
                }

            default:
                return string.Empty;
        }
    }

    private static StrictJsonError Explain(byte[] bytes, JsonException exception)
    {
        var at = OffsetOf(bytes, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        var before = at - 1;
        while (before >= 0 && bytes[before] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            before--;
        }

        string message;
        if (at >= bytes.Length)
        {
            message = "ends before its last bracket is closed";
            at = bytes.Length;
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

        var (line, column) = new Place(bytes).Of(at);
        return new StrictJsonError(line, column, message);
    }

    private static int OffsetOf(byte[] bytes, long line, long byteInLine)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0)
            {
                return bytes.Length;
            }

            start = end + 1;
        }

        return (int)Math.Min(bytes.Length, start + byteInLine);
    }

    /// <summary>Turns byte offsets into lines and columns. Offsets are asked in rising order, so the text is walked once.</summary>
    private sealed class Place(byte[] bytes)
    {
        private int _at;
        private int _line = 1;
        private int _column = 1;

        public (int Line, int Column) Of(int offset)
        {
            for (; _at < offset; _at++)
            {
                var b = bytes[_at];
                if (b == '\n')
                {
                    _line++;
                    _column = 1;
                }
                else if ((b & 0xC0) != 0x80)
                {
                    // The first byte of a letter; beyond the basic plane it is two UTF-16 units.
                    _column += b >= 0xF0 ? 2 : 1;
                }
            }

            return (_line, _column);
        }
    }
}
