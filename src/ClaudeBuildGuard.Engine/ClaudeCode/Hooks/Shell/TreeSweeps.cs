using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>Programs that read a whole tree: the known secret file that they would come by.</summary>
internal sealed class TreeSweeps(ProtectedFiles files, string home)
{
    /// <summary>Options of <c>find</c> and <c>fd</c> that run something for each file, or write what they find.</summary>
    private static readonly string[] Acting = ["-exec", "-execdir", "-ok", "-okdir", "--exec", "--exec-batch", "-x", "-X"];

    /// <summary>Programs that go through the current directory when they are given none.</summary>
    private static readonly HashSet<string> StartHere = new(StringComparer.OrdinalIgnoreCase)
    {
        "grep", "egrep", "fgrep", "zgrep", "pcregrep", "pcre2grep", "ugrep", "rg", "ag", "ack", "git", "find", "fd", "fdfind", "Select-String", "sls", "findstr", "Get-ChildItem", "gci", "dir", "ls",
    };

    /// <summary>Why a command must not go through a tree; null when it goes through none that holds a secret.</summary>
    /// <param name="call">The command.</param>
    /// <param name="feedsReader">True when the names that it prints are read by another command.</param>
    public string? WhyNot(ShellCall call, bool feedsReader)
    {
        var words = call.Words;
        bool Has(params ReadOnlySpan<string> options)
        {
            foreach (var option in options)
            {
                if (words.Contains(option, StringComparer.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }

        bool Short(char letter) => words.Any(w => w.Length > 1 && w[0] == '-' && w[1] != '-' && w.Contains(letter));
        var sweeps = call.Program.ToLowerInvariant() switch
        {
            "grep" or "egrep" or "fgrep" or "zgrep" or "pcregrep" or "pcre2grep" or "ugrep" or "diff" =>
                Short('r') || Short('R') || Has("--recursive", "--dereference-recursive", "recurse", "--directories=recurse", "-drecurse"),
            "rg" or "ag" or "ack" => feedsReader || !Has("--files"),
            "git" => (call.Subcommand is "grep" && Has("--no-index", "--no-exclude-standard")) || (call.Subcommand is "ls-files" && feedsReader && Has("-o", "--others")),
            "find" or "fd" or "fdfind" => (feedsReader || Has(Acting)) && !Directories(words),
            "tar" or "bsdtar" => Short('c') || Short('r') || Short('u') || (words.Count > 1 && words[1][0] != '-' && words[1].Contains('c')) || Has("--create", "--append"),
            "zip" or "7z" or "7za" or "rsync" or "scp" or "pax" or "rclone" => true,
            "cp" or "copy-item" or "cpi" or "copy" or "xcopy" or "robocopy" => Short('r') || Short('R') || Short('a') || Has("-Recurse", "--recursive", "--archive", "/s", "/e", "/mir"),
            "mv" or "move-item" or "mi" or "rename-item" or "move" => true,
            "select-string" or "sls" => Has("-Recurse"),
            "findstr" => Has("/s"),
            "get-childitem" or "gci" or "dir" or "ls" => feedsReader,
            _ => false,
        };
        if (!sweeps)
        {
            return null;
        }

        var (only, without) = Filters(words);

        // rg leaves out what is hidden and what git ignores, unless it is told otherwise.
        var careful = call.Program is "rg" or "ag";
        var unrestricted = words.Sum(w => w.Length > 1 && w[0] == '-' && w[1] != '-' ? w.Count(c => c == 'u') : 0);
        var hidden = !careful || unrestricted > 1 || Has("--hidden", "-.");
        var ignored = !careful || unrestricted > 0 || Has("--no-ignore", "--no-ignore-vcs");
        foreach (var root in Roots(call))
        {
            if (HookPath.Below(root, files.Root) is null && files.WhyNotRead(root + "/x") is { } outside)
            {
                return outside;
            }

            foreach (var known in files.Known)
            {
                var name = known[(known.LastIndexOf('/') + 1)..];
                if ((hidden || !("/" + known).Contains("/.", StringComparison.Ordinal))
                    && (ignored || !files.IsIgnoredByGit(known))
                    && HookPath.Below($"{files.Root.Replace('\\', '/').TrimEnd('/')}/{known}", root) is not null
                    && (only.Count == 0 || only.Exists(g => g.Matches(name)))
                    && !without.Exists(g => g.Matches(name)))
                {
                    return $"it goes through a directory that holds '{known}'; name the files, or exclude that one";
                }
            }
        }

        return null;
    }

    private static bool Directories(IReadOnlyList<string> words)
    {
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (words[i] is "-type" or "-t" && words[i + 1] is "d")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What exists is what is gone through; a pattern, a target that does not exist yet and an unknown name are none.</summary>
    private string[] Roots(ShellCall call)
    {
        var named = call.Words.Skip(1).Where(w => !w.StartsWith('-')).Select(w => HookPath.Absolute(w, call.Directory, home)).OfType<string>()
            .Where(p => Directory.Exists(p) || File.Exists(p)).ToArray();
        return named.Length > 0 || !StartHere.Contains(call.Program) ? named : [HookPath.Absolute(call.Directory, call.Directory, home)!];
    }

    /// <summary>The globs of names that a program is limited to, and those that it leaves out.</summary>
    private static (List<Glob> Only, List<Glob> Without) Filters(IReadOnlyList<string> words)
    {
        var (only, without) = (new List<Glob>(), new List<Glob>());
        for (var i = 1; i < words.Count; i++)
        {
            var equals = words[i].StartsWith('-') ? words[i].IndexOf('=') : -1;
            var option = equals < 0 ? words[i] : words[i][..equals];
            var value = equals >= 0 ? words[i][(equals + 1)..] : i + 1 < words.Count ? words[i + 1] : string.Empty;
            var negated = i > 1 && words[i - 1] is "!" or "-not";
            switch (option)
            {
                case "--include" or "-name" or "-iname" or "-Include" or "-Filter":
                    (negated ? without : only).Add(Name(value));
                    break;
                case "-g" or "--glob" or "--iglob" when value.StartsWith('!'):
                    without.Add(Name(value[1..]));
                    break;
                case "-g" or "--glob" or "--iglob":
                    only.Add(Name(value));
                    break;
                case "--exclude" or "--exclude-dir" or "-Exclude" or "-xr" or "-x":
                    without.Add(Name(value));
                    break;
                case "-t" or "--type" or "-e" or "--extension" when value.Length > 0 && value.All(char.IsAsciiLetterOrDigit) && words[0] is "rg" or "fd" or "fdfind":
                    only.Add(Name("*." + (value == "csharp" ? "cs" : value)));
                    break;
                default:
                    break;
            }
        }

        return (only, without);
    }

    private static Glob Name(string glob) => Glob.Compile(glob.AsSpan(glob.LastIndexOf('/') + 1), ignoreCase: true);
}
