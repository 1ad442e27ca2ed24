namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>The words of a command that may be files: not the pattern of a search, not the message of a commit.</summary>
internal static class ShellOperands
{
    /// <summary>What git does without showing what is in a file of the working tree or a commit.</summary>
    private static readonly HashSet<string> GitNames = new(StringComparer.Ordinal)
    {
        "rm", "check-ignore", "status", "ls-files", "update-index", "log", "restore", "checkout", "ls-tree", "rev-parse", "branch", "switch", "fetch", "pull", "push", "reset", "remote",
        "clean", "worktree", "init", "clone",
    };

    /// <summary>Options behind which a message stands and no file.</summary>
    private static readonly HashSet<string> Messages = new(StringComparer.Ordinal)
        { "-m", "-am", "--message", "--body", "-b", "--title", "-t", "--notes", "-n", "--comment", "--author", "--date", "--grep", "--format", "--pretty" };

    /// <summary>The letters that may stand before the 't' of <c>cp -at DIR</c>.</summary>
    private static readonly char[] CopySwitches = [.. "abfinrsuvxHLRZ"];

    private const string ShortOptions = "acefhilnoqrsvwzEFHILPRUVxbm";

    /// <summary>The words that may be files, or hold the name of one.</summary>
    public static IEnumerable<string> Of(ShellCall call, bool bash)
    {
        var words = call.Words;
        if (call.Program == "git")
        {
            return Git(call);
        }

        if (call.Program == "gh")
        {
            return WithoutMessages(words, 1);
        }

        if (ShellPrograms.PatternFirst.Contains(call.Program))
        {
            return WithoutPattern(words, 1);
        }

        if (ShellPrograms.Echo.Contains(call.Program))
        {
            return words.Skip(1).Select(ShellEscapes.Decode);
        }

        if (ShellPrograms.PutLast.Contains(call.Program) && PlaceIn(words) is > 0 and var place)
        {
            return words.Where((_, i) => i > 0 && i != place);
        }

        // A bracket may have cut a call in two, so that the file stands where a program would.
        return call.Program is "." or "source" || (bash && words.Count > 0 && !words[0].StartsWith('.')) ? words.Skip(1) : words;
    }

    // The last word that is no option is where the others go, unless an option says so; what stands there already is not read. 0 when there is none.
    private static int PlaceIn(IReadOnlyList<string> words)
    {
        int[] files = [.. Enumerable.Range(1, words.Count - 1).Where(i => !words[i].StartsWith('-'))];
        return files.Length > 1 && !words.Any(NamesFiles) ? files[^1] : 0;
    }

    // The option that names a place or a source: '-t DIR', '-at DIR', '--target-directory=DIR', '-Destination', '-Path', '-LiteralPath'.
    private static bool NamesFiles(string word) =>
        word.StartsWith("--t", StringComparison.Ordinal)
        || (word.Length > 1 && word[0] == '-' && (char.ToLowerInvariant(word[1]) is 't' or 'd' or 'p' or 'l' || word[1..].TrimStart(CopySwitches).StartsWith('t')));

    private static IEnumerable<string> Git(ShellCall call)
    {
        var at = call.SubcommandIndex;
        var words = call.Words;
        var rest = words.Skip(at + 1);
        var shows = call.Subcommand switch
        {
            "log" => rest.Any(w => w is "-p" or "-u" or "--patch" or "-c" or "--cc" || w.StartsWith("-L", StringComparison.Ordinal)),
            "ls-files" => rest.Any(w => w is "-s" or "--stage"),
            "rev-parse" => rest.Any(w => w.Contains(':')),
            "ls-tree" => rest.Any(w => !w.StartsWith('-') && w != "HEAD"),
            var name => !GitNames.Contains(name),
        };
        return !shows ? [] : call.Subcommand == "grep" ? WithoutPattern(words, at + 1) : WithoutMessages(words, at + 1);
    }

    private static IEnumerable<string> WithoutMessages(IReadOnlyList<string> words, int from)
    {
        for (var i = from; i < words.Count; i++)
        {
            if (!Messages.Contains(words[i - 1]) && !Messages.Contains(words[i].Split('=')[0]))
            {
                yield return words[i];
            }
        }
    }

    private static IEnumerable<string> WithoutPattern(IReadOnlyList<string> words, int from)
    {
        var given = words.Skip(from).Any(IsPatternOption);
        for (var i = from; i < words.Count; i++)
        {
            var word = words[i];
            if (i > from && IsPatternOption(words[i - 1]))
            {
                continue;
            }

            given |= i > from && words[i - 1] is ['-', not '-', ..] or "--file" && words[i - 1][^1] is 'f' or 'e' && words[i - 1] is not "--regexp";
            if (!given && !word.StartsWith('-') && !(word.StartsWith('/') && word.Length <= 3))
            {
                // The first word that is no option. A script of sed may read a file by itself.
                given = true;
                if (words[from - 1] is "sed" or "gsed")
                {
                    foreach (var part in word.Split(' ', ';').Skip(1))
                    {
                        yield return part;
                    }
                }

                continue;
            }

            yield return word;
        }
    }

    private static bool IsPatternOption(string word) =>
        word is "--regexp" or "--expression" or "-Pattern" || (word.Length is > 1 and < 8 && word[0] == '-' && word[1] != '-' && word[^1] == 'e' && word.Skip(1).All(ShortOptions.Contains));
}
