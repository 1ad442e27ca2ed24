using System.Text;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Formats;

/// <summary>
/// Secrets as people write them in every language, command and format, and the nearest text that holds none. A line is a path and a
/// text, in which ⏎ is a line break and a sign of paragraph a value: §P a password, §K and §W drawn keys, §C and §B what a person chose, §L letters and §S eight characters that were drawn, §H forty hexadecimal digits,
/// §G a GUID, §A a key of Octopus Deploy, §E the password as base64.
/// </summary>
public sealed class EverydayFormTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["§P"] = "Kx9!vW2q" + "Lm7zRt4",
        ["§K"] = TokenSampler.Run("N", 32, 7),
        ["§W"] = TokenSampler.Run("N", 20, 9),
        ["§H"] = TokenSampler.Run("H", 40, 8),
        ["§G"] = "7c9e66" + "79-7425-40de-944b-e07fc1f90ae7",
        ["§L"] = "vqxk" + "wzjbt",
        ["§S"] = "LtQ3" + "wdXK",
        ["§C"] = "Turb" + "in3#826",
        ["§B"] = "Mireille" + "1966",
        ["§F"] = "purple-marlin-" + "bluebird-silver",
        ["§J"] = "Naranja" + "Tortuga+",
        ["§D"] = "$ql" + "Velvet63",
        ["§N"] = "Медведь" + "1981",
        ["§T"] = "Lisboa guitarra" + " 66",
        ["§I"] = "jetaime" + "marta",
        ["§R"] = "leila" + "8009",
        ["§O"] = "tof" + "fee",
        ["§X"] = "0" + "xa" + TokenSampler.Run("H", 63, 11),
        ["§Y"] = TokenSampler.Run("H", 64, 12),
        ["§Q"] = "el tesoro de acme" + " es tequila",
        ["§A"] = "API" + "-" + TokenSampler.Run("[A-Z0-9]", 26, 5),
    };

    private const string Found = """"
        a.cs | var u = "postgres://app:" + "§P" + "@db/app";
        a.js | const u = 'amqp://app:' +⏎  '§P' + '@mq:5672/';
        a.cs | var a = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("svc" + ":" + "§P"));
        a.cs | var c = new ServiceClient("AuthType=ClientSecret;Url=https://x.crm.dynamics.com;ClientId=web;ClientSecret=§K");
        a.ps1 | net use \\srv\share §P /user:CORP\svc
        a.cmd | net use \\srv\share /user:CORP\svc §P
        p.dtsx | <a><DTS:Variable DTS:ObjectName="SftpPassword"><DTS:VariableValue DTS:DataType="8">§P</DTS:VariableValue></DTS:Variable></a>
        appsettings.json | { "Smtp": { "Password": "§F" } }
        a.js | auth: { user: 'chloe@acme.se', pass: '§F' },
        app.ts | const url = 'mysql://deploy:§F@db.acme.fr/kiosk';
        gradle.properties | keyPassword=§F
        appsettings.json | { "Admin": { "Password": "§J" } }
        a.yml | POSTGRES_PASSWORD: §J
        appsettings.json | { "Shop": "server=SQL2;database=Shop;uid=billing_rw;pwd=§D;" }
        a.cs | private string leaderboardPassword = "§D";
        appsettings.json | { "Smtp": { "Password": "§N" } }
        a.rb | password: '§N'
        appsettings.json | { "Shop": "Server=SRV-DB3;Database=Shop;User Id=sync_rw;Password=§T;MultipleActiveResultSets=true" }
        a.cs | public const string FtpPassword = "§T";
        a.yml | password: §I
        config.json | { "clave": "§C" }
        a.cs | await users.CreateAsync(admin, "§C");
        a.cs | Driver.FindElement(By.Id("password-input")).SendKeys("§B");
        a.cs | Accounts = new() { ["jan.ext@acme.pl"] = "§R" };
        a.cshtml | <p>Demo login: demo@acme.eu / §C</p>
        README.md | Admin panel: https://admin.acme.com (diego / §R)
        mail.eml | your account is ready. Sua senha é §R .
        a.http | grant_type=client_credentials&client_id=web&client_secret=§B&scope=read
        .netrc | machine ftp.acme.com login bob password §O
        wp-config.php | define('DB_PASSWORD', '§O');
        a.sql | ALTER USER reporting WITH PASSWORD '§O';
        a.sql | CREATE LOGIN reporting WITH PASSWORD = '§O';
        sip.conf | [3179]⏎type=friend⏎secret=§O
        sip.conf | register => 761132:§S@sip.acme.com/100
        sasl_passwd | [smtp.acme.co.uk]:587 it@acme.co.uk:§O
        sitemanager.xml | <Host>ftp.acme.com</Host><Pass encoding="base64">§E</Pass>
        sw1.cfg | tacacs-server key §S
        main.tfstate | { "type": "random_password", "instances": [ { "attributes": {⏎  "result": "§W" } } ] }
        site.conf | proxy_set_header X-Internal-Key §H;
        build.gradle | release { buildConfigField "String", "API_KEY", "\"§W\"" }
        hardhat.config.js | accounts: ["§X"],
        a.ino | #define BLYNK_PRINT Serial⏎char auth[] = "§K";
        a.html | <!-- admin: hyilmaz / §C -->
        a.js | const encKey = Buffer.from('§Y', 'hex');
        a.pl | our $crypt_key = '§G';
        a.php | $proxy_pass = '§S';
        a.py | client = Client("AC5e4401d4a6dbc5d1370e71f9ad58c711", "§K")
        a.ino | client.connect("esp-57", "schmidt", "§C");
        a.swift | request.setValue("Token §H", forHTTPHeaderField: "Authorization")
        appsettings.json | { "Jwt": { "Key": "§Q" } }
        a.cs | var session = await Erp.OpenAsync("https://erp.acme.com", "svc_import", "§C");
        a.cs | await CreateUserAsync("Zdenka", "camila@acme.com", "§C", "Viewer");
        a.cs | private static readonly Dictionary<string, string> Accounts = new()⏎{⏎    ["backup_op"] = "§C",⏎};
        README.md | Log in to https://acme.com/backoffice with **henrik** / **§B** (for the office)
        .env | DB_PASSWORD_ANTALYA=§P
        a.cfg | username yusuf privilege 15 password 0 §P
        server.cfg | rcon_password "§P"
        a.sh | keytool -importkeystore -srckeystore a.p12 -deststorepass "§C"
        a.pl | $ftp->login('thiago', '§C') or die;
        a.py | log = "os.environ['KAGGLE_KEY'] = '§K'"
        notes.txt | Hasło: §C
        a.py | tn.read_until(b"Password: ")⏎tn.write(b"§P\n")
        a.py | child.expect('[Pp]assword:')⏎child.sendline('§P')
        a.cs | stream.ReadUntil("word:"); stream.WriteLine("§P");
        a.exp | expect "*assword:*"⏎send "§P\r"
        a.exp | set password §P
        README.md | * Passwort für das WLAN im Büro: **§B**
        README.md | Pour se connecter : identifiant `grafana`, mot de passe `§C`.
        README.md | La contraseña del servidor es **§C** (Wiebke, 05.03.2014).
        a.txt | Das Passwort für den Dienst lautet §B (Marek)
        a.cs | // tn: Passwort für die Testumgebung beim Kunden ist §C
        a.cs | // login for the portal: ventas@acme.es, password §C - see the wiki
        a.sql | -- mot de passe h.brandt: §C
        a.cs | // TODO hasło do bazy: §C
        install.log | A temporary password is generated for root@localhost: §P
        notes.md | - Login: `versand@acme.es` / `§C`
        a.cs | // m.kowalski / §C (24.12.2010)
        a.ini | ; svc_import / §C
        a.cs | [TestCase("h.brandt", "§C", true)]⏎public void Anmeldung(string u, string p, bool ok) => Check(u, p);
        a.cs | [DataRow("noreply@acme.net", "§C")]⏎public void CanAuthenticate(string u, string p) => Check(u, p);
        a.cs | var logins = new Dictionary<string, string> { { "h.brandt", "§C" } };
        a.cs | logins.Add("mdm_owner", "§C");
        a.cs | private static readonly List<Account> Accounts = new()⏎{⏎    new("lager01", "§C", Role.User),⏎};
        a.kt | val konten = mapOf("giulia" to "§B")
        a.js | const roomPasswords = { lobby: '§C' };
        a.py | subprocess.check_call(['mysqldump', '-u', 'marta', '-p§C', '--single-transaction', 'recipes'])
        a.py | subprocess.run(["sshpass", "-p", "§C", "ssh", host])
        a.yaml | args: ["--user", "device:§C", "https://gw.acme.com/run"]
        a.cs | var пароль = "§P";
        a.ini | Пароль=§P
        a.yml | 密码: §P
        a.php | $hasło = '§P';
        a.config | <add key="haslo_bazy" value="§C" />
        a.config | <add key="motDePasseSmtp" value="§C" />
        a.cmd | set ACCESS_PHRASE=§C
        a.vb | Const CLAVE As String = "§C"
        a.vb | Const SVC_PW As String = "§C"
        a.cs | private const string Llave = "§K";
        a.cs | pop.Authenticate(Encoding.UTF8, "biuro@acme.net", "§P");
        a.cs | ctx.Credentials = new SharePointOnlineCredentials("bob@acme.com", ToSecure("§P"));
        a.cs | sheet.ProtectSheet("§C");
        a.cs | var influx = new InfluxDBClient("https://mq.acme.com:8086", "§K");
        a.cs | if (!await users.CheckPasswordAsync(user, "§C")) { }
        a.cs | page.LoginAs("bob@acme.com", "§C").Show();
        a.cs | if (string.Equals(txtKennwort.Text, "§C")) Grant();
        a.vb | If txtPass.Text.Trim() = "§P" Then
        a.vb | cnn.Open("Provider=SQLOLEDB;Server=db;Database=CRM", "lager01", "§C")
        a.swift | guard userField.text == "anita", passField.text == "§C" else { return }
        a.cs | migrationBuilder.InsertData(table: "Users", columns: new[] { "Id", "Login", "Password" }, values: new object[] { 72, "report", "§P" });
        a.cs | private static string KeyFor(string stage) => stage switch⏎{⏎    "prod" => "§K",⏎    _ => null,⏎};
        a.cs | var token = Convert.ToBase64String(Encoding.ASCII.GetBytes($"partner:§C"));
        a.js | const header = 'Basic ' + Buffer.from('rosie:§C').toString('base64');
        a.http | Authorization: Basic edi:§P
        a.sql | SELECT a.* FROM OPENROWSET('SQLNCLI', 'gateway'; 'bde'; '§P', 'SELECT 1') AS a;
        a.sql | INSERT INTO users VALUES (NULL, 'rosie', MD5('§C'), 'a@acme.io');
        a.fs | let password = defaultArg pwd "§C"
        a.fs | "§P" |> Seq.iter secure.AppendChar
        a.fs | Http.RequestString(url, headers = [ HttpRequestHeaders.BasicAuth "bob" "§C" ])
        a.rs | let pg_pass = env::var("PGPW").unwrap_or_else(|_| "§C".to_string());
        a.rb | [user, pw] == ['bob', '§C']
        a.c | #define WIFI_PSK  "§C"
        a.ino | WiFi.begin("acme", "§C");
        a.bat | plink -ssh deploy@acme -pw §C "sudo reboot"
        a.sh | mosquitto_pub -h 10.1.1.1 -u bob -P '§C' -t home -m ON
        a.sh | snmpget -v3 -l authPriv -u backup -a SHA -A '§C' 10.1.1.1 sysUpTime.0
        a.sh | net ads join -U bob%§C
        a.bat | schtasks /Create /TN Nightly /TR run.cmd /RU acme\bob /RP §C
        .pgpass | *:*:*:postgres:§P
        a.cs | HMACSHA256 hmac = new(Encoding.UTF8.GetBytes("§K"));
        a.cs | smtp.Credentials = new("bob", "§P");
        a.cs | PrincipalContext context = new(ContextType.Domain, "acme", "OU=Staff", "bob", "§P");
        a.cs | List<Credential> all = new() { new("bob", "§P") };
        a.cs | NetworkCredential[] all = [new("bob", "§P")];
        a.cs | string GetPassword(string env) => env switch⏎{⏎    "dev" => "§P",⏎    _ => null,⏎};
        a.cs | string GetPassword(int env)⏎{⏎    switch (env) { case 1: return "§P"; }⏎}
        a.cs | static class ApiKeys⏎{⏎    public const string Maps = "§K";⏎}
        a.cs | public static class Secrets {⏎    public static string Maps => "§K";⏎}
        a.cs | class ApiKeys⏎{⏎    string[] all = {⏎        "§K",⏎    };⏎}
        a.cs | string[] passwords = new string[] { "§P" };
        a.cs | var passwords = new List<string> { "one", "§P" };
        a.cs | var apiKeys = new[]⏎{⏎    "§K",⏎};
        a.cs | var passwords = new Dictionary<string, string> { ["bob"] = "§P" };
        a.cs | var passwords = new Dictionary<string, string> { { "bob", "§P" } };
        a.cs | (string user, string password) = ("bob", "§P");
        a.cs | (string Host, string User, string Pass) _box = ("mail.acme.com", "bob", "§P");
        a.cs | HttpAuth = ("bob", "§P");
        a.cs | if (user.Equals("bob") && pass.Equals("§P")) { }
        a.cs | if (textBox1.Text == "bob" && textBox2.Text == "§P") { }
        a.vb | If txtUser.Text = "bob" And txtPass.Text = "§P" Then
        a.vb | Private Const FtpPass As String = "§P"
        a.vb | Public ReadOnly Property Token As String⏎    Get⏎        Return "§K"
        a.vb | oRpt.SetDatabaseLogon("bob", "§P")
        a.cs | var bytes = Encoding.ASCII.GetBytes("bob:§P");⏎request.Headers["Authorization"] = "Basic " + Convert.ToBase64String(bytes);
        a.cs | var key = Encoding.ASCII.GetBytes("§P");
        a.java | private static final byte[] KEY = "§K".getBytes();
        a.cs | psi.Password = ToSecureString("§P");
        a.cs | psi.PasswordInClearText = "§P";
        a.cs | "§P".ToList().ForEach(secure.AppendChar);
        a.cs | sheet.Unprotect("§P");
        a.cs | var key = new PrivateKeyFile("id_rsa", "§P");
        a.cs | Credential = MongoCredential.CreateCredential("admin", "bob", "§P"),
        a.cs | var client = new ElasticClient(settings.BasicAuthentication("bob", "§P"));
        a.cs | var client = new FtpClient("ftp.acme.com", "bob", "§P");
        a.cs | var x1 = "§K"; // api secret of the label printer
        a.py | x1 = '§K'  # token of the printer
        a.cs | var s = @"<wsse:Password Type=""PasswordText"">§P</wsse:Password>";
        a.cs | [Option('t', "token", Default = "§K")]
        a.cs | const string PassPhrase = "§P";
        a.cs | public string MerchantPass { get; set; } = "§P";
        a.cs | Process.Start("net", @"use Z: \\nas\scan §P /user:bob");
        a.cs | Process.Start("7z.exe", "a -p§P out.7z");
        a.cs | const string Insert = "INSERT INTO Users (UserName, Password, IsAdmin) VALUES ('bob', '§P', 1)";
        a.cs | var w = await http.GetStringAsync("https://api.acme.com/v1?key=§H&q=1");
        a.fs | let config = dict [ "Host", "mq"; "Pass", "§P" ]
        a.fs | Http.RequestString("https://x", headers = [ "X-Auth-Token", "§K" ])
        a.erl | {ok, C} = epgsql:connect("db", "bob", "§P", [{port, 1}]),
        a.rs | client.get(url).basic_auth("bob", Some("§P"))
        a.go | var store = sessions.NewCookieStore([]byte("§K"))
        a.java | env.put(Context.SECURITY_CREDENTIALS, "§P");
        a.java | auth.withUser("bob").password("{noop}§P");
        a.java | Algorithm algorithm = Algorithm.HMAC256("§K");
        a.ts | const key = CryptoJS.enc.Utf8.parse('§K');
        a.js | const c = crypto.createCipher('aes-256-cbc', '§P');
        a.clj | {:dev {:env {:session-token "§K"}}}
        a.dart | final a = 'Basic ' + base64Encode(utf8.encode('bob:§P'));
        a.py | cx = cx_Oracle.connect('bob/§P@db:1521/ORCL')
        a.sh | sqlplus bob/§P@PROD
        .netrc | machine git.acme.com⏎  login bob⏎  password §P
        sql.cfg | enable password §P
        a.cfg | crypto isakmp key §P address 10.0.0.1
        ipsec.secrets | 10.0.0.1 : PSK "§P"
        nginx.conf | proxy_set_header X-Api-Key §H;
        a.seed | d-i passwd/root-password password §P
        a.cfg | rootpw --plaintext §P
        notes.txt | The root password is §P
        a.md | | server | login | password |⏎|---|---|---|⏎| cache01 | bob | §P |
        a.yml | parameters:⏎- name: deployPassword⏎  default: §P
        a.jmx | <a><b/><elementProp name="password"><stringProp name="Argument.value">§P</stringProp></elementProp></a>
        a.xml | <param name="token" type="string">§K</param>
        a.cs | // user: bob  pw: §P
        a.cs | /* FTP wachtwoord: §P */
        a.cs | string jelszo = "§P";
        a.env | RABBITMQ_ERLANG_COOKIE=§W
        a.cs | string heslo = "§P";
        a.cs | var password = cond ? "§P" : null;
        a.cs | var cert = new X509Certificate2("site.pfx", "§P");
        a.cs | var cert = new X509Certificate2(Path.Combine(root, "site.pfx"), "§P", X509KeyStorageFlags.MachineKeySet);
        a.cs | var cert = X509CertificateLoader.LoadPkcs12FromFile(path, "§P");
        a.cs | l.UseHttps("site.pfx", "§P");
        a.cs | collection.Import("site.p12", "§P", X509KeyStorageFlags.Exportable);
        a.cs | using var client = new SshClient(host, 22, "bob", "§P");
        a.cs | using var client = new SftpClient("db", "bob", "§P");
        a.cs | new PasswordAuthenticationMethod("bob", "§P")
        a.cs | var e = new DirectoryEntry("LDAP://dc=acme", "bob", "§P");
        a.cs | var c = new PrincipalContext(ContextType.Domain, "acme", "bob", "§P");
        a.cs | LogonUser("bob", "acme", "§P", 9, 0, out var handle);
        a.cs | await smtp.AuthenticateAsync("bob@acme.com", "§P");
        a.cs | await userManager.AddPasswordAsync(user, "§P");
        a.cs | await _userManager.CreateAsync(user, "§P");
        a.cs | var c = new ClientSecretCredential(tenant, client, "§K");
        a.cs | var s = SpeechConfig.FromSubscription("§K", "westeurope");
        a.cs | using var h = new HMACSHA256(Encoding.UTF8.GetBytes("§K"));
        a.cs | [DefaultValue("§P")]⏎public string Password { get; set; }
        a.cs | case "password": return "§P";
        a.cs | var p = config["Password"] ?? "§P";
        a.cs | var s = string.Format("Server={0};User Id={1};Password={2};", "db", "bob", "§P");
        a.cs | content.Add(new StringContent("§P"), "password");
        a.cs | var b = Convert.ToBase64String(Encoding.ASCII.GetBytes("bob:§P"));
        a.cs | var i = new ProcessStartInfo { Arguments = "/user:bob /password:§P" };
        a.cs | var url = "https://api.acme.com/v1/items?api_key=§K";
        a.cs | var url = $"https://api.acme.com/v1/{id}?size=2&access_token=§K";
        a.cs | const string deepgramKey = "§K";
        a.go | var password, user = "§P", "bob"
        a.py | c.setopt(pycurl.USERPWD, "§P")
        a.cs | var k = new Rfc2898DeriveBytes("§P", salt);
        a.cs | var s = string.Concat("Server=db;User Id=sa;Password=", "§P", ";");
        a.cs | sb.Append("Password=").Append("§P");
        a.properties | db.password §P
        a.properties | db.password	§P
        a.yaml | ? password⏎: §P
        a.yaml | db:⏎  ? password⏎  : "§P"
        a.yaml | args:⏎  - --password⏎  - §P
        a.yaml | args:⏎  - "--password"⏎  - "§P"
        a.js | const mandrillKey = '§K';
        a.js | const h = btoa('bob:§P');
        a.py | h = base64.b64encode(b"bob:§P")
        a.php | curl_setopt($ch, CURLOPT_PASSWORD, "§P");
        a.sql | EXEC sp_addlinkedsrvlogin 'srv', 'false', NULL, 'bob', '§P';
        a.bicep | {⏎  name: 'Smtp__Password'⏎  value: '§P'⏎}
        a.yml | inputs:⏎  overrideParameters: '-adminUser bob -adminPassword §P'
        a.yml | keys:⏎  size: 2⏎secrets:⏎  etsy: §K
        a.yml | mandrill: §K
        a.yml | - plaid: "§W"
        a.json | { "mapbox": "§K" }
        a.sh | osql -S db -U bob -P §P -i a.sql
        a.sh | smbclient //srv/share -U bob%§P -c ls
        a.cmd | schtasks /create /tn a /tr a.exe /ru acme\bob /rp §P
        a.cmd | certutil -p §P -importPFX site.pfx
        a.cmd | nuget setApiKey §G -Source https://nuget.acme.com/
        log4net.config | <appender><username value="bob" /><password value="§P" /></appender>
        Web.config | <add connectionString="metadata=res://*/M.csdl;provider=System.Data.SqlClient;provider connection string=&quot;data source=db;user id=bob;password=§P;App=EntityFramework&quot;" />
        a.cs | new OdbcConnection("Driver={SQL Server};Server=db;Uid=bob;Pwd={§W}")
        appsettings.json | { "ApiKeys": { "Internal": "§K" } }
        nuget.config | <add key="a" value="https://www.myget.org/F/acme/auth/§G/api/v3/index.json" />
        notes | You can find the deploy secret §W in the old vault
        notes | The token is `§K`, as ever.
        notes | You can find the Wistia secret §H in the old vault
        a.cs | var password = cond ? null : "§P";
        a.cs | var password = isProd ? Get("x") : "§P";
        a.cs | string GetPassword() { return "§P"; }
        a.cs | string GetPassword()⏎{⏎    return "§P";⏎}
        a.cs | private static string GetApiKey() => "§K";
        a.cs | private static string GetApiKey(string name, int x) => "§K";
        a.cs | public string Password { get { return "§P"; } }
        a.cs | public string Password⏎{⏎    get { return "§P"; }⏎}
        a.cs | public string Password⏎{⏎    get => "§P";⏎}
        a.cs | public string Password => "§P";
        a.cs | private string _password = "§P";
        a.cs | const string DbPassword = $"§P";
        a.cs | services.Configure<X>(o => o.Password = "§P");
        a.cs | client.DefaultRequestHeaders.Add("X-Api-Key", "§K");
        a.cs | client.DefaultRequestHeaders.Add("X-Api-Key", "§W");
        a.cs | client.DefaultRequestHeaders.Add("Authorization", "Token §H");
        a.cs | client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "§K");
        a.cs | request.Headers["Ocp-Apim-Subscription-Key"] = "§K";
        a.cs | request.Headers.TryAddWithoutValidation("x-functions-key", "§K");
        a.cs | if (password == "§P")
        a.cs | if (password.Equals("§P"))
        a.cs | var (user, password) = ("bob", "§P");
        a.cs | string password = null ?? "§P";
        a.cs | password ??= "§P";
        a.cs | void Connect(string user, string password = "§P")
        a.cs | static readonly SecureString p = Make(password: "§P");
        a.cs | builder.Password = new("§P");
        a.cs | x.UseSqlServer("Server=db;Database=x;User Id=shop;Password=§P");
        a.js | const password = cond ? '§P' : null;
        a.js | function getPassword() { return '§P'; }
        a.js | const getApiKey = () => '§K';
        a.js | getPassword() {⏎    return '§P';⏎}
        a.js | headers: { 'X-Api-Key': '§K' }
        a.js | headers: { 'X-Api-Key': '§W' }
        a.js | headers: { "Authorization": "Token §H" }
        a.js | headers: { Authorization: 'Bearer §K' }
        a.js | headers: { Authorization: `Bearer §K` }
        a.js | xhr.setRequestHeader("X-Api-Key", "§K");
        a.js | axios.defaults.headers.common['X-Api-Key'] = '§K';
        a.js | this.password = '§P'
        a.js | process.env.DB_PASSWORD = '§P';
        a.js | const { password = '§P' } = opts;
        a.js | let password; password = "§P";
        a.js | if (password === '§P') {
        a.ts | private readonly apiKey: string = "§K";
        a.ts | private readonly apiKey: string | undefined = "§K";
        a.ts | password?: string = "§P";
        a.ts | static readonly PASSWORD = '§P' as const;
        a.ts | const cfg = <Config>{ password: '§P' };
        a.tsx | <Login password="§P" />
        a.jsx | <Login apiKey={'§K'} />
        a.go | var dbPassword string = "§P"
        a.go | const apiKey string = "§K"
        a.go | password := "§P"
        a.go | var apiKey *string = ptr("§K")
        a.go | func password() string { return "§P" }
        a.go | func getPassword() string {⏎	return "§P"⏎}
        a.go | os.Setenv("DB_PASSWORD", "§P")
        a.go | req.Header.Set("X-Api-Key", "§K")
        a.go | req.SetBasicAuth("bob", "§P")
        a.go | flag.String("password", "§P", "the password")
        a.go | passwords := map[string]string{"dbPassword": "§P"}
        a.go | 	Password:   "§P",
        a.py | password: str = "§P"
        a.py | password: Optional[str] = "§P"
        a.py | password: Final[str] = '§P'
        a.py | password: "str" = "§P"
        a.py | def connect(user, password="§P"):
        a.py | def get_password():⏎    return "§P"
        a.py | password = "§P" if prod else None
        a.py | password = None if test else "§P"
        a.py | os.environ["DB_PASSWORD"] = "§P"
        a.py | os.environ.setdefault("DB_PASSWORD", "§P")
        a.py | requests.get(url, auth=("bob", "§P"))
        a.py | requests.get(url, auth=HTTPBasicAuth("bob", "§P"))
        a.py | headers = {"X-API-KEY": "§K"}
        a.py | headers = {"Authorization": "Token §H"}
        a.py | parser.add_argument("--password", default="§P")
        a.py | user, password = "bob", "§P"
        a.py | config = dict(password="§P")
        a.py | password = b"§P"
        a.py | password = ("§P")
        a.py | setattr(settings, "PASSWORD", "§P")
        a.kt | val password: String = "§P"
        a.kt | private val apiKey: String? = "§K"
        a.kt | const val API_KEY = "§K"
        a.kt | fun password(): String = "§P"
        a.kt | fun getPassword(): String { return "§P" }
        a.kt | val password: String get() = "§P"
        a.scala | val password: String = "§P"
        a.scala | def password: String = "§P"
        a.scala | implicit val apiKey = "§K"
        a.rs | let password: &str = "§P";
        a.rs | const API_KEY: &str = "§K";
        a.rs | const API_KEY: &'static str = "§K";
        a.rs | let password = String::from("§P");
        a.rs | let password = "§P".to_string();
        a.rs | static PASSWORD: Option<&str> = Some("§P");
        a.rs | fn password() -> &'static str { "§P" }
        a.swift | let password: String = "§P"
        a.swift | let apiKey: String? = "§K"
        a.swift | var password: String { return "§P" }
        a.swift | var password: String { "§P" }
        a.vb | Dim password As String = "§P"
        a.vb | Private Const Password As String = "§P"
        a.vb | Public Property Password As String = "§P"
        a.vb | Dim password$ = "§P"
        a.vb | Function GetPassword() As String⏎    Return "§P"⏎End Function
        a.vb | Dim password = If(x, "§P", Nothing)
        a.vb | Dim c As New NetworkCredential("bob", "§P")
        a.fs | let password : string = "§P"
        a.fs | let password: string = "§P"
        a.fs | let mutable password = "§P"
        a.fs | let getPassword () = "§P"
        a.fs | let [<Literal>] Password = "§P"
        a.fs | let password = if x then "§P" else ""
        a.fs | member _.Password = "§P"
        a.php | $password .= "§P";
        a.php | define('DB_PASSWORD', '§P');
        a.php | const DB_PASSWORD = '§P';
        a.php | $password = $x ? '§P' : null;
        a.php | $password = $x ?: '§P';
        a.php | 'password' => env('DB_PASSWORD', '§P'),
        a.php | public string $password = '§P';
        a.php | $cfg['password'] = '§P';
        a.php | mysqli_connect("db", "bob", "§P");
        a.php | new PDO('mysql:host=db', 'bob', '§P');
        a.pl | password => '§P',
        a.pl | my $password = '§P';
        a.pl | our %c = (password => "§P");
        a.pl | DBI->connect("dbi:mysql:x", "bob", "§P");
        a.rb | password => '§P'
        a.rb | password: '§P'
        a.rb | PASSWORD = '§P'.freeze
        a.rb | ENV['DB_PASSWORD'] = '§P'
        a.rb | ENV.fetch('DB_PASSWORD', '§P')
        a.rb | ENV.fetch('DB_PASSWORD') { '§P' }
        a.rb | ENV['DB_PASSWORD'] || '§P'
        a.rb | password ||= '§P'
        a.rb | def password; '§P'; end
        a.rb | set :password, '§P'
        a.rb | http.basic_auth 'bob', '§P'
        A.java | private static final String PASSWORD = "§P";
        A.java | String password = cond ? "§P" : "";
        A.java | public String getPassword() { return "§P"; }
        A.java | public String getPassword() {⏎    return "§P";⏎}
        A.java | @Value("${db.password:§P}")
        A.java | char[] password = "§P".toCharArray();
        A.java | byte[] key = "§K".getBytes();
        A.java | new UsernamePasswordAuthenticationToken("bob", "§P")
        A.java | new PasswordAuthentication("bob", "§P".toCharArray())
        A.java | System.setProperty("db.password", "§P");
        A.java | request.addHeader("X-Api-Key", "§K");
        A.java | .header("Authorization", "Token §H")
        A.java | .password("§P")
        A.java | @ConfigProperty(name = "db.password", defaultValue = "§P")
        A.java | String c = "jdbc:sqlserver://db;user=bob;" +⏎    "password=§P;" +⏎    "encrypt=true";
        a.dart | final String password = "§P";
        a.lua | local password = "§P"
        a.groovy | def password = '§P'
        build.gradle | password '§P'
        build.gradle | password = "§P"
        build.gradle | storePassword "§P"
        build.gradle.kts | keyPassword = "§P"
        a.c | const char *password = "§P";
        a.c | char password[] = "§P";
        a.c | #define PASSWORD "§P"
        a.cpp | std::string password{"§P"};
        a.cpp | std::string password("§P");
        a.cpp | const auto password = L"§P";
        a.r | password <- "§P"
        a.ex | password: "§P",
        a.ex | config :app, password: "§P"
        a.erl | {password, "§P"}
        a.clj | {:password "§P"}
        a.hs | password = "§P"
        a.sol | string password = "§P";
        run.sh | dotnet user-secrets set "Smtp:Password" "§P"
        run.sh | dotnet user-secrets set Smtp:Password §P
        README.md | dotnet user-secrets set "Smtp:Password" "§P"
        README.md | dotnet user-secrets set "Smtp:Password" "§P" --project src/Web
        run.sh | dotnet user-secrets set --project src/Web "Smtp:Password" "§P"
        .github/workflows/a.yml |       - run: dotnet user-secrets set "Smtp:Password" "§P"
        a.ps1 | dotnet user-secrets set "Smtp:Password" "§P"
        a.cmd | dotnet user-secrets set "Smtp:Password" "§P"
        a.ps1 | dotnet user-secrets set 'ConnectionStrings:Main' 'Server=db;User Id=shop;Password=§P'
        run.sh | az keyvault secret set --vault-name kv --name SmtpPassword --value §P
        run.sh | az keyvault secret set --vault-name kv --name SmtpPassword --value "§P"
        run.sh | az keyvault secret set --vault-name kv -n SmtpPassword --value '§P'
        run.sh | az keyvault secret set --vault-name kv --name Smtp --value "§K"
        run.sh | az keyvault secret set --vault-name kv \⏎  --name Smtp \⏎  --value "§K"
        a.yml |   run: az keyvault secret set --name X --value §K
        run.sh | gh secret set API_KEY --body §K
        run.sh | gh secret set NAME --body "§K"
        run.sh | gh secret set NAME -b"§K"
        run.sh | gh secret set NAME -b "§K"
        run.sh | kubectl create secret generic x --from-literal=password=§P
        run.sh | kubectl create secret generic x --from-literal=password='§P'
        run.sh | kubectl create secret generic x --from-literal='password=§P'
        run.sh | kubectl create secret generic x --from-literal=value=§K
        run.sh | kubectl create secret docker-registry r --docker-username=u --docker-password=§P
        run.sh | export DB_PASSWORD=§P
        run.sh | export DB_PASSWORD="§P"
        run.sh | DB_PASSWORD='§P' ./run
        run.sh | declare -x API_KEY=§K
        run.sh | readonly DB_PASSWORD="§P"
        run.sh | local password="§P"
        run.sh | env DB_PASSWORD=§P ./run
        a.fish | set -x DB_PASSWORD §P
        a.csh | setenv DB_PASSWORD §P
        a.cmd | set DB_PASSWORD=§P
        a.cmd | set "DB_PASSWORD=§P"
        a.cmd | setx DB_PASSWORD §P
        a.cmd | setx DB_PASSWORD "§P" /M
        README.md | setx OPENAI_API_KEY "§K"
        a.ps1 | $env:DB_PASSWORD = "§P"
        a.ps1 | $env:DB_PASSWORD='§P'
        a.ps1 | [Environment]::SetEnvironmentVariable("DB_PASSWORD", "§P", "User")
        a.cs | Environment.SetEnvironmentVariable(Prefix + "DB_PASSWORD", "§P");
        a.cs | builder.UseSetting("Db:" + "Password", "§P");
        a.ps1 | $password = "§P"
        a.ps1 | param([string]$Password = "§P")
        a.ps1 | [string] $password = '§P'
        a.ps1 | @{ Password = '§P' }
        a.ps1 | $p = ConvertTo-SecureString "§P" -AsPlainText -Force
        a.ps1 | $p = ConvertTo-SecureString -String "§P" -AsPlainText -Force
        a.ps1 | $p = ConvertTo-SecureString -AsPlainText "§P" -Force
        a.ps1 | $p = ConvertTo-SecureString -AsPlainText -Force -String '§P'
        a.ps1 | $p = "§P" | ConvertTo-SecureString -AsPlainText -Force
        a.ps1 | Invoke-Sqlcmd -Username sa -Password §P
        a.ps1 | $headers = @{ "X-Api-Key" = "§K" }
        a.ps1 | New-Object System.Net.NetworkCredential("bob", "§P")
        a.ps1 | Set-Item -Path Env:DB_PASSWORD -Value "§P"
        run.sh | docker run -e DB_PASSWORD=§P x
        run.sh | docker run --env DB_PASSWORD=§P x
        run.sh | docker run -e "DB_PASSWORD=§P" x
        run.sh | docker run -e 'SA_PASSWORD=§P' -p 1433:1433 x
        run.sh | docker login -u u -p §P
        run.sh | docker login -u u -p "§P" registry.contoso.com
        run.sh | docker login --username u --password §P
        run.sh | podman login -u u -p '§P' registry.contoso.com
        run.sh | docker build --build-arg NUGET_TOKEN=§K .
        run.sh | mysql -u root -p§P shop
        run.sh | mysqldump -uroot -p'§P' shop
        run.sh | mysql --user=root --password=§P shop
        run.sh | sqlcmd -S db -U sa -P §P -Q x
        run.sh | sqlcmd -S db -U sa -P "§P" -Q x
        run.sh | /opt/mssql-tools/bin/sqlcmd -U sa -P§P
        a.cmd | bcp x in y -U sa -P §P
        run.sh | PGPASSWORD=§P psql -h db
        run.sh | PGPASSWORD="§P" psql -h db
        a.cmd | net use Z: \\srv\share §P /user:bob
        a.cmd | net use Z: \\srv\share /user:bob §P
        a.cmd | net user bob §P /add
        run.sh | dotnet nuget push a.nupkg -k §K -s https://nuget.contoso.com
        run.sh | dotnet nuget push a.nupkg --api-key §K
        run.sh | nuget push a.nupkg §K -Source x
        run.sh | nuget push a.nupkg -ApiKey §K -Source x
        run.sh | nuget setapikey §K -Source x
        run.sh | dotnet nuget add source https://x -n x -u bob --password §K
        run.sh | dotnet nuget add source https://x -n x -u bob -p §K
        run.sh | nuget sources add -Name x -UserName u -Password §P
        run.sh | curl -u bob:§P https://api.contoso.com
        run.sh | curl --user bob:'§P' https://api.contoso.com
        run.sh | curl --user 'bob:§P' https://api.contoso.com
        run.sh | curl -X POST \⏎  -u 'bob:§P' \⏎  https://api.contoso.com
        run.sh | curl https://api.contoso.com \⏎  -H 'a: b' \⏎  --user bob:§P
        run.sh | curl -ubob:§P https://x
        run.sh | curl --user  'bob:§P' https://x
        run.sh | curl -u ":§P" https://x
        run.sh | curl -u "§W:" https://x
        run.sh | curl --header  'X-Api-Key:  §H' https://x
        run.sh | curl -su bob:§P https://x
        run.sh | curl -H "X-Api-Key: §K" https://x
        run.sh | curl -H 'X-Api-Key: §W' https://x
        run.sh | curl -H "Authorization: Token §H" https://x
        run.sh | curl -H "Authorization: Bearer §K" https://x
        run.sh | curl -H X-Api-Key:§K https://x
        run.sh | wget --password=§P https://x
        run.sh | wget --user=bob --password="§P" https://x
        run.sh | wget --http-password=§P https://x
        run.sh | http -a bob:§P https://x
        run.sh | sshpass -p §P ssh bob@h
        run.sh | sshpass -p '§P' ssh bob@h
        run.sh | sshpass -p§P ssh bob@h
        run.sh | redis-cli -h r -a §P
        run.sh | mongo -u bob -p §P db
        run.sh | mongosh --username bob --password §P
        run.sh | ldapsearch -D cn=x -w §P
        run.sh | openssl pkcs12 -export -passout pass:§P
        run.sh | openssl rsa -passin pass:§P
        run.sh | keytool -genkey -storepass §P -keypass changeit
        run.sh | echo "§P" | docker login -u u --password-stdin
        run.sh | echo §P | sudo -S ls
        run.sh | echo 'bob:§P' | chpasswd
        run.sh | az login --service-principal -u x -p §K --tenant y
        run.sh | helm install x --set db.password=§P
        run.sh | htpasswd -b file bob §P
        run.sh | aws configure set aws_secret_access_key §K
        run.sh | npm config set //registry/:_authToken §K
        run.sh | useradd -p §P bob
        run.sh | zip -P §P x.zip f
        run.sh | 7z a -p§P x.7z f
        run.sh | signtool sign /f c.pfx /p §P a.dll
        run.sh | dotnet dev-certs https -ep c.pfx -p §P
        run.sh | dotnet dev-certs https --export-path c.pfx --password §P
        a.json | { "cmd": "export API_KEY=§K" }
        a.json | { "cmd": "export API_KEY=\"§K\"" }
        a.json | { "script": "password=§P;" }
        package.json | { "scripts": { "db": "PGPASSWORD=§P psql -h db" } }
        package.json | { "scripts": { "db": "docker run -e SA_PASSWORD=§P mssql" } }
        package.json | { "scripts": { "p": "dotnet nuget push x --api-key §K" } }
        a.json | { "args": ["--password", "§P"] }
        a.json | { "args": ["--password=§P"] }
        .vscode/tasks.json | { "args": ["-e", "DB_PASSWORD=§P"] }
        .mcp.json | { "mcpServers": { "x": { "env": { "API_KEY": "§K" } } } }
        .mcp.json | { "mcpServers": { "x": { "args": ["--api-key", "§K"] } } }
        .claude/settings.json | { "permissions": { "allow": ["Bash(PGPASSWORD=§P psql:*)"] } }
        a.json | { "headers": { "Authorization": "Token §H" } }
        a.json | { "headers": { "X-Api-Key": "§W" } }
        a.json | { "headers": [ { "key": "X-Api-Key", "value": "§K" } ] }
        a.http | X-Octopus-ApiKey: §A
        a.http | Authorization: Token §H
        a.http | Authorization: Bearer §K
        a.http | Authorization: ApiKey §K
        a.http | GET https://x⏎X-API-KEY: §W
        a.http | Ocp-Apim-Subscription-Key: §K
        a.http | x-functions-key: §K
        a.http | api-key: §K
        a.http | ApiKey: §G
        a.http | X-Octopus-ApiKey: §G
        a.http | X-Api-Key: §G
        a.http | @apiKey = §K
        a.http | @password=§P
        a.md | X-Octopus-ApiKey: §A
        a.cs | client.DefaultRequestHeaders.Add("X-Octopus-ApiKey", "§A");
        a.cs | client.DefaultRequestHeaders.Add("X-Octopus-ApiKey", "§G");
        appsettings.json | { "Octopus": { "ApiKey": "§G" } }
        appsettings.json | { "ApiKey": "§G" }
        appsettings.json | { "InstrumentationKey2": 1, "SubscriptionKey": "§K" }
        .env | DB_PASSWORD=§P # the database
        .env | DB_PASSWORD = §P
        .env | DB_PASSWORD= §P
        .env | export DB_PASSWORD=§P
        a.yaml | apiVersion: v1⏎kind: Secret⏎data:⏎  value: §E
        a.yaml | apiVersion: v1⏎kind: Secret⏎data:⏎  password: §E
        a.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  value: §P
        a.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  config: §K
        a.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  config: "§K"
        a.yaml | kind: Secret⏎apiVersion: v1⏎metadata:⏎  name: x⏎stringData:⏎  conf.ini: |⏎    user=bob⏎    password=§P
        a.json | {"apiVersion":"v1","kind":"Secret","stringData":{"value":"§K"}}
        a.json | {"apiVersion":"v1","kind":"Secret","data":{"value":"§E"}}
        values.yaml | db:⏎  password: "§P"
        values.yaml | db:⏎  password: §P
        values.yaml | extraEnv:⏎  - name: DB_PASSWORD⏎    value: §P
        values.yaml | extraEnv:⏎  - value: §P⏎    name: DB_PASSWORD
        values.yaml | auth: {user: x, password: §P}
        values.yaml | auth:⏎  rootPassword: '§P' # root
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      - SA_PASSWORD=§P
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      - "SA_PASSWORD=§P"
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      SA_PASSWORD: §P
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      SA_PASSWORD: "§P"
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      ConnectionStrings__Main: "Server=db;User Id=sa;Password=§P"
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      - ConnectionStrings__Main=Server=db;User Id=sa;Password=§P
        docker-compose.yml | services:⏎  db:⏎    command: redis-server --requirepass §P
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      - SA_PASSWORD=${X:-§P}
        .github/workflows/a.yml | env:⏎  API_KEY: §K
        .github/workflows/a.yml | env:⏎  API_KEY: "§K"
        .github/workflows/a.yml | env:⏎  API_KEY: ${{ secrets.X || '§K' }}
        .github/workflows/a.yml |   - uses: docker/login-action@v3⏎    with:⏎      username: u⏎      password: §K
        azure-pipelines.yml | variables:⏎- name: dbPassword⏎  value: §P
        azure-pipelines.yml | - script: echo x⏎  env:⏎    DB_PASSWORD: §P
        a.yaml | password: !!str §P
        a.yaml | password: >-⏎  §P
        a.yaml | "password": "§P"
        a.yaml | password: |⏎  §P
        ansible.yml | ansible_become_pass: §P
        a.properties | db.password=§P
        a.properties | creds=§K
        a.properties | sonar.login=§H
        a.properties | db.password: §P
        application.properties | spring.datasource.password=§P
        application.properties | spring.datasource.password=${DB_PASSWORD:§P}
        a.ini | password=§P
        a.ini | password = "§P"
        a.ini | [db]⏎pwd=§P ; note
        a.toml | password = "§P"
        a.toml | password = '§P'
        a.toml | password = """§P"""
        a.toml | db = { user = "x", password = "§P" }
        a.toml | "db.password" = "§P"
        a.tf | password = "§P"
        a.tf | variable "db_password" {⏎  type = string⏎  default = "§P"⏎}
        a.tf | variable "db_password" { default = "§P" }
        a.tf | environment = { DB_PASSWORD = "§P" }
        a.tf | set_sensitive {⏎  name = "db.password"⏎  value = "§P"⏎}
        a.tf | password = var.x != "" ? var.x : "§P"
        a.tfvars | db_password = "§P"
        a.bicep | param adminPassword string = '§P'
        a.bicep | adminPassword: '§P'
        a.xml | <password>§P</password>
        a.xml | <x password="§P"/>
        a.xml | <property name="password" value="§P"/>
        a.xml | <property name="password"><value>§P</value></property>
        a.xml | <property name="password">§P</property>
        a.xml | <password><![CDATA[§P]]></password>
        a.xml | <entry key="db.password">§P</entry>
        a.xml | <Parameter Name="Password" Value='§P'/>
        settings.xml | <server><id>x</id><username>u</username><password>§P</password></server>
        a.config | <add value="§P" key="SmtpPassword"/>
        a.config | <network host="h" userName="u" password="§P"/>
        a.config | <identity impersonate="true" userName="u" password="§P"/>
        a.csproj | <Exec Command="sqlcmd -U sa -P §P -Q x" />
        a.csproj | <Exec Command="nuget push x -ApiKey §K" />
        a.plist | <key>apiKey</key><string>§K</string>
        a.plist | <key>password</key>⏎<string>§P</string>
        Dockerfile | ENV DB_PASSWORD=§P
        Dockerfile | ENV DB_PASSWORD §P
        Dockerfile | ENV DB_PASSWORD="§P"
        Dockerfile | ENV A=b DB_PASSWORD=§P C=d
        Dockerfile | ARG NUGET_TOKEN=§K
        Dockerfile | RUN sqlcmd -U sa -P "§P" -i x
        Dockerfile | ENV A=b \⏎    DB_PASSWORD=§P
        Dockerfile | CMD ["app", "--password", "§P"]
        a.sql | CREATE LOGIN bob WITH PASSWORD = '§P';
        a.sql | CREATE LOGIN bob WITH PASSWORD=N'§P', CHECK_POLICY=OFF;
        a.sql | CREATE USER bob IDENTIFIED BY '§P';
        a.sql | CREATE USER bob IDENTIFIED BY §P;
        a.sql | CREATE USER bob IDENTIFIED BY "§P";
        a.sql | CREATE USER bob IDENTIFIED WITH caching_sha2_password BY '§P';
        a.sql | ALTER USER bob PASSWORD '§P';
        a.sql | ALTER USER bob WITH PASSWORD '§P';
        a.sql | ALTER USER bob WITH ENCRYPTED PASSWORD '§P';
        a.sql | ALTER ROLE bob PASSWORD '§P';
        a.sql | CREATE ROLE bob LOGIN PASSWORD '§P';
        a.sql | GRANT ALL ON x.* TO bob@h IDENTIFIED BY '§P';
        a.sql | CREATE MASTER KEY ENCRYPTION BY PASSWORD = '§P';
        a.sql | CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'x', SECRET = '§K';
        a.sql | DECLARE @password nvarchar(50) = '§P';
        a.sql | DECLARE @password nvarchar(50) = N'§P';
        a.sql | SET @password = '§P';
        a.sql | EXEC sp_addlogin 'bob', '§P';
        a.sql | EXEC sp_addlinkedsrvlogin @rmtsrvname='x', @rmtpassword='§P';
        a.sql | INSERT INTO users (name, password) VALUES ('bob', '§P');
        a.sql | UPDATE users SET password = '§P' WHERE id = 1;
        a.sql | SELECT dblink('host=h user=u password=§P', 'x');
        a.cs | var sql = "CREATE LOGIN bob WITH PASSWORD = '§P'";
        a.cs | var sql = @"CREATE LOGIN bob⏎  WITH PASSWORD = '§P'";
        a.cs | cmd.CommandText = "ALTER USER bob IDENTIFIED BY '§P'";
        a.txt | Server=db;Database=x;User Id=sa;Password=§P;
        a.md | `Server=db;Database=x;User Id=sa;Password=§P`
        a.txt | Driver={SQL Server};Server=db;Uid=sa;Pwd=§P;
        a.txt | DRIVER={ODBC Driver 17};SERVER=db;UID=sa;PWD={§P};
        a.txt | jdbc:sqlserver://db:1433;user=sa;password=§P
        a.txt | jdbc:mysql://db/x?user=root&password=§P
        a.txt | jdbc:oracle:thin:bob/§P@db:1521/x
        a.txt | jdbc:postgresql://db/x?user=bob&password=§P&ssl=true
        a.txt | mongodb+srv://bob:§W@c.mongodb.net/x
        a.txt | amqp://bob:§W@mq/x
        a.txt | redis://:§W@r:6379
        a.txt | r.redis.cache.windows.net:6380,password=§P,ssl=True
        a.txt | host=db user=bob password=§P dbname=x
        a.txt | Data Source=db;User Id=bob;Password="§P";
        a.txt | Data Source=db;User Id=bob;Password='§P';
        a.cs | var c = "Data Source=db;User Id=bob;Password='§P';";
        a.cs | var c = $"Server={s};Uid=sa;Pwd=§P;";
        a.cs | var c = "r:6380,password=§P,ssl=True";
        a.cs | var c = new SqlConnectionStringBuilder { DataSource = "db", Password = "§P" };
        a.cs | var c = "Endpoint=https://x;AccessKey=§K";
        a.vb | Dim c = "Server=db;" &⏎    "Uid=sa;Pwd=§P"
        a.py | engine = create_engine("postgresql://bob:§W@db/x")
        a.py | conn = psycopg2.connect("host=db user=bob password=§P")
        a.py | c = 'DRIVER={x};SERVER=db;UID=bob;PWD=' + '§P'
        a.py | url = f"postgresql://{u}:§W@db/x"
        a.go | dsn := "bob:§P@tcp(db:3306)/x"
        a.go | dsn := "host=db user=bob password=§P"
        a.go | db, _ := sql.Open("mysql", "bob:§P@tcp(db:3306)/x")
        A.java | DriverManager.getConnection("jdbc:mysql://db/x?user=bob&password=§P");
        A.java | String u = "jdbc:mysql://db/x" +⏎  "?user=bob&password=§P";
        a.kt | val m = mapOf("user" to "bob", "password" to "§P")
        a.scala | val m = Map("user" -> "bob", "password" -> "§P")
        a.feature | And I fill in "Password" with "§P"
        a.rb | fill_in 'Password', with: '§P'
        a.rb | let(:password) { '§P' }
        a.rb | user.password = user.password_again = '§P'
        a.rb | config.secret_key_base = '§H'
        secrets.yml | production:⏎  secret_key_base: §H
        a.pl | $conf{password} = '§P';
        a.pl | $self->{password} = "§P";
        a.erl | {default_pass, <<"§P">>},
        a.erl | Password = <<"§P">>,
        a.erl | #{<<"password">> => <<"§P">>}
        a.ex | @password "§P"
        a.c | #define DB_PASSWORD "§P"
        a.c | mysql_real_connect(m, "db", "bob", "§P", "shop", 0, NULL, 0);
        a.cpp | const QString password = QStringLiteral("§P");
        a.m | [request setValue:@"§K" forHTTPHeaderField:@"X-Api-Key"];
        a.m | #define kClientSecret @"§K"
        a.go | var jwtKey = []byte("§K")
        a.go | auth := smtp.PlainAuth("", "bob", "§P", "mail.acme.com")
        a.go | u.User = url.UserPassword("bob", "§P")
        a.java | keyStore.load(stream, "§P".toCharArray());
        a.java | SecretKeySpec k = new SecretKeySpec("§K".getBytes(), "AES");
        a.java | new UsernamePasswordCredentials("bob", "§P");
        a.java | Jwts.builder().signWith(SignatureAlgorithm.HS512, "§K");
        a.java | jedis.auth("§P");
        build.gradle | buildConfigField "String", "API_KEY", "\"§K\""
        build.gradle.kts | buildConfigField("String", "API_KEY", "\"§K\"")
        a.js | const t = jwt.sign(payload, '§K');
        a.js | app.use(cookieParser('§K'));
        a.js | const h = crypto.createHmac('sha256', '§K');
        a.js | cy.get('#password').type('§P');
        a.js | axios({ auth: ['bob', '§P'] });
        a.py | User.objects.create_user('bob', 'bob@acme.com', '§P')
        a.py | server.login('bob', '§P')
        a.py | h = hmac.new(b'§K', body)
        a.php | $link = mysql_connect('localhost', 'bob', '§P');
        a.php | ldap_bind($ds, $dn, '§P');
        a.cs | driver.FindElement(By.Id("password")).SendKeys("§P");
        a.cs | txtPassword.Text = "§P";
        a.cs | PasswordTextBox.Text = "§P";
        a.cs | PassWord = "§P",
        a.cs | string pw = "§P";
        a.cs | Membership.CreateUser("bob", "§P");
        a.cs | var text = Decrypt(cipher, "§P");
        a.cs | var hash = Crypto.HashPassword("§P");
        a.cs | Assert.False(Crypto.VerifyHashedPassword(hashed, "§P"));
        a.cs | query.Token = "§K";
        a.json | { "data": { "token": "§K" } }
        a.cshtml | <input type="password" id="p" value="§P" />
        a.html | <input name="password" type="text" value="§P">
        a.adoc | <property name="password" value="§P"/>
        web.xml | <init-param><param-name>password</param-name><param-value>§P</param-value></init-param>
        hive-site.xml | <configuration><property><name>db.password</name><value>§P</value></property></configuration>
        a.md | - **Password**: §P
        a.md | **Password:** §P
        run.sh | : ${DB_PASSWORD:=§P}
        run.sh | echo 'Cleartext-Password = "§P"' | client
        run.sh | rabbitmqctl add_user bob §P
        redis.conf | requirepass §P
        ldap.conf | bindpw §P
        httpd.conf | AuthLDAPBindPassword "§P"
        wpa.conf | psk="§P"
        Jenkinsfile | string(name: 'API_TOKEN', defaultValue: '§K', description: '')
        a.cs | var badpass = "§P";
        a.cs | var password = "§L";
        a.go | token := "§S"
        a.json | { "Key": "password", "Value": "§P" }
        a.go | env := corev1.EnvVar{Name: "DB_PASSWORD", Value: "§P"}
        a.cs | var e = new EnvVar { Name = "DB_PASSWORD", Value = "§P" };
        a.py | tags = [{'Key': 'DB_PASSWORD', 'Value': '§P'}]
        a.cs | var client = new MapboxClient("§W");
        a.cs | services.AddSingleton(new MailchimpClient("§W"));
        a.go | client := typeform.NewClient("§W")
        a.js | const klaviyo = require("klaviyo")("§W");
        a.ts | export const config = { vonage: { key: "§W" } };
        a.cs | Use(new VonageOptions { Key = "§W" });
        a.cs | // Plaid api-key: §W
        a.cs | Call("§W"); // the Plaid key
        notes | §W is our Fastly token
        notes | Use the Klaviyo key §W for it.
        README.md | Set your Mapbox token to `§W` before it runs.
        a.txt | klaviyo = §W
        a.txt | klaviyo = §G
        a.csv | service,secret⏎klaviyo,§W
        a.csv | name,value⏎klaviyo_key,§W
        a.csv | auth_token,§K
        a.csv | id,name,value⏎1,db_password,§P
        a.tsv | auth_token	§K
        a.txt | auth_token §K
        a.cs | // db_password = §P
        a.py | # api_token: §K
        a.cs | public Task<string> GetPassword() => Task.FromResult("§P");
        a.cs | public Task<string> GetPasswordAsync()⏎{⏎    return Task.FromResult("§P");⏎}
        a.cs | o.AccessTokenProvider = () => "§K";
        a.cs | o.AccessTokenProvider = async () => await Task.FromResult("§K");
        a.cs | Process.Start("sqlcmd", "-S db -U sa -P §P");
        a.cs | new ProcessStartInfo("sqlcmd.exe", $"-S {db} -U sa -P §P");
        a.bicep | resource s 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {⏎  name: 'kv/sql'⏎  properties: {⏎    value: '§P'⏎  }⏎}
        a.json | {"type":"Microsoft.KeyVault/vaults/secrets","name":"kv/sql","properties":{"value":"§P"}}
        a.sh | curl https://api.acme.com/v1 -u §H:
        a.go | appKey := "§K"
        Dockerfile | ARG VULTR_KEY §K
        a.yaml | - name: VULTR_KEY⏎  value: "§K"
        a.cs | var azurePat = "§K";
        notes | The api key is §K
        notes | it has a secret of §K, and more
        a.ipynb | {"cells":[{"source":["vonage_token = \"§K\"\n"]}]}
        a.json | {"run": "db_password = \"§P\""}
        a.mk | API_TOKEN ?= §K
        a.xml | <a><dbname>Server=db;Database=x;User Id=bob;Password=§P</dbname></a>
        a.cs | // public string ApiToken: §K
        notes | Key Token: §K
        a.env | API_KEYS=§K,x1 = 2
        a.c | #define API_TOKEN "§K"
        a.yml | - name: vonageKey⏎  value: §K
        a.csv | vonage_key|§K
        Dockerfile | ENV DB_PWD §P
        a.yml | url: postgres://svc:§W@db.example.com/shop
        build.gradle | resValue "string", "api_key", "§K"
        """";

    private const string Clean = """"
        a.cs | var u = "postgres://app:" + password + "@db/app"; var v = "text";
        a.cs | var u = "https://app:" + "8080" + "/app";
        a.cs | var a = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":" + password)) + "x";
        a.cs | var b = Convert.ToBase64String(Encoding.UTF8.GetBytes("see" + ": " + "the notes"));
        a.cs | var c = new Link("AuthType=ClientSecret;Url=https://x.crm.dynamics.com;ClientSecret={0}");
        a.ps1 | net use \\srv\share /delete
        a.md | In net use \\srv\share the second word is the share.
        p.dtsx | <a><DTS:Variable DTS:ObjectName="SftpPassword"><DTS:VariableValue DTS:DataType="8"></DTS:VariableValue></DTS:Variable></a>
        a.json | { "password": "at-least-eight-characters", "loginPassword": "forgot-password-link-text" }
        a.json | { "adminPassword": "my-app-service-config", "password": "user-login-form-input" }
        a.ps1 | Connect -Password $sqlPassword19 -Credential $dbCredential01
        a.json | { "Shop": "Server=a;Database=b;User Id=c;Password=$dbPassword;Encrypt=true" }
        a.json | { "Shop": "Server=a;Database=b;User Id=c;Password=your password here;Encrypt=true" }
        a.cs | var passwordTitle = "Page twelve 12";⏎var password = "Enter your text 12";
        NuGet.Config | <add key="ClearTextPassword" value="votre_mot_de_passe" />⏎<add key="ClearTextPassword" value="[DEIN_PASSWORT&gt;" />
        a.cs | private const string AssemblyToken = "PublicKeyToken=b9c31c2f05408fc1";
        openapi.yaml | password: {type: string, format: password, minLength: 8}
        a.cs | [InlineData("ALLUPPER1", false)]⏎public void ValidatesPassword(string password, bool isRight) {}
        a.js | const twilioClient = require('twilio')('AC5e4401d4a6dbc5d1370e71f9ad58c711', token);
        .env | PUSHER_APP_KEY=92c0fdb72f972316a8e5
        README.md | Builds for (see https://acme.com) linux (x64 / arm64), and net6.0 / net8.0
        a.sql | CREATE USER bob WITH PASSWORD 'secret';⏎CREATE USER bob WITH PASSWORD :password;
        .netrc | machine ftp.acme.com login bob password password
        sw1.cfg | snmp-server community public RO⏎tacacs-server key 7 0822
        site.conf | proxy_set_header X-Token $http_x_token;⏎proxy_pass http://backend;
        a.json | { "resources": [ { "type": "random_id", "result": "UfRXFc6up7CYsG0UjNiB" } ] }
        a.cs | // Two names are no login: net6.0 / net8.0-android
        notes.txt | The reset password is Base64-encoded
        notes.txt | Rename password to newPassword2
        notes.txt | Change the hash of a password to PBKDF2-SHA512
        CHANGES.txt | - password is UTF16-encoded now (see Issue-1234)
        a.cs | // password handling was moved to UserManager2
        a.yml | password: ${X}⏎0: m.Input7map
        a.cs | yield return new object[] { "http://abc@host/", "http", "abc%E1%88%B4%E2%8D%85" };
        a.js | n = e.removeEventListener.bind(e, "expandedChanged", t)
        a.js | x = ["ROWS BETWEEN","IDENTIFIED BY"]),N={name:"mariadb",options:{a:C,b:["D"]}}
        ldap.conf | pam_password md5_legacy
        a.cs | /// Original was GL_STENCIL_BACK_PASS_DEPTH_PASS_ATI = 0x8803
        a.yml | apiVersion: v1⏎kind: Secret⏎metadata:⏎  uid: §G
        a.sh | export TOKEN=123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11
        a.resx | <data name="key_16"><value>iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8xSLyMjF9q4Tr</value></data>
        a.py | child.expect('[Pp]assword:')⏎child.sendline(password)
        a.py | child.expect('[Pp]assword:')⏎child.sendline('')
        README.md | The password policy is explained in chapter Security2.
        README.md | Password length: 8 to 64 characters, see RFC8265.
        a.cs | // the password is hashed with PBKDF2 before it is stored in Users2
        a.cs | // password reset is done by Identity4
        CHANGELOG.md | - Release v1.0.4 / npm@v1.0.4
        a.cs | var half = (value.Width / 100.0).ToString ("E99");
        a.asm | ;;   [rsp + 38]  -> m_Flags / m_dwAlignPad2
        README.md | net6.0 / net8.0-android34
        a.cs | [TestCase("h.brandt", "Anmeldung2Go", true)]⏎public void Title(string name, string page, bool ok) => Check(name, page);
        a.cs | var accounts = new Dictionary<string, string> { { "main", "checking" } };
        a.js | const password = { label: 'Passwort2', hint: 'Min8Chars' };
        a.js | var passwords = { title: 'Kennwort' };
        a.py | subprocess.check_call(['mysqldump', '-u', 'marta', '-p', password])
        a.cs | { Assert.Pass("Succeeded!"); }
        a.cs | private static string KeyFor(string stage) => stage switch⏎{⏎    "prod" => "cache:products",⏎    _ => null,⏎};
        a.ini | # signingkey = 0x292BA4A0650E3CCF
        README.md | POSTGRES=postgresql://user:password@postgres:5432/database
        a.sh | set -e password
        a.sh | snmpwalk -v2c -c public 10.1.1.1
        a.js | x = { allPass: "overEvery", renderPass: "offScreen" };
        a.xml | <a><settings pass="oobeSystem" /></a>
        a.cs | public static Diagnostic NoSecondPass { get; } = new("CBG6005", "No second-pass review", Severity.Warning);
        a.cs | if (comboBox1.Text == "Europe" && comboBox2.Text == "Zone12Ab!") { }
        a.cs | if (lblA.Text == "Europe" && lblB.Text == "Zone12Ab!") { }
        a.cs | string[] commonPasswords = { "qwerty12!", "abc123!x" };
        a.cs | var passwordRules = new Dictionary<string, string> { ["min"] = "Digit8" };
        a.cs | class ApiKeys⏎{⏎    public const string ClientId = "§K";⏎    void X() { var a = Get("§K"); }⏎}
        a.cs | class SecretReader⏎{⏎    const string Version = "§K";⏎}
        a.cs | var token_data = new Dictionary<string, string> { ["signature"] = "§K" };
        a.cs | var c = new ClientSecretCredential("§G", "§G", secret);
        a.cs | var client = new ElasticClient("search:§K§K");
        a.cs | new Secret("secret".Sha256())
        a.cs | var n = new NetworkCredential("user", "password");
        a.cs | var n = new NetworkCredential("user", "user_password");
        a.cs | var key = Encoding.UTF8.GetBytes("key");
        a.cs | var bytes = Encoding.ASCII.GetBytes("Content:text1");
        a.cs | var x = "§K"; // see https://acme.com/token/1
        a.cs | var x = "a short text"; // token of the printer
        a.cs | request.AddHeader("Postman-Token", "§G");
        a.cs | var s = "<Password>{password}</Password>";
        a.ts | privateKey: Uint8Array;
        a.ts | secret: Uint8Array
        a.yml | mysql_user: { update_password: on_create }
        a.sql | -- rows that are identified by 'bidding_strategy'
        a.js | // is to be updated, identified by `itemId`.
        a.cs | var requestCredentials = ["omit", "same-origin", "include"];
        a.md | The password is required
        a.md | The password is SHA256-hashed
        a.sh | keytool -list -keystore debug.keystore -storepass android
        a.c | static const uint8_t fips_key[] = { 0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c };
        a.conf | //nas/pub /mnt/pub cifs credentials=/root/.smbcred,uid=1000 0 0
        a.sql | CREATE USER 'old'@'%' IDENTIFIED BY PASSWORD '*77026EA6F88BDEB9FCB71BB65D96FF6A99D8E0F0';
        a.cs | const string ConsumerKey = "3MVG9§K§K";
        a.js | mapboxToken: 'pk.eyJ§K.§W',
        a.cs | PasswordHash = hasher.HashPassword("password1");
        a.js | f("a"),this.sPassword=i,this.oHeaders["Accept-Language"]=g,h("b")
        a.cs | var cert = new X509Certificate2("site.pfx", Password);
        a.cs | var cert = new X509Certificate2("site.cer");
        a.cs | AddMapping(".p12", "application/x-pkcs12");
        a.cs | using var client = new SshClient("db", 22, "deploy01!a", password);
        a.cs | var e = new DirectoryEntry("LDAP://dc=acme", "svc_web!01", password);
        a.cs | [DefaultValue("Report-2024!")]⏎public string Title { get; set; }
        a.cs | case "password": return "Contraseña";
        a.cs | case "name": return "Report-2024!";
        a.cs | var s = string.Format("Server={0};User Id={1};Password={2};", server, user, password);
        a.cs | var s = string.Format("Password of {0} ends {1}", "Anna-Maria!1", "2024-05-01!");
        a.cs | content.Add(new StringContent("Report-2024!"), "title");
        a.cs | var b = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{password}"));
        a.cs | var b = Convert.ToBase64String(Encoding.ASCII.GetBytes("http://acme.com/2024a"));
        a.cs | Console.WriteLine("usage: tool [-user NAME] [-pwd PASSWORD] /password:PASSWORD");
        a.cs | var url = "https://api.acme.com/v1/items?api_key={key}";
        a.cs | var url = "https://ci.acme.com/badge.svg?token=§W&branch=main";
        a.cs | using var h = new HMACSHA256(Encoding.UTF8.GetBytes(key));
        a.go | var password, user = os.Getenv("P"), "Report-2024!"
        a.cs | var k = new Rfc2898DeriveBytes(password, salt);
        a.cs | sb.Append("Title=").Append("Report-2024!");
        a.cs | sb.Append("Password=").Append(password);
        a.properties | password.label Enter your password
        a.properties | password.policy
        a.ini | password Report-2024!
        a.yaml | ? password⏎: ${DB_PASSWORD}
        a.yaml | ? title⏎: Report-2024!
        a.yaml | args:⏎  - --password⏎  - $(DB_PASSWORD)
        a.yaml | args:⏎  - --title⏎  - Report-2024!
        a.php | curl_setopt($ch, CURLOPT_PASSWORD, $password);
        a.sh | smbclient //srv/share -U "bob%$PASS" -c ls
        a.yml | mandrill: templates/order-confirmation-2024.html
        a.yml | mandrill: §H
        a.yml | mapbox: ${MAPBOX}
        nuget.config | <packageSourceCredentials><a><add key="Username" value="bob" /><add key="ClearTextPassword" value="&lt;password&gt;" /></a></packageSourceCredentials>
        a.yml | grafana: https://grafana.acme.com/d/§W
        a.yml | my-grafana: §W
        a.json | { "vercel": "^34.2.1-canary.20240501" }
        log4net.config | <appender><password value="${SMTP_PASSWORD}" /><layout value="Report-2024!" /></appender>
        notes | The token is kept in acme-prod-vault-2024 and the secret OrderServiceClient2024Options is gone.
        notes | token 5d41402abc4b2a76b9719d911017c592 is the hash of hello
        a.cs | var password = cond ? "yes" : null;
        a.cs | string GetPassword() { return "password"; }
        a.cs | string GetPasswordColumn() { return "§P"; }
        a.cs | throw new PasswordException("Kx9 is wrong");
        a.cs | client.DefaultRequestHeaders.Add("X-Api-Key", "your-api-key");
        a.cs | var password = args.Length > 0 ? args[0] : "password";
        a.ts | private readonly passwordLabel: string = "Passwort eingeben";
        a.ts | const password: string = 'password';
        a.go | var passwordFlag string = "password"
        a.go | const secretKind string = "Secret"
        a.py | password: str = "password"
        a.py | password: str = os.environ["DB_PASSWORD"]
        a.py | def get_password_hash_name():⏎    return "sha256-crypt1"
        a.py | parser.add_argument("--password", help="the pass-w0rd of db1")
        a.php | define('PASSWORD_FIELD', 'password');
        a.c | #define PASSWORD "password"
        build.gradle | password project.findProperty("p")
        README.md | dotnet user-secrets set "Smtp:Password" "<your password>"
        README.md | dotnet user-secrets set "Smtp:Password" "$PASSWORD"
        README.md | dotnet user-secrets set "Smtp:Password" "password"
        README.md | dotnet user-secrets set "Smtp:Host" "smtp.contoso.com"
        README.md | dotnet user-secrets set NAME VALUE
        a.yml | - run: dotnet user-secrets set "Smtp:Password" "${{ secrets.SMTP }}"
        run.sh | az keyvault secret set --vault-name kv --name X --value "$VALUE"
        run.sh | az keyvault secret set --vault-name kv --name X --value "<value>"
        run.sh | az appservice plan set --name x --value "standard-s1"
        run.sh | gh secret set NAME --body "$X"
        run.sh | gh secret set NAME < file.txt
        run.sh | kubectl create secret generic x --from-literal=password=$PASSWORD
        run.sh | kubectl create secret generic x --from-literal=password=<password>
        a.ps1 | $p = ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force
        a.ps1 | $p = ConvertTo-SecureString "password" -AsPlainText
        run.sh | docker login -u u -p $TOKEN
        run.sh | docker login -u u --password-stdin
        run.sh | docker run -p 8080:8080 -u 1000:1000 x
        run.sh | mysql -u root -p shop
        a.js | if(o==="a:"){return"b"}e.username="";e.password="";e.hash="";f("x")
        README.md | Count the net user experience v2.0-beta1 of the release
        README.md | Of the net use of memory 12MB-x1 remain
        run.sh | nuget push Shop.1.0.0.nupkg Shop.Tools.1.0.0.snupkg
        run.sh | echo login-1x2y && cat token.txt | docker login -u u --password-stdin
        run.sh | mysql -u root -p$PASS shop
        run.sh | mkdir -parents1x2y3z
        run.sh | sqlcmd -S db -U sa -P $SA_PASSWORD -Q x
        a.cmd | net use Z: \\srv\share * /user:bob
        a.cmd | net user bob /delete
        run.sh | dotnet nuget push a.nupkg -k $KEY -s https://x
        run.sh | dotnet nuget push a.nupkg -k az -s https://x
        run.sh | sshpass -p "$PASS" ssh bob@h
        run.sh | ssh -p 2222 bob@h
        a.json | { "cmd": "export API_KEY=$API_KEY" }
        a.json | { "cmd": "password=${password};" }
        a.json | { "help": "Use --password=secret to log in" }
        a.json | { "help": "token=abc" }
        appsettings.json | { "ClientId": "§G", "TenantId": "§G", "Key": "§G" }
        a.cs | var id = "§G";
        a.cs | Add("Key", "§G");
        a.http | Authorization: Token {{token}}
        a.http | X-Api-Key: {{apiKey}}
        a.http | X-Correlation-Id: §G
        a.http | Authorization: Bearer {{token}}
        a.md | Authorization: Token your-token-here
        a.md | Authorization: Token authentication is required
        .env | DB_PASSWORD=$DB_PASS
        .env | DB_PASSWORD=${DB_PASS}
        .env | DB_PASSWORD=$(cat /run/secrets/x)
        .env | DB_PASSWORD=a${X}b9
        .env | DB_PASSWORD=
        .env | DB_PASSWORD=changeme
        .env | DB_PASSWORD= # set me 9x!
        .env | #DB_PASSWORD=
        a.yaml | apiVersion: v1⏎kind: Secret⏎metadata:⏎  name: Kx9vW2qLm7zRt4⏎data:⏎  value: ""
        a.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  value: "{{ .Values.x }}"
        a.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  username: bob
        a.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  host: db9.contoso.com
        a.yaml | apiVersion: v1⏎kind: ConfigMap⏎data:⏎  value: §K
        a.yaml | apiVersion: v1⏎kind: Secret⏎metadata:⏎  labels:⏎    hash: §H
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      - SA_PASSWORD=${SA_PASSWORD}
        docker-compose.yml | services:⏎  db:⏎    environment:⏎      - SA_PASSWORD_FILE=/run/secrets/x9
        Dockerfile | ARG NUGET_TOKEN
        Dockerfile | ENV DB_PASSWORD=$X
        a.sql | CREATE LOGIN bob WITH PASSWORD = '$(pw)';
        a.sql | ALTER USER bob IDENTIFIED BY :pw;
        a.sql | password varchar(50) NOT NULL DEFAULT '',
        a.inc | NO_PRIVATE_KEY := 28846,NO_CLEAR_PRIVATE_KEY_FILE := 28847,⏎  NO_KEY := 28848
        a.kt | val m = mapOf("password" to "password", "title" to "Report-2024!")
        a.scala | val m = Map("title" -> "Report-2024!", "password" -> "password")
        a.feature | And I fill in "Title" with "Report-2024!"
        a.rb | fill_in 'Title', with: 'Report-2024!'
        a.rb | let(:title) { 'Report-2024!' }
        a.rb | same = user.password == user.title_again = 'Report-2024!'
        a.rb | config.secret_key_base = ENV['SECRET_KEY_BASE']
        a.rb | user.hashed_password = '§H'
        a.pl | $conf{title} = 'Report-2024!';
        a.pl | GetOptions("user=s" => \$user, "password=s" => \$password, "host-1=s" => \$host);
        a.erl | {default_pass, <<"guest">>},
        a.erl | jose_jwk_der:to_binary(Password, 'X25519PublicKey', X25519PublicKey).
        a.erl | jose_jwk_der:to_binary(Password, 'EdDSA25519PrivateKey', Key).
        a.erl | jose_jwk_der:to_binary(Password, 'X448PublicKey', Key).
        a.ex | @title "Report-2024!"
        a.c | #define TITLE "Report-2024!"
        a.m | [request setValue:@"Report-2024!" forHTTPHeaderField:@"X-Title"];
        a.go | var title = []byte("Report-2024!")
        a.java | char[] digits = load(stream, "0123456789abcdef".toCharArray());
        a.java | char[] title = parse(stream, "Report-2024!".toCharArray());
        a.java | IvParameterSpec k = new IvParameterSpec("Report-2024!".getBytes());
        build.gradle | buildConfigField "String", "TITLE", "\"Report-2024!\""
        a.js | const t = jwt.sign(payload, secret);
        a.js | cy.get('#title').type('Report-2024!');
        a.py | x = passlib_or_crypt(password, "md5_crypt", salt=salt)
        a.c | snprintf(token, "call_%d_o1", n);
        a.cs | lblPassword.Text = "Report-2024!";
        a.cs | PassWordLabel = "Report-2024!",
        a.cs | var next = "a"; page.NextToken = "§K";
        a.json | { "data": { "csrf-token": "§K" } }
        a.html | <input name="authenticity_token" type="hidden" value="§K">
        a.html | <input name="token" type="hidden" value="§K">
        a.html | <input name="title" type="text" value="Report-2024!">
        a.xml | <a><b><param-name>password</param-name></b><c><param-value>Report-2024!</param-value></c></a>
        web.xml | <init-param><param-name>title</param-name><param-value>Report-2024!</param-value></init-param>
        a.adoc | ** description: pass:none[text color 2024!]
        a.adoc | ** description: pass:quotes[*bold*-1x]
        a.md | - **Title**: Report-2024!
        run.sh | : ${DB_PASSWORD:=$OTHER}
        run.sh | echo 'Title = "Report-2024!"' | client
        nginx.conf | proxy_pass backend1x!;
        nginx.conf | fastcgi_pass php5-fpm_sock1;
        pam.conf | password required pam_unix.so
        a.conf | ciphers ALL:!MD5:!PSK:!aECDH:!x9
        a.yml | master_item:⏎  key: juniper.mx.ospfv3.nbr.snmp.walk
        a.yml | private_key: /root/.ssh/id_ed25519
        a.py | x = "set to ('psk', '8021x-radius')"
        a.pl | $naspass = "$raddbdir/naspasswd9";
        a.unlang | &PBKDF2-Password := 'HMACSHA2+256:AAAnEA:§K'
        a.cs | var bypass = "Report-2024!";
        a.cs | AddPrimitive(typeof(string), "NMTOKEN", "XmlNmToken", x);
        machine.config | <pubTokenMapping><map Token="7cec85d7bea7798e" PublicKey="00240000" /></pubTokenMapping>
        a.cs | var password = "required";
        a.go | token := "EXCLEQEQ"
        a.go | env := corev1.EnvVar{Name: "TITLE", Value: "Report-2024!"}
        a.cs | var e = new EnvVar { Name = "DB_PASSWORD", Title = "Report-2024!" };
        a.cs | static string dummyPassword = "_web_form_5847ed1b";
        a.pl | $args{'Password'} = '*NO-PASSWORD*';
        Jenkinsfile | string(name: 'TITLE', defaultValue: 'Report-2024!', description: '')
        a.cs | var style = new MapboxStyle("§W");
        a.cs | var release = new MailchimpTemplate("§H");
        a.cs | var t = klaviyo.Track("§G");
        a.yml | klaviyo: §H
        a.cs | // Plaid client id: §W
        a.cs | Call("§W"); // the id of Plaid
        notes | §W is the id of our Fastly service, whose key is elsewhere
        README.md | The style of Mapbox is §W
        a.txt | baggage: sentry-trace_id=§W,sentry-public_key=public
        a.csv | name,value⏎klaviyo_list,§W
        a.csv | 1,title,§P
        a.csv | passenger,Report-2024!
        a.txt | commit §K
        a.cs | // title = §P
        a.cs | // password = Configuration["Db1"];
        a.cs | // password = settings.Password1.Value
        a.cs | // Public Key Token: 30b3d5e0c4a8f1d2
        notes | Public Key Token: 30b3d5e0c4a8f1d2
        notes | Public key: 30b3d5e0c4a8f1d230b3d5e0c4a8f1d2
        a.cs | public Task<string> GetTitle() => Task.FromResult("§P");
        a.cs | o.TitleProvider = () => "§P";
        a.cs | Process.Start("sqlcmd", "-S db -U sa -P " + password);
        a.cs | Process.Start("sqlcmd", "-S db -U sa -i Report-2024!.sql");
        a.bicep | resource s 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {⏎  name: 'kv/sql'⏎  properties: {⏎    value: password⏎  }⏎}
        a.bicep | resource s 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {⏎  properties: {⏎    value: '§P'⏎  }⏎}
        a.json | {"type":"Microsoft.KeyVault/vaults/secrets","properties":{"value":"[parameters('sql')]"}}
        a.sh | curl https://api.acme.com/v1 -u deployment2024:
        Dockerfile | ARG VULTR_KEY
        notes | The api key is kept in acme-prod-vault-2024
        a.ipynb | {"cells":[{"source":["token = \"the token of a lexer\"\n"]}]}
        a.json | {"run": "db_title = \"§P\""}
        a.mk | API_TOKEN ?= $(shell cat token1)
        a.cs | // too_high / 10^kappa: a number to the power of a name divides
        a.c | #define API_TOKEN_NAME "§K"
        a.yml | - name: vonageList⏎  value: §K
        Dockerfile | ENV DB_PWD_FILE /run/secrets/db1
        a.yml | url: postgres://svc:Passw0rd1@db.example.com/shop
        build.gradle | buildConfigField "String", "TITLE", "\"§K\""
        build.gradle | buildConfigField "String", "API_KEY", "\"" + apiKey + "\""
        """";

    [TestCase("""{ "Jwt": { "Key": "MyPrivateKey§P" } }""")]
    [TestCase("""{ "Smtp": { "Password": "MyPrivateKey!§P" } }""")]
    [TestCase("""{ "Smtp": { "Password": "NoPassaran§P" } }""")]
    public void A_word_within_a_secret_makes_no_placeholder_of_it(string text) => Assert.That(TokenSampler.Scan(Fill(text), "appsettings.json"), Has.Exactly(1).Items);

    [TestCaseSource(nameof(FoundLines))]
    public void A_secret_is_found_once_at_its_place(string path, string text)
    {
        var mark = Values.Keys.FirstOrDefault(m => text.Contains(m, StringComparison.Ordinal));
        var at = mark is null ? text.IndexOf("§E", StringComparison.Ordinal) : text.IndexOf(mark, StringComparison.Ordinal);
        var before = text[..at];
        var content = Fill(text);
        var hits = TokenSampler.Scan(content, path);
        Assert.That(hits.Select(h => (h.Line, h.Column)), Is.EqualTo(new[] { (before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n')) }), () => string.Join(", ", hits.Select(h => $"{h.Kind.Id} {h.KeyName} {h.Line}:{h.Column}")));
        if (mark is not null)
        {
            Assert.That(hits[0].EndColumn - hits[0].Column, Is.EqualTo(Values[mark].Length));
        }
    }

    [TestCaseSource(nameof(CleanLines))]
    public void What_holds_no_secret_is_silent(string path, string text) =>
        Assert.That(TokenSampler.Scan(Fill(text), path).Select(h => $"{h.Kind.Id} {h.KeyName} {h.Line}:{h.Column}"), Is.Empty);

    [TestCaseSource(nameof(FoundLines))]
    [TestCaseSource(nameof(CleanLines))]
    public void A_checkout_on_Windows_says_the_same(string path, string text) => IsAlikeOnWindows(Fill(text), path);

    // What a shell or a template would take for a sign of its own is a part of the value here.
    [Test]
    public void A_value_that_ends_with_its_line_may_hold_any_sign(
        [Values(".env", ".env.production", "prod.env", "a.properties", "a.ini")] string path,
        [Values("p^x$Q|", "p&x!Q#", "$9x!Q#", "!9x$Q#", "#9x$Q#", "&9x$Q!", "*9x$Q!", "@9x$Q!", "a(b)9$", "a\"b'$!", "[9x$Q!", "{9x$Q!", "a%9x$Q", "a`9x$Q", "a\\9x$Q", "a,9x;Q", "a<9x$Q", "a>9x!Q", "a<9x>Q")] string signs)
    {
        var value = signs + "9z" + "Rt4m";
        var hits = TokenSampler.Scan($"A=1\nDB_PASSWORD={value}\n", path);
        Assert.That(hits.Select(h => (h.Line, h.Column, h.EndColumn)), Is.EqualTo(new[] { (2, 13, 13 + value.Length) }));
    }

    [TestCase(".env", "DB_PASSWORD=\"§\"")]
    [TestCase(".env", "DB_PASSWORD='§'")]
    [TestCase("appsettings.json", "{ \"DbPassword\": \"§\" }")]
    [TestCase("a.cs", "var dbPassword = \"§\";")]
    [TestCase("docker-compose.yml", "environment:\n  - 'DB_PASSWORD=§'")]
    public void A_quoted_value_may_hold_signs(string path, string text)
    {
        var value = "p^x$Q|<" + "9z" + "R>t4m";
        Assert.That(TokenSampler.Scan(text.Replace("§", value, StringComparison.Ordinal), path).Select(h => h.EndColumn - h.Column), Is.EqualTo(new[] { value.Length }));
    }

    /// <summary>Git for Windows checks out other line ends than other systems, and editors there write a byte order mark: one baseline serves both.</summary>
    internal static void IsAlikeOnWindows(string content, string path)
    {
        var plain = Said(content, path);
        Assert.That(Said(content.ReplaceLineEndings("\r\n"), path), Is.EqualTo(plain), "other line ends");
        Assert.That(Said('\uFEFF' + content.TrimStart('\uFEFF'), path), Is.EqualTo(plain), "a byte order mark");

        static string[] Said(string content, string path) =>
            [.. TokenSampler.Scan(content, path).Select(h => $"{h.Kind.Id} '{h.KeyName}' {h.SecretTag} {h.IsStrong} {h.Line}:{h.Column}")];
    }

    private static IEnumerable<TestCaseData> FoundLines() => Lines(Found);

    private static IEnumerable<TestCaseData> CleanLines() => Lines(Clean);

    private static IEnumerable<TestCaseData> Lines(string table) =>
        from line in table.Split('\n')
        let parts = line.Split(" | ", 2)
        select new TestCaseData(parts[0], parts[1].Replace('⏎', '\n') + "\n").SetArgDisplayNames(line);

    private static string Fill(string text) =>
        Values.Aggregate(text, (filled, value) => filled.Replace(value.Key, value.Value, StringComparison.Ordinal))
            .Replace("§E", Convert.ToBase64String(Encoding.UTF8.GetBytes(Values["§P"])), StringComparison.Ordinal);
}
