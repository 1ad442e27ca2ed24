using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>Values without a mark of their own, in the formats that .NET teams write.</summary>
public sealed class ContextTests
{
    // Passwords that are typed as a person would; put together so that no scanner trips over this file.
    private static readonly string Typed = "P@ss" + "w0rd" + "123";
    private static readonly string Strong = "Str0ng!" + "Passw0rd";
    private static readonly string Drawn = TokenSampler.Run("N", 32, 7);
    private static readonly string Sentence = "ThisIsMyVeryLong" + "Jwt4Shop" + "#2024";

    private static IEnumerable<TestCaseData> Credentials()
    {
        yield return Case("json path", "appsettings.json", $$"""{ "ConnectionStrings": { "Default": "Server=db1;Database=shop;User Id=shop;Password={{Strong}};" } }""", "connection-string-password");
        yield return Case("json password", "appsettings.json", $$"""{ "Smtp": { "Host": "smtp.contoso.com", "Password": "{{Typed}}" } }""", "generic-password");
        yield return Case("json jwt key", "appsettings.json", $$"""{ "Jwt": { "Issuer": "shop", "Key": "{{Sentence}}" } }""", "generic-signing-key");
        yield return Case("json with a comment and a trailing comma", "appsettings.Development.json", "{ // local\n" + $$"""  "Mail": { "ApiKey": "{{Drawn}}", }, }""", "generic-api-key");
        yield return Case("json name and value", "settings.json", $$"""[ { "name": "Smtp__Password", "value": "{{Strong}}", "slotSetting": false } ]""", "generic-password");
        yield return Case("launch settings", "Properties/launchSettings.json", $$"""{ "profiles": { "web": { "environmentVariables": { "DB__PASSWORD": "{{Strong}}" } } } }""", "generic-password");
        yield return Case("web.config", "web.config", $"""<configuration><connectionStrings><add name="Main" connectionString="Data Source=db;Initial Catalog=shop;User ID=sa;Pwd={Strong}" /></connectionStrings></configuration>""", "connection-string-password");
        yield return Case("web.config setting", "web.config", $"""<configuration><appSettings><add key="SmtpPassword" value="{Typed}" /></appSettings></configuration>""", "generic-password");
        yield return Case("NuGet.config", "NuGet.config", $"""<configuration><packageSourceCredentials><feed><add key="Username" value="ci" /><add key="ClearTextPassword" value="{Drawn}" /></feed></packageSourceCredentials></configuration>""", "nuget-clear-text-password");
        yield return Case("msbuild", "Directory.Build.props", $"""<Project><PropertyGroup><NuGetApiKey>{Drawn}</NuGetApiKey></PropertyGroup></Project>""", "generic-api-key");
        yield return Case("resx", "Strings.resx", $"""<root><data name="DbPassword" xml:space="preserve"><value>{Strong}</value></data></root>""", "generic-password");
        yield return Case(".env", ".env", $"DB_HOST=db\nDB_PASSWORD={Strong}\n", "generic-password");
        yield return Case("quoted .env", ".env.local", $"export API_KEY=\"{Drawn}\"\n", "generic-api-key");
        yield return Case("yaml", "deploy/values.yaml", $"db:\n  user: shop\n  password: {Strong}\n", "generic-password");
        yield return Case("compose", "docker-compose.yml", $"services:\n  db:\n    environment:\n      - MSSQL_SA_PASSWORD={Strong}\n", "generic-password");
        yield return Case("workflow", ".github/workflows/ci.yml", $"env:\n  SONAR_TOKEN: {Drawn}\n", "generic-api-key");
        yield return Case("toml", "config.toml", $"[db]\npassword = \"{Strong}\"\n", "generic-password");
        yield return Case("terraform", "main.tf", $"  administrator_login_password = \"{Strong}\"\n", "generic-password");
        yield return Case("ini", "app.ini", $"[smtp]\npassword={Strong}\n", "generic-password");
        yield return Case("dockerfile", "Dockerfile", $"FROM x\nENV DB_PASSWORD {Strong}\n", "generic-password");
        yield return Case("shell option", "run.sh", $"sqlcmd -S db --password {Strong} -Q x\n", "generic-password");
        yield return Case("powershell", "deploy.ps1", $"$p = ConvertTo-SecureString \"{Strong}\" -AsPlainText -Force\n", "generic-password");
        yield return Case("sql", "create.sql", $"CREATE LOGIN shop WITH PASSWORD = '{Strong}';\n", "generic-password");
        yield return Case("c# field", "src/Mail.cs", $"private const string SmtpPassword = \"{Typed}\";\n", "generic-password");
        yield return Case("c# indexer", "src/Mail.cs", $"settings[\"Smtp:Password\"] = @\"{Typed}\";\n", "generic-password");
        yield return Case("c# argument", "src/Mail.cs", $"client.Connect(host, password: \"{Typed}\");\n", "generic-password");
        yield return Case("c# credential", "src/Mail.cs", $"var c = new NetworkCredential(\"shop\", \"{Typed}\"); // password\n", "generic-password");
        yield return Case("c# concatenation", "src/Db.cs", $"var password = \"{Strong[..6]}\" +\n    \"{Strong[6..]}\";\n", "generic-password");
        yield return Case("c# connection string", "src/Db.cs", $"var c = \"Server=db;Database=shop;User Id=shop;Password={Typed}\";\n", "connection-string-password");
        yield return Case("c# signing key", "src/Auth.cs", $"var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"{Sentence}\"));\n", "generic-signing-key");
        yield return Case("vb", "src/Mail.vb", $"Dim password As String = \"{Typed}\"\n", "generic-password");
        yield return Case("f#", "src/Mail.fs", $"let smtpPassword = \"{Typed}\"\n", "generic-password");
        yield return Case("typescript", "src/a.ts", $"const apiKey: string = '{Drawn}';\n", "generic-api-key");
        yield return Case("python", "a.py", $"DB_PASSWORD = '{Strong}'\n", "generic-password");
        yield return Case("go", "a.go", $"password := \"{Strong}\"\n", "generic-password");
        yield return Case("java", "A.java", $"String dbPassword = \"{Strong}\";\n", "generic-password");
        yield return Case("url", "config.txt.cfg", $"url = postgres://shop:{Strong[..6]}9x@db.contoso.com:5432/shop\n", "url-password");
        yield return Case("basic", "api.http", $"GET https://x\nAuthorization: Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("shop:" + Strong))}\n", "basic-authorization");
        yield return Case("curl", "run.sh", $"curl -u shop:{Strong} https://api.contoso.com\n", "basic-authorization");
        yield return Case("a token to be spoken", "main.yml", $"api_key: '{"wa9ae" + "rahhie0eekee9" + "iaphoorovooyia"}'\n", "generic-api-key");
        yield return Case("a token of two parts", "a.json", $$"""{ "token": "{{TokenSampler.Run("D", 10, 3)}}_{{TokenSampler.Run("H", 32, 9)}}" }""", "generic-api-key");
        yield return Case("a name in one piece", "a.go", $"yoursecretaccesskey = \"{Drawn}\"\n", "generic-api-key");
        yield return Case("a private key in one piece", "a.py", $"rsaprivatekey = \"{Drawn}\"\n", "generic-signing-key");
        yield return Case("netrc", ".netrc", $"machine api.contoso.com login shop password {Strong}\n", "generic-password");
    }

