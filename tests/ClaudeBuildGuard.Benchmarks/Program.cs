using System.Globalization;
using BenchmarkDotNet.Running;
using ClaudeBuildGuard.Benchmarks;

switch (args)
{
    case ["build", .. var rest]:
        // build [PAIRS] [self]: whole processes, which BenchmarkDotNet does not measure.
        BuildComparison.Run(rest.Select(a => int.TryParse(a, out var pairs) ? pairs : 0).FirstOrDefault(p => p > 0, 9), rest.Contains("self"));
        break;
    case ["history", .. var rest]:
        HistoryComparison.Run(rest);
        break;
    case ["make", var directory, .. var rest]:
        // make DIR [COMMITS [TEXT]]: a history to be kept and given to "history" again; with a directory of text, made of its files.
        GeneratedHistory.Make(
            Path.GetFullPath(directory), rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 6000, rest.Length > 1 ? Path.GetFullPath(rest[1]) : null);
        break;
    case ["scan", .. var rest] when rest.Length > 0:
        ScanThroughput.Run(rest);
        break;
    case ["catalogue"]:
        ScanThroughput.Catalogue();
        break;
    case ["hook", .. var rest]:
        // hook [RUNS]: whole processes of the tool as it was built for Release.
        HookLatency.Run(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 31);
        break;
    case ["child", .. var rest]:
        HistoryComparison.Child(rest);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
