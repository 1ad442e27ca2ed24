using System.Text;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in the code cells of a notebook: lines that begin with <c>!</c> are commands, cells of a shell are scripts, the rest is code.</summary>
internal static class NotebookUses
{
    /// <summary>The uses, each with the string of the file that it stands in.</summary>
    public static IEnumerable<(TextSpan Span, string Spelling)> In(JsonElement root)
    {
        foreach (var source in root["cells"]?.Items.Where(c => c["cell_type"]?.AsString == "code").Select(c => c["source"]).OfType<JsonElement>() ?? [])
        {
            JsonElement[] lines = source.IsString ? [source] : [.. source.Strings];
            var isShell = lines.FirstOrDefault()?.Text.TrimStart() is { } first && (first.StartsWith("%%bash", StringComparison.Ordinal) || first.StartsWith("%%sh", StringComparison.Ordinal));
            var code = new StringBuilder();
            var starts = new List<int>();
            foreach (var line in lines)
            {
                starts.Add(code.Length);
                foreach (var part in line.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (isShell || part.TrimStart().StartsWith('!'))
                    {
                        foreach (var use in CommandUses.In(ShellScript.Parse(part.TrimStart(' ', '\t', '!'))).Where(u => !u.IsRootGuard))
                        {
                            yield return (line.Span, use.Spelling);
                        }
                    }
                    else
                    {
                        code.Append(part).Append('\n');
                    }
                }
            }

            foreach (var (offset, spelling) in CodeUses.In(code.ToString()))
            {
                yield return (lines[starts.FindLastIndex(s => s <= offset)].Span, spelling);
            }
        }
    }
}
