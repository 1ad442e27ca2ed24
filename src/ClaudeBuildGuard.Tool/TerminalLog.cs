using ClaudeBuildGuard.Engine;

namespace ClaudeBuildGuard.Tool;

/// <summary>Progress on standard error: one line that is written over on a terminal, a plain line every ten seconds elsewhere.</summary>
internal sealed class TerminalLog : IGuardLog
{
    private static readonly TimeSpan Terminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Plain = TimeSpan.FromSeconds(10);

    private readonly bool _verbose = Environment.GetEnvironmentVariable("CLAUDE_BUILD_GUARD_TRACE") == "1";
    private readonly bool _redirected = Console.IsErrorRedirected;
    private readonly object _gate = new();
    private DateTime _next = DateTime.UtcNow + Terminal;
    private int _shown;

    public void Detail(string text)
    {
        if (_verbose)
        {
            Console.Error.WriteLine(text);
        }
    }

    public void Progress(string work, long done, long total)
    {
        lock (_gate)
        {
            var now = DateTime.UtcNow;
            var finished = total > 0 && done >= total;
            if (now < _next && !(finished && _shown > 0))
            {
                return;
            }

            _next = now + (_redirected ? Plain : Terminal);
            var text = total > 0 ? $"{work}: {done:N0} of {total:N0} ({100 * done / total} %)" : $"{work}: {done:N0}";
            if (_redirected)
            {
                Console.Error.WriteLine(text);
                return;
            }

            Console.Error.Write($"\r{(finished ? string.Empty : text).PadRight(_shown)}{(finished ? "\r" : string.Empty)}");
            _shown = finished ? 0 : text.Length;
        }
    }
}
