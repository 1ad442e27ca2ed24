using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>Judges what a Dockerfile bakes into its image.</summary>
internal sealed partial class DockerfileJudge(RepositoryView repository, ContainerFiles files, ProfileJudge profiles, Action<Finding> report)
{
    private readonly List<string> _secretFiles = [.. repository.Files.Where(f => f.LinkTarget is null && IsSecretFile(f.Name) && !IsCertificate(f)).Select(f => f.Path)];

    /// <summary>Judges a Dockerfile.</summary>
    public void Judge(DockerfileSource source)
    {
        var agent = source.RunsAgent;
        var shipped = source.Content.Final?.Inherited.ToHashSet(ReferenceEqualityComparer.Instance) ?? [];
        foreach (var (_, instruction) in source.Content.All)
        {
            // A stage that is thrown away holds nothing that leaves the builder.
            if (!agent && !shipped.Contains(instruction))
            {
                continue;
            }

            switch (instruction.Name)
            {
                case "ENV" or "ARG":
                    Variables(source, instruction, agent);
                    if (agent && shipped.Contains(instruction))
                    {
                        PersistedArguments(source, instruction);
                    }

                    break;
                case "COPY" or "ADD":
                    Copied(source, instruction, agent);
                    if (agent)
                    {
                        CopiedSudo(source, instruction);
                    }

                    break;
                case "RUN" when agent:
                    Sudo(source, instruction);
                    if (shipped.Contains(instruction))
                    {
                        WrittenArguments(source, instruction);
                    }

                    break;
            }
        }
    }

    private void Variables(DockerfileSource source, DockerInstruction instruction, bool agent)
    {
        foreach (var (name, value) in instruction.Assignments())
        {
            if (SecretValue.IsLiteralSecret(name.Text, value, strict: !agent))
            {
                profiles.BakedIn(
                    $"'{source.Path}'",
                    new ContainerVariable(name.Text, value, new Location(source.Path, name.Line, name.Column)),
                    agent ? Severity.Error : Severity.Warning);
            }
        }
    }

    private void Copied(DockerfileSource source, DockerInstruction instruction, bool agent)
    {
        if (instruction.Flags.Any(f => f.StartsWith("--from=", StringComparison.Ordinal)) || instruction.HereDocuments.Count > 0)
        {
            return;
        }

        foreach (var word in instruction.Words().SkipLast(1))
        {
            if (IsSecretFile(word[(word.LastIndexOf('/') + 1)..]) && !word.Contains('*', StringComparison.Ordinal) && !IsKnownHarmless(source, word))
            {
                Report(source, instruction, agent, $"'{source.Path}' copies '{word}' into the image, where everybody who has the image can read it.");
            }
            else if (DockerIgnore.Pattern(word) is { } pattern && Reached(source, string.Empty, pattern) is { } matching)
            {
                Report(source, instruction, agent, $"'{source.Path}' copies '{word}' into the image, '{matching}' included: no .dockerignore keeps it out.");
            }
            else if (CopiedDirectory(word) is { } directory && Reached(source, directory) is { } secret)
            {
                var what = directory.Length == 0 ? "the whole build context" : $"the directory '{word}'";
                Report(source, instruction, agent, $"'{source.Path}' copies {what} into the image, '{secret}' included: no .dockerignore keeps it out.");
            }
        }
    }

    // A file that is here and holds no secret, such as the public key of a package source; where it may be one of several files, all of them.
    private bool IsKnownHarmless(DockerfileSource source, string word) =>
        Contexts(source).Select(c => RepositoryPath.Combine(c, word.TrimStart('/'))).OfType<string>().Select(repository.Find).OfType<RepositoryFile>().ToList()
            is { Count: > 0 } found && found.TrueForAll(f => f.LinkTarget is null && !_secretFiles.Contains(f.Path));

    // Where it is built from; where nothing says so, its own directory or the root.
    private IReadOnlyCollection<string> Contexts(DockerfileSource source) => files.ContextsOf(source) is { Count: > 0 } known ? known : [source.Directory, string.Empty];

    // The path from the root of the build context that a source names; null when it holds a pattern or a variable. Empty for all of it.
    private static string? CopiedDirectory(string word)
    {
        var path = word.EndsWith("/*", StringComparison.Ordinal) ? word[..^2] : word;
        return path.Contains('*', StringComparison.Ordinal) ? null : RepositoryPath.Combine(path.TrimStart('/'));
    }

