using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

namespace ClaudeBuildGuard.Tool;

/// <summary><c>hook</c>: one event of the client on standard input, one answer. Started for every tool call, so nothing else is loaded.</summary>
internal static class HookVerb
{
    public static int Run()
    {
        HookAnswer answer;
        try
        {
            using var input = new MemoryStream();
            using (var standard = Console.OpenStandardInput())
            {
                standard.CopyTo(input);
            }

            answer = GuardHook.Answer(input.GetBuffer().AsMemory(0, (int)input.Length), HookSurroundings.OfProcess());
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException or NotSupportedException)
        {
            // Any other exit status would let the call through.
            answer = new HookAnswer(string.Empty, $"ClaudeBuildGuard: standard input could not be read ({e.GetType().Name}).\n", 2);
        }

        Write(Console.OpenStandardOutput(), answer.Output);
        Write(Console.OpenStandardError(), answer.Error);
        return answer.ExitStatus;
    }

    private static void Write(Stream stream, string text)
    {
        using (stream)
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }
}
