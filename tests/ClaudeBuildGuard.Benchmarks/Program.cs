using BenchmarkDotNet.Running;
using ClaudeBuildGuard.Benchmarks;

switch (args)
{
    case ["history", .. var rest]:
        HistoryComparison.Run(rest);
        break;
    case ["child", .. var rest]:
        HistoryComparison.Child(rest);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
