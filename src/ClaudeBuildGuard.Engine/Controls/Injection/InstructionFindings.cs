using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>Reports what the text of an agent file says that it should not.</summary>
internal static partial class InstructionFindings
{
    public static void Report(RepositoryView repository, RepositoryFile file, AgentReach reach, IFindings findings)
    {
        if (file.Length > MarkdownText.LargestFile)
        {
            findings.Report(file.TooLarge("instructions for an agent", MarkdownText.LargestFile));
            return;
        }

        if (reach == AgentReach.AgentConfiguration)
        {
            Descriptions(file, findings);
            return;
        }

        var markdown = MarkdownText.Parse(ClientText.Of(file));
        Comments(file, markdown, findings);
        var concealed = Concealed(file, markdown, findings);
        Sentences(repository, file, markdown, concealed, findings);
        if (reach == AgentReach.Instructions)
        {
            foreach (var (use, line) in OrderedCommands.Find(markdown))
            {
                findings.Report(new Finding(
                    InjectionDiagnostics.WeakenedSafety,
                    new Location(file.Path, line),
                    $"'{file.Path}' tells an agent in a code block to start the client without permission checks ('{use}').",
                    "Delete the command. Where the block shows what is forbidden, say so in the sentence before it, or mark the line with 'claude-build-guard:allow CBG9006 reason'.")
                {
                    Identity = use,
                });
            }
        }

        foreach (var encoded in EncodedText.Find(markdown.Text))
        {
            findings.Report(new Finding(
                InjectionDiagnostics.EncodedCommand,
                markdown.Lines.Locate(file.Path, encoded.Start, encoded.Length),
                $"'{file.Path}' holds {encoded.Length} characters of encoded text that decode to a command: \"{encoded.Decoded}\".",
                "Write the command in the open, or delete it."));
        }

        foreach (var remote in RemoteCodeLine.Find(markdown.Without(MarkdownRegionKind.RemovedComment), repository.Configuration.AllowedHosts))
        {
            findings.Report(new Finding(
                InjectionDiagnostics.RemoteCode,
                markdown.Lines.Locate(file.Path, remote.Start, remote.Length),
                $"'{file.Path}' tells an agent to run code straight from {(remote.Host.Length == 0 ? "the network" : $"'{remote.Host}'")}.",
                "Download a pinned version, check its hash, then run it; or name the host under 'allowedHosts' in claude-build-guard.json.")
            {
                Identity = remote.Host,
            });
        }
    }

    // What the client removes before a session reaches nobody; in skills, commands and the rest nothing is removed.
    private static void Comments(RepositoryFile file, MarkdownText markdown, IFindings findings)
    {
        var isMemory = file.Name is "CLAUDE.md" or "CLAUDE.local.md" or "AGENTS.md" || file.Path.Contains(".claude/rules/", StringComparison.Ordinal);
        foreach (var region in markdown.Regions)
        {
            if (region.Kind == MarkdownRegionKind.KeptComment || (region.Kind == MarkdownRegionKind.RemovedComment && !isMemory))
            {
                Hidden(file, markdown, region.Start, region.End - region.Start, markdown.Text[region.Start..region.End], "an HTML comment", findings);
            }
        }
    }

    // Returns where text is concealed, so that it is reported once.
    private static List<(int Start, int Length)> Concealed(RepositoryFile file, MarkdownText markdown, IFindings findings)
    {
        var visible = markdown.Without(MarkdownRegionKind.CodeBlock, MarkdownRegionKind.CodeSpan, MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment);
        var places = new List<(int, int)>();
        foreach (var (start, length, text) in ConcealedText.Find(visible))
        {
            places.Add((start, length));
            Hidden(file, markdown, start, length, text, "text that no page shows", findings);
        }

        foreach (var (start, length) in ConcealedText.FindPushed(visible))
        {
            // A code block that is left out here stands there for a reader.
            var blanks = length - visible.AsSpan(start, length).TrimStart().Length;
            if (!markdown.Text.AsSpan(start, blanks).IsWhiteSpace())
            {
                continue;
            }

            places.Add((start, length));
            Hidden(file, markdown, start, length, visible.Substring(start, length), "text behind hundreds of blanks or empty lines", findings);
        }

        return places;
    }

    private static void Hidden(RepositoryFile file, MarkdownText markdown, int start, int length, string text, string where, IFindings findings)
    {
        if (InstructionSignals.GivesOrders(text))
        {
            findings.Report(new Finding(
                InjectionDiagnostics.ConcealedInstructions,
                markdown.Lines.Locate(file.Path, start, length),
                $"'{file.Path}' gives orders to an agent in {where}, which a reader does not see and the model does.",
                "Delete it, or say it in visible text.")
            {
                Identity = where,
            });
        }
    }

