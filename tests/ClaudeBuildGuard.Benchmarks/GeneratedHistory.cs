using System.Diagnostics;
using System.Text;

namespace ClaudeBuildGuard.Benchmarks;

/// <summary>
/// A repository with a long history, made by <c>git fast-import</c>: of source-like text, the same on every machine, or of the files of a
/// directory, which grow and change as sources do.
/// </summary>
internal static class GeneratedHistory
{
    private static readonly string[] Words =
    [
        "public", "private", "async", "await", "return", "string", "value", "order", "customer", "invoice", "service", "handler", "request", "response",
        "context", "options", "builder", "configuration", "cancellation", "logger", "repository", "Task", "var", "new", "null", "throw", "using", "item",
    ];

    /// <summary>Makes the repository, packed as <c>git gc</c> packs it.</summary>
    /// <param name="directory">An absolute path that is not there yet.</param>
    /// <param name="commits">How many commits.</param>
    /// <param name="text">A directory whose files the history is made of; null makes them up.</param>
    public static void Make(string directory, int commits, string? text = null)
    {
        Directory.CreateDirectory(directory);
        Run(directory, null, "init", "-q", "-b", "main", ".");
        Run(directory, output => Write(output, commits, text), "fast-import", "--quiet");

        // What fast-import made deltas of is whatever it was given before, and a plain gc leaves that as it is.
        Run(directory, null, "repack", "-a", "-d", "-f", "-q");
    }

    private static void Write(Stream output, int commits, string? text)
    {
        if (text is not null)
        {
            WriteFrom(output, commits, [.. SourceFiles.Read([text]).Select(f => (f.Path[(text.Length - 1)..].TrimStart('/'), f.Content))]);
            return;
        }

        var random = new Random(11);
        var files = Enumerable.Range(0, 400).Select(i => (Path: $"src/Area{i % 20}/Part{i % 7}/File{i}.cs", Lines: Lines(random, 40 + random.Next(600)))).ToArray();
        for (var commit = 0; commit < commits; commit++)
        {
            var changed = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(files.Length)).Distinct().ToArray();
            var message = $"Change {commit}: {Line(random)}\n";
            Text(output, $"commit refs/heads/main\ncommitter Ada Example <ada@example.com> {1_600_000_000 + (commit * 600)} +0000\ndata {message.Length}\n{message}\n");
            foreach (var index in commit == 0 ? Enumerable.Range(0, files.Length).ToArray() : changed)
            {
                var lines = files[index].Lines;
                for (var edit = 0; edit < 6; edit++)
                {
                    lines[random.Next(lines.Count)] = Line(random);
                }

                lines.Insert(random.Next(lines.Count), Line(random));
                var content = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
                Text(output, $"M 100644 inline {files[index].Path}\ndata {content.Length}\n");
                output.Write(content);
                Text(output, "\n");
            }
        }
    }

    // As histories of .NET repositories were measured: a commit changes about five files that stand near one another, in blocks of lines
    // that stand in others; half of them where the last one did, and some files far more often than others. That decides how often git
    // inflates the same base again. A tenth of the files is there at first, the rest comes in between.
    private static void WriteFrom(Stream output, int commits, (string Path, byte[] Content)[] pool)
    {
        var random = new Random(11);
        Array.Sort(pool, (a, b) => string.CompareOrdinal(a.Path, b.Path));
        var lines = new List<string>?[pool.Length];
        var order = Enumerable.Range(0, pool.Length).ToArray();
        random.Shuffle(order);
        var there = 0;
        var centre = 0;
        for (var commit = 0; commit < commits; commit++)
        {
            var changed = new HashSet<int>();
            for (var wanted = (pool.Length * 0.1) + ((double)commit / commits * pool.Length * 0.9); there < wanted && there < pool.Length; there++)
            {
                lines[order[there]] = [.. Encoding.Latin1.GetString(pool[order[there]].Content).Split('\n')];
                changed.Add(order[there]);
            }

            var edits = 1 + (int)(-4 * Math.Log(1 - random.NextDouble()));
            centre = random.Next(2) == 0 ? centre : order[(int)(there * Math.Pow(random.NextDouble(), 3))];
            for (var index = centre; edits > 0 && index < pool.Length; index++)
            {
                if (lines[index] is { } edited)
                {
                    Edit(edited, lines[order[random.Next(there)]]!, random);
                    changed.Add(index);
                    edits--;
                }
            }

            var message = $"Change {commit}\n";
            Text(output, $"commit refs/heads/main\ncommitter Ada Example <ada@example.com> {1_600_000_000 + (commit * 600)} +0000\ndata {message.Length}\n{message}\n");
            foreach (var index in changed)
            {
                var content = Encoding.Latin1.GetBytes(string.Join('\n', lines[index]!));
                Text(output, $"M 100644 inline {pool[index].Path.Replace(' ', '_')}\ndata {content.Length}\n");
                output.Write(content);
                Text(output, "\n");
            }
        }
    }

    private static void Edit(List<string> lines, List<string> from, Random random)
    {
        for (var blocks = 1 + random.Next(6); blocks > 0; blocks--)
        {
            var at = random.Next(lines.Count);
            lines.RemoveRange(at, Math.Min(random.Next(10), lines.Count - at - 1));
            lines.InsertRange(at, from.Skip(random.Next(from.Count)).Take(random.Next(14)));
        }
    }

    private static List<string> Lines(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Line(random))];

    private static string Line(Random random) =>
        new string(' ', 4 * random.Next(4)) + string.Join(' ', Enumerable.Range(0, 3 + random.Next(8)).Select(_ => Words[random.Next(Words.Length)])) + $"({random.Next(10000)});";

    private static void Text(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private static void Run(string directory, Action<Stream>? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        input?.Invoke(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {arguments[0]} exited {process.ExitCode}");
        }
    }
}
