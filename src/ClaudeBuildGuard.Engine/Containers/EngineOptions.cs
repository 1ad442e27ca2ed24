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
        "-T", "--no-TTY", "--no-tty", "--help", "--replace", "--no-hosts", "--remove-orphans", "--quiet-pull", "--quiet-build", "--use-api-socket", "--menu", "--watch",
    };

    // More words than any command line has: a variable that holds itself ends here.
    private const int MostWords = 10_000;

    private readonly string _path;
    private readonly string _directory;
    private readonly List<Mount> _mounts = [];
    private readonly List<IsolationBreach> _breaches = [];
    private readonly List<ContainerVariable> _variables = [];
    private readonly List<(string, Location)> _variableFiles = [];
    private readonly List<string> _unread = [];
    private readonly ShellVariables _known;

    private EngineOptions(string path, string directory, ShellVariables known)
    {
        _path = path;
        _directory = directory;
        _known = known;
    }

    public ShellWord? User { get; private set; }

    public string? Network { get; private set; }

    public IReadOnlyList<Mount> Mounts => _mounts;

    public IReadOnlyList<IsolationBreach> Breaches => _breaches;

    public IReadOnlyList<ContainerVariable> Variables => _variables;

    public IReadOnlyList<(string Path, Location Location)> VariableFiles => _variableFiles;

    /// <summary>True when another entry point than that of the image runs.</summary>
    public bool ReplacesEntryPoint { get; private set; }

    /// <summary>Options whose value the script does not say, each as the predicate of a sentence about the container.</summary>
    public IReadOnlyList<string> Unread => _unread;

    /// <summary>What follows the options: image and command.</summary>
    public IReadOnlyList<ShellWord> Rest { get; private set; } = [];

    /// <summary>Reads options until the first word that is none.</summary>
    /// <param name="words">The words after <c>run</c>, or the list of a <c>runArgs</c>.</param>
    /// <param name="path">The file, for locations.</param>
    /// <param name="directory">The directory that relative mounts start from.</param>
    /// <param name="variables">The variables of the script around the command; null where there are none.</param>
    public static EngineOptions Read(IReadOnlyList<ShellWord> words, string path, string directory, ShellVariables? variables = null)
    {
        var options = new EngineOptions(path, directory, variables ?? ShellVariables.None);
        var pending = new LinkedList<ShellWord>(words);
        for (var steps = 0; pending.First is { Value: var word }; steps++)
        {
            if (steps > MostWords)
            {
                options._unread.Add("takes options from variables that hold each other");
                break;
            }

            if (word.Text.Length > 1 && word.Text[0] == '-')
            {
                pending.RemoveFirst();
                options.TakeOption(word, pending);
            }
            else if (!options.TakeReference(word, pending))
            {
                break;
            }
        }

        options.Rest = [.. pending];
        return options;
    }

    private void TakeOption(ShellWord word, LinkedList<ShellWord> pending)
    {
        var equals = word.Text.StartsWith("--", StringComparison.Ordinal) ? word.Text.IndexOf('=', StringComparison.Ordinal) : -1;
        var name = equals < 0 ? word.Text : word.Text[..equals];
        var value = equals < 0 ? null : word with { Text = word.Text[(equals + 1)..] };
        if (value is null && name.Length > 2 && name[1] != '-' && name[1] is 'v' or 'e' or 'u' or 'w')
        {
            // -v/a:/b, -u1000
            value = word with { Text = name[2..] };
            name = name[..2];
        }

        if (value is null && !Switches.Contains(name) && pending.First is { } next)
        {
            value = next.Value;
            pending.RemoveFirst();
        }

        Take(name, value is null ? word with { Text = string.Empty } : value with { Text = _known.Expand(value.Text) }, word);
    }

    // A variable between the options may hold more of them. What follows it tells whether it is the image.
    private bool TakeReference(ShellWord word, LinkedList<ShellWord> pending)
    {
        if (word.Text.Length == 0 || !ShellVariables.IsReference(word.Text))
        {
            return false;
        }

        if (_known.WordsOf(word.Text) is { } words)
        {
            pending.RemoveFirst();
            foreach (var known in words.Reverse())
            {
                pending.AddFirst(known);
            }

            return true;
        }

        if (IsImage(word.Text, pending.First?.Next?.Value.Text))
        {
            return false;
        }

        pending.RemoveFirst();
        _unread.Add($"takes options from '{word.Text}', which are not known here");
        return true;
    }

    private static bool IsImage(string reference, string? next) =>
        !ShellVariables.IsList(reference)
        && (next is null || reference.Contains("image", StringComparison.OrdinalIgnoreCase) || reference.Contains("img", StringComparison.OrdinalIgnoreCase)
            || ShellCommand.BaseName(next) is "claude" or "bash" or "sh" or "zsh" or "npx" or "sleep" or "tail");

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
                Add(Mount.FromShort(value.Text, location, _directory), value);
                break;
            case "--mount":
                Add(Mount.FromOptions(value.Text, location, _directory), value);
                break;
            case "--volumes-from":
                _unread.Add($"takes the mounts of the container '{value.Text}', which are not known here");
                break;
            case "--use-api-socket":
                _mounts.Add(new Mount(name, string.Empty, false, MountKind.EngineSocket, location));
                break;
            case "--entrypoint":
                ReplacesEntryPoint = true;
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
            case "--cap-add" or "--security-opt" when value.Text.StartsWith('$'):
                _unread.Add($"takes '{name} {value.Text}', which is not known here");
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

    /// <summary>True when a container may change its own network, without which no firewall inside it works.</summary>
    public static bool GiveNetworkAdministration(IEnumerable<IsolationBreach> breaches) =>
        breaches.Any(b => b.IsNestedEngine || b.Text.Contains("NET_ADMIN", StringComparison.OrdinalIgnoreCase) || b.Text.Contains("privileged", StringComparison.OrdinalIgnoreCase)
            || (b.Text.StartsWith("cap", StringComparison.OrdinalIgnoreCase) && b.Text.EndsWith("ALL", StringComparison.OrdinalIgnoreCase))
            || b.Text.EndsWith("--cap-add=ALL", StringComparison.OrdinalIgnoreCase));

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

    /// <summary>Adds a security option when it opens the container: "no-new-privileges=false" is what holds without it.</summary>
    public static void AddSecurityOption(string option, string text, Location location, List<IsolationBreach> breaches)
    {
        var value = option.Trim().Replace(':', '=');
        if (value.EndsWith("=unconfined", StringComparison.Ordinal) || value is "label=disable" or "systempaths=unconfined")
        {
            breaches.Add(new IsolationBreach(text, location));
        }
    }

    private void Add(Mount? mount, ShellWord value)
    {
        if (mount is not null)
        {
            _mounts.Add(mount);
        }
        else if (value.Text.StartsWith('$'))
        {
            _unread.Add($"mounts '{value.Text}', which is not known here");
        }
    }
}
