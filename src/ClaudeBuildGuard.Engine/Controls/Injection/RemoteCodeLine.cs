using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>A line that downloads code and hands it to an interpreter.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Host">Where the code comes from; empty when that is not written in the line.</param>
internal readonly partial record struct RemoteCodeLine(int Start, int Length, string Host)
{
    // Installers that their makers publish for exactly this use. A file that documents them is not an attack.
    private static readonly ImmutableArray<string> OfficialInstallers =
    [
        "claude.ai/", "dot.net/", "dotnet.microsoft.com/", "builds.dotnet.microsoft.com/", "aka.ms/", "sh.rustup.rs", "get.docker.com", "bun.sh/", "deno.land/", "astral.sh/",
        "get.pnpm.io/", "install.python-poetry.org", "raw.githubusercontent.com/homebrew/", "raw.githubusercontent.com/nvm-sh/", "get.helm.sh", "fnm.vercel.app",
        "deb.nodesource.com/", "rpm.nodesource.com/", "cli.github.com/", "get.sdkman.io", "mise.run", "starship.rs/", "install.determinate.systems", "get.volta.sh",
        "packages.microsoft.com/", "aspire.dev/", "raw.githubusercontent.com/helm/helm/", "raw.githubusercontent.com/dapr/", "antigravity.google/", "apt.llvm.org/", "sdk.cloud.google.com", "aka.ms", "fly.io/", "ollama.com/", "pyenv.run", "www.npmjs.com/", "boxstarter.org/", "chocolatey.org/", "community.chocolatey.org/", "get.scoop.sh",
        "localhost", "127.0.0.1",
    ];

    /// <summary>Every such line of a text that says where the code comes from, but for official installers and the hosts that the configuration allows.</summary>
    public static IEnumerable<RemoteCodeLine> Find(string text, ImmutableArray<string> allowedHosts)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            var address = Address().Match(match.Value);
            var host = address.Success ? address.Groups[1].Value : string.Empty;
            var isPlaceholder = !address.Success && !match.Value.Contains('$', StringComparison.Ordinal);
            if (!isPlaceholder && !Refused().IsMatch(LineBefore(text, match.Index)) && !IsAllowed(host, allowedHosts))
            {
                yield return new RemoteCodeLine(match.Index, match.Length, host.Split('/')[0]);
            }
        }
    }

    private static bool IsAllowed(string host, ImmutableArray<string> allowedHosts) =>
        OfficialInstallers.Any(o => host.StartsWith(o, StringComparison.OrdinalIgnoreCase))
        || allowedHosts.Any(a => host.StartsWith(a.Replace("https://", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    private static string LineBefore(string text, int at) => text[(at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1)..at];

    [GeneratedRegex(
        @"\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^\n|]{1,300}\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:/[\w./-]*/)?(?:(?:ba|z|da|k|fi)?(?:sh|iex|invoke-expression|pwsh|powershell)\b|(?:python3?|node|perl|ruby)\b" + OtherLanguage.NoCodeOfItsOwn + @")|\b(?:ba|z|da)?sh\s+(?:-c\s+[""']?\$\(|<\(\s*)\s*(?:curl|wget)\b[^\n)]{1,300}\)|\b(?:iex|invoke-expression)\b[^\n]{0,40}\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring)\b[^\n]{0,300}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"https?://([^\s""'`)|<>]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:never|do not|don't|must not|avoid|forbidden|deny|denied|block|reject|not allowed|instead of|dangerous|niemals|nie|jamais|nunca)\b|禁止", RegexOptions.IgnoreCase)]
    private static partial Regex Refused();
}
