using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ClaudeBuildGuard.Analyzers.Acceptance;

/// <summary>
/// The comment <c>claude-build-guard:allow CODE reason</c> on the line of a finding or on the line above it, as the engine reads it.
/// </summary>
internal static class MarkerComment
{
    private const string Word = "claude-build-guard:allow";

    /// <summary>Why the finding is accepted; null where no marker with a reason says so.</summary>
    public static string? ReasonOf(Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return null;
        }

        var lines = tree.GetText(cancellation).Lines;
        var last = lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).LineNumber;
        for (var number = last; number >= 0 && number >= last - 1; number--)
        {
            if (ReasonIn(lines[number], tree, diagnostic.Id, cancellation) is { Length: > 0 } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? ReasonIn(TextLine line, SyntaxTree tree, string code, CancellationToken cancellation)
    {
        var text = line.ToString();
        var at = text.IndexOf(Word, StringComparison.Ordinal);
        if (at < 0 || !IsComment(tree.GetRoot(cancellation).FindTrivia(line.Start + at, findInsideTrivia: false)))
        {
            return null;
        }

        var rest = text.Substring(at + Word.Length).TrimStart();
        return rest.StartsWith(code, StringComparison.Ordinal) && (rest.Length == code.Length || !char.IsLetterOrDigit(rest[code.Length]))
            ? rest.Substring(code.Length).Trim().TrimEnd('*', '/', '-', '>', '"', '\'', ',', ';', ' ')
            : null;
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or
            SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
