using System.Text.Json;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>A value of a JSON text that knows where it stands. Duplicate members are kept, in order.</summary>
/// <param name="Kind">Object, Array, String, Number, True, False or Null.</param>
/// <param name="Text">The decoded string, or the literal as written for a number; empty otherwise.</param>
/// <param name="Span">Where the value stands.</param>
/// <param name="Members">Of an object; empty otherwise.</param>
/// <param name="Items">Of an array; empty otherwise.</param>
internal sealed record JsonElement(
    JsonValueKind Kind, string Text, TextSpan Span, IReadOnlyList<JsonMember> Members, IReadOnlyList<JsonElement> Items)
{
    /// <summary>The value of a member; the last one counts where a name stands twice, as in JavaScript. Null when absent.</summary>
    public JsonElement? this[string name]
    {
        get
        {
            for (var i = Members.Count - 1; i >= 0; i--)
            {
                if (Members[i].Name == name)
                {
                    return Members[i].Value;
                }
            }

            return null;
        }
    }

    /// <summary>The value at a path of names; null when one is missing.</summary>
    public JsonElement? At(params ReadOnlySpan<string> names)
    {
        var value = this;
        foreach (var name in names)
        {
            value = value?[name];
        }

        return value;
    }

    /// <summary>The strings of an array; what is no string is left out.</summary>
    public IEnumerable<JsonElement> Strings => Items.Where(i => i.IsString);

    /// <summary>The string; null when the value is no string.</summary>
    public string? AsString => Kind == JsonValueKind.String ? Text : null;

    /// <summary>The boolean; null when the value is none.</summary>
    public bool? AsBoolean => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>True for a string.</summary>
    public bool IsString => Kind == JsonValueKind.String;

    /// <summary>True for an object.</summary>
    public bool IsObject => Kind == JsonValueKind.Object;

    /// <summary>True for an array.</summary>
    public bool IsArray => Kind == JsonValueKind.Array;

    /// <summary>The value itself and every value below it, in document order, at any depth.</summary>
    public IEnumerable<JsonPlace> Descendants()
    {
        var pending = new Stack<JsonPlace>([new JsonPlace(null, string.Empty, -1, this)]);
        while (pending.TryPop(out var next))
        {
            yield return next;
            for (var i = next.Value.Items.Count - 1; i >= 0; i--)
            {
                pending.Push(new JsonPlace(next, next.Name, i, next.Value.Items[i]));
            }

            for (var i = next.Value.Members.Count - 1; i >= 0; i--)
            {
                pending.Push(new JsonPlace(next, next.Value.Members[i].Name, -1, next.Value.Members[i].Value));
            }
        }
    }
}

/// <summary>A value below another.</summary>
/// <param name="Above">The value that holds it; null for the first.</param>
/// <param name="Name">The name of the nearest member: items of a list have none of their own.</param>
/// <param name="Index">Its place in a list; -1 for a member.</param>
/// <param name="Value">The value.</param>
internal sealed record JsonPlace(JsonPlace? Above, string Name, int Index, JsonElement Value)
{
    /// <summary>True for the value of a member, false for an item of a list.</summary>
    public bool IsMember => Index < 0;

    /// <summary>The names and indexes that lead to it, such as <c>hooks.Stop[0].command</c>. Worked out when asked: nesting may be deep.</summary>
    public string Path()
    {
        var steps = new Stack<string>();
        for (var at = this; at.Above is not null; at = at.Above)
        {
            steps.Push(at.IsMember ? (at.Above.Above is null ? at.Name : "." + at.Name) : $"[{at.Index}]");
        }

        return string.Concat(steps);
    }
}

/// <summary>A member of a JSON object.</summary>
/// <param name="Name">The decoded name.</param>
/// <param name="NameSpan">Where the name stands, quotes included.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(string Name, TextSpan NameSpan, JsonElement Value);
