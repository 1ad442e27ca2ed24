namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>What every policy speaks about, whatever the stack. Source: claude-code-facts, 4.5; mission, A5, C6, F.</summary>
internal static class GeneralTopics
{
    // The subject alone, in the languages of real files.
    private static readonly string[] SecretWords =
    [
        "secret", "credential", "password", "passwd", "api key", "api-key", "apikey", "access key", "private key", "access token", "auth token", "tokens$",
        "connection string", "*.env", "pem file", ".pem", "geheim", "passw", "kennw", "zugangsdaten", "zugangsschlüssel", "secreto", "contraseña", "credencial",
        "clave", "mot de passe", "mots de passe", "identifiants", "clé", "segredo", "senha", "segret", "credenzial", "wachtwoord", "hasł", "sekret", "парол",
        "секрет", "учётн", "учетн", "ключ", "パスワード", "秘密", "シークレット", "認証情報", "機密", "密码", "密碼", "密钥", "密鑰", "凭据", "凭证", "憑證", "机密", "敏感",
        "비밀", "자격 증명", "şifre", "gizli",
    ];

    /// <summary>Secrets are not read, printed, committed or written into code.</summary>
    public static PolicyTopic Secrets { get; } = new(
        "secrets",
        "secrets (never read, print or commit them; reference them by name)",
        "Never read, print, log, copy or commit secrets: passwords, tokens, API keys, private keys, connection strings. Code refers to them by name "
            + "(environment variable, user secrets, vault) and never holds the value.",
        new Phrases(SecretWords),
        new Phrases("secret+vault", "secret+environment", "secret+user-secrets", "secret+user secrets", "secret+secret manager", "credential+vault",
            "credential+environment", "key vault", "secrets manager", "hashicorp", "managed identit", "keep+secret+out", "keep+credential+out"));

    /// <summary>Passwords and cryptography come from named libraries.</summary>
    public static PolicyTopic Cryptography { get; } = new(
        "crypto",
        "required libraries for passwords and cryptography (such as Argon2, bcrypt or the platform's password hasher; never one's own cryptography)",
        "Hash passwords with the platform's password hasher, Argon2id, bcrypt or PBKDF2; encrypt with AES-GCM or the platform's data protection; draw "
            + "tokens from the cryptographic random generator. Never write cryptography of your own.",
        new Phrases("own crypto", "own encryption", "custom crypto", "custom encryption", "home-grown crypto", "homegrown crypto", "roll your own", "roll our own", "roll+crypto", "invent+crypto",
            "plain text password", "plaintext password", "plain-text password", "password+plain", "eigene krypto", "eigene verschlüssel"),
        new Phrases("argon2", "bcrypt", "scrypt", "pbkdf2", "rfc2898", "passwordhasher", "password hasher", "aspnetcore.identity", "asp.net core identity",
            "aes-gcm", "aesgcm", "libsodium", "randomnumbergenerator", "data protection", "dataprotection"));

    /// <summary>Nobody skips the permission prompts outside a sandbox.</summary>
    public static PolicyTopic PermissionSkipping { get; } = new(
        "permission-skipping",
        "skipping permissions ('--dangerously-skip-permissions' only in an isolated container, never elsewhere)",
        "Never start or suggest `--dangerously-skip-permissions`, `bypassPermissions` or any other way around the permission prompts outside the "
            + "documented sandbox container.",
        new Phrases("dangerously-skip-permissions", "dangerously skip permissions", "bypasspermissions", "bypass permissions", "bypass+permission", "skip+permission",
            "permission prompt", "permission check", "permission+disab", "yolo mode", "--yolo", "bypass mode", "dangerouslyskippermissions"),
        new Phrases("dangerously-skip-permissions+sandbox", "dangerously-skip-permissions+*container", "bypasspermissions+sandbox", "bypasspermissions+*container",
            "bypass+permission+sandbox", "bypass+permission+*container", "skip+permission+sandbox", "skip+permission+*container"));

    /// <summary>A person reviews before a merge.</summary>
    public static PolicyTopic Review { get; } = new(
        "review",
        "review (a person reviews agent changes before merge, two for security-critical files)",
        "Every change is reviewed by a person before it is merged; changes to authentication, authorisation, payment, data access, workflows, containers "
            + "and agent configuration by two.",
        new Phrases("merg+review", "merg+approv", "without+review", "without approval", "push+main", "push+master", "skip review", "self-approve",
            "self-merge", "auto-merge", "merge+pull request", "merge+pr$", "merg+ohne", "merge+sin revis", "merge+sans", "合并", "マージ", "병합", "сливать", "мерж"),
        new Phrases("code review", "review+pull request", "review+pr$", "review+prs$", "review+merge", "review+human", "review+person", "review+people", "review+two",
            "review+before", "read by+pull request", "read by+pr$", "read by+change", "review+maintainer", "review+team", "review+security", "reviewed", "reviewer", "approv+pull request", "approv+merge", "approv+pr$",
            "approval", "codeowner", "code owner", "prüfung", "geprüft", "gegenlesen", "revue", "relecture", "relu", "revisión", "revisado", "revisione", "revisão",
            "レビュー", "審査", "评审", "审查", "审核", "代码审", "리뷰", "검토", "ревью", "провер", "recenzj"));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PolicyTopic> All { get; } = [Secrets, Cryptography, PermissionSkipping, Review];
}
