using ClaudeBuildGuard.Engine.Credentials.Context;

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
        .. Given(1, "NetworkCredential", "PSCredential", "SqlCredential", "OracleCredential", "PasswordCredential", "UserCredential", "BasicAuthenticationCredentials", "BasicAuthenticationHeaderValue", "PasswordAuthentication", "PasswordAuthenticationMethod", "UserPassword", "PasswordCredentials", "addlogin", "AuthTokens.Basic", "PrivateKeyFile", "WNetAddConnection2", "WNetAddConnection3", "SetDatabaseLogon", "BasicAuthentication", "oci_connect", "Credentials.basic", "sta.config", "SharePointOnlineCredentials", "LoginAs", "CheckPasswordAsync", "UserIdentity", "BasicAuthFilter", "BasicAuthenticator", "WiFi.softAP", "WiFi.begin", "WiFiMulti.addAP"),
        new("SecretCredential", 1) { Name = "clientid" }, new("Credential", 1), new("BasicAuth", 1), new("basic_auth", 1), new("auth", 1), new("Login", 1), new("Authenticate", 1), new("SignInAsync", 1), new("Authenticator", 1),
        new("AuthenticateAsync", 1), new("AuthenticationToken", 1),
        new("AddPasswordAsync", 1), new("Credentials", 1), new("PasswordToken", 1), new("login", 1), new("ftp_login", 2), new("AddUser", 1), new("CreateUser", 1), new("ValidateUser", 1), new("VerifyHashedPassword", 1), new("serManager.CreateAsync", 1), new("users.CreateAsync", 1), new("username_pw_set", 1), new("LoginAsync", 1), new("SetPassword", 1) { IsLast = true }, new("Credentials", 3) { IsLast = true },

        // An address or a context, a user and a password.
        .. Given(2, "CreateCredential", "DirectoryEntry", "ldap_bind", "ssh2_auth_password", "imap_open", "mysqli_connect", "mysqli", "PDO", "FtpClient", "ImapClient", "Sequelize", "Sql.newInstance", "cnn.Open", "conn.Open", "ResetPasswordAsync", "ftplib.FTP", "FTP_TLS"), .. Given(4, ".open"), .. Given(7, "svc.Change"), new("Authenticate", 2),
        new("getConnection", 2), new("forURL", 2), new("Network.UploadFile", 3), new("Network.DownloadFile", 3), new("credentials", 1), new("ChangePassword", 0) { IsLast = true }, new("forUrl", 2), new("Bind", 1), new("connect", 2), new("ssh.connect", 3), new("wlan.connect", 1), new("client.bind", 1), new("Client.bind", 1), new("ldap.bind", 1), new("simple_bind_s", 1), new("SignIn", 1), new("signIn", 1), new("LogonUser", 2), new("real_connect", 3), new("create_user", 2), new("create_superuser", 2), new("PlainAuth", 2),
        new("SshClient", 2) { IsLast = true, Form = ValueForm.Given }, new("SftpClient", 2) { IsLast = true, Form = ValueForm.Given }, new("ScpClient", 2) { IsLast = true, Form = ValueForm.Given }, .. Given(3, "SshClient", "SftpClient", "ScpClient"),
        new("PrincipalContext", 3) { IsLast = true, Form = ValueForm.Given }, .. Given(4, "PrincipalContext", "addlinkedsrvlogin"), new("TokenByUsernamePassword", 2),

        // A file of certificates and its password; a sheet or a workbook and its own.
        .. Given(1, "X509Certificate2", "X509Certificate", "LoadPkcs12", "LoadPkcs12FromFile", "LoadPkcs12Collection", "LoadPkcs12CollectionFromFile", "UseHttps"),
        .. Given(0, "heet.Protect", "ook.Protect", "ws.Protect", "Unprotect", "ProtectSheet", "ProtectWorkbook", "Protection.SetPassword"),

        // What makes a hash of a password.
        .. Named("password", 0, "bcrypt.hashSync", "bcrypt.hash", "hashpw", "crypt.crypt", "password_hash", "generate_password_hash", "make_password", "HashPassword"), new("HashPassword", 1), new("CreateUserAsync", 1), new("CreateUserAsync", 2),

        // Identifiers and a key.
        .. Given(0, "Rfc2898DeriveBytes", "PasswordDeriveBytes", "Pbkdf2"), new("RegisterLicense", 0) { Name = "licensekey" }, new("ChatCompletion", 2) { Name = "apikey" }, new("FromSubscription", 0) { Name = "subscriptionkey" }, new("ClientSecretCredential", 2) { Name = "clientsecret" }, new("BatchSharedKeyCredentials", 2) { Name = "accountkey" },
        new("SecretKeySpec", 0) { Name = "aeskey" }, new("signWith", 1) { Name = "signingkey" }, new("jwt.sign", 1) { Name = "signingkey" }, new("jwt.verify", 1) { Name = "signingkey" }, new("jwt.encode", 1) { Name = "signingkey" }, new("jwt.decode", 1) { Name = "signingkey" },
        .. Named("encryptionkey", 2, "openssl_encrypt", "openssl_decrypt"), .. Named("encryptionkey", 1, "pgp_sym_encrypt", "pgp_sym_decrypt", "AES_ENCRYPT", "AES_DECRYPT"), .. Named("token", 1, "InfluxDBClient", "InfluxDBClientFactory.Create"), .. Named("authtoken", 1, "TwilioClient.Init"), .. Named("privatekey", 2, "VapidDetails"), new("Fernet", 0) { Name = "encryptionkey" }, .. Named("encryptionkey", 1, "AES.encrypt", "AES.decrypt"), .. Named("hmackey", 2, "hash_hmac"), new("Totp", 0) { Name = "token" }, new("TOTP", 0) { Name = "token" },
        new("OAuthHandler", 0) { Name = "consumerkey" }, new("OAuthHandler", 1) { Name = "consumersecret" }, new("set_access_token", 0) { Name = "accesstoken" }, new("set_access_token", 1) { Name = "accesssecret" },
        new("createHmac", 1) { Name = "hmackey" }, new("hmac.new", 0) { Name = "hmackey" }, new("cookieParser", 0) { Name = "signingkey" }, new("Encrypt", 1) { Name = "encryptionkey" }, new("Decrypt", 1) { Name = "encryptionkey" },
        new("BlowFish", 0) { Name = "encryptionkey" }, new("Blowfish", 0) { Name = "encryptionkey" }, new("3Des", 0) { Name = "encryptionkey" }, new("3DES", 0) { Name = "encryptionkey" }, new("Cipher", 0) { Name = "encryptionkey" }, new("createCipher", 1), new("createDecipher", 1), new("createCipheriv", 1) { Name = "encryptionkey" }, new("createDecipheriv", 1) { Name = "encryptionkey" },
        new("Client", 0) { Name = "apikey", Form = ValueForm.Element }, new("LuisModel", 1) { Name = "apikey" }, new("Pusher", 2) { Name = "apikey" }, new("FromApiKeyAndSecret", 0) { Name = "apikey" }, new("FromApiKeyAndSecret", 1) { Name = "apisecret" }, new("AES.new", 0) { Name = "aeskey" }, new("DES.new", 0) { Name = "aeskey" }, new("DES3.new", 0) { Name = "aeskey" }, new("NewCookieStore", 0) { Name = "signingkey" }, new("setVapidDetails", 2) { Name = "privatekey" }, new("set_cookie", 1) { Name = "erlangcookie" },
        new("HMAC256", 0) { Name = "signingkey" }, new("HMAC384", 0) { Name = "signingkey" }, new("HMAC512", 0) { Name = "signingkey" },
        new("HMACMD5", 0) { Name = "hmackey" }, new("HMACSHA1", 0) { Name = "hmackey" }, new("HMACSHA256", 0) { Name = "hmackey" }, new("HMACSHA384", 0) { Name = "hmackey" }, new("HMACSHA512", 0) { Name = "hmackey" },
    ];

    // Calls that end so and have nothing but a password at a place.
    private static IEnumerable<Call> Given(int position, params string[] endings) => endings.Select(ending => new Call(ending, position) { Form = ValueForm.Given });

    // Calls that end so and take at a place what is called so.
    private static IEnumerable<Call> Named(string name, int position, params string[] endings) => endings.Select(ending => new Call(ending, position) { Name = name });

    /// <summary>What the argument of a call is called; empty when the call does not say.</summary>
    /// <param name="call">The call as it is written, with what stands before its last dot.</param>
    /// <param name="position">The argument, from 0.</param>
    /// <param name="isLast">True when no other follows.</param>
    public static NamedLiteral NameOf(string call, int position, bool isLast)
    {
        // ICredentials.GetCredential takes an address and how to sign in there; a key that signs or encrypts is given with the names of
        // algorithms; what protects data gives it back for the sealed text.
        if (call.Length == 0 || call.EndsWith("GetCredential", StringComparison.Ordinal) || call.EndsWith("SigningCredentials", StringComparison.Ordinal) || call.EndsWith("EncryptingCredentials", StringComparison.Ordinal) || (call.EndsWith(".Unprotect", StringComparison.Ordinal) && IsOfSealed(call.AsSpan(0, call.Length - ".Unprotect".Length))))
        {
            return NamedLiteral.None;
        }

        foreach (var known in Calls)
        {
            if (known.Position == position && call.EndsWith(known.Ending, StringComparison.Ordinal) && (isLast || !known.IsLast))
            {
                return new NamedLiteral(known.Name, known.Form);
            }
        }

        return NamedLiteral.None;
    }

    // _protector.Unprotect("CfDJ…"), and not sheet.Unprotect("x")
    private static bool IsOfSealed(ReadOnlySpan<char> receiver) => receiver.Contains("protect", StringComparison.OrdinalIgnoreCase) || receiver.Contains("crypt", StringComparison.OrdinalIgnoreCase);

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

        /// <summary><see cref="ValueForm.Given"/> where nothing but a password can stand; else it has to look like one.</summary>
        public ValueForm Form { get; init; }
    }
}
