using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using JsonElement = ClaudeBuildGuard.Engine.Documents.JsonElement;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>
/// Reads <c>.gitleaks.toml</c> as gitleaks 8 does: names of settings in any letter case, <c>[extend]</c>, <c>[[rules]]</c>,
/// <c>[allowlist]</c> and <c>[[allowlists]]</c>. What gitleaks itself would refuse is CBG0004; what it knows and this product cannot
/// honour is CBG0009. Both name file and line.
/// </summary>
/// <param name="root">The directory that paths are relative to.</param>
/// <param name="mistakes">Receives what is wrong.</param>
internal sealed class GitleaksReader(string root, List<Finding> mistakes)
{
    private const int LargestFile = 4 * 1024 * 1024;

    // Gitleaks follows an extension of an extension and no further.
    private const int DeepestExtension = 2;

    private static readonly string[] Filters = ["filter", "prefilter", "required", "skipReport"];

    private string _file = string.Empty;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path below the root, with <c>/</c> separators.</param>
    /// <param name="depth">How many files extend it.</param>
    public GitleaksConfiguration Read(string file, int depth = 0)
    {
        _file = file;
        string text;
        try
        {
            var full = new FileInfo(Path.Combine(root, file));
            if (full.Length > LargestFile)
            {
                Wrong(default, $"'{file}' holds more than {LargestFile} bytes.");
                return new();
            }

            text = TextDecoding.Decode(File.ReadAllBytes(full.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Wrong(default, $"'{file}' cannot be read: {e.Message.TrimEnd('.')}.");
            return new();
        }

        var (document, error) = TomlText.Parse(text);
        if (error is not null)
        {
            Wrong(new TextSpan(error.Line, error.Column, 0, 0), $"'{file}' is not TOML: {error.Message}.");
            return new();
        }

        return Read(document!, depth);
    }

    private GitleaksConfiguration Read(JsonElement document, int depth)
    {
        Known(document, "the file", "title", "description", "minversion", "betterleaksminversion", "extend", "rules", "allowlist", "allowlists", "filter", "prefilter");
        var isFiltered = Filter(document, "none of its rules is run") is not null;
        var rules = ImmutableArray.CreateBuilder<GitleaksRule>();
        var allowlists = ImmutableArray.CreateBuilder<GitleaksAllowlist>();
        foreach (var rule in isFiltered ? [] : List(document, "rules"))
        {
            ReadRule(rule, rules, allowlists);
        }

        foreach (var list in List(document, "allowlists").Concat(List(document, "allowlist")))
        {
            AddAllowlist(list, [.. Strings(list, "targetRules")], allowlists);
        }

        var configuration = new GitleaksConfiguration { Rules = rules.ToImmutable(), Allowlists = allowlists.ToImmutable() };
        return Member(document, "extend") is { IsObject: true } extend ? Extend(configuration, extend, depth) : configuration;
    }

    private GitleaksConfiguration Extend(GitleaksConfiguration configuration, JsonElement extend, int depth)
    {
        Known(extend, "[extend]", "usedefault", "disabledrules", "path", "url");
        var file = _file;
        var disabled = Strings(extend, "disabledRules").Select(name => new DisabledRule(name, At(Member(extend, "disabledRules")!.Span))).ToImmutableArray();
        if (Member(extend, "url") is { } url)
        {
            NotHonoured(url.Span, "a configuration is not fetched from an address: what judges a repository is in it");
        }

        if (Member(extend, "path") is { AsString: { Length: > 0 } path } written)
        {
            var full = Path.GetFullPath(Path.Combine(root, path));
            var below = Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/');
            if (Path.IsPathRooted(below) || below.StartsWith("../", StringComparison.Ordinal))
            {
                NotHonoured(written.Span, "the file to extend lies outside the repository");
            }
            else if (depth >= DeepestExtension)
            {
                NotHonoured(written.Span, "gitleaks itself extends no deeper");
            }
            else
            {
                // A rule of the extended file that is switched off is not taken over; one of the product's own is accepted where it is found.
                var extended = Read(below, depth + 1);
                configuration = configuration.With(extended with { Rules = [.. extended.Rules.Where(r => !disabled.Any(d => d.Rule == r.Kind.Id))] });
                _file = file;
            }
        }

        foreach (var rule in disabled.Where(d => GitleaksDefaults.KindsOf(d.Rule) is null && Member(extend, "path") is null))
        {
            NotHonoured(Member(extend, "disabledRules")!.Span, $"no rule is called '{rule.Rule}'");
        }

        return configuration with { Disabled = [.. configuration.Disabled, .. disabled] };
    }

    private void ReadRule(JsonElement rule, ImmutableArray<GitleaksRule>.Builder rules, ImmutableArray<GitleaksAllowlist>.Builder allowlists)
    {
        Known(
            rule, "a rule", "id", "description", "regex", "path", "secretgroup", "entropy", "keywords", "tags", "allowlist", "allowlists", "filter", "prefilter", "required", "skipreport");
        if (Member(rule, "id")?.AsString is not { Length: > 0 } id)
        {
            Wrong(rule.Span, "A rule lacks its 'id'.");
            return;
        }

        foreach (var list in List(rule, "allowlists").Concat(List(rule, "allowlist")))
        {
            AddAllowlist(list, [id], allowlists);
        }

        var before = mistakes.Count;
        Filter(rule, $"the rule '{id}' is not run");
        var expression = Expression(Member(rule, "regex"));
        var path = Expression(Member(rule, "path"));
        if (mistakes.Count > before)
        {
            return;
        }

        if (expression is null && path is null)
        {
            // With a name that gitleaks brings it changes that rule: its allow-lists hold, its other settings are about an expression that is not used here.
            if (GitleaksDefaults.KindsOf(id) is null)
            {
                Wrong(rule.Span, $"The rule '{id}' has neither 'regex' nor 'path'.");
            }

            return;
        }

        var groups = expression?.Groups ?? 0;
        var group = (int)Number(rule, "secretGroup");
        if (group < 0 || group > groups)
        {
            Wrong(Member(rule, "secretGroup")!.Span, $"The rule '{id}' has no group {group}.");
            return;
        }

        rules.Add(new GitleaksRule(id, Member(rule, "description")?.AsString ?? string.Empty, _file, expression, path)
        {
            Keywords = [.. Strings(rule, "keywords").Where(k => k.Length > 0)],
            SecretGroup = group,
            Entropy = Number(rule, "entropy"),
        });
    }

    // What narrows a rule belongs to it: without that it is another rule, which would report what nobody asked for.
    private JsonElement? Filter(JsonElement element, string consequence)
    {
        foreach (var name in Filters)
        {
            if (Member(element, name) is { } filter && filter.AsBoolean != false)
            {
                NotHonoured(filter.Span, $"'{name}' has no equal, so {consequence}");
                return filter;
            }
        }

        return null;
    }

    private void AddAllowlist(JsonElement list, ImmutableArray<string> rules, ImmutableArray<GitleaksAllowlist>.Builder allowlists)
    {
        Known(list, "an allow-list", "description", "condition", "commits", "paths", "regextarget", "regexes", "stopwords", "targetrules");
        var condition = Member(list, "condition")?.AsString?.ToUpperInvariant() ?? string.Empty;
        var target = Member(list, "regexTarget")?.AsString ?? string.Empty;
        if (condition is not ("" or "OR" or "||" or "AND" or "&&"))
        {
            Wrong(Member(list, "condition")!.Span, "'condition' must be 'OR' or 'AND'.");
            return;
        }

        if (target is not ("" or "secret" or "match" or "line"))
        {
            Wrong(Member(list, "regexTarget")!.Span, "'regexTarget' must be 'secret', 'match' or 'line'.");
            return;
        }

        var before = mistakes.Count;
        var description = Member(list, "description")?.AsString;
        var allowlist = new GitleaksAllowlist
        {
            Name = At(list.Span) + (string.IsNullOrWhiteSpace(description) ? string.Empty : $" ({description.Trim()})"),
            Place = list.Span.In(_file),
            Rules = rules,
            NeedsAll = condition is "AND" or "&&",
            Commits = [.. Strings(list, "commits").Select(c => c.ToLowerInvariant())],
            Paths = Expressions(list, "paths"),
            Expressions = Expressions(list, "regexes"),
            Target = target switch
            {
                "match" => AllowlistTarget.Match,
                "line" => AllowlistTarget.Line,
                _ => AllowlistTarget.Secret,
            },
            StopWords = [.. Strings(list, "stopwords").Where(w => w.Length > 0)],
        };

        // With a test missing, a list that needs all of them would accept more than it was written for.
        var isWhole = mistakes.Count == before;
        var isEmpty = allowlist.Commits.IsEmpty && allowlist.Paths.IsEmpty && allowlist.Expressions.IsEmpty && allowlist.StopWords.IsEmpty;
        if (isEmpty && isWhole)
        {
            Wrong(list.Span, "An allow-list needs commits, paths, regexes or stopwords.");
        }
        else if (!isEmpty && (isWhole || !allowlist.NeedsAll))
        {
            allowlists.Add(allowlist);
        }
    }

    private ImmutableArray<GoRegex> Expressions(JsonElement list, string name)
    {
        var expressions = ImmutableArray.CreateBuilder<GoRegex>();
        foreach (var item in Member(list, name)?.Items ?? [])
        {
            if (Expression(item) is { } expression)
            {
                expressions.Add(expression);
            }
        }

        return expressions.ToImmutable();
    }

    private GoRegex? Expression(JsonElement? value)
    {
        if (value?.AsString is not { Length: > 0 } pattern)
        {
            return null;
        }

        var expression = GoRegex.TryParse(pattern, out var reason);
        if (expression is null)
        {
            NotHonoured(value.Span, reason);
        }

        return expression;
    }

    private IEnumerable<string> Strings(JsonElement element, string name) => Member(element, name) switch
    {
        null => [],
        { IsArray: true } array => array.Items.Select(i => i.AsString ?? string.Empty),
        { AsString: { } single } => [single],
        var other => Mistake(other.Span, $"'{name}' must be an array of strings."),
    };

    private IEnumerable<string> Mistake(TextSpan span, string message)
    {
        Wrong(span, message);
        return [];
    }

    private double Number(JsonElement element, string name)
    {
        if (Member(element, name) is not { } value)
        {
            return 0;
        }

        if (value.Kind == JsonValueKind.Number && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Wrong(value.Span, $"'{name}' must be a number.");
        return 0;
    }

    private static IEnumerable<JsonElement> List(JsonElement element, string name) => Member(element, name) switch
    {
        { IsArray: true } array => array.Items.Where(i => i.IsObject),
        { IsObject: true } single => [single],
        _ => [],
    };

    // Gitleaks reads the names of settings in any letter case.
    private static JsonElement? Member(JsonElement element, string name) =>
        element.Members.LastOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    private void Known(JsonElement element, string where, params string[] names)
    {
        foreach (var member in element.Members.Where(m => !names.Contains(m.Name, StringComparer.OrdinalIgnoreCase)))
        {
            NotHonoured(member.NameSpan, $"'{member.Name}' of {where} is not known here");
        }
    }

    private string At(TextSpan span) => $"'{_file}' line {span.Line}";

    private void Wrong(TextSpan span, string message) =>
        mistakes.Add(new Finding(GuardDiagnostics.ConfigurationInvalid, span.In(_file), message, $"Mend that line, or delete '{_file}' when nobody uses gitleaks any more.")
        {
            Identity = message,
        });

    private void NotHonoured(TextSpan span, string reason) => mistakes.Add(OtherScannerSettings.NotHonoured(span.In(_file), reason));
}
