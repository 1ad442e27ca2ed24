using System.Text.Json;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>A JSON value with the place where it stands.</summary>
internal sealed class SettingsValue
{
    /// <summary>Makes a value. Members and items are added while it is read.</summary>
    public SettingsValue(JsonValueKind kind, string text, int line, int column)
    {
        Kind = kind;
        Text = text;
        Line = line;
        Column = column;
    }

    /// <summary>What it is.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>The content of a string, the digits of a number; empty otherwise.</summary>
    public string Text { get; }

    /// <summary>1-based.</summary>
    public int Line { get; }

    /// <summary>1-based, in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>The members of an object in the order of the file; a name may occur twice.</summary>
    public List<SettingsMember> Members { get; } = [];

    /// <summary>The items of an array.</summary>
    public List<SettingsValue> Items { get; } = [];

    /// <summary>True for an object.</summary>
    public bool IsObject => Kind == JsonValueKind.Object;

    /// <summary>True for an array.</summary>
    public bool IsArray => Kind == JsonValueKind.Array;

    /// <summary>True for a string.</summary>
    public bool IsString => Kind == JsonValueKind.String;

    /// <summary>True for <c>true</c> and <c>false</c>.</summary>
    public bool IsBoolean => Kind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>The value of a name; of several the last, as the client reads it. Null when there is none.</summary>
    public SettingsValue? this[string name]
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
    public SettingsValue? At(params ReadOnlySpan<string> names)
    {
        var value = this;
        foreach (var name in names)
        {
            value = value?[name];
        }

        return value;
    }

    /// <summary>The strings of an array; what is no string is left out, as the client leaves it out.</summary>
    public IEnumerable<SettingsValue> Strings => Items.Where(i => i.IsString);
}

/// <summary>A name and its value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">Where the name stands, 1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Value">The value.</param>
internal readonly record struct SettingsMember(string Name, int Line, int Column, SettingsValue Value);
