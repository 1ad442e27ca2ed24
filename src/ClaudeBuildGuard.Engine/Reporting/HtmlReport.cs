using System.Globalization;
using System.Net;
using System.Text;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>
/// The report that a person reads (control H2): one self-contained page without script, by area, each finding with what to do.
/// </summary>
public static class HtmlReport
{
    private static readonly (string Range, string Title)[] Areas =
    [
        ("CBG3", "Credentials"),
        ("CBG1", "Exclusion and its enforcement"),
        ("CBG4", "Permission skipping"),
        ("CBG8", "What the agent runs"),
        ("CBG9", "Prompt injection in files"),
        ("CBG5", "Sandbox"),
        ("CBG2", "Policy"),
        ("CBG6", "Review before merge"),
        ("CBG7", "Code analysis"),
        ("CBG0", "The guard itself"),
    ];

    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --error: #c62828; --warning: #b26a00; --info: #1565c0; --ok: #2e7d32; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin-bottom: .25rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
        .verdict { font-weight: 600; font-size: 1.1rem; } .verdict.bad { color: var(--error); } .verdict.good { color: var(--ok); }
        ul.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; }
        ul.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; } ul.counts b { font-size: 1.3rem; display: block; }
        article { border-left: 4px solid var(--line); padding: .25rem 0 .25rem .9rem; margin: .9rem 0; overflow-wrap: anywhere; }
        article.error { border-color: var(--error); } article.warning { border-color: var(--warning); } article.information { border-color: var(--info); }
        article p { margin: .2rem 0; } .tag { font-size: .8rem; text-transform: uppercase; letter-spacing: .04em; }
        code { font-family: ui-monospace, monospace; font-size: .92em; } .fix::before { content: "→ "; } .muted { opacity: .7; }
        table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        """;

    /// <summary>The page, with <c>\n</c> line endings.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="today">The day that stands in its head.</param>
    /// <param name="facts">What the analyzers noted of endpoints, queries and token configurations; see <see cref="AuthorisationFacts"/>.</param>
    public static string Write(Verdict verdict, DateOnly today, IReadOnlyList<AuthorisationFact> facts)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(facts);
        var html = new StringBuilder();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(verdict.RepositoryRoot));
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>ClaudeBuildGuard: {Encode(name)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>Is {Encode(name)} safe to open in Claude Code?</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">ClaudeBuildGuard {EngineVersion.Text}, {today:yyyy-MM-dd}</p>\n");
        AppendSummary(html, verdict);
        foreach (var (range, title) in Areas)
        {
            var findings = verdict.Findings.Where(f => f.Id.StartsWith(range, StringComparison.Ordinal)).ToArray();
            if (findings.Length > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<h2>{title} ({findings.Length})</h2>\n");
                foreach (var finding in findings.OrderByDescending(f => f.Severity))
                {
                    AppendFinding(html, finding);
                }
            }
        }

        AppendFacts(html, facts);
        AppendAccepted(html, verdict);
        if (verdict.Facts.Count > 0)
        {
            html.Append("<h2>What was read</h2>\n<ul>\n");
            foreach (var fact in verdict.Facts)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li>{Encode(fact)}</li>\n");
            }

            html.Append("</ul>\n");
        }

        return html.Append("</body>\n</html>\n").ToString().ReplaceLineEndings("\n");
    }

    private static void AppendSummary(StringBuilder html, Verdict verdict)
    {
        var (tone, sentence) = verdict switch
        {
            { ExitStatus: 2 } => ("bad", "Not everything could be judged."),
            { Errors: > 0 } => ("bad", "No: a build is red until the errors below are gone."),
            { Warnings: > 0 } => ("good", "Yes. The warnings below are advice."),
            _ => ("good", "Yes."),
        };
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict {tone}\">{sentence}</p>\n<ul class=\"counts\">\n")
            .Append(CultureInfo.InvariantCulture, $"<li><b>{verdict.Errors}</b>errors</li>\n<li><b>{verdict.Warnings}</b>warnings</li>\n")
            .Append(CultureInfo.InvariantCulture, $"<li><b>{verdict.Silenced.Count}</b>accepted</li>\n</ul>\n");
    }

    private static void AppendFinding(StringBuilder html, JudgedFinding finding)
    {
        var severity = finding.Severity.ToString().ToLowerInvariant();
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"{severity}\">\n<p><span class=\"tag\">{severity}</span> ")
            .Append(CultureInfo.InvariantCulture, $"<a href=\"{Encode(finding.Finding.Diagnostic.HelpLink)}\">{finding.Id}</a> {Encode(finding.Finding.Diagnostic.Title)}")
            .Append(CultureInfo.InvariantCulture, $" <code>{Encode(Place(finding.Location))}</code></p>\n<p>{Encode(finding.Finding.Message)}</p>\n");
        if (finding.Finding.Fix.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"fix\">{Encode(finding.Finding.Fix)}</p>\n");
        }

        if (finding.Finding.Properties.Count > 0)
        {
            var properties = finding.Finding.Properties.Select(p => $"{Encode(p.Key)}: {Encode(p.Value)}");
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{string.Join(" · ", properties)}</p>\n");
        }

        html.Append("</article>\n");
    }

    private static void AppendFacts(StringBuilder html, IReadOnlyList<AuthorisationFact> facts)
    {
        if (facts.Count == 0)
        {
            html.Append("<h2>Who may call what</h2>\n<p class=\"muted\">No build wrote it. <code>dotnet build -p:ClaudeBuildGuardAuthFacts=true --no-incremental</code> lists every ")
                .Append("endpoint, tenant query and token configuration with its decision; then write this report again.</p>\n");
            return;
        }

        AppendFacts(html, "Who may call what", [.. facts.Where(f => f.Kind is not ("Query" or "SQL" or "Token configuration"))]);
        AppendFacts(html, "Queries over tenant data", [.. facts.Where(f => f.Kind is "Query" or "SQL")]);
        AppendFacts(html, "How tokens, cookies and sessions are configured", [.. facts.Where(f => f.Kind == "Token configuration")]);
    }

    private static void AppendFacts(StringBuilder html, string title, IReadOnlyCollection<AuthorisationFact> facts)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{title} ({facts.Count})</h2>\n")
            .Append("<table>\n<tr><th>What</th><th>Name</th><th>Decision</th><th>From</th><th>Place</th></tr>\n");
        foreach (var fact in facts)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(fact.Kind)}</td><td><code>{Encode(fact.Name)}</code></td><td>{Encode(fact.Decision)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Encode(fact.From)}</td><td><code>{Encode(fact.Place)}</code></td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void AppendAccepted(StringBuilder html, Verdict verdict)
    {
        if (verdict.Silenced.Count == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<h2>Accepted by a person ({verdict.Silenced.Count})</h2>\n<table>\n")
            .Append("<tr><th>Code</th><th>Place</th><th>By</th><th>Reason</th></tr>\n");
        foreach (var silenced in verdict.Silenced)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{silenced.Finding.Id}</td><td><code>{Encode(Place(silenced.Finding.Location))}</code></td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{silenced.By}</td><td>{Encode(silenced.Reason)}</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static string Place(Location location) =>
        location.Path.Length == 0 ? "repository" : location.Line == 0 ? location.Path : $"{location.Path}:{location.Line}";

    private static string Encode(string text) => WebUtility.HtmlEncode(OneLine.Of(text));
}
