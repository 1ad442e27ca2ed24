using ClaudeBuildGuard.Engine.Credentials.Formats;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>What the prefilter looks for beyond the rules' own literals: the names of secrets, and the forms that hold them.</summary>
internal enum ContextAnchor
{
    /// <summary>A name of a secret: the line or the file is read for its keys and values.</summary>
    Name = 0,

    /// <summary><c>://</c>, behind which a user and a password may stand.</summary>
    Url,

    /// <summary><c>Basic </c> before base64.</summary>
    Basic,

    /// <summary>A call that makes base64 of a user and a password.</summary>
    Encoded,

    /// <summary>A call that makes bytes of a literal, which may be a user and a password.</summary>
    Bytes,

    /// <summary><c>Bearer </c> before a token.</summary>
    Bearer,

    /// <summary><c>-u user:password</c> of curl.</summary>
    CommandUser,

    /// <summary><c>@tcp(</c> behind a user and a password, as drivers of Go take them.</summary>
    GoUser,

    /// <summary>The name of a provider, which may be all of the name of its key.</summary>
    Provider,

    /// <summary>The type of a secret of a vault in a template, whose value stands among its properties.</summary>
    VaultSecret,

    /// <summary>A command that takes a password or a key among its arguments.</summary>
    Command,

    /// <summary><c>oracle:thin:</c> and <c>sqlplus</c>, behind which a user and a password may stand.</summary>
    OracleUser,

    /// <summary><c> / </c> between a user and a password.</summary>
    LoginPair,

    /// <summary>The case of a test, which may be a user and a password.</summary>
    LoginCase,

    /// <summary>A letter, digit or sign that is written as an escape: something may be hidden.</summary>
    Escape,
}

/// <summary>The words behind <see cref="ContextAnchor"/>.</summary>
internal static class ContextWords
{
    // What may follow "://" where a user name begins.
    private const string UserStarts = "abcdefghijklmnopqrstuvwxyz0123456789%$:{";

    // What may follow " / " where a password begins.
    private const string PasswordStarts = "abcdefghijklmnopqrstuvwxyz0123456789`*\"";

    // The names of passwords, with what may follow them.
    private static readonly string[] Passwords =
    [
        "passw", "passphrase", "passcode", "_pass", "dbpass", "pass=", "pass:", "pass\"", "pass'", "pass>", "pass =", "pwd=", "pwd:", "pwd\"", "pwd'", "pwd>", "pwd]", "pwd =",
        "pwd\n", "pwd\r", "pswd", "_pw=", "_pw:", "_pw =", "_pw\"", " pw=", "pw = ", "pw=\"", "pw='", "pw: ", "pw\":", "pw\" v", "pw':", "rootpw ", "bindpw ", "psk=", "psk:",
        "psk\"", "psk'", "psk =", "requirepass ", "auth-pass ", "pass :", "pwd :", "_pwd", "-pwd", "userpwd,", "pass.text", "pwd.text", "pass {", "pwd {", "pwd,", "pass) ",
        "pass as ", "pwd as ", "pw as ", " pw)", "_pw)", "pw\", \"", ": psk \"", "pw, \"", "pw\"=", "pw']", "pw\"]", "pw ==", "pw.value", "pw.text", "_pw :", " pw]", "pass\n",
        "pass\r", "_psk ", "_pw \"", "pass[", "pwd[", "pword", "password:: ", "pass, \"", "pwd, \"", "pwd)", "access_phrase", "accessphrase",
    ];

    // The names of keys, tokens and other secrets that machines draw.
    private static readonly string[] Keys =
    [
        "masterauth ", "secret", "token", "apikey", "api_key", "api-key", "key=", "key:", "key\"", "key'", "key =", "key>", "key]", "keys\"", "credential", "creds=", "creds:",
        "creds\"", "creds'", "creds =", "_auth", "auth\"", "auth=", "auth:", "authorization:", "authorization\"", "authorization'", "pat\"", "_pat=", "_pat:", "basic_auth ",
        "bearer\"", "salt=", "salt:", "salt\"", "salt'", "salt =", "_salt", "key :", "_key ", "_key,", "_key|", "_key\t", "key\n", "key\r", "pat =", "pat :", "api key",
        "key[", "erlangcookie", "erlang_cookie", "authtok", "auth[", "bearer =", "x-api-key ", "-key \"", "pepper\"", "pepper=", "pepper:", "pepper =",
    ];

