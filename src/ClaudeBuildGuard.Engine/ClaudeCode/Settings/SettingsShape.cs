using System.Globalization;
using ClaudeBuildGuard.Engine.Documents;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>What the client accepts as the value of a key. A value of another shape makes it drop the whole file.</summary>
internal abstract record SettingsShape
{
    /// <summary>Any text.</summary>
    public static SettingsShape Text { get; } = new Simple("a text", v => v.IsString);

    /// <summary><c>true</c> or <c>false</c>, without quotes.</summary>
    public static SettingsShape Flag { get; } = new Simple("true or false, without quotes", v => v.AsBoolean is not null);

    /// <summary>Any number.</summary>
    public static SettingsShape Number { get; } = new Simple("a number, without quotes", v => v.Kind == JsonValueKind.Number);

    /// <summary>A whole number above zero.</summary>
    public static SettingsShape Count { get; } = new Simple(
        "a whole number above zero, without quotes",
        v => v.Kind == JsonValueKind.Number
            && double.TryParse(v.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number == Math.Floor(number));

    /// <summary>Any object.</summary>
    public static SettingsShape Object { get; } = new Simple("an object in braces", v => v.IsObject);

    /// <summary>An array whose items are not looked at; what is no text is left out by the client.</summary>
    public static SettingsShape List { get; } = new Simple("a list in brackets", v => v.IsArray);

    /// <summary>An array of texts only.</summary>
    public static SettingsShape Texts { get; } = new ListOf(Text);

    /// <summary>One of some texts.</summary>
    public static SettingsShape OneOf(params string[] values) =>
        new Simple($"one of {string.Join(", ", values.Select(v => $"\"{v}\""))}", v => v.IsString && values.Contains(v.Text, StringComparer.Ordinal));

    /// <summary>The first value below <paramref name="value"/> of a wrong shape; null when there is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">Its key with dots, for the message.</param>
    public abstract SettingsMistake? Check(JsonElement value, string key);

    private sealed record Simple(string Expected, Func<JsonElement, bool> Accepts) : SettingsShape
    {
        public override SettingsMistake? Check(JsonElement value, string key) =>
            Accepts(value) ? null : new SettingsMistake(key, Expected, value.Span.Line, value.Span.Column);
    }

    /// <summary>An array of values of one shape.</summary>
    internal sealed record ListOf(SettingsShape Item) : SettingsShape
    {
        public override SettingsMistake? Check(JsonElement value, string key) =>
            List.Check(value, key) ?? value.Items.Select(i => Item.Check(i, $"{key}[]")).FirstOrDefault(m => m is not null);
    }

    /// <summary>An object whose values all have one shape.</summary>
    internal sealed record MapOf(SettingsShape Value) : SettingsShape
    {
        public override SettingsMistake? Check(JsonElement value, string key) =>
            Object.Check(value, key) ?? value.Members.Select(m => Value.Check(m.Value, $"{key}.{m.Name}")).FirstOrDefault(m => m is not null);
    }

    /// <summary>An object with known keys, of which some must be there. Unknown keys are of no interest.</summary>
    internal sealed record Keys(IReadOnlyDictionary<string, SettingsShape> Members, params string[] Required) : SettingsShape
    {
        public override SettingsMistake? Check(JsonElement value, string key)
        {
            if (Object.Check(value, key) is { } wrong)
            {
                return wrong;
            }

            foreach (var member in value.Members)
            {
                // Of a name that occurs twice the last counts.
                if (Members.TryGetValue(member.Name, out var shape)
                    && ReferenceEquals(value[member.Name], member.Value)
                    && shape.Check(member.Value, $"{key}.{member.Name}") is { } mistake)
                {
                    return mistake;
                }
            }

            var missing = Required.FirstOrDefault(r => value[r] is null);
            return missing is null ? null : new SettingsMistake($"{key}.{missing}", "present", value.Span.Line, value.Span.Column);
        }
    }

    /// <summary>A shape that is asked only when the value is an object; anything else is skipped by the client without harm.</summary>
    internal sealed record WhenObject(SettingsShape Inner) : SettingsShape
    {
        public override SettingsMistake? Check(JsonElement value, string key) => value.IsObject ? Inner.Check(value, key) : null;
    }
}

/// <summary>A value that makes the client drop the file.</summary>
/// <param name="Key">The key with dots.</param>
/// <param name="Expected">What it has to be.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
internal sealed record SettingsMistake(string Key, string Expected, int Line, int Column);
