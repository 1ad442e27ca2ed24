using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using JsonElement = ClaudeBuildGuard.Engine.Documents.JsonElement;

namespace ClaudeBuildGuard.Engine.Configuration;

/// <summary>
/// Reads <c>claude-build-guard.json</c>. Every mistake is CBG0004 with its line; a configuration with a mistake is not half applied
/// in silence, because CBG0004 is an error that nothing silences.
/// </summary>
internal sealed class ConfigurationReader
{
    /// <summary>The name of the file at the repository's root.</summary>
    public const string FileName = "claude-build-guard.json";

    private static readonly string[] SeverityWords = ["error", "warning", "information", "none"];

    private readonly string _path;
    private readonly Func<IReadOnlyDictionary<string, Diagnostic>> _known;
    private readonly IFindings _findings;

    private ConfigurationReader(string path, Func<IReadOnlyDictionary<string, Diagnostic>> known, IFindings findings)
    {
        _path = path;
        _known = known;
        _findings = findings;
    }

    /// <summary>Reads the configuration of a run; the defaults when there is no file.</summary>
    /// <param name="options">The run.</param>
    /// <param name="known">Gives every diagnostic by code; asked only where a file names one, because it loads every control.</param>
    /// <param name="findings">Where mistakes are reported.</param>
    public static GuardConfiguration Read(GuardOptions options, Func<IReadOnlyDictionary<string, Diagnostic>> known, IFindings findings)
    {
        var file = options.ConfigurationFile ?? Path.Combine(options.RepositoryRoot, FileName);
        var shown = ShownPath(options);
        var reader = new ConfigurationReader(shown, known, findings);
        if (Directory.Exists(file))
        {
            reader.Report(default, $"The configuration file '{shown}' is a directory.", "Put a file in its place, or delete it.");
            return GuardConfiguration.Default;
        }

        if (!File.Exists(file))
        {
            if (options.ConfigurationFile is not null)
            {
                reader.Report(default, $"The configuration file '{shown}' does not exist.", "Create it, or remove the option that names it.");
            }

            return GuardConfiguration.Default;
        }

        try
        {
            return reader.Read(TextDecoding.Decode(File.ReadAllBytes(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reader.Report(default, $"The configuration file '{shown}' cannot be read: {e.Message}", "Make it readable.");
            return GuardConfiguration.Default;
        }
    }

    /// <summary>The path of a run's configuration as findings name it: relative to the root, with <c>/</c> separators.</summary>
    public static string ShownPath(GuardOptions options) =>
        options.ConfigurationFile is { } named ? Path.GetRelativePath(options.RepositoryRoot, named).Replace(Path.DirectorySeparatorChar, '/') : FileName;

    /// <summary>Reads a configuration text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The path that findings name.</param>
    /// <param name="known">Gives every diagnostic by code; asked only where a file names one, because it loads every control.</param>
    /// <param name="findings">Where mistakes are reported.</param>
    public static GuardConfiguration Parse(string text, string path, Func<IReadOnlyDictionary<string, Diagnostic>> known, IFindings findings) =>
        new ConfigurationReader(path, known, findings).Read(text);

    private GuardConfiguration Read(string text)
    {
        var (root, error) = JsonText.Parse(text, JsonDialect.WithComments);
        if (error is not null)
        {
            Report(new TextSpan(error.Line, error.Column, 0, 0), $"'{_path}' is not JSON: it {error.Message}.", "Mend that line.");
            return GuardConfiguration.Default;
        }

        if (!root!.IsObject)
        {
            Report(root.Span, $"'{_path}' must hold an object.", "Mend that line.");
            return GuardConfiguration.Default;
        }

        Repeated(root);
        var configuration = GuardConfiguration.Default;
        foreach (var (name, nameSpan, value) in root.Members)
        {
            switch (name)
            {
                case "$schema":
                    break;
                case "severities":
                    configuration = configuration with { Severities = Severities(value) };
                    break;
                case "secretFiles":
                    foreach (var member in Object(value, "secretFiles", "include", "exclude"))
                    {
                        var globs = Strings(member.Value, $"secretFiles.{member.Name}");
                        configuration = member.Name == "include"
                            ? configuration with { SecretFiles = globs }
                            : configuration with { NotSecretFiles = globs };
                    }

                    break;
                case "scan":
                    foreach (var member in Object(value, "scan", "exclude", "rules"))
                    {
                        configuration = member.Name == "exclude"
                            ? configuration with { ScanExclude = Strings(member.Value, "scan.exclude") }
                            : configuration with { CredentialRules = Rules(member.Value) };
                    }

                    break;
                case "suppressions":
                    configuration = configuration with { Suppressions = Suppressions(value) };
                    break;
                case "permissionSkipping":
                    configuration = configuration with { PermissionSkipping = Register(value) };
                    break;
                case "securityCritical":
                    configuration = configuration with { SecurityCritical = Strings(value, name) };
                    break;
                case "allowedHosts":
                    configuration = configuration with { AllowedHosts = Strings(value, name) };
                    break;
                case "acceptIncompleteHistory":
                    configuration = configuration with { AcceptIncompleteHistory = Boolean(value, name) };
                    break;
                default:
                    Unknown(nameSpan, name, "the file");
                    break;
            }
        }

        return configuration;
    }

    private Dictionary<string, Severity> Severities(JsonElement value)
    {
        var severities = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var (name, nameSpan, element) in Object(value, "severities"))
        {
            if (AnalyzerCodes.Hold(name))
            {
                // The package hands this file to the compiler as well: the analyzers read it themselves.
                Word(element, $"severities.{name}", SeverityWords);
            }
            else if (!_known().TryGetValue(name, out var diagnostic))
            {
                Report(nameSpan, $"'severities' names '{name}', which is no code of ClaudeBuildGuard.", "Codes are listed in the README.");
            }
            else if (diagnostic.Silencing != Silencing.Anything)
            {
                Report(
                    nameSpan,
                    $"The severity of {name} is fixed.",
                    diagnostic.Silencing == Silencing.RegisterOnly
                        ? "Document the exception under 'permissionSkipping' instead."
                        : name.StartsWith("CBG0", StringComparison.Ordinal) ? "Remove the line: it is about the guard itself."
                        : "Remove the line, and what the code finds: nothing silences it.");
            }
            else if (Word(element, $"severities.{name}", SeverityWords) is { } word)
            {
                severities[name] = word switch
                {
                    "error" => Severity.Error,
                    "warning" => Severity.Warning,
                    "information" => Severity.Information,
                    _ => Severity.None,
                };
            }
        }

        return severities;
    }

    private ImmutableArray<SuppressionEntry> Suppressions(JsonElement value)
    {
        var entries = ImmutableArray.CreateBuilder<SuppressionEntry>();
        foreach (var (item, at) in Array(value, "suppressions"))
        {
            var members = Object(item, at, "code", "path", "reason", "expires", "fingerprint");
            var code = Required(item, members, "code", at);
            var reason = Required(item, members, "reason", at);
            if (code is null || reason is null)
            {
                continue;
            }

            if (AnalyzerCodes.Hold(code))
            {
                if (Text(item, "fingerprint", at).Length > 0)
                {
                    Report(item["fingerprint"]!.Span, $"{at}: findings of {code} are the compiler's and have no fingerprint.", "Name the file with \"path\" instead.");
                    continue;
                }
            }
            else if (!_known().TryGetValue(code, out var diagnostic))
            {
                Report(item.Span, $"{at} names '{code}', which is no code of ClaudeBuildGuard.", "Codes are listed in the README.");
                continue;
            }
            else if (diagnostic.Silencing != Silencing.Anything)
            {
                var instead = diagnostic.Silencing == Silencing.RegisterOnly
                    ? "Only an entry under 'permissionSkipping' with environment, authorisedBy, reason and expires does."
                    : "Mend what it reports.";
                Report(item.Span, $"{at}: {code} cannot be suppressed.", instead);
                continue;
            }

            entries.Add(new SuppressionEntry(
                code, Text(item, "path", at), reason, Date(item, "expires", at), Text(item, "fingerprint", at), item.Span.Line));
        }

        return entries.ToImmutable();
    }

    private ImmutableArray<PermissionSkippingEntry> Register(JsonElement value)
    {
        var entries = ImmutableArray.CreateBuilder<PermissionSkippingEntry>();
        foreach (var (item, at) in Array(value, "permissionSkipping"))
        {
            var members = Object(item, at, "path", "environment", "authorisedBy", "reason", "expires");
            var path = Required(item, members, "path", at);
            var environment = Required(item, members, "environment", at);
            var authorisedBy = Required(item, members, "authorisedBy", at);
            var reason = Required(item, members, "reason", at);
            Required(item, members, "expires", at);
            if (path is not null && environment is not null && authorisedBy is not null && reason is not null
                && Date(item, "expires", at) is { } expires)
            {
                entries.Add(new PermissionSkippingEntry(path, environment, authorisedBy, reason, expires, item.Span.Line));
            }
        }

        return entries.ToImmutable();
    }

    private ImmutableArray<CustomCredentialRule> Rules(JsonElement value)
    {
        var rules = ImmutableArray.CreateBuilder<CustomCredentialRule>();
        foreach (var (item, at) in Array(value, "scan.rules"))
        {
            var members = Object(
                item, at, "id", "title", "prefix", "pattern", "keywords", "minimumEntropy", "paths", "matches", "doesNotMatch");
            var id = Required(item, members, "id", at);
            var title = Required(item, members, "title", at);
            var prefix = Text(item, "prefix", at);
            var pattern = Text(item, "pattern", at);
            if (id is null || title is null)
            {
                continue;
            }

            if (prefix.Length < 4 && pattern.Length == 0)
            {
                Report(item.Span, $"{at} needs a 'prefix' of at least four characters or a 'pattern'.", "Add one of them.");
                continue;
            }

            if (pattern.Length > 0 && !IsRegex(pattern))
            {
                Report(item["pattern"]!.Span, $"{at}.pattern is not a .NET regular expression.", "Mend the expression.");
                continue;
            }

            rules.Add(new CustomCredentialRule(
                id, title, prefix, pattern, List(item, "keywords", at), Number(item, "minimumEntropy", at), List(item, "paths", at),
                List(item, "matches", at), List(item, "doesNotMatch", at), item.Span.Line));
        }

        return rules.ToImmutable();
    }

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private IReadOnlyList<JsonMember> Object(JsonElement value, string at, params string[] known)
    {
        if (!value.IsObject)
        {
            Wrong(value, at, "an object");
            return [];
        }

        Repeated(value);
        foreach (var member in value.Members.Where(m => known.Length > 0 && !known.Contains(m.Name)))
        {
            Unknown(member.NameSpan, member.Name, at);
        }

        return [.. value.Members.Where(m => known.Length == 0 || known.Contains(m.Name))];
    }

    // The entries, each with its own name in a message.
    private IEnumerable<(JsonElement Item, string At)> Array(JsonElement value, string at)
    {
        if (value.IsArray)
        {
            return value.Items.Select((item, number) => (item, $"{at}[{number}]"));
        }

        Wrong(value, at, "an array");
        return [];
    }

    private ImmutableArray<string> Strings(JsonElement value, string at)
    {
        var strings = ImmutableArray.CreateBuilder<string>();
        foreach (var (item, place) in Array(value, at))
        {
            if (item.AsString is { Length: > 0 } text)
            {
                strings.Add(text);
            }
            else
            {
                Wrong(item, place, "a string that is not empty");
            }
        }

        return strings.ToImmutable();
    }

    private ImmutableArray<string> List(JsonElement item, string name, string at) =>
        item[name] is { } value ? Strings(value, $"{at}.{name}") : [];

    private string? Required(JsonElement item, IReadOnlyList<JsonMember> members, string name, string at)
    {
        if (item.IsObject && !members.Any(m => m.Name == name))
        {
            Report(item.Span, $"{at} lacks '{name}'.", $"Add \"{name}\".");
            return null;
        }

        if (!item.IsObject)
        {
            return null;
        }

        if (item[name]!.AsString?.Trim() is { Length: > 0 } text)
        {
            return text;
        }

        Wrong(item[name]!, $"{at}.{name}", "a string that is not empty");
        return null;
    }

    private string Text(JsonElement item, string name, string at)
    {
        if (item[name] is not { } value)
        {
            return string.Empty;
        }

        if (value.AsString is { } text)
        {
            return text;
        }

        Wrong(value, $"{at}.{name}", "a string");
        return string.Empty;
    }

    private double Number(JsonElement item, string name, string at)
    {
        if (item[name] is not { } value)
        {
            return 0;
        }

        if (value.Kind == JsonValueKind.Number && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Wrong(value, $"{at}.{name}", "a number");
        return 0;
    }

    private bool Boolean(JsonElement value, string at)
    {
        if (value.AsBoolean is { } boolean)
        {
            return boolean;
        }

        Wrong(value, at, "true or false");
        return false;
    }

    private string? Word(JsonElement value, string at, params string[] words)
    {
        if (value.AsString is { } text && words.Contains(text))
        {
            return text;
        }

        Wrong(value, at, "one of " + string.Join(", ", words));
        return null;
    }

    private DateOnly? Date(JsonElement item, string name, string at)
    {
        if (item[name] is not { } value)
        {
            return null;
        }

        if (value.AsString is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Wrong(value, $"{at}.{name}", "a date like 2027-01-31");
        return null;
    }

    // JSON allows it, and one of them would be lost in silence.
    private void Repeated(JsonElement value)
    {
        foreach (var member in value.Members.GroupBy(m => m.Name, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
        {
            Report(member.NameSpan, $"'{member.Name}' stands here a second time.", "Make one of the two: only the last is read.");
        }
    }

    private void Unknown(TextSpan span, string name, string at) =>
        Report(span, $"'{name}' is not a setting of {at}.", $"Remove it, or mend the name: docs/guides/configuration.md lists them all.");

    private void Wrong(JsonElement value, string at, string expected) =>
        Report(value.Span, $"'{at}' must be {expected}.", "Mend that line.");

    private void Report(TextSpan span, string message, string fix) =>
        _findings.Report(new Finding(GuardDiagnostics.ConfigurationInvalid, span.In(_path), message, fix) { Identity = message });
}
