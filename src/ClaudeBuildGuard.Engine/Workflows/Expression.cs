using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>Expressions of a pipeline, <c>${{ … }}</c>: the texts in them that become part of what is run.</summary>
internal static partial class Expression
{
    /// <summary>The values that an expression may have, as far as they stand in it: literals that are not compared with anything.</summary>
    public static IEnumerable<string> Literals(string text) =>
        Whole().Matches(text).SelectMany(m => Literal().Matches(m.Value)).Where(IsYielded).Select(m => m.Groups["text"].Value);

    /// <summary>
    /// The names that expressions and macros of a text read, without where they come from: <c>${{ inputs.mode }}</c>, <c>${{ matrix.target.mode }}</c>,
    /// <c>$(mode)</c>, <c>$[[ inputs.mode ]]</c>.
    /// </summary>
    public static IEnumerable<string> Names(string text) =>
        Name().Matches(text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// A script in which each expression that yields an argument written in it is that argument, so that the commands are seen as they
    /// run: <c>claude ${{ a &amp;&amp; '--flag' || '' }}</c>. Every character keeps its place.
    /// </summary>
    public static SourceText Yielded(SourceText source)
    {
        if (!source.Text.Contains("${{", StringComparison.Ordinal))
        {
            return source;
        }

        var text = Whole().Replace(source.Text, static whole =>
        {
            var characters = new string(' ', whole.Length).ToCharArray();
            var isAny = false;
            foreach (Match literal in Literal().Matches(whole.Value))
            {
                var inside = literal.Groups["text"];
                if (inside.Value.StartsWith('-') && IsYielded(literal))
                {
                    isAny = true;
                    inside.ValueSpan.CopyTo(characters.AsSpan(inside.Index));
                }
            }

            return isAny ? new string(characters) : whole.Value;
        });
        return source.Overwritten(text);
    }

    private static bool IsYielded(Match literal) => !literal.Groups["compared"].Success;

    [GeneratedRegex(@"\$\{\{[^\n]*?\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    // A literal beside a comparison, or the argument of a function that asks a question, is no value of the expression.
    [GeneratedRegex(
        @"(?<compared>[=!]=\s*|\b(?:contains|startsWith|endsWith|eq|ne|in|notIn|containsValue|hashFiles)\s*\([^()']*)?'(?<text>[^']*)'(?<compared>\s*[=!]=)?",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(
        @"(?:\bmatrix\.(?:[\w-]+\.)*|\b(?:inputs|env|vars|variables|parameters|github\.event\.inputs)\.|\$\(|\$\{?|\[')(?<name>[A-Za-z_][\w-]*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
