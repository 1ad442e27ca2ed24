using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>The kinds of files that hold secrets, one declaration a kind.</summary>
/// <remarks>Source: mission, B1; agent-guards, 2.4. Public certificates, templates and encrypted files are never among them.</remarks>
internal static class SecretFileKinds
{
    /// <summary>What a template calls itself.</summary>
    private static readonly ImmutableArray<string> Templates =
        ["*example*", "*sample*", "*template*", "*.dist", "*.defaults", "*schema*", "*.vault", "*.encrypted", "*.enc", "*.md"];

    /// <summary>Environment files: the kind that every ignore file has to exclude.</summary>
    public static SecretFileKind Environment { get; } = new("env-file", "environment values", [".env", ".env.*"], Templates, null)
    {
        Exclusions = [".env", ".env.local", ".env.*.local", ".env.dev", ".env.development", ".env.prod", ".env.production", ".env.staging", ".env.test"],
        Samples = [".env", "src/.env", ".env.local"],
    };

    /// <summary>Environment files that carry another name in front or behind, as containers are given them.</summary>
    public static SecretFileKind NamedEnvironment { get; } = new(
        "env-file",
        "environment values",
        ["*.env", "env.local", "env.dev", "env.development", "env.prod", "env.production", "env.staging", "env.test"],
        Templates,
        SecretFileProofs.HoldsAssignedSecret);

    /// <summary>Files that a container is given one secret in, and nothing else: the directory says what they are for.</summary>
    public static SecretFileKind Container { get; } = new(
        "container-secret", "a secret of a container", ["**/secrets/*"], ["*.*"], SecretFileProofs.IsOneValue);

    /// <summary>The same, with an ending.</summary>
    public static SecretFileKind ContainerText { get; } = new(
        "container-secret", "a secret of a container", ["**/secrets/*.txt"], Templates, SecretFileProofs.IsOneValue);

    /// <summary>What a compose file names as a secret, of any name.</summary>
    public static SecretFileKind Composed { get; } = new("container-secret", "a secret of a container", [], [], null);

    /// <summary>Private keys as text.</summary>
    public static SecretFileKind PemKey { get; } = new("private-key", "a private key", ["*.pem"], Templates, SecretFileProofs.IsNotPublicPem)
    {
        Exclusions = ["*.pem"],
        Samples = ["certs/server.pem"],
    };

