using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>A repository with secrets, before and after <c>init</c>, through every route that the real client offers.</summary>
[Category("Client")]
[TestFixtureSource(typeof(RealClient), nameof(RealClient.Versions))]
[NonParallelizable]
public sealed class InitClosesEveryRouteTests(string version)
{
    private static readonly string PrivateKey = $"-----BEGIN {"PRIVATE"} KEY-----\nleak-of-the-key\n-----END {"PRIVATE"} KEY-----\n";

    private static readonly Dictionary<string, string> Secrets = new(StringComparer.Ordinal)
    {
        [".env"] = "A=leak-of-the-root\n",
        ["sub/deep/.env.local"] = "B=leak-of-the-depth\n",
        ["certs/server.pem"] = PrivateKey,
        ["appsettings.Production.json"] = "{\"ConnectionStrings\":{\"Db\":\"Server=db;Password=leak-of-the-db7\"}}\n",
    };

    private static readonly string[] Clean = [".env.example", "appsettings.json", "src/Credentials/Store.cs", "certs/public.pem", "README.md"];

    [Test]
    public void Before_init_nearly_every_route_leaks_and_after_it_none_does()
    {
        RealClient.Require(version, sandbox: true);
        using var repository = Repository();
        var before = Leaks(repository, ".env");
        Assert.That(before.Leaking, Has.Count.GreaterThan(before.Tried * 8 / 10), "the routes have to be real ones");

        var result = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["ignore", "settings"], SilentLog.Instance, CancellationToken.None);
        Assert.That(result.Restored, Is.False);
        foreach (var file in Secrets.Keys)
        {
            var after = Leaks(repository, file);
            Assert.That(after.Tried, Is.GreaterThanOrEqualTo(40));
            Assert.That(after.Leaking, Is.Empty, $"routes to {file} after init");
        }
    }

    [Test]
    public void After_init_every_file_without_secrets_stays_readable()
    {
        RealClient.Require(version, sandbox: true);
        using var repository = Repository();
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["ignore", "settings"], SilentLog.Instance, CancellationToken.None);
        var calls = Clean.SelectMany(f => new[] { ToolCall.Read(repository.FullPath(f)), ToolCall.Bash($"cat '{f}'") }).ToArray();
        var (results, _) = RealClient.Run(version, repository.Root, calls);
        foreach (var (call, result) in calls.Zip(results))
        {
            Assert.That(result!.IsError, Is.False, $"{call.Tool} {call.Input}: {result.Text}");
        }
    }

    private (int Tried, List<string> Leaking) Leaks(TestRepository repository, string file)
    {
        var secret = Secrets[file].Split('\n').First(l => l.Contains("leak-", StringComparison.Ordinal)).Split('=')[^1].TrimEnd('"', '}');
        var calls = Routes(repository.FullPath(file), file).ToArray();
        var (results, _) = RealClient.Run(version, repository.Root, calls);
        return (calls.Length, [.. calls.Zip(results).Where(r => r.Second!.Text.Contains(secret, StringComparison.Ordinal)).Select(r => r.First.Input.ToJsonString())]);
    }

    private static IEnumerable<ToolCall> Routes(string full, string file)
    {
        var slash = file.LastIndexOf('/');
        var (directory, name) = slash < 0 ? (".", file) : (file[..slash], file[(slash + 1)..]);
        yield return ToolCall.Read(full);
        foreach (var command in new[]
        {
            $"cat {file}", $"head -5 {file}", $"tail -5 {file}", $"sed -n p {file}", $"grep . {file}", $"awk '{{print}}' {file}", $"od -An -c {file} | tr -d ' \\n'",
            $"head -5 < {file}", $"while read -r l; do echo \"$l\"; done < {file}", "grep -rh . --exclude-dir=.git .", "find . -type f -not -path './.git/*' -exec cat {} +",
            $"cat {directory}/{name[..2]}*", $"x={file[..3]}; cat \"${{x}}{file[3..]}\"", $"python3 -c \"print(open('{file}').read())\"", $"perl -pe1 {file}",
            $"cp {file} copy.txt && cat copy.txt; rm -f copy.txt", "tar cf - --exclude=.git . | tr -d '\\000'", $"git diff --no-index /dev/null {file}",
            $"ln -s {full} link.txt; cat link.txt; rm -f link.txt", $"cd {directory} && cat {name}", $"bash -c 'cat {file}'", $"env cat {file}", $"echo {file} | xargs cat",
            $"tee < {file}", $"dd if={file} status=none", $"cat $(echo {file})", $"sort {file}", $"diff {file} /dev/null", $"nl {file}", $"cut -c1- {file}",
            $"git hash-object -w {file} | xargs git cat-file -p", $"git add -f {file} && git show :{file}; git reset -q {file}", $"echo \"$(<{file})\"",
            $"mapfile -t a < {file}; echo \"${{a[@]}}\"", $"tac {file}", $"rev {file} | rev", $"paste {file}", $"uniq {file}", $"fold {file}", $"cat ./{file}", $"cat {full}",
            $"exec 3< {file}; cat <&3", $"cat << EOF\n$(cat {file})\nEOF", $"tr a a < {file}",
        })
        {
            yield return ToolCall.Bash(command);
        }
    }

    private static TestRepository Repository()
    {
        var repository = new TestRepository();
        foreach (var (path, text) in Secrets)
        {
            repository.File(path, text);
        }

        foreach (var path in Clean)
        {
            repository.File(path, "clean\n");
        }

        return repository.File(".gitignore", string.Join('\n', Secrets.Keys) + "\n")
            .File("certs/public.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
            .File(".claude/settings.json", "{\n  \"model\": \"sonnet\",\n  \"permissions\": {\n    \"allow\": [\"Bash(ls *)\"]\n  }\n}\n")
            .Commit();
    }
}
