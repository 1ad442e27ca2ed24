using System.Globalization;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Rules;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Accuracy;

/// <summary>
/// Measures the credential scanner on generated cases: recall by provider and false alarms on clean text.
/// <c>dotnet run --project eng/accuracy</c> compares with the committed table and exits 1 on regression; <c>--write</c> writes the
/// table; <c>--missed</c> lists what was missed; <c>--clean DIR…</c> scans real text that should hold nothing.
/// </summary>
internal static class Program
{
    private const int Seed = 20260;
    private const string TableFile = "accuracy.tsv";

    private static int Main(string[] arguments)
    {
        if (arguments is ["--clean", ..])
        {
            return CleanText.Report(arguments[1..]);
        }

        var rows = Measure(arguments.Contains("--missed"));
        var table = Path.Combine(AppContext.BaseDirectory, TableFile);
        foreach (var row in rows)
        {
            Console.WriteLine(row);
        }

        if (arguments.Contains("--write"))
        {
            File.WriteAllLines(Path.Combine("eng", "accuracy", TableFile), rows.Select(row => row.ToString()));
            return 0;
        }

        return Regressions(rows, File.ReadAllLines(table)) == 0 ? 0 : 1;
    }

    private static List<Row> Measure(bool printMissed)
    {
        List<Row> rows = [];
        var field = FieldCases.All(Seed).ToList();
        foreach (var provider in field.GroupBy(c => c.RuleId).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            rows.Add(Row.Of("field " + provider.Key, provider.Select(c => Scan.Finds(c, printMissed))));
        }

        rows.Add(Row.Of("field, all", field.Select(c => Scan.Finds(c, printMissed: false))));
        var mint = new TokenMint(Seed);
        var own = RuleCatalogue.All.SelectMany(rule => CredentialCorpus.For(rule, mint)).ToList();
        rows.Add(Row.Of("catalogue, all", own.Select(c => Scan.Finds(c, printMissed))));
        var misses = RuleCatalogue.All.SelectMany(rule => CredentialCorpus.Against(rule, mint)).ToList();
        rows.Add(Row.Of("near misses, silent", misses.Select(c => !Scan.Reports(c, printMissed))));
        rows.Add(Row.Of("clean cases, silent", CleanCases.All(Seed).Select(c => !Scan.Alarms(c, printMissed))));
        return rows;
    }

    private static int Regressions(List<Row> rows, string[] committed)
    {
        var worse = 0;
        var before = committed.Select(Row.Parse).ToDictionary(row => row.Name, StringComparer.Ordinal);
        foreach (var row in rows.Where(row => before.TryGetValue(row.Name, out var old) && row.Share < old.Share - 0.0005))
        {
            Console.Error.WriteLine($"Regression: {row.Name} fell from {before[row.Name].Share.ToString("P1", CultureInfo.InvariantCulture)} to {row.Share.ToString("P1", CultureInfo.InvariantCulture)}.");
            worse++;
        }

        return worse;
    }

    /// <summary>A line of the table: a name, how many cases it has, how many came out right.</summary>
    internal sealed record Row(string Name, int Right, int Cases)
    {
        public double Share => Cases == 0 ? 1 : (double)Right / Cases;

        public static Row Of(string name, IEnumerable<bool> outcomes)
        {
            var list = outcomes.ToList();
            return new Row(name, list.Count(right => right), list.Count);
        }

        public static Row Parse(string line)
        {
            var parts = line.Split('\t');
            return new Row(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}\t{Right}\t{Cases}\t{Share:P1}");
    }
}

/// <summary>The scanner on one case.</summary>
internal static class Scan
{
    public static List<CredentialHit> Hits(CorpusCase sample)
    {
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(sample.Content, sample.Path, hits);
        return hits;
    }

    public static bool Finds(CorpusCase sample, bool printMissed)
    {
        var found = Hits(sample).Exists(hit => hit.Offset < sample.SecretStart + sample.SecretLength && sample.SecretStart < hit.Offset + hit.Length);
        if (!found && printMissed)
        {
            Console.Error.WriteLine("missed: " + sample.Name);
        }

        return found;
    }

    public static bool Reports(CorpusCase sample, bool print)
    {
        var found = Hits(sample).Exists(hit => hit.Kind.Id == sample.RuleId);
        if (found && print)
        {
            Console.Error.WriteLine("reported: " + sample.Name);
        }

        return found;
    }

    public static bool Alarms(CorpusCase sample, bool print)
    {
        var hits = Hits(sample);
        if (hits.Count > 0 && print)
        {
            Console.Error.WriteLine($"alarm: {sample.Name}: {string.Join(", ", hits.Select(hit => hit.Kind.Id + " line " + hit.Line))}");
        }

        return hits.Count > 0;
    }
}

/// <summary>Real text that holds no credential, read from directories.</summary>
internal static class CleanText
{
    private const long LargestFile = 8 * 1024 * 1024;

    public static int Report(string[] directories)
    {
        long bytes = 0;
        int files = 0, alarms = 0;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var path in directories.SelectMany(d => Directory.EnumerateFiles(d, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })))
        {
            if (new FileInfo(path).Length is 0 or > LargestFile)
            {
                continue;
            }

            var content = File.ReadAllBytes(path);
            if (content.AsSpan(0, Math.Min(content.Length, 4096)).Contains((byte)0))
            {
                continue;
            }

            files++;
            bytes += content.Length;
            foreach (var hit in Scan.Hits(new CorpusCase(string.Empty, path, path, content, -1, 0)))
            {
                alarms++;
                Console.WriteLine($"{hit.Confidence}\t{hit.Kind.Id}\t{hit.Preview}\t{path}:{hit.Line}:{hit.Column}");
            }
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files, {bytes / 1e6:F1} MB, {alarms} findings, {clock.Elapsed.TotalSeconds:F1} s"));
        return alarms == 0 ? 0 : 1;
    }
}
