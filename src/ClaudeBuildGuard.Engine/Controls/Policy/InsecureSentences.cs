using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>Sentences of a memory file that order or permit what a policy has to forbid, or take its rules back.</summary>
internal static class InsecureSentences
{
    /// <summary>A finding for each of them.</summary>
    public static IEnumerable<Finding> Of(IEnumerable<MemoryDocument> documents)
    {
        foreach (var document in documents)
        {
            var at = 0;
            var told = string.Empty;
            foreach (var statement in StatementReader.Read(document.Markdown))
            {
                // A sentence that goes over lines is not found as it was put together; its file is told all the same.
                var written = statement.Written.Trim();
                var found = document.Markdown.Text.IndexOf(written, at, StringComparison.Ordinal);
                at = found < 0 ? at : found;
                if (told.Length > 0 && statement.Text.StartsWith(told, StringComparison.Ordinal))
                {
                    // It only refers back to the sentence that was told.
                    continue;
                }

                var revokes = InsecureOrder.Revokes(statement.Text);
                told = string.Empty;
                if (revokes || InsecureOrder.Waives(statement.Text) || (statement.Stance != Stance.Prohibits && InsecureOrder.In(statement.Text)))
                {
                    told = statement.Text;
                    yield return new Finding(
                        PolicyDiagnostics.PolicyMissing,
                        found < 0 ? new Location(document.File.Path) : document.Markdown.Lines.Locate(document.File.Path, found, written.Length),
                        revokes
                            ? $"'{document.File.Path}' takes its own rules back: the agent is told that they do not count."
                            : $"'{document.File.Path}' orders or permits what a security policy has to forbid, and the agent will do it.",
                        "Delete the sentence, or say what to do instead; 'Never …' is read as what it says.")
                    {
                        Identity = revokes ? "revokes" : "orders",
                    };
                }
            }
        }
    }
}
