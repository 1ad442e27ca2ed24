using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>
/// References, placeholders and encrypted values as real files write them: silent in every format. The real value next to each is found,
/// so that none is silent for another reason.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string Real = "Kx9!vW2q" + "Lm7zRt4";
    private static readonly string Drawn = TokenSampler.Run("N", 40, 81);

    // What a value may be instead of a secret.
    private static readonly string[] References =
    [
        // Shells, builds, deployment tools.
        "${DB_PASSWORD}", "${env:DB_PASSWORD}", "${DB_PASSWORD:?required}", "${DB_PASSWORD:-}", "$DB_PASSWORD", "$(DB_PASSWORD)", "$(DbPassword)", "$(az keyvault secret show -n x)", "$env:DB_PASSWORD", "%DB_PASSWORD%", "#{DbPassword}#", "#{Db.Password}",
        "{{ db_password }}", "{{ .Values.db.password }}", "{{DB_PASSWORD}}", "{{ lookup('env', 'DB_PASSWORD') }}", "{{ vault_db_password }}", "{{ env_var('DB_PASSWORD') }}", "{{ secrets.DB_PASSWORD }}", "<%= ENV['DB_PASSWORD'] %>", "__DB_PASSWORD__", "@@DB_PASSWORD@@", "@{DB_PASSWORD}", "$snmp_auth_key$",
        "${{ secrets.DB_PASSWORD }}", "${{ variables.dbPassword }}", "$[variables.dbPassword]", "[parameters('adminPassword')]", "[variables('adminPassword')]", "!Ref DbPassword", "!GetAtt Db.Password", "!Sub ${DbPassword}", "{{resolve:secretsmanager:db:SecretString:password}}", "{{resolve:ssm-secure:/db/password:1}}",

        // Placeholders.
        "<your-password>", "<password>", "[password]", "{password}", "YOUR_PASSWORD", "YOUR_API_KEY", "your-api-key-here", "changeme", "ChangeMe123!", "CHANGE_ME", "password", "Password1", "secret", "xxxxxxxx", "********", "••••••••", "...", "TODO", "TBD", "REPLACE_ME", "replace-with-your-key", "REDACTED", "<redacted>", "example-password", "dummy", "INSERT_KEY_HERE", "put-your-key-here", "null", "none", "undefined", "N/A", "not-set", "enter password here", "my-secret-password", "****redacted****", "[REDACTED]", "to-be-filled", "fill-me-in", "sample-token", "fake-api-key", "test-password", "admin", "postgres", "guest", "foo", "bar",

        // Vaults.
        "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/db)", "@Microsoft.KeyVault(VaultName=shop;SecretName=db)", "https://shop.vault.azure.net/secrets/db/0123456789abcdef0123456789abcdef", "keyvault(shop/db)", "akv://shop/db", "akvs://shop/db",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf", "arn:aws:ssm:eu-west-1:123456789012:parameter/db/password", "arn:aws-us-gov:secretsmanager:x:1:secret:y", "secretsmanager:db/password", "aws-sm://db/password", "ssm:/db/password", "ssm://db/password", "aws-ssm:///db/password", "parameterstore:/db/password",
        "vault:secret/data/db#password", "vault://secret/db#password", "secret/data/db#password", "kv/data/db:password", "hashivault://db", "ref+vault://secret/db#/password", "ref+awssecrets://db/password", "op://vault/item/field", "op://Private/db/password", "bws://0123", "lpass:db", "keyring:shop:db", "gopass:db", "doppler://db", "infisical://db",
        "projects/123/secrets/db/versions/latest", "gcp-sm://projects/x/secrets/db", "gcpsecretmanager://db", "sm://projects/x/db", "akeyless:/db", "conjur:db/password", "cyberark://db", "berglas://x/db", "sops://x", "file:///run/secrets/db", "/run/secrets/db", "/var/run/secrets/db", "/mnt/secrets-store/db", "file:/etc/secret", "@/run/secrets/db", "~/.secrets/db", "C:\\secrets\\db.txt", "env:DB_PASSWORD", "env://DB_PASSWORD", "secret:db_password", "secretref:db-password", "secretKeyRef", "k8s://ns/secret/db",

        // Encrypted.
        "ENC[AES256_GCM,data:q1W2e3R4t5==,iv:A1b2C3d4==,tag:Zz9Yy8==,type:str]", "ENC(q1W2e3R4t5Y6u7I8o9P0==)", "{cipher}AQB1c2VyX2tleQ9x8y7z6w5v4u3t2s1r0q", "$ANSIBLE_VAULT;1.1;AES256", "AQAAANCMnd8BFdERjHoAwE/Cl+sBAAAAx1y2z3w4v5u6t7s8r9q0", "CfDJ8Nq1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9", "gAAAAABk1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9Q==", "AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9", "vault:v1:q1W2e3R4t5Y6u7I8o9P0==", "AQICAHhq1w2e3r4t5y6u7i8o9p0", "{bcrypt}$2a$10$abcdefghijklmnopqrstuu", "pbkdf2_sha256$260000$abc$def", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "DPAPI:AQAAANCMnd8B", "kms:AQICAHhq1w2e", "ENCRYPTED:q1W2e3R4", "[encrypted:AbCd1234]", "secure:Zq1W2e3R4t5Y6u7I8o9P0==",

        // Expressions that came without quotes.
        "process.env.DB_PASSWORD", "import.meta.env.VITE_KEY", "os.environ['DB_PASSWORD']", "os.getenv('DB_PASSWORD')", "ENV['DB_PASSWORD']", "ENV.fetch('DB_PASSWORD')", "System.getenv('DB_PASSWORD')", "Environment.GetEnvironmentVariable('DB_PASSWORD')", "Deno.env.get('KEY')", "env('DB_PASSWORD')", "getenv('DB_PASSWORD')", "config('database.password')", "secrets.DB_PASSWORD", "var.db_password", "local.db_password", "module.db.password", "data.azurerm_key_vault_secret.db.value", "azurerm_key_vault_secret.db.value", "random_password.db.result", "aws_secretsmanager_secret_version.db.secret_string", "data.vault_generic_secret.db.data['password']", "nomadVar('db')", "file('db.txt')", "sensitive(var.x)", "IConfiguration[\"Db\"]", "settings.db_password", "options.Password", "config.password", "this.password", "credentials.password", "steps.login.outputs.token", "github.token", "needs.a.outputs.token", "vault_password", "parameters.adminPassword", "resourceGroup().id", "Configuration.GetValue<string>('Key')",
    ];

    private static readonly (string Name, string Path, Func<string, string> Write)[] Carriers =
    [
        ("JSON", "src/appsettings.json", v => $"{{ \"Db\": {{ \"Password\": {System.Text.Json.JsonSerializer.Serialize(v)} }} }}\n"),
        ("XML", "src/web.config", v => $"<configuration><appSettings><add key=\"DbPassword\" value=\"{System.Security.SecurityElement.Escape(v)}\" /></appSettings></configuration>\n"),
        ("environment", "deploy/app.env", v => $"DB_PASSWORD=\"{v.Replace('"', '\'')}\"\n"),
        ("bare environment", "deploy/bare.env", v => $"DB_PASSWORD={v}\n"),
        ("YAML", "deploy/values.yaml", v => $"db:\n  password: {v}\n"),
        ("quoted YAML", "deploy/quoted.yaml", v => $"db:\n  password: \"{v.Replace('"', '\'').Replace("\\", "\\\\", StringComparison.Ordinal)}\"\n"),
        ("INI", "conf/app.ini", v => $"[db]\npassword = {v}\n"),
        ("TOML", "conf/app.toml", v => $"[db]\npassword = \"{v.Replace('"', '\'')}\"\n"),
        ("HCL", "infra/main.tf", v => $"locals {{\n  db_password = \"{v.Replace('"', '\'')}\"\n}}\n"),
        ("bare HCL", "infra/bare.tf", v => $"locals {{\n  db_password = {v}\n}}\n"),
        ("C#", "src/Db.cs", v => $"var password = \"{v.Replace('"', '\'')}\";\n"),
        ("Python", "src/db.py", v => $"DB_PASSWORD = \"{v.Replace('"', '\'')}\"\n"),
        ("connection string", "src/connection.json", v => $"{{ \"Db\": {System.Text.Json.JsonSerializer.Serialize($"Server=db;User Id=shop;Password={v};Encrypt=True")} }}\n"),
        ("compose", "docker-compose.yml", v => $"services:\n  db:\n    environment:\n      - MSSQL_SA_PASSWORD={v}\n"),
        ("Dockerfile", "Dockerfile", v => $"FROM x\nENV DB_PASSWORD={v}\n"),
        ("PowerShell", "run.ps1", v => $"$password = \"{v.Replace('"', '\'')}\"\n"),
        ("option", "run.sh", v => $"tool --password {v}\n"),
        ("token", "src/token.json", v => $"{{ \"Api\": {{ \"Token\": {System.Text.Json.JsonSerializer.Serialize(v)} }} }}\n"),
        ("signing key", "src/jwt.json", v => $"{{ \"Jwt\": {{ \"SigningKey\": {System.Text.Json.JsonSerializer.Serialize(v)} }} }}\n"),
    ];

    private static IEnumerable<TestCaseData> Each() => Carriers.Select(c => new TestCaseData(c.Path, c.Write).SetArgDisplayNames(c.Name));

    [TestCaseSource(nameof(Each))]
    public void References_placeholders_and_encrypted_values_are_silent_in(string path, object write)
    {
        var carrier = (Func<string, string>)write;
        var found = References.Where(r => TokenSampler.Scan(carrier(r), path).Count > 0).ToArray();
        Assert.That(found, Is.Empty);
    }

    [TestCaseSource(nameof(Each))]
    public void The_real_value_beside_them_is_found_in(string path, object write)
    {
        var carrier = (Func<string, string>)write;
        var value = path.Contains("token", StringComparison.Ordinal) || path.Contains("jwt", StringComparison.Ordinal) ? Drawn : Real;
        Assert.That(TokenSampler.Scan(carrier(value), path), Has.Count.EqualTo(1));
    }

    [TestCase("a.cs", "var password = Environment.GetEnvironmentVariable(\"DB_PASSWORD\");")]
    [TestCase("a.cs", "var password = configuration[\"Smtp:Password\"];")]
    [TestCase("a.cs", "var password = builder.Configuration[\"Smtp:Password\"] ?? throw new InvalidOperationException(\"Smtp:Password is missing\");")]
    [TestCase("a.cs", "var password = builder.Configuration.GetValue<string>(\"Smtp:Password\");")]
    [TestCase("a.cs", "var c = builder.Configuration.GetConnectionString(\"DefaultConnection\");")]
    [TestCase("a.cs", "services.Configure<SmtpOptions>(o => o.Password = configuration.GetSection(\"Smtp\")[\"Password\"]!);")]
    [TestCase("a.cs", "builder.Configuration.AddUserSecrets(\"1b3a5f0e-2c4d-4e6f-8a9b-0c1d2e3f4a5b\");")]
    [TestCase("a.cs", "var secret = await client.GetSecretAsync(\"db-password-2024\");")]
    [TestCase("a.cs", "builder.Configuration.AddAzureKeyVault(new Uri(\"https://shop1.vault.azure.net/\"), new DefaultAzureCredential());")]
    [TestCase("a.cs", "var c = $\"Server={host};User Id={user};Password={password}\";")]
    [TestCase("a.cs", "var c = $\"Server={o.Host};User Id={o.User};Password={o.Password};\";")]
    [TestCase("a.cs", "var c = $\"Server={cfg[\"Host\"]};User Id={cfg[\"User\"]};Password={cfg[\"Pwd1\"]};\";")]
    [TestCase("a.cs", "var c = string.Format(\"Server={0};User Id={1};Password={2}\", h, u, p);")]
    [TestCase("a.cs", "var c = \"Server=db;User Id=\" + user + \";Password=\" + password;")]
    [TestCase("a.cs", "var c = \"Server=db;User Id=shop;Password=\" + Environment.GetEnvironmentVariable(\"DB_PASSWORD1\") + \";\";")]
    [TestCase("a.vb", "Dim c As String = \"Server=db;User Id=\" & user & \";Password=\" & pwd1")]
    [TestCase("a.js", "const password = process.env.DB_PASSWORD;")]
    [TestCase("a.js", "const password = process.env['DB_PASSWORD_1'];")]
    [TestCase("a.js", "const c = `postgres://${user}:${password}@${host}/db`;")]
    [TestCase("a.ts", "const apiKey = this.configService.get<string>('STRIPE_API_KEY_V2');")]
    [TestCase("a.ts", "const password = process.env.DB_PASSWORD || '';")]
    [TestCase("a.py", "password = os.environ[\"DB_PASSWORD_1\"]")]
    [TestCase("a.py", "password = os.environ.get(\"DB_PASSWORD_1\")")]
    [TestCase("a.py", "url = f\"postgres://{user}:{password}@{host}/db\"")]
    [TestCase("a.py", "password = getpass.getpass(\"Password for db01: \")")]
    [TestCase("a.go", "password := os.Getenv(\"DB_PASSWORD_1\")")]
    [TestCase("a.go", "dsn := fmt.Sprintf(\"postgres://%s:%s@%s/db\", user, password, host)")]
    [TestCase("A.java", "String password = System.getenv(\"DB_PASSWORD_1\");")]
    [TestCase("A.java", "@Value(\"${db.password}\") private String password;")]
    [TestCase("A.java", "String url = String.format(\"jdbc:mysql://%s/x?user=%s&password=%s\", h, u, p);")]
    [TestCase("a.rb", "password = ENV.fetch('DB_PASSWORD_1')")]
    [TestCase("a.rb", "url = \"postgres://#{user}:#{password}@#{host}/db\"")]
    [TestCase("a.php", "$password = getenv('DB_PASSWORD_1');")]
    [TestCase("a.php", "$dsn = \"mysql:host=$host;user=$user;password=$password\";")]
    [TestCase("a.php", "file_put_contents($f, \"[client]\\npassword={$info['password']}\\n\");")]
    [TestCase("a.ps1", "$password = Read-Host -Prompt 'Password for db01' -AsSecureString")]
    [TestCase("a.ps1", "$s = ConvertTo-SecureString $env:DB_PASSWORD1 -AsPlainText -Force")]
    [TestCase("a.ps1", "$s = ConvertTo-SecureString \"$($env:DB_PASSWORD1)\" -AsPlainText -Force")]
    [TestCase("a.sh", "PGPASSWORD=\"$DB_PASSWORD1\" psql \"host=$H dbname=x user=y password=$DB_PASSWORD1\"")]
    [TestCase("a.sh", "curl -u \"$USER:$PASSWORD\" https://x")]
    [TestCase("a.sh", "curl -H \"Authorization: Bearer $TOKEN\" -H 'X-Api-Key: '\"$API_KEY\" https://x")]
    [TestCase("a.sh", "mysql -p\"${MYSQL_PASSWORD}\" --password=$(cat /run/secrets/db)")]
    [TestCase("a.cmd", "set DB_PASSWORD=%1\r\nset API_KEY=!KEY!")]
    [TestCase("a.sql", "CREATE LOGIN shop WITH PASSWORD = '$(ShopPassword)';\nCREATE USER x IDENTIFIED BY '&password';\nALTER ROLE y PASSWORD :'pw1';")]
    [TestCase("a.sql", "UPDATE users SET password_hash = @p0, password = @password1 WHERE id = 1;")]
    [TestCase("a.http", "@password = {{$dotenv DB_PASSWORD1}}\nGET https://x\nAuthorization: Bearer {{token}}\nX-Api-Key: {{$processEnv API_KEY1}}")]
    [TestCase("main.tf", "variable \"db_password\" {\n  type      = string\n  sensitive = true\n}\nresource \"x\" \"y\" {\n  password = var.db_password\n  token    = data.vault_generic_secret.x.data[\"token1\"]\n  secret   = azurerm_key_vault_secret.db1.value\n}")]
    [TestCase("main.tf", "variable \"db_password\" {\n  description = \"The password of db01.\"\n  default     = \"\"\n}")]
    [TestCase("templates/a.yaml", "env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: db-credentials-1\n        key: password1\n")]
    [TestCase("templates/a.yaml", "data:\n  password: {{ .Values.password | b64enc | quote }}\n  token: {{ randAlphaNum 32 | b64enc }}\n")]
    [TestCase("secret.yaml", "apiVersion: v1\nkind: Secret\ndata:\n  username: c2hvcA==\n  password: PHlvdXItcGFzc3dvcmQ+\n")]
    [TestCase("sealed.yaml", "kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9\n")]
    [TestCase("external.yaml", "kind: ExternalSecret\nspec:\n  data:\n  - secretKey: password\n    remoteRef:\n      key: db/prod-01\n      property: password1\n")]
    [TestCase(".github/workflows/a.yml", "    env:\n      TOKEN: ${{ secrets.GITHUB_TOKEN }}\n      NUGET_API_KEY: ${{ steps.login.outputs.NUGET_API_KEY }}\n    with:\n      token: ${{ github.token }}\n      password: ${{ secrets.P1 }}\n")]
    [TestCase("azure-pipelines.yml", "variables:\n- group: prod-secrets-1\nsteps:\n- script: x\n  env:\n    SYSTEM_ACCESSTOKEN: $(System.AccessToken)\n    DB_PASSWORD: $(dbPassword1)\n")]
    [TestCase(".gitlab-ci.yml", "variables:\n  DB_PASSWORD: $PROD_DB_PASSWORD1\nscript:\n  - docker login -u gitlab-ci-token -p $CI_JOB_TOKEN $CI_REGISTRY\n")]
    [TestCase("web.config", "<configuration><connectionStrings><add name=\"Db\" connectionString=\"Server=db;User Id=shop;Password=#{Db1.Password}#\" /></connectionStrings><appSettings><add key=\"ApiKey\" value=\"%API_KEY1%\" /></appSettings></configuration>")]
    [TestCase("NuGet.config", "<configuration><packageSourceCredentials><feed><add key=\"Username\" value=\"ci\" /><add key=\"ClearTextPassword\" value=\"%FEED_TOKEN1%\" /></feed></packageSourceCredentials></configuration>")]
    [TestCase("a.csproj", "<Project><PropertyGroup><UserSecretsId>shop-1b3a5f0e2c4d</UserSecretsId><NuGetApiKey>$(NUGET_API_KEY1)</NuGetApiKey></PropertyGroup></Project>")]
    [TestCase("azuredeploy.json", "{ \"parameters\": { \"adminPassword\": { \"type\": \"securestring\", \"reference\": { \"keyVault\": { \"id\": \"/subscriptions/1/x\" }, \"secretName\": \"admin-password-1\" } } }, \"p\": { \"adminPassword\": { \"value\": \"[parameters('adminPassword1')]\" } } }")]
    [TestCase("main.bicep", "param adminPassword string = newGuid()\nproperties: { administratorLoginPassword: kv.getSecret('sqlPassword1') }")]
    public void Code_that_reads_a_secret_is_silent(string path, string text) =>
        Assert.That(TokenSampler.Scan(text + "\n", path).Select(h => $"{h.Kind.Id} {h.KeyName} {h.Line}:{h.Column}"), Is.Empty);
}
