using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>Renders planned files as a unified diff that <c>git apply</c> takes.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The diff of a plan; empty when it changes nothing.</summary>
    public static string Of(SetupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        foreach (var file in plan.Files)
        {
            Append(text, file);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, PlannedFile file)
    {
        var old = Lines(file.OldText ?? string.Empty);
        var now = Lines(file.NewText);
        text.Append(CultureInfo.InvariantCulture, $"diff --git a/{file.Path} b/{file.Path}\n");
        if (file.OldText is null)
        {
            text.Append("new file mode 100644\n--- /dev/null\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"--- a/{file.Path}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"+++ b/{file.Path}\n");
        var edits = Edits(old, now);
        for (var i = 0; i < edits.Count;)
        {
            if (edits[i].Kind == ' ')
            {
                i++;
                continue;
            }

            var start = Math.Max(0, i - Context);
            var end = i;
            for (var next = i; next < edits.Count && next <= end + (2 * Context); next++)
            {
                end = edits[next].Kind == ' ' ? end : next;
            }

            end = Math.Min(edits.Count, end + Context + 1);
            AppendHunk(text, edits, start, end);
            i = end;
        }
    }

    private static void AppendHunk(StringBuilder text, List<(char Kind, string Line)> edits, int start, int end)
    {
        var oldStart = edits.Take(start).Count(e => e.Kind != '+');
        var newStart = edits.Take(start).Count(e => e.Kind != '-');
        var hunk = edits[start..end];
        var oldCount = hunk.Count(e => e.Kind != '+');
        var newCount = hunk.Count(e => e.Kind != '-');
        text.Append(
            CultureInfo.InvariantCulture,
            $"@@ -{oldStart + (oldCount == 0 ? 0 : 1)},{oldCount} +{newStart + (newCount == 0 ? 0 : 1)},{newCount} @@\n");
        foreach (var (kind, line) in hunk)
        {
            text.Append(kind).Append(line.TrimEnd('\n')).Append('\n');
            if (!line.EndsWith('\n'))
            {
                text.Append("\\ No newline at end of file\n");
            }
        }
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    // The longest common subsequence by table: setup files have a few hundred lines.
    private static List<(char Kind, string Line)> Edits(List<string> old, List<string> now)
    {
        var common = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var edits = new List<(char, string)>();
        var (a, b) = (0, 0);
        while (a < old.Count || b < now.Count)
        {
            if (a < old.Count && b < now.Count && old[a] == now[b])
            {
                edits.Add((' ', old[a++]));
                b++;
            }
            else if (a < old.Count && (b == now.Count || common[a + 1, b] >= common[a, b + 1]))
            {
                edits.Add(('-', old[a++]));
            }
            else
            {
                edits.Add(('+', now[b++]));
            }
        }

        return edits;
    }
}