    // The first secret file below a directory of the build context that the .dockerignore lets through; null when there is none.
    private string? Reached(DockerfileSource source, string directory, Func<string, bool>? pattern = null)
    {
        // The builder prefers the file that is named after the Dockerfile.
        var own = repository.Find(source.Path + ".dockerignore");
        var known = files.ContextsOf(source);
        foreach (var context in Contexts(source))
        {
            var prefix = context.Length == 0 ? string.Empty : context + "/";
            var below = directory.Length == 0 ? prefix : $"{prefix}{directory}/";
            var file = own ?? repository.Find(prefix + ".dockerignore");
            var ignore = file is not null && YamlFile.Text(file, new FindingCollector()) is { } text ? new DockerIgnore(text) : null;
            var reached = _secretFiles.FirstOrDefault(f => f.StartsWith(below, StringComparison.Ordinal)
                && pattern?.Invoke(f[prefix.Length..]) != false && ignore?.Excludes(f[prefix.Length..]) != true);
            if (reached is not null || (ignore is not null && own is null))
            {
                return reached;
            }

            // Beside the Dockerfile only, unless it lies where contexts are usually built from above or what it copies by name is not there.
            var isBeside = directory.Length == 0
                ? !source.Directory.EndsWith(".devcontainer", StringComparison.Ordinal) && own is null
                : repository.Files.Any(f => f.Path.StartsWith(below, StringComparison.Ordinal));
            if (isBeside && known.Count == 0)
            {
                return null;
            }
        }

        return null;
    }

    private void Report(DockerfileSource source, DockerInstruction instruction, bool agent, string message) =>
        report(new Finding(
            SandboxDiagnostics.SecretFileCopied,
            new Location(source.Path, instruction.Line),
            message,
            "Name it in '.dockerignore', and mount what a build step needs with 'RUN --mount=type=secret'.")
        {
            Identity = instruction.Text,
            Severity = agent ? Severity.Error : Severity.Warning,
        });

    // ARG TOKEN and ENV TOKEN=$TOKEN: what was meant for the build alone is in the settings of the image.
    private void PersistedArguments(DockerfileSource source, DockerInstruction instruction)
    {
        if (instruction.Name != "ENV")
        {
            return;
        }

        foreach (var (name, value) in instruction.Assignments())
        {
            if (SecretArguments(source).FirstOrDefault(a => Mentions(value ?? string.Empty, a)) is { } argument)
            {
                ReportArgument(source, new Location(source.Path, name.Line, name.Column), argument, "sets it as a variable of the image");
            }
        }
    }

    // RUN echo "…${TOKEN}" > file: the file is in a layer, unless the same instruction removes it.
    private void WrittenArguments(DockerfileSource source, DockerInstruction instruction)
    {
        ShellCommand[] commands = [.. instruction.AllCommands()];
        foreach (var command in commands.Where(c => c.WritesTo.Any(w => !w.Text.StartsWith("/dev/", StringComparison.Ordinal) && !w.Text.StartsWith('&'))))
        {
            var written = string.Join(' ', command.Words.Select(w => w.Text)) + command.HereDocument?.Text;
            if (SecretArguments(source).FirstOrDefault(a => Mentions(written, a)) is { } argument
                && !Array.Exists(commands, c => c.Program is "rm" or "shred" && command.WritesTo.Any(w => c.Has(w.Text))))
            {
                ReportArgument(source, new Location(source.Path, command.Words[0].Line, command.Words[0].Column), argument, $"writes it to '{command.WritesTo[0].Text}'");
            }
        }
    }

    private static IEnumerable<string> SecretArguments(DockerfileSource source) =>
        (source.Content.Final?.Inherited ?? []).Where(i => i.Name == "ARG").SelectMany(i => i.Assignments()).Select(a => a.Name.Text).Where(SecretValue.NamesSecret);

    private static bool Mentions(string text, string argument) =>
        text.Contains($"${{{argument}}}", StringComparison.Ordinal) || text.Contains($"${argument}", StringComparison.Ordinal);

    private void ReportArgument(DockerfileSource source, Location location, string argument, string how) =>
        report(new Finding(
            SandboxDiagnostics.SecretBakedIn,
            location,
            $"'{source.Path}' takes the secret '{argument}' as a build argument and {how}, where everybody who has the image can read it.",
            "Mount it for the one step that needs it: 'RUN --mount=type=secret,id=…', and pass it when the container starts ('-e NAME') where it is needed then.")
        {
            Identity = argument,
            Severity = Severity.Error,
        });