    private static IEnumerable<TestCaseData> NoCredentials()
    {
        foreach (var (name, path, text) in new[]
        {
            ("shell reference", "run.sh", "DB_PASSWORD=${DB_PASSWORD}\nAPI_KEY=$API_KEY\n"),
            ("msbuild reference", "a.csproj", "<Project><PropertyGroup><NuGetApiKey>$(NUGET_KEY)</NuGetApiKey></PropertyGroup></Project>"),
            ("windows reference", "a.cmd", "set PASSWORD=%DB_PASSWORD%\n"),
            ("octopus", "appsettings.json", """{ "Db": { "Password": "#{Db.Password}" } }"""),
            ("mustache", "values.yaml", "password: {{ .Values.password }}\n"),
            ("github secret", ".github/workflows/a.yml", "env:\n  TOKEN: ${{ secrets.TOKEN }}\n"),
            ("placeholder", "appsettings.json", """{ "Db": { "Password": "<your-password>", "ApiKey": "YOUR_API_KEY_HERE" } }"""),
            ("words", "appsettings.json", """{ "A": { "Password": "changeme" }, "B": { "Password": "secret" }, "C": { "Password": "password" }, "D": { "Secret": "my-secret" } }"""),
            ("key vault", "appsettings.json", """{ "Db": { "Password": "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/p/)" } }"""),
            ("code reference", "a.cs", "var password = Environment.GetEnvironmentVariable(\"DB_PASSWORD\");\nvar apiKey = configuration[\"Mail:ApiKey\"];\n"),
            ("interpolated", "a.cs", "var c = $\"Server={server};User Id={user};Password={password}\";\n"),
            ("option names", "a.cs", "const string PasswordKey = \"Password\"; const string TokenHeader = \"X-Auth-Token\";\n"),
            ("labels", "a.cs", "password.Label = \"Enter your password\"; [Required(ErrorMessage = \"The password is required.\")]\n"),
            ("identifiers", "a.cs", "public const string ResetPasswordToken = \"ResetPasswordTokenProvider\"; var key = \"CacheKeyForCustomers\";\n"),
            ("cancellation", "a.cs", "Task Run(CancellationToken token = default, string name = \"abcdef123456\")\n"),
            ("public key token", "a.config", """<configuration><assemblyIdentity name="X" publicKeyToken="b03f5f7f11d50a3a" culture="neutral" /></configuration>"""),
            ("lock file", "packages.lock.json", """{ "contentHash": "q2hvcGVuaGFzaGVkdGV4dDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMw==" }"""),
            ("guid", "a.csproj", "<Project><PropertyGroup><UserSecretsId>1b3a5f0e-2c4d-4e6f-8a9b-0c1d2e3f4a5b</UserSecretsId></PropertyGroup></Project>"),
            ("integrated security", "appsettings.json", """{ "ConnectionStrings": { "D": "Server=(localdb)\\mssqllocaldb;Database=shop;Trusted_Connection=True;MultipleActiveResultSets=true" } }"""),
            ("documentation url", "a.cs", "// https://user:password@example.com/path and ftp://anonymous:@host\n"),
            ("encrypted", "secrets.yaml", "password: ENC[AES256_GCM,data:abcd1234efgh,iv:x,tag:y,type:str]\n"),
            ("type", "schema.json", """{ "properties": { "password": { "type": "string" }, "token": "string" } }"""),
        })
        {
            yield return new TestCaseData(path, text).SetArgDisplayNames(name);
        }
    }

    [TestCaseSource(nameof(Credentials))]
    public void A_credential_is_found_once_by_its_name(string path, string text, string kind)
    {
        var hits = TokenSampler.Scan(text, path);
        Assert.That(hits.Select(h => h.Kind.Id), Is.EqualTo(new[] { kind }));
    }

    [TestCaseSource(nameof(NoCredentials))]
    public void A_reference_or_placeholder_is_silent(string path, string text) =>
        Assert.That(TokenSampler.Scan(text, path).Select(h => $"{h.Kind.Id} {h.KeyName} {h.Line}:{h.Column}"), Is.Empty);

    private static TestCaseData Case(string name, string path, string text, string kind) =>
        new TestCaseData(path, text, kind).SetArgDisplayNames(name);
}
