namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Keys of YAML, whatever reads it, under which something stands that is run.</summary>
internal static class CommandKeys
{
    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        "run", "script", "scripts", "before_script", "after_script", "command", "commands", "entrypoint", "cmd", "cmds", "sh", "entry", "inlineScript", "bash", "pwsh", "powershell",
        "shell", "install", "build", "exec", "onCreateCommand", "postCreateCommand", "test",
    };

    // Further keys that only count where what stands there is the client itself.
    private static readonly HashSet<string> WhereItIsPlain = new(StringComparer.OrdinalIgnoreCase)
    {
        "runcmd", "bootcmd", "init", "before", "prebuild", "prebuildCommand", "source", "inline", "scriptContent", "userData", "user_data", "args", "argv", "hooks",
        "preStart", "postStart", "lifecycle", "program", "executable", "tasks", "steps",
    };

    /// <summary>True for a key whose text is a command in the files of tools that are known to run commands.</summary>
    public static bool Contains(string key) => Keys.Contains(key);

    /// <summary>True for a key whose text may be a command in a file of an unknown tool.</summary>
    public static bool MayHoldCommand(string key) =>
        Keys.Contains(key) || WhereItIsPlain.Contains(key) || key.EndsWith(".sh", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".bash", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith("command", StringComparison.OrdinalIgnoreCase) || key.EndsWith("script", StringComparison.OrdinalIgnoreCase);
}