    private void Sudo(DockerfileSource source, DockerInstruction instruction)
    {
        foreach (var text in instruction.HereDocuments.Append(instruction.Arguments))
        {
            if (((Match[])[SudoAll().Match(text.Text), DoasAll().Match(text.Text)]).FirstOrDefault(m => m.Success) is { } match)
            {
                var (line, column) = text.Place(match.Index);
                ReportSudo(source, new Location(source.Path, line, column));
            }
        }

        if (instruction.AllCommands().FirstOrDefault(c => ImageStart.MakesRoot(c) || SetsShellToRoot(c)) is { } command)
        {
            ReportSudo(source, new Location(source.Path, command.Words[0].Line, command.Words[0].Column));
        }
    }

    // COPY sudoers /etc/sudoers.d/agent
    private void CopiedSudo(DockerfileSource source, DockerInstruction instruction)
    {
        var words = instruction.Words();
        if (words.Count < 2 || !(words[^1].Contains("/sudoers", StringComparison.Ordinal) || words[^1].EndsWith("doas.conf", StringComparison.Ordinal)))
        {
            return;
        }

        var texts = instruction.HereDocuments.Select(h => h.Text).Concat(words.SkipLast(1)
            .Select(w => files.ContextsOf(source).Append(source.Directory).Append(string.Empty).Select(c => RepositoryPath.Combine(c, w)).OfType<string>().Select(repository.Find).FirstOrDefault(f => f is not null))
            .Select(f => f is null ? null : YamlFile.Text(f, new FindingCollector())).OfType<string>());
        if (texts.SelectMany(t => t.Split('\n')).Any(l => !l.TrimStart().StartsWith('#') && (SudoAll().IsMatch(l) || DoasAll().IsMatch(l))))
        {
            ReportSudo(source, new Location(source.Path, instruction.Line));
        }
    }

    // chmod u+s /bin/bash
    private static bool SetsShellToRoot(ShellCommand command) =>
        command.Program == "chmod" && command.Arguments.Any(a => SetUser().IsMatch(a.Text)) && command.Arguments.Any(a => RootShell().IsMatch(a.Text));

    private void ReportSudo(DockerfileSource source, Location location) =>
        report(new Finding(
            SandboxDiagnostics.SudoForEverything,
            location,
            $"'{source.Path}', in which the client is installed, lets its user become root for every command without a password.",
            "Allow single commands by their full path, such as the firewall script: 'node ALL=(root) NOPASSWD: /usr/local/bin/init-firewall.sh'.")
        {
            Identity = "sudo",
        });

    // Public certificates and presentations share their endings with keys: what stands in the file decides.
    private static bool IsCertificate(RepositoryFile file) =>
        ((SecretFileKind[])[SecretFileKinds.PemKey, SecretFileKinds.KeyFile]).FirstOrDefault(k => k.FitsName(file.Path))?.Proof is { } proof
        && YamlFile.Text(file, new FindingCollector()) is { } text && !proof(text);

    private static bool IsSecretFile(string name) => SecretFile().IsMatch(name) && !PublicFile().IsMatch(name);

    [GeneratedRegex(@"^\.env(?:\..+)?$|\.(?:pem|pfx|p12|key|jks|keystore)$|^id_(?:rsa|dsa|ecdsa|ed25519)$|^secrets?\.(?:json|ya?ml|env)$|^credentials(?:\.json)?$|^\.netrc$|^\.git-credentials$|^service-account.*\.json$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 250)]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"\.(?:example|sample|template|dist|tpl|defaults?|schema)$|\.pub$|^(?:ca|cacert|ca-bundle|root-ca|public)[.\w-]*\.pem$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 250)]
    private static partial Regex PublicFile();

    // Everything, or a shell that is given no script.
    [GeneratedRegex(@"NOPASSWD:\s*(?:[A-Z_]+:\s*)*(?:ALL\b|(?:[^\n""']*,\s*)?(?:/usr)?/bin/(?:ba|da|z|k)?sh\s*(?:\*|[,""'\\>\n]|$))", RegexOptions.None, matchTimeoutMilliseconds: 250)]
    private static partial Regex SudoAll();

    [GeneratedRegex(@"\bpermit\s+(?:[a-z]+\s+)*?nopass\b(?![^\n""']*\bcmd\b)", RegexOptions.None, matchTimeoutMilliseconds: 250)]
    private static partial Regex DoasAll();

    [GeneratedRegex(@"^(?:[ua]*\+[rwx]*s|[4-7][0-7]{3})$", RegexOptions.None, matchTimeoutMilliseconds: 250)]
    private static partial Regex SetUser();

    [GeneratedRegex(@"/(?:ba|da|z|k)?sh$", RegexOptions.None, matchTimeoutMilliseconds: 250)]
    private static partial Regex RootShell();
}