    // Their names in other languages and alphabets.
    private static readonly string[] Languages =
    [
        "geslo", "jelszo", "salasana", "sifre", "lozinka", "katasandi", "matkhau", "losenord", "adgangskode",
        "passord", "mima =", "parola =", "parola:", "parola\"", "passwort", "contrase", "wachtwoord", "motdepasse", "mot_de_passe", "mot de passe", "mdp=", "mdp\"", "mdp:",
        "mdp =", "clave", "schluessel", "sleutel", "cleapi", "cle_api", "chave", "heslo", "haslo", "klucz", "llave", "kennw", "jeton", "geheim", "senha", "kodeord", "hasło",
        "Hasło", "lösenord", "Lösenord", "şifre", "Şifre", "пароль", "Пароль", "密码", "密碼", "パスワード", "비밀번호",
    ];

    // What lists of users and their passwords are called (LoginList).
    private static readonly string[] Logins = ["logins", "accounts", "benutzer", "usuarios", "cuentas", "comptes", "konten", "zugang", "zugaenge"];

    // Calls that take one without a name (CallArguments), and what holds one against something.
    private static readonly string[] Calls =
    [
        "getconnection(", "basicauth(", "new pdo(", "mysqli_connect(", "dbi->connect(", "privatekey(", "private_key(", "signingkey(", "signing_key(", "securitykey(",
        "encryptionkey(", "encryption_key(", "accesskey(", "access_key(", "masterkey(", "authkey(", "sshclient(", "sftpclient(", "directoryentry(", "principalcontext(",
        "logonuser(", "authenticateasync(", "fromsubscription(", "manager.createasync(", "users.createasync(", "client.connect(\"", "defaultvalue(", "derivebytes(", "mysql_connect(", "real_connect(", "ftp_login(",
        "ldap_bind(", "imap_open(", ".login(", ".adduser(", "createuser(", "create_user(", "create_superuser(", "validateuser(", "authenticate(", "plainauth(",
        "\".tochararray(", "pass.equals(", "pwd.equals(", " login(\"", "protect(\"", "ftpclient(", "imapclient(", "basic_auth(", "settingvalueattribute(", "forurl(",
        "privatekeyfile(", "setvapiddetails(", "epgsql:connect(", "client(\"", "blowfish(\"", "3des(\"", "cipher(\"", "set_cookie(", "luismodel(", "key()", "pusher(",
        "setdatabaselogon(", "basicauthentication(", "pass(", "pw()", "pw(int", "pw(str", "network.uploadfile(", "network.downloadfile(", "oci_connect(", "sta.config(",
        "wifi.begin(", "wifi.softap(", "wlan.connect(", "useridentity(", "basicauthfilter(", "createuserasync(", "ftplib.ftp(", "ftp_tls(", ".signin(\"", ".signin('",
        "hash_hmac(", "totp(", "wifimulti.addap(", "sequelize(", "sql.newinstance(", "cnn.open(", "conn.open(", ".open(\"get\"", ".open(\"post\"", ".open('get'",
        ".open('post'", "loginas(", "influxdbclient(", "twilioclient.init(", "vapiddetails(", "protectsheet(", "openrowset(", ".change($null", "ssh.connect(", "bind('cn=",
        "bind('uid=", "oauthhandler(", "fernet(", "hashsync(", "bcrypt.hash(", "hashpw(", "crypt.crypt(", "keyfor(", "md5('", "sha1('", "->login(", "aes.new(", "des.new(",
        "des3.new(", "newcookiestore(", "pymssql.connect(", "pymysql.connect(", "mysqldb.connect(", "changepassword(", "bind(\"cn=", "bind(\"uid=", "signwith(", "createhmac(",
        "hmac.new(", "jwt.sign(", "jwt.encode(", "cookieparser(", "encrypt(", "decrypt(", ".auth(", ":auth(", "usernamepassword(", "username_pw_set(", "chatcompletion(",
        "loginasync(", "pbkdf2(", "auth = (", "appendchar(", "registerlicense(",
    ];

