using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The options of <c>docker run</c>, which dev containers (<c>runArgs</c>) and job containers (<c>options</c>) use too.</summary>
internal sealed class EngineOptions
{
    // Options without a value; every other one takes the next word.
    private static readonly HashSet<string> Switches = new(StringComparer.Ordinal)
    {
        "-d", "--detach", "-i", "--interactive", "-t", "--tty", "-it", "-ti", "-itd", "-dit", "-P", "--publish-all", "--rm", "--init", "--privileged", "--read-only",
        "--no-healthcheck", "--oom-kill-disable", "--sig-proxy", "--disable-content-trust", "-q", "--quiet", "--no-deps", "--service-ports", "--build", "--use-aliases",
        "-T", "--no-TTY", "--no-tty", "--help", "--replace", "--no-hosts", "--remove-orphans",
    };

    private readonly string _path;
    private readonly string _directory;
    private readonly List<Mount> _mounts = [];
    private readonly List<IsolationBreach> _breaches = [];
    private readonly List<ContainerVariable> _variables = [];
    private readonly List<(string, Location)> _variableFiles = [];

    private EngineOptions(string path, string directory)
    {
        _path = path;
        _directory = directory;
    }

    public ShellWord? User { get; private set; }

    public string? Network { get; private set; }

    public IReadOnlyList<Mount> Mounts => _mounts;

    public IReadOnlyList<IsolationBreach> Breaches => _breaches;

    public IReadOnlyList<ContainerVariable> Variables => _variables;

    public IReadOnlyList<(string Path, Location Location)> VariableFiles => _variableFiles;

    /// <summary>What follows the options: image and command.</summary>
    public IReadOnlyList<ShellWord> Rest { get; private set; } = [];

    /// <summary>Reads options until the first word that is none.</summary>
    /// <param name="words">The words after <c>run</c>, or the list of a <c>runArgs</c>.</param>
    /// <param name="path">The file, for locations.</param>
    /// <param name="directory">The directory that relative mounts start from.</param>
    public static EngineOptions Read(IReadOnlyList<ShellWord> words, string path, string directory)
    {
        var options = new EngineOptions(path, directory);
        var i = 0;
        while (i < words.Count && words[i].Text.StartsWith('-') && words[i].Text.Length > 1)
        {
            var word = words[i++];
            var equals = word.Text.StartsWith("--", StringComparison.Ordinal) ? word.Text.IndexOf('=', StringComparison.Ordinal) : -1;
            var name = equals < 0 ? word.Text : word.Text[..equals];
            var value = equals < 0 ? null : word with { Text = word.Text[(equals + 1)..] };
            if (value is null && name.Length > 2 && name[1] != '-' && name[1] is 'v' or 'e' or 'u' or 'w')
            {
                // -v/a:/b, -u1000
                value = word with { Text = name[2..] };
                name = name[..2];
            }

            if (value is null && !Switches.Contains(name) && i < words.Count)
            {
                value = words[i++];
            }

            options.Take(name, value ?? word with { Text = string.Empty }, word);
        }

        options.Rest = [.. words.Skip(i)];
        return options;
    }

    private void Take(string name, ShellWord value, ShellWord word)
    {
        var location = new Location(_path, word.Line, word.Column);
        switch (name)
        {
            case "-u" or "--user":
                User = value;
                break;
            case "--network" or "--net":
                Network = value.Text;
                if (value.Text == "host")
                {
                    _breaches.Add(new IsolationBreach($"{name}=host", location));
                }

                break;
            case "-v" or "--volume":
                Add(Mount.FromShort(value.Text, location, _directory));
                break;
            case "--mount":
                Add(Mount.FromOptions(value.Text, location, _directory));
                break;
            case "-e" or "--env":
                var pair = value.Text.Split('=', 2);
                _variables.Add(new ContainerVariable(pair[0], pair.Length == 2 ? pair[1] : null, location));
                break;
            case "--env-file":
                _variableFiles.Add((value.Text, location));
                break;
            case "--privileged":
                if (value.Text is not ("false" or "0"))
                {
                    _breaches.Add(new IsolationBreach("--privileged", location));
                }

                break;
            case "--pid" or "--ipc" or "--uts" or "--userns" or "--cgroupns" when value.Text == "host":
                _breaches.Add(new IsolationBreach($"{name}=host", location));
                break;
            case "--cap-add":
                AddCapability(value.Text, $"--cap-add={value.Text}", location, _breaches);
                break;
            case "--security-opt":
                AddSecurityOption(value.Text, $"--security-opt={value.Text}", location, _breaches);
                break;
            case "--device":
                _breaches.Add(new IsolationBreach($"--device={value.Text}", location));
                break;
        }
    }

    /// <summary>Adds a capability when it opens the container.</summary>
    public static void AddCapability(string capability, string text, Location location, List<IsolationBreach> breaches)
    {
        var name = capability.Trim().ToUpperInvariant();
        name = name.StartsWith("CAP_", StringComparison.Ordinal) ? name[4..] : name;
        if (name is "NET_ADMIN" or "NET_RAW")
        {
            breaches.Add(new IsolationBreach(text, location, NetworkOnly: true));
        }
        else if (name is "ALL" or "SYS_ADMIN" or "SYS_PTRACE" or "SYS_MODULE" or "SYS_RAWIO" or "SYS_BOOT" or "SYS_TIME" or "DAC_READ_SEARCH"
            or "BPF" or "PERFMON" or "SYSLOG")
        {
            breaches.Add(new IsolationBreach(text, location));
        }
    }

    /// <summary>Adds a security option when it opens the container.</summary>
    public static void AddSecurityOption(string option, string text, Location location, List<IsolationBreach> breaches)
    {
        var value = option.Trim().Replace(':', '=');
        if (value.EndsWith("=unconfined", StringComparison.Ordinal) || value is "label=disable" or "no-new-privileges=false" or "systempaths=unconfined")
        {
            breaches.Add(new IsolationBreach(text, location));
        }
    }

    private void Add(Mount? mount)
    {
        if (mount is not null)
        {
            _mounts.Add(mount);
        }
    }
}
