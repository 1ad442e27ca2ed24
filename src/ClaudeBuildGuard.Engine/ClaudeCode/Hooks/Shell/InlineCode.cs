namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>Code that an interpreter is given in a word or a document: the texts in quotes in it that may be paths.</summary>
internal static class InlineCode
{
    private const string NotInPaths = " *?[(;<>\n";

    /// <summary>What begins and ends a text in a line of code.</summary>
    private static readonly char[] Quotes = ['\'', '"', '`'];

    /// <summary>Two texts that code puts together, in the languages that people write on one line.</summary>
    private static readonly string[] Joints = ["'+'", "\"+\"", "' + '", "\" + \"", "'.'", "\".\"", "' . '", "\" . \"", "''", "\"\"", "' '", "\" \""];

    /// <summary>
    /// The texts that stand in quotes. What is outside of quotes is the language's own: <c>process.env</c> is no file. Which quote opens
    /// and which closes nobody asks: a text between two of them is one.
    /// </summary>
    public static IEnumerable<string> Texts(string code)
    {
        foreach (var version in Versions(code))
        {
            var pieces = version.Split(Quotes);
            for (var i = 1; i < pieces.Length; i++)
            {
                if (pieces[i].Length is > 1 and < 1024 && !pieces[i].Any(NotInPaths.Contains))
                {
                    yield return pieces[i];
                }
            }
        }
    }

    private static IEnumerable<string> Versions(string code)
    {
        yield return code;
        var joined = code;
        foreach (var joint in Joints)
        {
            joined = joined.Replace(joint, string.Empty, StringComparison.Ordinal);
        }

        if (joined.Length != code.Length)
        {
            yield return joined;
        }
    }
}