    // Statements, directives, signs and file names that say it in their own way.
    private static readonly string[] Statements =
    [
        "securestring", "addlogin ", "identified by", "x509certificate", "loadpkcs12", ".p12\"", "hmacsha", "addlinkedsrvlogin ", "createcipher", "createdecipher",
        "wnetaddconnection", ".appendchar)", "text == \"", "principalcontext ", "sshclient ", "sftpclient ", "algorithm.hmac", ": xauth \"", ": eap \"", "isakmp key ",
        "simple_bind", "assword:", "word:\"", "|> seq.iter ", "basicauth \"", ".pfx\"",
    ];

    // Arrays, here and above: a span of texts is a generic method that every process compiles anew.
    private static readonly string[] Encoders = ["tobase64string(", "btoa(", "b64encode(", "base64_encode(", "base64encode("];

    private static readonly string[] OracleUsers =
    [
        "oracle:thin:", "sqlplus ", "sqlplus -s ", "oracle.connect('", "oracle.connect(\"", "oracledb.connect('", "oracledb.connect(\"", "sqlldr ", "expdp ", "impdp ",
    ];

    // + / = and the quotes, as HTML and XML writers number them.
    private static readonly string[] Numbered = ["&#34", "&#43", "&#47", "&#61"];

    private static readonly string[] TestCases = ["inlinedata(\"", "testcase(\"", "datarow(\""];

    /// <summary>Names every word with its meaning; they are compared without letter case.</summary>
    public static void ForEach(Action<string, ContextAnchor> action)
    {
        Each(Passwords, ContextAnchor.Name);
        Each(Keys, ContextAnchor.Name);
        Each(Languages, ContextAnchor.Name);
        Each(Logins, ContextAnchor.Name);
        Each(Calls, ContextAnchor.Name);
        Each(Statements, ContextAnchor.Name);

        foreach (var start in UserStarts)
        {
            action($"://{start}", ContextAnchor.Url);
        }

        action("basic ", ContextAnchor.Basic);
        action("\"basic\", \"", ContextAnchor.Basic);
        action("\"basic\",\"", ContextAnchor.Basic);
        Each(Encoders, ContextAnchor.Encoded);
        action("getbytes(\"", ContextAnchor.Bytes);
        action("getbytes($\"", ContextAnchor.Bytes);
        action("buffer.from(\"", ContextAnchor.Bytes);
        action("buffer.from('", ContextAnchor.Bytes);
        action("bearer ", ContextAnchor.Bearer);
        action(" -u ", ContextAnchor.CommandUser);
        action("--user ", ContextAnchor.CommandUser);
        action("--user=", ContextAnchor.CommandUser);
        action("\"--user\", ", ContextAnchor.CommandUser);
        action("'--user', ", ContextAnchor.CommandUser);
        action("\"-u\", ", ContextAnchor.CommandUser);
        action("'-u', ", ContextAnchor.CommandUser);
        action("curl -u", ContextAnchor.CommandUser);
        action("@tcp(", ContextAnchor.GoUser);
        action(" -su ", ContextAnchor.CommandUser);
        action("http -a ", ContextAnchor.CommandUser);
        foreach (var provider in ProviderNames.All)
        {
            action(provider, ContextAnchor.Provider);
        }

        foreach (var word in CommandSecrets.Words)
        {
            action(word, ContextAnchor.Command);
        }

        action("vaults/secrets@", ContextAnchor.VaultSecret);
        action("vaults/secrets\"", ContextAnchor.VaultSecret);
        Each(OracleUsers, ContextAnchor.OracleUser);
        foreach (var start in PasswordStarts)
        {
            action($" / {start}", ContextAnchor.LoginPair);
        }

        Each(TestCases, ContextAnchor.LoginCase);
        foreach (var high in "234567")
        {
            action($"\\u00{high}", ContextAnchor.Escape);
            action($"&#x{high}", ContextAnchor.Escape);
        }

        // Letters and digits; tokens hide behind nothing else.
        for (var letter = '0'; letter <= 'z'; letter++)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                action($"\\x{(int)letter:x2}", ContextAnchor.Escape);
            }
        }

        Each(Numbered, ContextAnchor.Escape);

        void Each(string[] words, ContextAnchor meaning)
        {
            foreach (var word in words)
            {
                action(word, meaning);
            }
        }
    }
}
