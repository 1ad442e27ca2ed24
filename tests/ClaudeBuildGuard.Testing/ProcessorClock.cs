namespace ClaudeBuildGuard.Testing;

/// <summary>
/// A clock of the processor time that this process has used. What must not be quadratic is held to a bound on it: how long a test
/// takes depends on what else the machine does, what it computes does not.
/// </summary>
public sealed class ProcessorClock
{
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;

    private ProcessorClock()
    {
    }

    /// <summary>Processor time since the start, of all threads together.</summary>
    public TimeSpan Elapsed => Environment.CpuUsage.TotalTime - _start;

    /// <summary>The same in milliseconds.</summary>
    public long ElapsedMilliseconds => (long)Elapsed.TotalMilliseconds;

    /// <summary>Starts a clock.</summary>
    public static ProcessorClock Start() => new();
}
