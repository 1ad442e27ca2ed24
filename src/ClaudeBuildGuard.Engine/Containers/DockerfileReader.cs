using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>Reads Dockerfile text. Nothing is an error here: an unknown instruction is kept, as a newer builder may know it.</summary>
internal static class DockerfileReader
{
    /// <summary>Reads a Dockerfile: parser directives, comments, continuation lines, here documents and stages.</summary>
    public static Dockerfile Read(string text)
    {
        var globals = new List<DockerInstruction>();
        var stages = new List<DockerStage>();
        var current = new List<DockerInstruction>();
        foreach (var instruction in Instructions(text))
        {
            if (instruction.Name != "FROM")
            {
                (stages.Count == 0 ? globals : current).Add(instruction);
                continue;
            }

            current = [];
            var words = instruction.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var image = words.Length > 0 ? words[0] : string.Empty;
            var name = words.Length > 2 && words[1].Equals("as", StringComparison.OrdinalIgnoreCase) ? words[2] : string.Empty;
            stages.Add(new DockerStage(image, name, instruction.Line, current)
            {
                Parent = stages.LastOrDefault(s => s.Name.Length > 0 && s.Name.Equals(image, StringComparison.OrdinalIgnoreCase)),
            });
        }

        return new Dockerfile(stages, globals);
    }

    private static IEnumerable<DockerInstruction> Instructions(string text)
    {
        var lines = text.Split('\n');
        var escape = Escape(lines);
        var at = 0;
        while (at < lines.Length)
        {
            var line = lines[at].TrimEnd('\r');
            var trimmed = line.TrimStart();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                at++;
                continue;
            }

            var start = at;
            var pieces = new List<(string Text, int Line, int Column)>();
            while (at < lines.Length)
            {
                line = lines[at].TrimEnd('\r');
                at++;
                var inside = line.TrimStart();
                if (pieces.Count > 0 && (inside.Length == 0 || inside[0] == '#'))
                {
                    // Comments and empty lines inside an instruction are dropped by the builder.
                    continue;
                }

                var body = line.TrimEnd();
                if (!body.EndsWith(escape))
                {
                    pieces.Add((body, at, 1));
                    break;
                }

                // One kind of continuation for everything that reads the text later.
                pieces.Add((body[..^1] + "\\", at, 1));
            }

            if (pieces.Count > 0)
            {
                var instruction = Instruction(pieces, start + 1);
                yield return WithHereDocuments(instruction, lines, ref at);
            }
        }
    }

    private static char Escape(string[] lines)
    {
        foreach (var line in lines)
        {
            var directive = line.Trim();
            if (!directive.StartsWith('#'))
            {
                break;
            }

            var parts = directive[1..].Split('=', 2);
            if (parts.Length != 2)
            {
                break;
            }

            if (parts[0].Trim().Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                return parts[1].Trim() == "`" ? '`' : '\\';
            }
        }

        return '\\';
    }

    private static DockerInstruction Instruction(List<(string Text, int Line, int Column)> pieces, int line)
    {
        var first = pieces[0].Text;
        var begin = first.Length - first.TrimStart().Length;
        var end = begin;
        while (end < first.Length && !char.IsWhiteSpace(first[end]))
        {
            end++;
        }

        var name = first[begin..end].ToUpperInvariant();
        var flags = new List<string>();
        var piece = 0;
        var at = end;
        while (piece < pieces.Count)
        {
            var text = pieces[piece].Text;
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || (text[at] == '\\' && at == text.Length - 1)))
            {
                at++;
            }

            if (at >= text.Length)
            {
                piece++;
                at = 0;
                continue;
            }

            if (!text.AsSpan(at).StartsWith("--") || name is "CMD" or "ENTRYPOINT" or "USER" or "ENV")
            {
                break;
            }

            var flagEnd = text.IndexOf(' ', at);
            flagEnd = flagEnd < 0 ? text.Length : flagEnd;
            flags.Add(text[at..flagEnd]);
            at = flagEnd;
        }

        var rest = new List<(string Text, int Line, int Column)>();
        for (var i = piece; i < pieces.Count; i++)
        {
            var from = i == piece ? at : 0;
            rest.Add((pieces[i].Text[from..], pieces[i].Line, from + 1));
        }

        return new DockerInstruction(name, SourceText.Of(rest), flags, line);
    }

    private static DockerInstruction WithHereDocuments(DockerInstruction instruction, string[] lines, ref int at)
    {
        if (instruction.Name is not ("RUN" or "COPY" or "ADD"))
        {
            return instruction;
        }

        var delimiters = Delimiters(instruction.Text).ToList();
        if (delimiters.Count == 0)
        {
            return instruction;
        }

        var documents = new List<SourceText>();
        foreach (var (delimiter, strip) in delimiters)
        {
            var body = new List<(string, int, int)>();
            while (at < lines.Length)
            {
                var line = lines[at++].TrimEnd('\r');
                var stripped = strip ? line.TrimStart('\t') : line;
                if (stripped == delimiter)
                {
                    break;
                }

                body.Add((stripped, at, 1 + line.Length - stripped.Length));
            }

            documents.Add(SourceText.Of(body));
        }

        return instruction with { HereDocuments = documents };
    }

    private static IEnumerable<(string Delimiter, bool Strip)> Delimiters(string text)
    {
        for (var at = text.IndexOf("<<", StringComparison.Ordinal); at >= 0; at = text.IndexOf("<<", at, StringComparison.Ordinal))
        {
            at += 2;
            var strip = at < text.Length && text[at] == '-';
            at += strip ? 1 : 0;
            var quoted = at < text.Length && text[at] is '"' or '\'';
            var start = at + (quoted ? 1 : 0);
            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (end > start)
            {
                yield return (text[start..end], strip);
            }

            at = Math.Max(at, end);
        }
    }
}