    private static void Sentences(
        RepositoryView repository, RepositoryFile file, MarkdownText markdown, List<(int Start, int Length)> concealed, IFindings findings)
    {
        var prose = markdown.Without(
            MarkdownRegionKind.CodeBlock, MarkdownRegionKind.FrontMatter, MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment);
        foreach (var (start, length) in SentencesOf(prose).Where(s => !concealed.Exists(c => s.Start < c.Start + c.Length && c.Start < s.Start + s.Length)))
        {
            // A soft hyphen is honest in prose, and splits a word for whoever looks for it.
            var sentence = Marks().Replace(prose.Substring(start, length), string.Empty).Replace("\u00AD", string.Empty, StringComparison.Ordinal);
            if (InstructionSignals.SendsTo(sentence) is { } host && !repository.Configuration.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            {
                findings.Report(new Finding(
                    InjectionDiagnostics.WeakenedSafety,
                    markdown.Lines.Locate(file.Path, start, length),
                    $"'{file.Path}' holds an address at '{host}' with a placeholder: an agent that fills it in sends what it knows to that host.",
                    "Delete it, put it into a code block, or name the host under 'allowedHosts' in claude-build-guard.json.")
                {
                    Identity = host,
                });
            }

            var takesOver = InstructionSignals.TakesOver(sentence);
            if (takesOver || (InstructionSignals.WeakensSafety(sentence) && !IsForbiddenAbove(prose, start)))
            {
                findings.Report(new Finding(
                    InjectionDiagnostics.WeakenedSafety,
                    markdown.Lines.Locate(file.Path, start, length),
                    takesOver
                        ? $"'{file.Path}' tells an agent to drop its instructions or to act behind its user's back."
                        : $"'{file.Path}' tells an agent to get around its permissions, hooks or sandbox.",
                    "Delete the sentence. Where it quotes an attack, put it into a code block or mark the line with 'claude-build-guard:allow CBG9006 reason'.")
                {
                    Identity = takesOver ? "takes over" : "weakens",
                });
            }
        }
    }

    private static void Descriptions(RepositoryFile file, IFindings findings)
    {
        var (root, _) = JsonText.Parse(file.Text, JsonDialect.WithComments);
        foreach (var place in root?.Descendants() ?? [])
        {
            var (name, value) = (place.Name, place.Value);
            HiddenCharacterFindings.ReportEscaped(file, value, findings);
            var isDescription = place.IsMember && (name.EndsWith("description", StringComparison.OrdinalIgnoreCase) || name.EndsWith("instructions", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith("prompt", StringComparison.OrdinalIgnoreCase));
            if (isDescription && value.AsString is { } text && InstructionSignals.PoisonsTool(text))
            {
                var path = place.Path();
                findings.Report(new Finding(
                    InjectionDiagnostics.PoisonedDescription,
                    value.Span.In(file.Path),
                    $"The text '{path}' in '{file.Path}' gives orders beyond what it describes.",
                    "Describe the tool and nothing else, or remove the server.")
                {
                    Identity = path,
                });
            }
        }
    }

    // An item of a list, or a row of a table, below "DON'T:" or "## Never" says what that forbids. The line has to say nothing else: "Don't forget:" orders.
    private static bool IsForbiddenAbove(string text, int at)
    {
        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        if (!Item().IsMatch(text[start..at]) && !Item().IsMatch(text[start..]))
        {
            return false;
        }

        while (start > 0)
        {
            // The line that ends where this one begins.
            var above = text.AsSpan(0, start - 1).LastIndexOf('\n') + 1;
            var line = text[above..(start - 1)].TrimEnd();
            if (line.Length > 0 && !Item().IsMatch(line) && !char.IsWhiteSpace(line[0]) && !Underline().IsMatch(line))
            {
                return Forbidding().IsMatch(line);
            }

            start = above;
        }

        return false;
    }

    [GeneratedRegex(@"^\s*(?:(?:[-*+]|\d+[.)])\s|\|)", RegexOptions.CultureInvariant)]
    private static partial Regex Item();

    // The second line of a heading.
    [GeneratedRegex(@"^(?:-{2,}|=+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Underline();

    [GeneratedRegex(
        @"^\W*(?:(?:you|please)\s+)?(?:don['’]?ts?|do not|never(?: do(?: this| these| any of these)?)?|must(?: not| never)|avoid(?: these| the following)?|(?:common )?anti-?patterns?|forbidden|prohibited|not allowed|disallowed|bad(?: practices?| examples?)?|(?:what|things) (?:not to do|to avoid)|(?:common )?mistakes(?: to avoid)?)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Forbidding();

    // A sentence ends at its mark before white space, at a blank line, and where the next item, quote, row or heading begins.
    private static IEnumerable<(int Start, int Length)> SentencesOf(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !EndsSentence(text, i))
            {
                continue;
            }

            if (i > start && !string.IsNullOrWhiteSpace(text[start..i]))
            {
                var from = start + text.AsSpan(start, i - start).IndexOfAnyExcept(" \t\r\n");
                yield return (from, i - from);
            }

            start = i + 1;
        }
    }

    private static bool EndsSentence(string text, int at)
    {
        if (text[at] is '.' or '!' or '?')
        {
            return at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]);
        }

        if (text[at] != '\n')
        {
            return text[at] is '。' or '！' or '？';
        }

        var next = at + 1;
        while (next < text.Length && (text[next] is ' ' or '\t' or '\r'))
        {
            next++;
        }

        return next >= text.Length || text[next] is '\n' or '-' or '*' or '+' or '#' or '|' or '>' || char.IsAsciiDigit(text[next]);
    }

    [GeneratedRegex(@"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*(?:[-*+#>]+|\d+[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}
