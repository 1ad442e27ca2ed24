using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Names that say what they reach: production, or a deployment.</summary>
internal static partial class ProductionName
{
    /// <summary>True for the name of an environment, a namespace or an account with production in it as a word of its own.</summary>
    public static bool IsEnvironment(string name) => Word().IsMatch(name) || PartOfWord().IsMatch(name) || Live().IsMatch(name);

    /// <summary>True for the name of a variable or secret that says production, or that it lets its holder deploy.</summary>
    public static bool IsSecret(string name) => Word().IsMatch(name) || PartOfWord().IsMatch(name) || LiveSecret().IsMatch(name) || DeploySecret().IsMatch(name);

    /// <summary>The host of production that a value names; null when it names none.</summary>
    public static string? Host(string value)
    {
        foreach (Match match in HostName().Matches(value))
        {
            if (Word().IsMatch(match.Groups["host"].Value) && !FileName().IsMatch(match.Groups["host"].Value))
            {
                return match.Groups["host"].Value;
            }
        }

        return null;
    }

    /// <summary>True for a variable whose address is where the model, packages or images come from, or where telemetry goes: an agent needs those.</summary>
    public static bool IsOfModel(string variable) => Model().IsMatch(variable);

    /// <summary>True for a script, target, task or action that says it deploys, unless it says that it is not to production.</summary>
    public static bool Deploys(string name) => Deployment().IsMatch(name) && !Elsewhere().IsMatch(name);

    /// <summary>True for a name or path that says preview, staging or test and not production.</summary>
    public static bool IsElsewhere(string name) => Place().IsMatch(name) && !Word().IsMatch(name);

    /// <summary>True for where <c>ssh</c> and its like go, when its user or host says production or deployment.</summary>
    public static bool IsServer(string target) =>
        Target().Match(target) is { Success: true } match
        && (Word().IsMatch(match.Groups["host"].Value) || match.Groups["host"].Value.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || Word().IsMatch(match.Groups["user"].Value) || Deploys(match.Groups["user"].Value))
        && !Elsewhere().IsMatch(match.Groups["host"].Value);

    // "non-prod" and "preprod" are another place; so is what stands behind an underscore as in NON_PROD.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<!(?:non|pre|not|no|un)[-_. ])(?:prod|production|prd)(?![A-Za-z0-9])", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    // ProductionDb, prodConnection, ShopProd.
    [GeneratedRegex(@"(?<![A-Za-z0-9])[Pp]rod(?:uction)?(?=[A-Z])|(?<=[a-z])(?<!non|[Nn]on|[Pp]re|[Nn]ot)Prod(?:uction)?(?![a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartOfWord();

    [GeneratedRegex(@"^live(?![A-Za-z0-9])|[-_/]live$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Live();

    [GeneratedRegex(@"_LIVE(?:_(?:API_?)?(?:KEY|SECRET|TOKEN))?$|^LIVE_(?!RELOAD|SERVER|TEST)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LiveSecret();

    [GeneratedRegex(@"^(?:AZURE_CREDENTIALS|AZURE_CLIENT_SECRET|KUBE_?CONFIG\w*|\w*DEPLOY_(?:KEY|TOKEN)\w*|NUGET_API_KEY|NPM_TOKEN|PYPI_\w*TOKEN|GCP_(?:SA_KEY|CREDENTIALS)|GOOGLE_CREDENTIALS|TF_API_TOKEN|(?:(?:SERVER|HOST|DEPLOY)_)?SSH_PRIVATE_KEY|\w*SERVER_(?:SSH_)?KEY|AZURE_WEBAPP_PUBLISH_PROFILE)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeploySecret();

    [GeneratedRegex(@"ANTHROPIC|CLAUDE|BEDROCK|VERTEX|FOUNDRY|PROXY|OTEL|REGISTRY|IMAGE|FEED|NUGET|NPM_", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Model();

    // A host has three labels, or an address or an account before it.
    [GeneratedRegex(@"(?:(?<=://|@)(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)|(?<![\w./\\-])(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){2,}))(?![\w-])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();

    [GeneratedRegex(@"\.(?:json|jsonc|ya?ml|xml|config|env|sh|ps1|m?js|ts|cs|csproj|slnx?|md|txt|py|toml|ini|tfvars|tf|zip|tar|gz|log|dockerfile)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"(?<![A-Za-z])[Dd]eploy(?:ment|er)?(?![a-z])|(?<=[a-z])Deploy(?:ment)?(?![a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deployment();

    [GeneratedRegex(@"(?<![A-Za-z])(?:preview|staging|stage|tests?|dev|development|docs?|sandbox|local|dry|check|validate|status|delete|non|kind|k3d|minikube|localstack|qa|uat)(?![A-Za-z])", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elsewhere();

    // Also as a word of ShopStagingStack.
    [GeneratedRegex(@"(?<![A-Za-z])(?:(?i)preview|staging|stage|tests?|testing|dev|development|sandbox|(?<!usr/)local|localstack|kind|k3d|minikube|qa|uat|non-?prod|pre-?prod)(?![A-Za-z])|(?<=[a-z])(?:Preview|Staging|Tests?|Dev|Sandbox|Qa|Uat)(?![a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?:(?:ssh|sftp|rsync)://)?(?:(?<user>[\w.-]+)@)?(?<host>[A-Za-z0-9][\w.-]*)(?::.*)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Target();
}
