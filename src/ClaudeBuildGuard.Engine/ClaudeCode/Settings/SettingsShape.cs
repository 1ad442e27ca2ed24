using System.Globalization;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>What the client accepts as the value of a key. A value of another shape makes it drop the whole file.</summary>
internal abstract record SettingsShape
{
    /// <summary>Any text.</summary>
    public static SettingsShape Text { get; } = new Simple("a text", v => v.IsString);

    /// <summary>A text that is not empty.</summary>
    public static SettingsShape FilledText { get; } = new Simple("a text that is not empty", v => v is { IsString: true, Text.Length: > 0 });

    /// <summary>A text that begins with a scheme, which is all that the client's reader of addresses asks of most.</summary>
    public static SettingsShape Address { get; } = Matching("an address with its scheme, such as \"https://…\"", @"^\s*[A-Za-z][A-Za-z0-9+.-]*:");

    /// <summary><c>true</c> or <c>false</c>, without quotes.</summary>
    public static SettingsShape Flag { get; } = new Simple("true or false, without quotes", v => v.AsBoolean is not null);

    /// <summary>Any number.</summary>
    public static SettingsShape Number { get; } = new Simple("a number, without quotes", v => NumberOf(v) is not null);

    /// <summary>A number above zero.</summary>
    public static SettingsShape Positive { get; } = new Simple("a number above zero, without quotes", v => NumberOf(v) > 0);

    /// <summary>A whole number above zero.</summary>
    public static SettingsShape Count { get; } = Whole("a whole number above zero, without quotes", 1);

    /// <summary>Any object.</summary>
    public static SettingsShape Object { get; } = new Simple("an object in braces", v => v.IsObject);

    /// <summary>An array whose items are not looked at; what is no text is left out by the client.</summary>
    public static SettingsShape List { get; } = new Simple("a list in brackets", v => v.IsArray);

    /// <summary>An array of texts only.</summary>
    public static SettingsShape Texts { get; } = new ListOf(Text);

    /// <summary>One of some texts.</summary>
    public static SettingsShape OneOf(params string[] values) =>
        new Simple(
            (values.Length == 1 ? string.Empty : "one of ") + string.Join(", ", values.Select(v => $"\"{v}\"")),
            v => v.IsString && values.Contains(v.Text, StringComparer.Ordinal));

    /// <summary>A whole number from <paramref name="least"/> on.</summary>
    public static SettingsShape Whole(string expected, double least = double.MinValue) =>
        new Simple(expected, v => NumberOf(v) is { } number && number >= least && number == Math.Floor(number));

    /// <summary>A number that <paramref name="accepts"/> takes.</summary>
    public static SettingsShape NumberThat(string expected, Func<double, bool> accepts) =>
        new Simple(expected, v => NumberOf(v) is { } number && accepts(number));

    /// <summary>A text of a pattern.</summary>
    public static SettingsShape Matching(string expected, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return new Simple(expected, v => v.IsString && regex.IsMatch(v.Text));
    }

    /// <summary>A value that one of the shapes takes.</summary>
    public static SettingsShape AnyOf(string expected, params SettingsShape[] shapes) =>
        new Simple(expected, v => shapes.Any(s => !s.Check(v, string.Empty).Any()));

    /// <summary>A value that <paramref name="accepts"/> takes.</summary>
    public static SettingsShape That(string expected, Func<JsonElement, bool> accepts) => new Simple(expected, accepts);

    /// <summary>Every value below <paramref name="value"/> of a wrong shape, in the order of the text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">Its key with dots, for the message.</param>
    public abstract IEnumerable<SettingsMistake> Check(JsonElement value, string key);

    private static double? NumberOf(JsonElement value) =>
        value.Kind == JsonValueKind.Number && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Simple(string Expected, Func<JsonElement, bool> Accepts) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key) =>
            Accepts(value) ? [] : [new SettingsMistake(key, Expected, value.Span.Line, value.Span.Column)];
    }

    /// <summary>An array of values of one shape.</summary>
    internal sealed record ListOf(SettingsShape Item) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key) =>
            value.IsArray ? value.Items.SelectMany(i => Item.Check(i, $"{key}[]")) : List.Check(value, key);
    }

    /// <summary>An object whose values all have one shape.</summary>
    internal sealed record MapOf(SettingsShape Value) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key) =>
            value.IsObject ? LastMembers(value).SelectMany(m => Value.Check(m.Value, $"{key}.{m.Name}")) : Object.Check(value, key);
    }

    /// <summary>An object with known keys, of which some must be there. Unknown keys are of no interest.</summary>
    internal sealed record Keys(IReadOnlyDictionary<string, SettingsShape> Members, params string[] Required) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key)
        {
            if (!value.IsObject)
            {
                return Object.Check(value, key);
            }

            var wrong = LastMembers(value).SelectMany(m => Members.TryGetValue(m.Name, out var shape) ? shape.Check(m.Value, $"{key}.{m.Name}") : []);
            var missing = Required.Where(r => value[r] is null).Select(r => new SettingsMistake($"{key}.{r}", "present", value.Span.Line, value.Span.Column));
            return wrong.Concat(missing);
        }
    }

    /// <summary>An object of one of several kinds, which the text of one of its keys tells apart.</summary>
    /// <param name="Kind">The key that names the kind.</param>
    /// <param name="Kinds">The shape of each kind.</param>
    internal sealed record KindOf(string Kind, IReadOnlyDictionary<string, SettingsShape> Kinds) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key)
        {
            if (!value.IsObject)
            {
                return Object.Check(value, key);
            }

            return value[Kind] is { IsString: true } kind && Kinds.TryGetValue(kind.Text, out var shape)
                ? shape.Check(value, key)
                : OneOf([.. Kinds.Keys]).Check(value[Kind] ?? value, $"{key}.{Kind}");
        }
    }

    /// <summary>A shape that is asked only of some values; any other is skipped by the client without harm.</summary>
    internal sealed record When(Func<JsonElement, bool> IsAsked, SettingsShape Inner) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key) => IsAsked(value) ? Inner.Check(value, key) : [];
    }

    /// <summary>A shape that older versions of the client insist on, and a wider one that the present version takes.</summary>
    /// <param name="Old">What the old version takes.</param>
    /// <param name="Now">What the present version takes; null when it takes, or skips, everything.</param>
    internal sealed record InOldVersions(SettingsShape Old, SettingsShape? Now = null) : SettingsShape
    {
        public override IEnumerable<SettingsMistake> Check(JsonElement value, string key)
        {
            var now = Now?.Check(value, key).ToArray() ?? [];
            return now.Any(m => !m.OldVersionsOnly) ? now : [.. now, .. Old.Check(value, key).Select(m => m with { OldVersionsOnly = true })];
        }
    }

    /// <summary>Of a name that occurs twice the last counts.</summary>
    private static IEnumerable<JsonMember> LastMembers(JsonElement value) => value.Members.Where(m => ReferenceEquals(value[m.Name], m.Value));
}

/// <summary>A value that makes the client drop the file.</summary>
/// <param name="Key">The key with dots.</param>
/// <param name="Expected">What it has to be.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="OldVersionsOnly">True when the present version of the client loads the file all the same.</param>
internal sealed record SettingsMistake(string Key, string Expected, int Line, int Column, bool OldVersionsOnly = false);
