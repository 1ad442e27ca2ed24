using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.State;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>A file whose change needs a second pair of eyes.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">What it is, in a few words.</param>
internal sealed record CriticalFile(RepositoryFile File, string Kind);

/// <summary>
/// Finds the security-critical files of a repository (control F3): by path, by the interfaces that code uses, and by the globs of the
/// configuration. Tests are left out.
/// </summary>
internal static partial class CriticalFiles
{
    private const long LargestJudged = 1024 * 1024;

    /// <summary>The files, in ordinal order of path.</summary>
    public static ImmutableArray<CriticalFile> Of(RepositoryView repository, CancellationToken cancellation)
    {
        var configured = new PathGlobs(repository.Configuration.SecurityCritical);
        var found = ImmutableArray.CreateBuilder<CriticalFile>();
        var clean = new CleanFiles(repository, "critical-code");
        foreach (var file in repository.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var kind = configured.Matches(file.Path) ? "configured" : file.IsIgnored ? null : ByPath(file.Path) ?? ByContent(file, clean);
            if (kind is not null)
            {
                found.Add(new CriticalFile(file, kind));
            }
        }

        clean.Save();
        return found.ToImmutable();
    }

    private static string? ByPath(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (path.StartsWith(".claude/", StringComparison.Ordinal) || name is "CLAUDE.md" or "AGENTS.md" or ".mcp.json" or ".claudeignore"
            || path is "claude-build-guard.json" or "claude-build-guard.baseline.json")
        {
            return "agent configuration";
        }

        // Whoever may change these takes the owners and reviewers of everything else away.
        if (path is ".github/CODEOWNERS" or "CODEOWNERS" or "docs/CODEOWNERS" or ".gitlab/CODEOWNERS" or ".bitbucket/CODEOWNERS"
            || path.StartsWith(".github/rulesets/", StringComparison.Ordinal))
        {
            return "review rules";
        }

        if (path.StartsWith(".github/workflows/", StringComparison.Ordinal) || path is ".gitlab-ci.yml" or "bitbucket-pipelines.yml"
            || (PipelineReader.ServiceOf(path) == PipelineService.AzurePipelines && !Test().IsMatch(path)))
        {
            return "workflow";
        }

        if (path.StartsWith(".devcontainer/", StringComparison.Ordinal) || name is "Dockerfile" or "Containerfile" or "docker-compose.yml" or "compose.yml" or "compose.yaml"
            or "docker-compose.yaml" || name.EndsWith(".Dockerfile", StringComparison.Ordinal))
        {
            return "container";
        }

        if (!IsCode(name) || Test().IsMatch(path))
        {
            return null;
        }

        return Migration().IsMatch(path) ? "migration" : Authentication().IsMatch(path) ? "authentication or authorisation" : Payment().IsMatch(path) ? "payment" : null;
    }

    private static string? ByContent(RepositoryFile file, CleanFiles clean)
    {
        if (!file.Path.EndsWith(".cs", StringComparison.Ordinal) || file.LinkTarget is not null || file.Length > LargestJudged || Test().IsMatch(file.Path)
            || clean.Knows(file))
        {
            return null;
        }

        try
        {
            var bytes = file.Bytes.Span;
            var kind = bytes.IndexOf("AddAuthentication("u8) >= 0 || bytes.IndexOf("AddJwtBearer("u8) >= 0 || bytes.IndexOf("AddAuthorization("u8) >= 0
                || bytes.IndexOf("TokenValidationParameters"u8) >= 0 || bytes.IndexOf("AuthorizationHandler<"u8) >= 0 || bytes.IndexOf("SignInManager<"u8) >= 0
                || bytes.IndexOf("PasswordHasher"u8) >= 0 || bytes.IndexOf("IAuthorizationPolicyProvider"u8) >= 0 || bytes.IndexOf("ClaimsPrincipal("u8) >= 0
                    ? "authentication or authorisation"
                : bytes.IndexOf(": DbContext"u8) >= 0 || bytes.IndexOf("IdentityDbContext"u8) >= 0 || bytes.IndexOf("FromSqlRaw("u8) >= 0
                    || bytes.IndexOf("ExecuteSqlRaw("u8) >= 0 || bytes.IndexOf("new SqlCommand("u8) >= 0 || bytes.IndexOf("new NpgsqlCommand("u8) >= 0
                    ? "data access"
                : bytes.IndexOf("PaymentIntent"u8) >= 0 || bytes.IndexOf("StripeClient"u8) >= 0 ? "payment"
                : null;
            if (kind is null)
            {
                clean.Add(file);
            }

            return kind;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Controls that read every file report it.
            return null;
        }
    }

    /// <summary>True for a file of source code, by its name.</summary>
    public static bool IsCode(string name) => Code().IsMatch(name);

    [GeneratedRegex(@"\.(?:cs|vb|fs|cshtml|razor|ts|tsx|js|jsx|py|go|java|kt|rb|php|rs|sql)$")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:^|/)[^/]*(?:[Tt]ests?|[Ss]pecs?|[Ss]amples?|[Bb]enchmarks?|[Mm]ocks?|[Ff]ixtures?)(?:/|\.[^/]*$)")]
    private static partial Regex Test();

    [GeneratedRegex(@"(?:^|/)(?:[Mm]igrations?)/")]
    private static partial Regex Migration();

    [GeneratedRegex(
        @"(?:^|/)(?:[Aa]uth|[Aa]uthentication|[Aa]uthori[sz]ation|[Ii]dentity|[Ll]ogin|[Ss]ecurity|[Cc]ryptography|[Oo]?[Aa]uth2?)/|(?:^|/)(?:Auth[a-z]*|Login|SignIn|Jwt|OAuth|OpenId|Password|Token|Permission|Role|Claims)[A-Za-z]*(?:Controller|Service|Handler|Middleware|Provider|Validator|Manager|Hasher|Endpoints?|Filter|Attribute|Policy|Requirement|Factory|Generator|Extensions)\.\w+$|(?:^|/)(?:auth|login|jwt|session|permissions?)\.(?:ts|js|py|go|rb|php)$")]
    private static partial Regex Authentication();

    [GeneratedRegex(@"(?:^|/)(?:[Pp]ayments?|[Bb]illing|[Cc]heckout)/|(?:^|/)(?:Payment|Billing|Checkout|Stripe|PayPal|Invoice|Refund)[A-Za-z]*\.\w+$")]
    private static partial Regex Payment();
}
