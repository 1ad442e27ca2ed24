using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>Judges what a Dockerfile bakes into its image.</summary>
internal sealed partial class DockerfileJudge(RepositoryView repository, ProfileJudge profiles, Action<Finding> report)
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
                    break;
                case "COPY" or "ADD":
                    Copied(source, instruction, agent);
                    break;
                case "RUN" when agent:
                    Sudo(source, instruction);
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

        var words = instruction.Text.StartsWith('[') && JsonText.Parse(instruction.Text, JsonDialect.Strict).Root is { IsArray: true } list
            ? [.. list.Items.Select(i => i.Text)]
            : instruction.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.SkipLast(1))
        {
            if (IsSecretFile(word[(word.LastIndexOf('/') + 1)..]) && !word.Contains('*', StringComparison.Ordinal))
            {
                Report(source, instruction, agent, $"'{source.Path}' copies '{word}' into the image, where everybody who has the image can read it.");
            }
            else if (CopiedDirectory(word) is { } directory && Reached(source, directory) is { } secret)
            {
                var what = directory.Length == 0 ? "the whole build context" : $"the directory '{word}'";
                Report(source, instruction, agent, $"'{source.Path}' copies {what} into the image, '{secret}' included: no .dockerignore keeps it out.");
            }
        }
    }

    // The path from the root of the build context that a source names; null when it holds a pattern or a variable. Empty for all of it.
    private static string? CopiedDirectory(string word)
    {
        var path = word.EndsWith("/*", StringComparison.Ordinal) ? word[..^2] : word;
        return path.Contains('*', StringComparison.Ordinal) ? null : RepositoryPath.Combine(path.TrimStart('/'));
    }

    // The first secret file below a directory of the build context that the .dockerignore lets through; null when there is none.
    private string? Reached(DockerfileSource source, string directory)
    {
        foreach (var context in (string[])[source.Directory, string.Empty])
        {
            var prefix = context.Length == 0 ? string.Empty : context + "/";
            var below = directory.Length == 0 ? prefix : $"{prefix}{directory}/";
            var file = repository.Find(source.Path + ".dockerignore") ?? repository.Find(prefix + ".dockerignore");
            var ignore = file is not null && YamlFile.Text(file, new FindingCollector()) is { } text ? new DockerIgnore(text) : null;
            var reached = _secretFiles.FirstOrDefault(f => f.StartsWith(below, StringComparison.Ordinal) && ignore?.Excludes(f[prefix.Length..]) != true);
            if (reached is not null || ignore is not null)
            {
                return reached;
            }

            // Beside the Dockerfile only, unless it lies where contexts are usually built from above or what it copies by name is not there.
            var isBeside = directory.Length == 0
                ? !source.Directory.EndsWith(".devcontainer", StringComparison.Ordinal)
                : repository.Files.Any(f => f.Path.StartsWith(below, StringComparison.Ordinal));
            if (isBeside)
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

    private void Sudo(DockerfileSource source, DockerInstruction instruction)
    {
        foreach (var text in instruction.HereDocuments.Append(instruction.Arguments))
        {
            if (SudoAll().Match(text.Text) is { Success: true } match)
            {
                var (line, column) = text.Place(match.Index);
                report(new Finding(
                    SandboxDiagnostics.SudoForEverything,
                    new Location(source.Path, line, column),
                    $"'{source.Path}', in which the client is installed, lets its user become root for every command without a password.",
                    "Allow single commands by their full path, such as the firewall script: 'node ALL=(root) NOPASSWD: /usr/local/bin/init-firewall.sh'.")
                {
                    Identity = "sudo",
                });
            }
        }
    }

    // Public certificates and presentations share their endings with keys: what stands in the file decides.
    private static bool IsCertificate(RepositoryFile file) =>
        ((SecretFileKind[])[SecretFileKinds.PemKey, SecretFileKinds.KeyFile]).FirstOrDefault(k => k.FitsName(file.Path))?.Proof is { } proof
        && YamlFile.Text(file, new FindingCollector()) is { } text && !proof(text);

    private static bool IsSecretFile(string name) => SecretFile().IsMatch(name) && !PublicFile().IsMatch(name);

    [GeneratedRegex(@"^\.env(?:\..+)?$|\.(?:pem|pfx|p12|key|jks|keystore)$|^id_(?:rsa|dsa|ecdsa|ed25519)$|^secrets?\.(?:json|ya?ml|env)$|^credentials(?:\.json)?$|^\.netrc$|^\.git-credentials$|^service-account.*\.json$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 250)]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"\.(?:example|sample|template|dist|tpl|defaults?|schema)$|\.pub$|^(?:ca|cacert|ca-bundle|root-ca|public)[.\w-]*\.pem$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 250)]
    private static partial Regex PublicFile();

    [GeneratedRegex(@"NOPASSWD:\s*ALL\b", RegexOptions.None, matchTimeoutMilliseconds: 250)]
    private static partial Regex SudoAll();
}
