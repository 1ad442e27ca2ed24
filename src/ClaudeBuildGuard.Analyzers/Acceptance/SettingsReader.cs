using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ClaudeBuildGuard.Analyzers.Acceptance;

/// <summary>
/// Reads JSON with comments into dictionaries, lists and strings; numbers and words are null. Strings, comments and brackets of JSON are
/// those of C#, so the compiler's own tokens serve. Mistakes are the engine's to report (CBG0004): here a text with one says nothing.
/// </summary>
internal sealed class SettingsReader
{
    private const int Deepest = 64;

    private readonly IEnumerator<SyntaxToken> _tokens;

    private SettingsReader(string text)
    {
        _tokens = SyntaxFactory.ParseTokens(text).GetEnumerator();
        _tokens.MoveNext();
    }

    private SyntaxToken Token => _tokens.Current;

    /// <summary>The members of the outermost object; null when the text is no such object.</summary>
    public static IReadOnlyDictionary<string, object?>? Read(string text)
    {
        var reader = new SettingsReader(text);
        return reader.TryValue(0, out var value) && reader.Token.IsKind(SyntaxKind.EndOfFileToken) ? value as IReadOnlyDictionary<string, object?> : null;
    }

    private bool TryValue(int depth, out object? value)
    {
        value = null;
        if (depth > Deepest)
        {
            return false;
        }

        if (Skip(SyntaxKind.OpenBraceToken))
        {
            return TryObject(depth, out value);
        }

        if (Skip(SyntaxKind.OpenBracketToken))
        {
            return TryArray(depth, out value);
        }

        value = Token.IsKind(SyntaxKind.StringLiteralToken) ? Token.ValueText : null;
        Skip(SyntaxKind.MinusToken);
        var isLeaf = Token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.NumericLiteralToken or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword or SyntaxKind.NullKeyword;
        return isLeaf && Skip(Token.Kind());
    }

    private bool TryObject(int depth, out object? value)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        value = members;
        while (!Skip(SyntaxKind.CloseBraceToken))
        {
            var name = Token.ValueText;
            if (!Skip(SyntaxKind.StringLiteralToken) || !Skip(SyntaxKind.ColonToken) || !TryValue(depth + 1, out var member) || !EndsEntry(SyntaxKind.CloseBraceToken))
            {
                return false;
            }

            members[name] = member;
        }

        return true;
    }

    private bool TryArray(int depth, out object? value)
    {
        var items = new List<object?>();
        value = items;
        while (!Skip(SyntaxKind.CloseBracketToken))
        {
            if (!TryValue(depth + 1, out var item) || !EndsEntry(SyntaxKind.CloseBracketToken))
            {
                return false;
            }

            items.Add(item);
        }

        return true;
    }

    private bool EndsEntry(SyntaxKind closing) => Skip(SyntaxKind.CommaToken) || Token.IsKind(closing);

    private bool Skip(SyntaxKind kind)
    {
        if (!Token.IsKind(kind))
        {
            return false;
        }

        _tokens.MoveNext();
        return true;
    }
}
