using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Benchmarks;

/// <summary>What a tool call waits for the hook: whole processes, started as the client starts them. docs/design/hook.md has the figures.</summary>
/// <remarks>Bar: at most 60 ms, median.</remarks>
internal static class HookLatency
{
    /// <summary>Measures each kind of event.</summary>
    /// <param name="runs">How often, after two to warm up.</param>
    public static void Run(int runs)
    {
        var tool = Path.Combine(Checkout.Root, "src/ClaudeBuildGuard.Tool/bin/Release/net8.0");
        using var repository = new TestRepository().File(".env", "A=1\n").File("src/a.cs", "class A;\n").File(".claudeignore", ".env\n.env.local\n*.pem\nconfig/secrets.*\n")
            .File(".claude/settings.json", """{ "sandbox": { "enabled": true, "allowUnsandboxedCommands": false, "filesystem": { "denyRead": ["./.env", "./**/.env", "./**/*.pem"] } } }""");

        // Only what a build copies: without a deps.json the runtime has less to read.
        var copy = Directory.CreateDirectory(repository.FullPath(".claude/hooks/claude-build-guard")).FullName;
        foreach (var file in new[] { "claude-build-guard.dll", "claude-build-guard.runtimeconfig.json", "ClaudeBuildGuard.Engine.dll" })
        {
            File.Copy(Path.Combine(tool, file), Path.Combine(copy, file));
        }

        string Event(string name, object input) => JsonSerializer.Serialize(new
        {
            hook_event_name = "PreToolUse",
            session_id = "s",
            cwd = repository.Root,
            permission_mode = "default",
            tool_name = name,
            tool_input = input,
        });
        var command = "cd src && dotnet build -c Release --nologo 2>&1 | tail -5; git commit -m \"$(cat <<'EOF'\nKeep .env out\nEOF\n)\"";
        Measure("read of a file", copy, runs, Event("Read", new { file_path = repository.FullPath("src/a.cs") }));
        Measure("shell command", copy, runs, Event("Bash", new { command }));
        Measure("denied command", copy, runs, Event("Bash", new { command = "cat .env" }));
        Measure("prompt", copy, runs, JsonSerializer.Serialize(new { hook_event_name = "UserPromptSubmit", cwd = repository.Root, prompt = "please fix the build" }));
    }

    private static void Measure(string name, string directory, int runs, string text)
    {
        var times = new List<double>();
        for (var i = -2; i < runs; i++)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(directory, "claude-build-guard.dll"), "hook"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(start)!;
            process.StandardInput.Write(text);
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (i >= 0)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} median {times[times.Count / 2]:0} ms, quickest {times[0]:0} ms"));
    }
}
