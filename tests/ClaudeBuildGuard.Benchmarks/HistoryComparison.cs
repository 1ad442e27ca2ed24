using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Benchmarks;

/// <summary>
/// Whole processes side by side, each as a child in turns, by the CPU time that the shell counts: git printing every object, the reader
/// reading every object, and the guard judging the history cold, without a change, and with one new commit. Unix only.
/// </summary>
internal static class HistoryComparison
{
    /// <summary>Compares: <c>history [repository] [rounds]</c>. Without a repository one of 6,000 commits is made.</summary>
    public static void Run(string[] arguments)
    {
        var made = arguments.Length > 0 ? null : Path.Combine(Path.GetTempPath(), $"cbg-history-{Guid.NewGuid():n}");
        var repository = made ?? Path.GetFullPath(arguments[0]);
        var rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 5;
        if (made is not null)
        {
            GeneratedHistory.Make(made, 6000);
        }

        var git = $"git -C {repository} cat-file --batch-all-objects --batch --unordered";
        var self = $"dotnet {typeof(HistoryComparison).Assembly.Location} child";
        var state = $"rm -rf {repository}/.git/claude-build-guard";
        (string Name, string Before, string Command)[] runs =
        [
            ("git cat-file, all objects", "true", git),
            ("read, 1 thread", "true", $"{self} read {repository} 1"),
            ("read, 2 threads", "true", $"{self} read {repository} 2"),
            ("scan for nothing, cold", state, $"{self} scan {repository}"),
            ("judge history, cold", state, $"{self} judge {repository}"),
            ("judge history, no change", "true", $"{self} judge {repository}"),
            ("  the same, warm process", "true", $"{self} again {repository}"),
            ("judge history, one commit", $"git -C {repository} -c user.name=A -c user.email=a@example.com commit -q --allow-empty -m x", $"{self} judge {repository}"),
            ("start of .NET alone", "true", $"{self} nothing"),
        ];
        var times = runs.ToDictionary(r => r.Name, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, before, command) in runs)
            {
                Shell($"{before}; true");
                times[name].Add(Shell($"TIMEFORMAT='%U %S'; time {command} > /dev/null 2> /tmp/cbg-bench.err"));
            }
        }

        var floor = Median(times[runs[0].Name]);
        foreach (var (name, _, command) in runs)
        {
            var cpu = Median(times[name]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {cpu,8:F3} s CPU  {cpu / floor,6:F2} x git  {(command.StartsWith("dotnet", StringComparison.Ordinal) ? Last(command) : string.Empty)}"));
        }

        if (made is not null)
        {
            Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>One of the children.</summary>
    public static void Child(string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var said = string.Empty;
        if (arguments[0] == "read")
        {
            var git = GitRepository.Discover(arguments[1])!;
            using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
            long bytes = 0;
            var count = 0;
            var query = new ObjectQuery { Threads = int.Parse(arguments[2], CultureInfo.InvariantCulture) };
            var unreadable = objects.Visit(
                query,
                (in GitObject item) =>
                {
                    Interlocked.Add(ref bytes, item.Content.Length);
                    Interlocked.Increment(ref count);
                },
                CancellationToken.None);
            said = $"{count} objects, {bytes / 1_000_000} MB, {unreadable.Count} unreadable, ";
        }
        else if (arguments[0] == "walk")
        {
            for (var i = 0; i < 5; i++)
            {
                watch.Restart();
                var options = new GuardOptions { RepositoryRoot = arguments[1], Parts = GuardParts.WorkingTree };
                using var view = RepositoryView.Open(options, GuardConfiguration.Default, new FindingCollector(), CancellationToken.None);
                said = $"{view.Files.Count} files, ";
            }
        }
        else if (arguments[0] == "scan")
        {
            var git = GitRepository.Discover(arguments[1])!;
            using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
            var scan = HistoryScan.Run(git, objects, "nothing", new ObjectQuery { Threads = 2 }, (in GitObject _, string _) => false, CancellationToken.None);
            said = $"{scan.JudgedNow} objects now, {scan.Missing.Count} missing, ";
        }
        else if (arguments[0] == "parity")
        {
            said = Parity(arguments[1]);
        }
        else if (arguments[0] == "judge")
        {
            var options = new GuardOptions { RepositoryRoot = arguments[1], Parts = GuardParts.History };
            var verdict = Guard.Judge(options, SilentLog.Instance, CancellationToken.None);
            said = $"{verdict.Findings.Count} findings, ";
        }

        else if (arguments[0] == "again")
        {
            // What a build server that lives on pays: everything is compiled, and nothing is new.
            var options = new GuardOptions { RepositoryRoot = arguments[1], Parts = GuardParts.History };
            for (var i = 0; i < 20; i++)
            {
                watch.Restart();
                Guard.Judge(options, SilentLog.Instance, CancellationToken.None);
                said += string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds:F1} ");
            }

            said = $"each run in ms: {said}, the last ";
        }

        var peak = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal))[6..].Trim() : "?";
        var compiled = JitInfo.GetCompilationTime().TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{said}{watch.ElapsedMilliseconds} ms inside, {JitInfo.GetCompiledMethodCount()} methods compiled in {compiled:F0} ms, {GC.CollectionCount(0)} collections in {GC.GetTotalPauseDuration().TotalMilliseconds:F0} ms of {GC.GetTotalAllocatedBytes() / 1_000_000} MB, peak {peak}"));
    }

    // Every version scanned by what changed since the one before it, and scanned alone.
    private static string Parity(string repository)
    {
        var git = GitRepository.Discover(repository)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        var (versions, different, found) = (0, 0, 0);
        void Visit(in GitObject item)
        {
            // The trail is kept for one kind of reading: a name that tells the format, as most have it.
            var (byChanges, alone) = (new List<CredentialHit>(), new List<CredentialHit>());
            CredentialScanner.Default.Scan(item.Content, "a.cs", byChanges, null, item.Lineage);
            CredentialScanner.Default.Scan(item.Content, "a.cs", alone);
            versions++;
            found += alone.Count;
            if (!byChanges.Select(h => (h.Kind.Id, h.Offset, h.Length, h.Confidence)).SequenceEqual(alone.Select(h => (h.Kind.Id, h.Offset, h.Length, h.Confidence))))
            {
                different++;
                Console.WriteLine($"differs: {item.Id}");
            }
        }

        objects.Visit(new ObjectQuery { Types = ObjectTypes.Blobs, Threads = 1 }, Visit, CancellationToken.None);
        return $"{versions} versions, {found} findings, {different} versions differ, ";
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Last(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    /// <summary>Runs a line of bash.</summary>
    /// <returns>User and system seconds, when the line prints them as its last on standard error.</returns>
    private static double Shell(string line)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", line]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var numbers = error.Trim().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return numbers.Sum(n => double.TryParse(n, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);
    }
}
