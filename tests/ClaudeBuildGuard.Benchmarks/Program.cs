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
    case ["make", var directory]:
        // The history that is compared on, to be kept and given to "history" again.
        GeneratedHistory.Make(Path.GetFullPath(directory), 6000);
        break;
    case ["scan", .. var rest] when rest.Length > 0:
        ScanThroughput.Run(rest);
        break;
    case ["catalogue"]:
        ScanThroughput.Catalogue();
        break;
    case ["child", .. var rest]:
        HistoryComparison.Child(rest);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