    /// <summary>Keys by file name.</summary>
    public static SecretFileKind KeyFile { get; } = new(
        "private-key", "a private key", ["*.key", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*.ppk", "*.pvk"], Templates, SecretFileProofs.IsKeyText)
    {
        Exclusions = ["*.key", "id_rsa", "id_ed25519"],
        Samples = ["certs/server.key", "id_rsa"],
    };

    /// <summary>Binary key stores.</summary>
    public static SecretFileKind KeyStore { get; } = new(
        "key-store", "private keys", ["*.pfx", "*.p12", "*.jks", "*.keystore", "*.kdbx"], ["debug.keystore"], null)
    {
        Exclusions = ["*.pfx", "*.p12"],
        Samples = ["certs/server.pfx", "certs/server.p12"],
    };

    /// <summary>Files that call themselves credentials.</summary>
    public static SecretFileKind Credentials { get; } = new(
        "credentials-file",
        "credentials",
        ["credentials", "*credentials*.json"],
        [.. Templates, "**/locales/**", "**/i18n/**", "**/lang/**", "**/translations/**", "*.resources.json", "*test*"],
        null)
    {
        Exclusions = ["*credentials*", "*credentials*.json"],
        Samples = ["aws-credentials.json"],
    };

    /// <summary>Files that call themselves credentials, of types that also hold code, texts and workflows.</summary>
    public static SecretFileKind CredentialsText { get; } = new(
        "credentials-file",
        "credentials",
        [
            "*credentials*.yml", "*credentials*.yaml", "*credentials*.xml", "*credentials*.ini", "*credentials*.txt", "*credentials*.csv",
            "*credentials*.toml", "*credentials*.properties", "*credentials*.conf",
        ],
        [.. Templates, ".github/**", "**/locales/**", "**/i18n/**"],
        SecretFileProofs.HoldsAssignedSecret)
    {
        Exclusions = ["*credentials*"],
    };

    /// <summary>Files that call themselves secrets.</summary>
    public static SecretFileKind Secrets { get; } = new(
        "secrets-file",
        "secrets",
        ["secrets.json", "secrets.yml", "secrets.yaml", "secrets.toml", "secrets.xml", "secrets.properties", "**/config/secrets.*"],
        [.. Templates, "**/locales/**", "**/i18n/**", "**/.github/**"],
        SecretFileProofs.IsNotEncrypted)
    {
        Exclusions = ["**/config/secrets.*", "config/secrets.*", "secrets.json"],
        Samples = ["config/secrets.json", "secrets.json"],
    };

    /// <summary>Accounts of package feeds, registries, hosts and databases, by a name that nothing else has.</summary>
    public static SecretFileKind Accounts { get; } = new(
        "account-file",
        "passwords",
        [".netrc", "_netrc", ".pgpass", ".git-credentials", ".htpasswd", ".vault-token", ".dockerconfigjson", "*.publishsettings", "*.pubxml.user"],
        Templates,
        null)
    {
        Exclusions = ["*.publishsettings", "*.pubxml.user"],
        Samples = ["app.publishsettings", "Properties/PublishProfiles/site.pubxml.user"],
    };

    /// <summary>Files of package managers and container registries that hold a password only sometimes.</summary>
    public static SecretFileKind PackageAccounts { get; } = new(
        "account-file",
        "a registry password",
        [".npmrc", ".yarnrc.yml", ".pypirc", "nuget.config", "**/.docker/config.json"],
        Templates,
        SecretFileProofs.HoldsRegistryPassword);

    /// <summary>Cluster and cloud accounts.</summary>
    public static SecretFileKind Cloud { get; } = new(
        "cloud-account",
        "a cloud account's key",
        ["kubeconfig", "*.kubeconfig", "**/.kube/config", "*service-account*.json", "*service_account*.json", "*serviceaccount*.json", "*.tfstate", "*.tfvars", "*.ovpn"],
        Templates,
        SecretFileProofs.HoldsAssignedSecret);

    /// <summary>Configuration of .NET applications, judged by content alone: most such files hold no secret.</summary>
    public static SecretFileKind Application { get; } = new(
        "application-settings",
        "a password",
        ["appsettings*.json", "local.settings.json", "connectionstrings*.json", "connectionstrings*.config"],
        Templates,
        SecretFileProofs.HoldsAssignedSecret);

    /// <summary>Files that git ignores, of any name, in which a credential was found: where a developer keeps local values.</summary>
    public static SecretFileKind Local { get; } = new("local-values", "a credential", [], [], null);

    /// <summary>Files that git ignores, of any name, in which something may be a credential: CBG3001 warns of it until the agent is denied the file.</summary>
    public static SecretFileKind PerhapsLocal { get; } = new("perhaps-local-values", "what may be a credential (CBG3001)", [], [], null);

    /// <summary>All that have a name, in the order in which they are asked.</summary>
    public static ImmutableArray<SecretFileKind> All { get; } =
    [
        Environment, NamedEnvironment, PemKey, KeyFile, KeyStore, Credentials, CredentialsText, Secrets, Accounts, PackageAccounts, Cloud, Application,
        Container, ContainerText,
    ];

    private static readonly IgnoreFile AnyName = IgnoreFile.Parse("names", string.Join('\n', All.SelectMany(k => k.Names)), ignoreCase: true);

    private static readonly IgnoreFile TemplateNames = IgnoreFile.Parse("templates", string.Join('\n', Templates), ignoreCase: true);

    /// <summary>True for a file that calls itself a template.</summary>
    public static bool IsTemplate(string path) => TemplateNames.LastMatch(path, isDirectory: false) is not null;

    /// <summary>False for the many files that are of no kind by their name, so that only few are asked for each.</summary>
    public static bool MayFit(string path) => AnyName.LastMatch(path, isDirectory: false) is not null;
}
