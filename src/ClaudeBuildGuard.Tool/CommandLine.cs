using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Tool;

/// <summary>The verbs and options of the contract. No logic: each verb maps its options and calls the engine.</summary>
internal static class CommandLine
{
    /// <summary>Bad arguments, an unreadable repository, an invalid configuration, an interrupted run: it could not judge.</summary>
    public const int CouldNotJudge = 2;

    /// <summary>What people call the area <c>sandbox</c>.</summary>
    private const string ContainerArea = "container";

    private static readonly Option<string> Repository = new("--repository")
    {
        Description = "The directory to judge. Default: the repository that holds the current directory.",
        HelpName = "DIR",
        Recursive = true,
    };

    private static readonly Option<string> Config = new("--config")
    {
        Description = "The configuration file. Default: claude-build-guard.json at the repository's root.",
        HelpName = "FILE",
        Recursive = true,
    };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "How the verdict is written.",
        HelpName = "text|json|sarif|github|azure",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Write the verdict to a file instead of standard output.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Runs a command line and gives its exit status.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Format.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && !IsFormat(given.Tokens[0].Value))
            {
                given.AddError($"'{given.Tokens[0].Value}' is no format: --format takes text, json, sarif, github or azure.");
            }
        });
        var root = new RootCommand("Proves that a repository is safe to open in Claude Code.")
        {
            Repository, Config, Format, Output, Check(), Scan(), Init(), Explain(), BaselineOf(), Report(), Build(),
        };
        if (args.Any(a => a.Length == 0 || (a.StartsWith("--", StringComparison.Ordinal) && a.EndsWith('='))))
        {
            await Console.Error.WriteLineAsync("claude-build-guard: an argument is empty. Is a variable of the script that calls it not set?").ConfigureAwait(false);
            return CouldNotJudge;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"claude-build-guard: {error.Message}").ConfigureAwait(false);
            }

            // 'check .' is what a hand types that knows other tools.
            var directory = parsed.UnmatchedTokens.FirstOrDefault(Directory.Exists);
            var next = directory is null ? "Type 'claude-build-guard --help' for the verbs and options." : $"A directory is named with '--repository {OneLine.Of(directory)}'.";
            await Console.Error.WriteLineAsync(next).ConfigureAwait(false);
            return CouldNotJudge;
        }

        // One second is what a person who presses Ctrl+C waits for.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(1), EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("claude-build-guard: interrupted, nothing was judged.").ConfigureAwait(false);
            return CouldNotJudge;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"claude-build-guard: {OneLine.Of(e.Message)}").ConfigureAwait(false);
            return CouldNotJudge;
        }
    }

    private static Command Check()
    {
        var check = new Command("check", "Judge the repository as the build does.");
        var history = new Option<string>("--history")
        {
            Description = "Whether every commit is scanned.",
            DefaultValueFactory = _ => "full",
        };
        history.AcceptOnlyFromAmong("full", "none");
        check.Options.Add(history);
        check.SetAction((parsed, cancellation) => Task.FromResult(
            CheckVerb.Run(Target(parsed), Answer(parsed), parsed.GetValue(history) == "full", cancellation)));
        return check;
    }

    private static Command Scan()
    {
        var path = new Argument<string>("PATH") { Description = "A file or directory that need not be in a repository.", Arity = ArgumentArity.ZeroOrOne };
        var tree = new Option<bool>("--working-tree") { Description = "The files of the repository." };
        var history = new Option<bool>("--history") { Description = "Every object of the repository." };
        var staged = new Option<bool>("--staged") { Description = "What the index holds: for a pre-commit hook." };
        var input = new Option<bool>("--stdin") { Description = "Standard input." };
        var since = new Option<string>("--since")
        {
            Description = "Of the history only what is not in that of this commit: a whole id, HEAD, or the name of a branch or tag.",
            HelpName = "REV",
        };
        var refs = new Option<string>("--refs") { Description = "Of the history only what refs of this name lead to, such as 'refs/heads/*'.", HelpName = "GLOB" };
        var shard = new Option<(int Part, int Of)?>("--shard")
        {
            Description = "One of N parts of the history, counted from 1, for N machines that share it.",
            HelpName = "I/N",
            CustomParser = Shard,
        };
        var scan = new Command("scan", "Look for credentials only.") { path, tree, history, staged, input, since, refs, shard };
        scan.Validators.Add(given =>
        {
            if (!given.GetValue(history) && ((Option[])[since, refs, shard]).Any(o => given.GetResult(o) is not null))
            {
                given.AddError("--since, --refs and --shard choose a part of the history: give --history with them.");
            }

            // One verdict is of one place: what is named beside it would not be judged.
            var places = new[] { given.GetValue(path) is not null, given.GetValue(tree) || given.GetValue(history), given.GetValue(staged), given.GetValue(input) };
            if (places.Count(p => p) > 1)
            {
                given.AddError("PATH, --staged, --stdin and the repository (--working-tree, --history or both) are scanned one at a time: call scan once for each.");
            }
        });
        scan.SetAction((parsed, cancellation) => Task.FromResult(ScanVerb.Run(
            Target(parsed) with { History = Selection(parsed.GetValue(since), parsed.GetValue(refs), parsed.GetValue(shard)) },
            new ScanSubject(parsed.GetValue(path), parsed.GetValue(tree), parsed.GetValue(history), parsed.GetValue(staged), parsed.GetValue(input)),
            Answer(parsed),
            cancellation)));
        return scan;
    }

    private static HistorySelection? Selection(string? since, string? refs, (int Part, int Of)? shard) =>
        since is null && refs is null && shard is null ? null : new HistorySelection { Since = since, Refs = refs, Shard = shard?.Part ?? 1, Shards = shard?.Of ?? 1 };

    private static (int Part, int Of)? Shard(ArgumentResult given)
    {
        var numbers = given.Tokens.Single().Value.Split('/');
        if (numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            && part >= 1 && part <= of)
        {
            return (part, of);
        }

        given.AddError($"'{given.Tokens.Single().Value}' is no part: --shard takes I/N with I from 1 to N, such as 2/8.");
        return null;
    }

    private static Command Init()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print a unified diff and write nothing." };
        string[] areas = [.. Engine.Setup.Initialiser.Areas, ContainerArea];
        var only = new Option<string[]>("--only")
        {
            Description = $"Only this area: {string.Join(", ", areas)}. May be given more than once.",
            HelpName = "AREA",
            AllowMultipleArgumentsPerToken = false,
        };
        only.AcceptOnlyFromAmong(areas);
        var init = new Command("init", "Write what is missing: ignore file, settings, hook, policy, review files; a container where an agent runs in one, or with --only container.") { dryRun, only };
        init.SetAction((parsed, cancellation) => Task.FromResult(
            InitVerb.Run(Target(parsed), [.. (parsed.GetValue(only) ?? []).Select(a => a == ContainerArea ? "sandbox" : a)], parsed.GetValue(dryRun), cancellation)));
        return init;
    }

    private static Command Explain()
    {
        var subject = new Argument<string>("CODE or PATH") { Description = "A code such as CBG1102, or a file: is it a secret, and what keeps an agent from it." };
        var explain = new Command("explain", "Explain a code offline, or what keeps an agent from a file.") { subject };
        explain.SetAction((parsed, cancellation) => Task.FromResult(ExplainVerb.Run(parsed.GetValue(subject)!, Target(parsed), cancellation)));
        return explain;
    }

    private static Command BaselineOf()
    {
        var reason = new Option<string>("--reason") { Description = "Why the findings of today are accepted.", HelpName = "TEXT" };
        var baseline = new Command("baseline", "Accept today's findings in claude-build-guard.baseline.json.") { reason };
        baseline.SetAction((parsed, cancellation) => Task.FromResult(BaselineVerb.Run(Target(parsed), parsed.GetValue(reason), cancellation)));
        return baseline;
    }

    private static Command Report()
    {
        var report = new Command("report", "Write the HTML report (to --output, default claude-build-guard-report.html).");
        report.SetAction((parsed, cancellation) => Task.FromResult(ReportVerb.Run(Target(parsed), parsed.GetValue(Output), cancellation)));
        return report;
    }

    // Not for people: what the package runs where the engine cannot live in the build's own process. Takes what the task takes.
    private static Command Build()
    {
        var mode = new Option<string>("--mode");
        var history = new Option<string>("--history");
        var shipping = new Option<bool>("--shipping");
        var sarif = new Option<string>("--sarif");
        var html = new Option<string>("--report");
        var build = new Command("build", "Judge for a build.") { mode, history, shipping, sarif, html };
        build.Hidden = true;
        build.SetAction((parsed, cancellation) => Task.FromResult(
            BuildVerb.Run(
                Target(parsed) with
                {
                    ReportOnly = parsed.GetValue(mode) == "report",
                    Parts = parsed.GetValue(history) == "none" ? GuardParts.All & ~GuardParts.History : GuardParts.All,
                    Shipping = parsed.GetValue(shipping),
                },
                parsed.GetValue(Output)!,
                parsed.GetValue(sarif),
                parsed.GetValue(html),
                cancellation)));
        return build;
    }

    private static GuardOptions Target(ParseResult parsed)
    {
        var root = parsed.GetValue(Repository) is { } named ? Path.GetFullPath(named) : RepositoryAbove(Environment.CurrentDirectory);
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"The directory '{root}' does not exist.");
        }

        return new GuardOptions
        {
            RepositoryRoot = root,
            ConfigurationFile = parsed.GetValue(Config) is { } config ? Path.GetFullPath(config) : null,
            Shipping = Environment.GetEnvironmentVariable("CI") is "true" or "1",
        };
    }

    private static Answer Answer(ParseResult parsed) => new(Enum.Parse<VerdictFormat>(parsed.GetValue(Format)!, ignoreCase: true), parsed.GetValue(Output));

    private static bool IsFormat(string word) => Enum.GetNames<VerdictFormat>().Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string RepositoryAbove(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return at.FullName;
            }
        }

        return directory;
    }
}
