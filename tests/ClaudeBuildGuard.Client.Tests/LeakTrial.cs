using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>A repository with secrets, and every route to them that the client offers.</summary>
internal static class LeakTrial
{
    private static readonly string PrivateKey = $"-----BEGIN {"PRIVATE"} KEY-----\nleak-of-the-key\n-----END {"PRIVATE"} KEY-----\n";

    /// <summary>The secret files of the repository, with their content.</summary>
    public static readonly Dictionary<string, string> Secrets = new(StringComparer.Ordinal)
    {
        [".env"] = "A=leak-of-the-root\n",
        ["sub/deep/.env.local"] = "B=leak-of-the-depth\n",
        ["certs/server.pem"] = PrivateKey,
        ["appsettings.Production.json"] = "{\"ConnectionStrings\":{\"Db\":\"Server=db;Password=leak-of-the-db7\"}}\n",
    };

    /// <summary>Files that look like secrets and are none.</summary>
    public static readonly string[] Clean = [".env.example", "appsettings.json", "src/Credentials/Store.cs", "certs/public.pem", "README.md"];

    /// <summary>How many routes to a file were tried, and the calls of those that brought its secret to the model.</summary>
    public static (int Tried, List<string> Leaking) Leaks(string version, TestRepository repository, string file)
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

    /// <summary>A repository with these files, and settings of its own.</summary>
    public static TestRepository Repository()
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
