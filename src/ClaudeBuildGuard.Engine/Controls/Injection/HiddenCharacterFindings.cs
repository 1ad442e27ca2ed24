using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>Reports the hidden characters of one file, as far as they matter in a file of its reach.</summary>
internal static class HiddenCharacterFindings
{
    // A file damaged throughout is one problem; the first places show it.
    private const int MostFindings = 20;
    private const int LongestShown = 120;

    public static void Report(RepositoryFile file, AgentReach reach, IFindings findings)
    {
        if (reach >= AgentReach.AgentConfiguration && ClientText.IsDamaged(file))
        {
            findings.Report(new Finding(
                InjectionDiagnostics.InvisibleCharacters,
                new Location(file.Path),
                $"'{file.Path}' is no valid UTF-8, so an agent reads other text in it than an editor shows.",
                "Save it as UTF-8.")
            {
                Identity = "encoding",
            });
        }

        var text = ClientText.Of(file);
        var runs = HiddenCharacters.Find(text);
        if (runs.Count == 0)
        {
            return;
        }

        var lines = new TextLines(text);
        // A list or class of controls is one place.
        var source = new ReorderedSource(file, text);
        var weighed = runs.Where(r => r.Kind != HiddenKind.Stray && IsJudged(r.Kind, reach)).Select(r => (Run: r, Severity: Weigh(r, reach, source))).Where(w => w.Severity is not null)
            .DistinctBy(w => (w.Severity, reach == AgentReach.Source && w.Severity == Severity.Warning ? lines.Position(w.Run.Start).Line : -w.Run.Start));
        foreach (var (run, severity) in weighed.Take(MostFindings))
        {
            findings.Report(Hidden(file, severity!.Value, lines.Locate(file.Path, run.Start, run.Length), run));
        }

        var strays = runs.Where(r => r.Kind == HiddenKind.Stray).ToList();
        if (strays.Count > 0 && reach >= AgentReach.AgentConfiguration)
        {
            findings.Report(Stray(file, lines, strays));
        }
    }

    /// <summary>Reports what a JSON string hides behind escapes: the file shows <c>\u</c>, the model gets the character.</summary>
    public static void ReportEscaped(RepositoryFile file, JsonElement value, IFindings findings)
    {
        if (value.AsString is not { } text)
        {
            return;
        }

        foreach (var run in HiddenCharacters.Find(text).Where(r => r.Kind is not (HiddenKind.Stray or HiddenKind.TerminalControls)))
        {
            if (!ClientText.Of(file).Contains(text.Substring(run.Start, run.Length), StringComparison.Ordinal))
            {
                findings.Report(Hidden(file, Severity.Error, value.Span.In(file.Path), run));
            }
        }
    }

    private static bool IsJudged(HiddenKind kind, AgentReach reach) => reach switch
    {
        AgentReach.Source => kind is HiddenKind.Tags or HiddenKind.Bidirectional,
        AgentReach.Document => kind != HiddenKind.TerminalControls,
        _ => true,
    };

    private static Severity? Weigh(HiddenRun run, AgentReach reach, ReorderedSource source) => reach switch
    {
        AgentReach.Source when run.Kind == HiddenKind.Bidirectional => source.Of(run),
        AgentReach.Document when run.Kind != HiddenKind.Tags => Severity.Warning,
        _ => Severity.Error,
    };

    private static Finding Hidden(RepositoryFile file, Severity severity, Location location, HiddenRun run)
    {
        var what = run.Kind switch
        {
            HiddenKind.Tags => Count(run.Count, "Unicode tag character") + ", an invisible copy of ASCII",
            HiddenKind.Bidirectional => Count(run.Count, "bidirectional control") + ", by which text is shown in another order than it is read in",
            HiddenKind.ZeroWidthRun => Count(run.Count, "zero-width character") + " together, as only hidden text has them",
            HiddenKind.VariationSelectors => Count(run.Count, "variation selector") + " that select nothing, as only hidden bytes have them",
            _ => Count(run.Count, "terminal control character") + ", by which a terminal shows something else",
        };
        var decoded = run.Decoded.Length == 0 ? string.Empty : $" They say: \"{Shorten(run.Decoded)}\".";
        return new Finding(
            InjectionDiagnostics.HiddenCharacters,
            location,
            $"'{file.Path}' holds {what} (first U+{run.FirstCodePoint:X4}).{decoded}",
            run.Kind == HiddenKind.Bidirectional
                ? "Find out who added them (git blame), and delete them; where right-to-left text needs them, close them on the same line; where a program names them, write escapes such as '\\u202E'."
                : "Find out who added them (git blame), and delete them.")
        {
            Severity = severity,
            Identity = $"{run.Kind} {run.Count} {run.Decoded}",
        };
    }

    private static Finding Stray(RepositoryFile file, TextLines lines, List<HiddenRun> strays)
    {
        var first = strays[0];
        var count = strays.Sum(s => s.Count);
        return new Finding(
            InjectionDiagnostics.InvisibleCharacters,
            lines.Locate(file.Path, first.Start, first.Length),
            $"'{file.Path}' holds {(count == 1 ? "an invisible character that has no use where it stands" : $"{count} invisible characters that have no use where they stand")} (first U+{first.FirstCodePoint:X4}).",
            "Delete them: what a reviewer cannot see, an agent reads.")
        {
            Identity = "stray",
        };
    }

    private static string Count(int count, string noun) => count == 1 ? $"a {noun}" : $"{count} {noun}s";

    private static string Shorten(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
