namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Which argument of a call is a secret where neither a name nor another argument says so: <c>NetworkCredential("user", "x")</c>,
/// <c>X509Certificate2("site.pfx", "x")</c>, <c>SpeechConfig.FromSubscription("x", "region")</c>.
/// </summary>
internal static class CallArguments
{
    // Counted from 0. What ends a list is the last argument, of which there may be one more in front.
    private static readonly Call[] Calls =
    [
        // A user and a password.
        new("Credential", 1), new("BasicAuth", 1), new("basic_auth", 1), new("auth", 1), new("Login", 1), new("Authenticate", 1), new("SignInAsync", 1), new("Authenticator", 1),
        new("AuthenticateAsync", 1), new("BasicAuthenticationHeaderValue", 1), new("AuthenticationToken", 1), new("PasswordAuthentication", 1), new("PasswordAuthenticationMethod", 1),
        new("addlogin", 1), new("AddPasswordAsync", 1), new("Credentials", 1), new("PasswordToken", 1), new("login", 1), new("ftp_login", 2), new("AddUser", 1), new("CreateUser", 1), new("ValidateUser", 1), new("VerifyHashedPassword", 1), new("UserPassword", 1), new("serManager.CreateAsync", 1), new("username_pw_set", 1), new("LoginAsync", 1), new("SetPassword", 1) { IsLast = true }, new("Credentials", 3) { IsLast = true },

        // An address or a context, a user and a password.
        new("getConnection", 2), new("PDO", 2), new("mysqli", 2), new("mysqli_connect", 2), new("connect", 2), new("DirectoryEntry", 2), new("LogonUser", 2), new("ldap_bind", 2), new("ssh2_auth_password", 2), new("imap_open", 2), new("real_connect", 3), new("create_user", 2), new("create_superuser", 2), new("PlainAuth", 2),
        new("SshClient", 2) { IsLast = true }, new("SftpClient", 2) { IsLast = true }, new("ScpClient", 2) { IsLast = true }, new("SshClient", 3), new("SftpClient", 3), new("ScpClient", 3),
        new("PrincipalContext", 3) { IsLast = true }, new("PrincipalContext", 4), new("addlinkedsrvlogin", 4), new("TokenByUsernamePassword", 2),

        // A file of certificates and its password.
        new("X509Certificate2", 1), new("X509Certificate", 1), new("LoadPkcs12", 1), new("LoadPkcs12FromFile", 1), new("LoadPkcs12Collection", 1), new("LoadPkcs12CollectionFromFile", 1), new("UseHttps", 1),

        // Identifiers and a key.
        new("Rfc2898DeriveBytes", 0), new("PasswordDeriveBytes", 0), new("Pbkdf2", 0), new("RegisterLicense", 0) { Name = "licensekey" }, new("ChatCompletion", 2) { Name = "apikey" }, new("FromSubscription", 0) { Name = "subscriptionkey" }, new("ClientSecretCredential", 2) { Name = "clientsecret" }, new("BatchSharedKeyCredentials", 2) { Name = "accountkey" },
        new("SecretKeySpec", 0) { Name = "aeskey" }, new("signWith", 1) { Name = "signingkey" }, new("jwt.sign", 1) { Name = "signingkey" }, new("jwt.verify", 1) { Name = "signingkey" }, new("jwt.encode", 1) { Name = "signingkey" }, new("jwt.decode", 1) { Name = "signingkey" },
        new("createHmac", 1) { Name = "hmackey" }, new("hmac.new", 0) { Name = "hmackey" }, new("cookieParser", 0) { Name = "signingkey" }, new("Encrypt", 1) { Name = "encryptionkey" }, new("Decrypt", 1) { Name = "encryptionkey" },
        new("HMACMD5", 0) { Name = "hmackey" }, new("HMACSHA1", 0) { Name = "hmackey" }, new("HMACSHA256", 0) { Name = "hmackey" }, new("HMACSHA384", 0) { Name = "hmackey" }, new("HMACSHA512", 0) { Name = "hmackey" },
    ];

    /// <summary>What the argument of a call is called; empty when the call does not say.</summary>
    /// <param name="call">The call as it is written, with what stands before its last dot.</param>
    /// <param name="position">The argument, from 0.</param>
    /// <param name="isLast">True when no other follows.</param>
    public static string NameOf(string call, int position, bool isLast)
    {
        if (call.Length == 0)
        {
            return string.Empty;
        }

        foreach (var known in Calls)
        {
            if (known.Position == position && call.EndsWith(known.Ending, StringComparison.Ordinal) && (isLast || !known.IsLast))
            {
                return known.Name;
            }
        }

        return string.Empty;
    }

    /// <summary>True for the name of a file that a password opens.</summary>
    public static bool IsKeyStore(string argument) =>
        argument.Length > 4 && (argument.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || argument.EndsWith(".p12", StringComparison.OrdinalIgnoreCase));

    /// <summary>The name that a literal ends with before the value that is joined to it: <c>"Server=db;Password="</c>; empty when it ends otherwise.</summary>
    public static string NameAtEnd(string literal)
    {
        if (!literal.EndsWith('='))
        {
            return string.Empty;
        }

        var start = literal.Length - 1;
        while (start > 0 && (char.IsAsciiLetterOrDigit(literal[start - 1]) || literal[start - 1] is '_' or '-'))
        {
            start--;
        }

        return literal[start..^1];
    }

    /// <summary>The name before a placeholder in a format: <c>Password</c> for 1 in <c>"User={0};Password={1}"</c>; empty when there is none.</summary>
    /// <param name="format">The format.</param>
    /// <param name="index">The argument, from 0.</param>
    public static string NameInFormat(string format, int index)
    {
        var hole = format.IndexOf($"{{{index}}}", StringComparison.Ordinal);
        if (hole < 2 || format[hole - 1] is not ('=' or ':' or '\'' or '"' or ' '))
        {
            return string.Empty;
        }

        var end = format.AsSpan(0, hole).TrimEnd("'\" ").Length - 1;
        if (end < 1 || format[end] is not ('=' or ':'))
        {
            return string.Empty;
        }

        var start = end;
        while (start > 0 && (char.IsAsciiLetterOrDigit(format[start - 1]) || format[start - 1] is '_' or '-'))
        {
            start--;
        }

        return format[start..end];
    }

    // A call by the end of its name, and where its secret stands.
    private sealed record Call(string Ending, int Position)
    {
        /// <summary>What the secret is called.</summary>
        public string Name { get; init; } = "password";

        /// <summary>True when it must be the last: with one argument more it stands elsewhere.</summary>
        public bool IsLast { get; init; }
    }
}
