
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Formats;

/// <summary>
/// In every format a value is found once, under its name with its path, at its line and column. In a text §P stands for a password and
/// §K for a drawn key: the finding stands where they do.
/// </summary>
public sealed class FormatTests
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly string Password = "Kx9!vW2q" + "Lm7zRt4";
    private static readonly string Key = TokenSampler.Run("N", 40, 71);

    private static IEnumerable<TestCaseData> Values()
    {
        // JSON and its relatives.
        yield return Case("JSON path", "appsettings.json", "{\n  \"Smtp\": { \"Password\": \"§P\" }\n}", "Smtp:Password");
        yield return Case("JSON array", "a.json", "[ { \"user\": \"x\" },\n { \"password\": \"§P\" } ]", "password");
        yield return Case("JSON name and value", "settings.json", "[ { \"name\": \"Smtp__Password\",\n \"value\": \"§P\" } ]", "Smtp__Password");
        yield return Case("JSON value before name", "settings.json", "[ { \"value\": \"§P\",\n \"name\": \"Smtp__Password\" } ]", "Smtp__Password");
        yield return Case("JSON after a byte order mark", "a.json", "\uFEFF{ \"password\": \"§P\" }", "password");
        yield return Case("JSON connection string", "appsettings.json", "{ \"ConnectionStrings\": { \"Main\": \"Server=db;User Id=shop;Password=§P;\" } }", "ConnectionStrings:Main:password");
        yield return Case("JSON with comments", "tsconfig.json", "{ // old: \"x\"\n /* \" */ \"apiKey\": \"§K\", }", "apiKey");
        yield return Case("JSON commented out", "appsettings.Development.json", "{\n // \"Password\": \"§P\"\n}", "Password");
        yield return Case("JSON5 with bare and single-quoted names", "a.json5", "{ db: { password: '§P' } }", "password");
        yield return Case("broken JSON", "a.json", "{ \"a\": [ }, \"b\": \n \"password\": \"§P\" ", "password");
        yield return Case("cut off JSON", "a.json", "{ \"a\": { \"password\": \"§P\"", "a:password");
        yield return Case("JSON with a merge conflict", "a.json", "{\n<<<<<<< HEAD\n  \"password\": \"§P\",\n=======\n  \"x\": 1\n>>>>>>> b\n}", "password");

        // XML.
        yield return Case("web.config", "web.config", "<configuration>\n <appSettings>\n  <add key=\"SmtpPassword\" value=\"§P\" />\n </appSettings>\n</configuration>", "appSettings:SmtpPassword");
        yield return Case("value before key", "web.config", "<configuration><appSettings><add value='§P' key='SmtpPassword' /></appSettings></configuration>", "appSettings:SmtpPassword");
        yield return Case("connection string of web.config", "web.config", "<configuration><connectionStrings>\n<add name=\"Main\" connectionString=\"Data Source=db;User ID=sa;Pwd=§P\" />\n</connectionStrings></configuration>", "connectionStrings:Main:password");
        yield return Case("NuGet.config", "NuGet.config", "<configuration><packageSourceCredentials><feed>\n<add key=\"ClearTextPassword\" value=\"§K\" /></feed></packageSourceCredentials></configuration>", null);
        yield return Case("publish profile", "a.pubxml", "<Project><PropertyGroup>\n  <UserName>ci</UserName>\n  <Password>§P</Password>\n</PropertyGroup></Project>", "PropertyGroup:Password");
        yield return Case("project", "a.csproj", "<Project><PropertyGroup>\n<CertificatePassword>§P</CertificatePassword></PropertyGroup></Project>", "PropertyGroup:CertificatePassword");
        yield return Case("resources", "a.resx", "<root>\n<data name=\"DbPassword\" xml:space=\"preserve\">\n  <value>§P</value></data></root>", "DbPassword");
        yield return Case("settings", "Settings.settings", "<SettingsFile><Settings><Setting Name=\"ApiKey\" Type=\"System.String\"><Value Profile=\"(Default)\">§K</Value></Setting></Settings></SettingsFile>", "ApiKey");
        yield return Case("a section of characters", "a.xml", "<a><password><![CDATA[§P]]></password></a>", "password");
        yield return Case("a tag over lines", "a.config", "<a>\n<add\n  key=\"Password\"\n  value=\"§P\"\n/></a>", "Password");
        yield return Case("XML commented out", "a.config", "<a><!-- <add key=\"Password\" value=\"§P\" /> --></a>", "Password");
        yield return Case("broken XML", "a.config", "<a & <add key=\"Password\" value=\"§P\" /></b></a>", null);
        yield return Case("cut off XML", "a.config", "<a><add key=\"Password\" value=\"§P", "Password");
        yield return Case("plist", "Info.plist", "<plist><dict><key>ApiKey</key><string>§K</string></dict></plist>", "ApiKey");
        yield return Case("MSBuild item metadata", "a.props", "<Project><ItemGroup><Feed Include=\"x\" Password=\"§P\" /></ItemGroup></Project>", "ItemGroup:Feed:Password");

        // Environment files, INI, properties, TOML.
        yield return Case("environment file", ".env", "A=1\nDB_PASSWORD=§P\n", "DB_PASSWORD");
        yield return Case("quoted in an environment file", ".env.local", "export API_KEY=\"§K\" # x\n", "API_KEY");
        yield return Case("single-quoted in an environment file", "prod.env", "DB_PASSWORD='§P'\n", "DB_PASSWORD");
        yield return Case("commented out in an environment file", ".env", "#DB_PASSWORD=§P\n", "DB_PASSWORD");
        yield return Case("INI section", "app.ini", "[smtp]\nhost=x\npassword = §P\n", "smtp:password");
        yield return Case("INI section decides", "app.ini", "[jwt]\nkey=§K\n", "jwt:key");
        yield return Case("properties", "app.properties", "spring.datasource.password=§P\n", "spring.datasource.password");
        yield return Case("properties with a colon", "app.properties", "db.password: §P\n", "db.password");
        yield return Case("properties over lines", "app.properties", "db.password = \\\n  §P\n", "db.password");
        yield return Case("TOML table", "config.toml", "[database]\nuser = \"x\"\npassword = \"§P\"\n", "database:password");
        yield return Case("TOML dotted key", "config.toml", "database.password = '§P'\n", "database.password");
        yield return Case("TOML inline table", "config.toml", "db = { user = \"x\", password = \"§P\" }\n", "password");
        yield return Case("TOML multi-line string", "config.toml", "[a]\npassword = '''§P'''\n", "a:password");
        yield return Case("npmrc", ".npmrc", "//registry.contoso.com/:_password=§K\n", null);
        yield return Case("pip.conf", "pip.conf", "[global]\nindex-url = https://ci:§P@pypi.contoso.com/simple\n", "");
        yield return Case("git configuration", ".gitconfig", "[http]\n\textraheader = AUTHORIZATION: bearer §K\n", "Authorization");

        // YAML.
        yield return Case("YAML path", "a.yaml", "db:\n  user: x\n  password: §P\n", "db:password");
        yield return Case("double-quoted YAML", "a.yaml", "db:\n  password: \"§P\" # x\n", "db:password");
        yield return Case("single-quoted YAML", "a.yaml", "db:\n  password: '§P'\n", "db:password");
        yield return Case("YAML list of names", "deployment.yaml", "env:\n  - name: DB_PASSWORD\n    value: §P\n", "env:DB_PASSWORD");
        yield return Case("YAML value before its name", "deployment.yaml", "env:\n  - value: §P\n    name: DB_PASSWORD\n", "env:DB_PASSWORD");
        yield return Case("YAML flow mapping", "a.yaml", "db: { user: x, password: §P }\n", "db:password");
        yield return Case("YAML flow mapping of names", "a.yaml", "env: [ { name: DB_PASSWORD, value: \"§P\" } ]\n", "env:DB_PASSWORD");
        yield return Case("YAML anchor and tag", "a.yaml", "password: &pw !!str §P\n", "password");
        yield return Case("YAML block scalar", "configmap.yaml", "data:\n  app.properties: |\n    db.password=§P\n", "db.password");
        yield return Case("YAML block scalar of one value", "a.yaml", "db:\n  password: |-\n    §P\n  x: 1\n", "db:password");
        yield return Case("JSON in a YAML block", "configmap.yaml", "data:\n  appsettings.json: |\n    {\n      \"Smtp\": { \"Password\": \"§P\" }\n    }\n", "data:appsettings.json:Smtp:Password");
        yield return Case("YAML document marker", "a.yaml", "a: 1\n---\npassword: §P\n", "password");
        yield return Case("YAML commented out", "a.yaml", "db:\n  # password: §P\n", "db:password");
        yield return Case("YAML with tabs and a template", "templates/a.yaml", "{{- if .Values.x }}\ndb:\n  password: §P\n{{- end }}\n", "db:password");
        yield return Case("Helm values", "values.yaml", "postgresql:\n  auth:\n    postgresPassword: §P\n", "postgresql:auth:postgresPassword");
        yield return Case("workflow", ".github/workflows/ci.yml", "jobs:\n  b:\n    env:\n      SONAR_TOKEN: §K\n", null);
        yield return Case("workflow command", ".github/workflows/ci.yml", "    steps:\n      - run: tool --password §P\n", null);
        yield return Case("Azure Pipelines variables", "azure-pipelines.yml", "variables:\n- name: dbPassword\n  value: §P\n", "variables:dbPassword");
        yield return Case("GitLab variables", ".gitlab-ci.yml", "variables:\n  DB_PASSWORD: \"§P\"\n", "variables:DB_PASSWORD");
        yield return Case("compose list", "docker-compose.yml", "services:\n  db:\n    environment:\n      - MSSQL_SA_PASSWORD=§P\n", "MSSQL_SA_PASSWORD");
        yield return Case("compose mapping", "compose.yaml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: §P\n", "services:db:environment:POSTGRES_PASSWORD");
        yield return Case("compose with a default", "compose.yaml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${PG_PASSWORD:-§P}\n", "services:db:environment:POSTGRES_PASSWORD");
        yield return Case("Kubernetes string data", "secret.yaml", "apiVersion: v1\nkind: Secret\nstringData:\n  password: §P\n", "stringData:password");

        // HCL.
        yield return Case("Terraform attribute", "main.tf", "resource \"azurerm_mssql_server\" \"x\" {\n  name = \"x\"\n  administrator_login_password = \"§P\"\n}\n", "azurerm_mssql_server:x:administrator_login_password");
        yield return Case("Terraform variable", "variables.tf", "variable \"db_password\" {\n  type        = string\n  description = \"The password.\"\n  default     = \"§P\"\n}\n", "db_password");
        yield return Case("Terraform variable on one line", "variables.tf", "variable \"db_password\" { default = \"§P\" }\n", "db_password");
        yield return Case("Terraform values", "prod.tfvars", "region      = \"x\"\ndb_password = \"§P\"\n", "db_password");
        yield return Case("Terraform map", "prod.auto.tfvars", "secrets = {\n  \"smtp\" = { password = \"§P\" }\n}\n", "secrets:smtp:password");
        yield return Case("Terraform object with colons", "main.tf", "locals {\n  db = { user : \"x\", password : \"§P\" }\n}\n", "locals:db:password");
        yield return Case("Terraform name and value", "main.tf", "resource \"x\" \"y\" {\n  env {\n    name  = \"DB_PASSWORD\"\n    value = \"§P\"\n  }\n}\n", "x:y:env:DB_PASSWORD");
        yield return Case("Terraform list in a call", "main.tf", "locals { s = merge({ api_key = \"§K\" }, {}) }\n", "locals:s:api_key");
        yield return Case("HCL heredoc", "main.tf", "locals {\n  data = <<-EOT\n    export DB_PASSWORD='§P'\n  EOT\n}\n", "DB_PASSWORD");
        yield return Case("broken HCL", "main.tf", "resource \"x\" {\n ) ]\n  password = \"§P\"\n", null);

        // Shells.
        yield return Case("shell assignment", "run.sh", "DB_PASSWORD='§P'\n", "DB_PASSWORD");
        yield return Case("shell bare assignment before a command", "run.sh", "PGPASSWORD=§P psql -h db\n", "PGPASSWORD");
        yield return Case("shell option", "run.sh", "sqlcmd -S db --password §P -Q x\n", "--password");
        yield return Case("shell option with a sign", "run.sh", "tool --api-key=§K -v\n", "--api-key");
        yield return Case("shell default", "run.sh", "DB_PASSWORD=\"${DB_PASSWORD:-§P}\"\n", "DB_PASSWORD");
        yield return Case("here document", "run.sh", "cat > .env <<EOF\nDB_PASSWORD=§P\nEOF\n", "DB_PASSWORD");
        yield return Case("batch", "run.cmd", "set DB_PASSWORD=§P\r\n", "DB_PASSWORD");
        yield return Case("setx", "run.cmd", "setx DB_PASSWORD \"§P\"\r\n", "DB_PASSWORD");
        yield return Case("PowerShell variable", "run.ps1", "$DbPassword = '§P'\n", "$DbPassword");
        yield return Case("PowerShell environment", "run.ps1", "$env:DB_PASSWORD = \"§P\"\n", "DB_PASSWORD");
        yield return Case("PowerShell typed parameter", "run.ps1", "param(\n  [string]$Password = \"§P\"\n)\n", "$Password");
        yield return Case("PowerShell secure string", "run.ps1", "$s = ConvertTo-SecureString \"§P\" -AsPlainText -Force\n", "password");
        yield return Case("PowerShell named secure string", "run.ps1", "$s = ConvertTo-SecureString -String '§P' -AsPlainText -Force\n", "password");
        yield return Case("PowerShell argument", "run.ps1", "Connect-Thing -User x -Password '§P'\n", "-Password");
        yield return Case("PowerShell hash table", "run.ps1", "$p = @{\n  User = 'x'\n  Password = '§P'\n}\n", "Password");
        yield return Case("Dockerfile ENV", "Dockerfile", "FROM x\nENV DB_PASSWORD=§P\n", "DB_PASSWORD");
        yield return Case("Dockerfile old ENV", "Dockerfile", "FROM x\nENV DB_PASSWORD §P\n", "DB_PASSWORD");
        yield return Case("Dockerfile ENV of several", "Dockerfile", "FROM x\nENV A=1 \\\n    DB_PASSWORD=\"§P\"\n", "DB_PASSWORD");
        yield return Case("Dockerfile ARG", "src/Dockerfile.prod", "FROM x\nARG API_KEY=§K\n", "API_KEY");

        // SQL.
        yield return Case("SQL Server login", "create.sql", "CREATE LOGIN shop WITH PASSWORD = '§P', CHECK_POLICY = OFF;\n", "PASSWORD");
        yield return Case("SQL Server national string", "create.sql", "ALTER LOGIN shop WITH PASSWORD=N'§P';\n", "PASSWORD");
        yield return Case("MySQL user", "create.sql", "CREATE USER 'shop'@'%' IDENTIFIED BY '§P';\n", "password");
        yield return Case("MySQL user with a plug-in", "create.sql", "CREATE USER shop IDENTIFIED WITH caching_sha2_password BY '§P';\n", "password");
        yield return Case("Oracle user", "create.sql", "ALTER USER shop IDENTIFIED BY \"§P\";\n", "password");
        yield return Case("Oracle user without quotes", "create.sql", "ALTER USER shop IDENTIFIED BY §K;\n", "password");
        yield return Case("PostgreSQL role", "create.sql", "CREATE ROLE shop LOGIN ENCRYPTED PASSWORD '§P';\n", "PASSWORD");
        yield return Case("PostgreSQL user", "create.sql", "ALTER USER shop WITH PASSWORD '§P';\n", "PASSWORD");
        yield return Case("SQL assignment", "create.sql", "SET PASSWORD FOR 'shop'@'%' = '§P';\n", null);
        yield return Case("SQL master key", "create.sql", "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '§P';\n", "PASSWORD");
        yield return Case("SQL procedure", "create.sql", "EXEC sp_addlogin @loginame = 'x', @passwd = '§P';\n", "@passwd");
        yield return Case("SQL columns", "seed.sql", "INSERT INTO users (name, password) VALUES ('shop', '§P');\n", "password");

        // Connection strings and addresses.
        yield return Case("ADO.NET", "a.txt.cfg", "Server=tcp:db,1433;Initial Catalog=x;User ID=shop;Password=§P;Encrypt=True\n", "password");
        yield return Case("ODBC", "a.cfg", "Driver={ODBC Driver 18 for SQL Server};Server=db;Uid=shop;Pwd=§P;\n", "password");
        yield return Case("ODBC with braces", "a.cfg", "Driver={ODBC Driver 18 for SQL Server};Server=db;Uid=shop;Pwd={§P};\n", "password");
        yield return Case("ADO.NET with quotes", "a.cs", "var c = \"Server=db;User Id=shop;Password='§P';\";\n", null);
        yield return Case("JDBC for SQL Server", "a.properties", "url=jdbc:sqlserver://db:1433;databaseName=x;user=shop;password=§P\n", null);
        yield return Case("JDBC for MySQL", "a.properties", "url=jdbc:mysql://db/x?user=shop&password=§P&ssl=true\n", null);
        yield return Case("JDBC for Oracle", "a.properties", "url=jdbc:oracle:thin:shop/§P@db:1521:x\n", null);
        yield return Case("libpq", "a.sh", "psql \"host=db dbname=x user=shop password=§P sslmode=require\"\n", null);
        yield return Case("StackExchange.Redis", "appsettings.json", "{ \"Redis\": \"cache.contoso.com:6380,password=§P,ssl=True,abortConnect=False\" }", null);
        foreach (var scheme in new[] { "postgres", "postgresql", "mysql", "mssql", "sqlserver", "mongodb", "mongodb+srv", "amqp", "amqps", "mqtt", "ldap", "ldaps", "smtp", "smtps", "ftp", "sftp", "http", "https", "git+https", "ssh", "nats", "kafka", "clickhouse", "oracle", "cassandra", "imap", "socks5", "wss" })
        {
            yield return Case($"URL {scheme}", "a.cfg", $"url = {scheme}://shop:§P@db.contoso.com/x\n", "");
        }

        yield return Case("Redis URL without a user", "a.cfg", "url = rediss://:§P@cache.contoso.com:6380/0\n", "");
        yield return Case("URL in code", "a.go", "db, err := sql.Open(\"postgres\", \"postgres://shop:§P@db/x?sslmode=disable\")\n", "");

        // Headers and commands.
        yield return Case("HTTP file header", "a.http", "GET https://api.contoso.com/v1\nX-Api-Key: §K\n", null);
        yield return Case("HTTP file variable", "a.http", "@password = §P\nGET https://x\n", null);
        yield return Case("HTTP bearer", "a.rest", "GET https://x\nAuthorization: Bearer §K\n", "Authorization");
        yield return Case("header in code", "a.cs", "client.DefaultRequestHeaders.Add(\"X-Api-Key\", \"§K\");\n", "X-Api-Key");
        yield return Case("header of curl", "run.sh", "curl -H 'X-Api-Key: §K' https://x\n", null);
        yield return Case("user of curl", "run.sh", "curl -u shop:§P https://x\n", "");
        yield return Case("long user of curl", "run.sh", "curl --user 'shop:§P' https://x\n", "");
        yield return Case("joined user of curl", "run.sh", "curl -ushop:§P https://x\n", "");
        yield return Case("data of curl", "run.sh", "curl -d 'user=shop&password=§P' https://x\n", null);
        yield return Case("JSON data of curl", "run.sh", "curl -d '{\"user\":\"shop\",\"password\":\"§P\"}' https://x\n", null);
    }

    [TestCase("secret.yaml", "apiVersion: v1\nkind: Secret\ndata:\n  user: c2hvcA==\n  password: @\n", 5)]
    [TestCase("secret.yaml", "apiVersion: v1\ndata:\n  password: \"@\"\nkind: Secret\n", 3)]
    [TestCase("list.yaml", "kind: List\nitems:\n- kind: Secret\n  data:\n    password: @\n", 5)]
    [TestCase("secret.json", "{ \"kind\": \"Secret\",\n \"data\": { \"password\": \"@\" } }", 2)]
    public void A_short_value_of_a_Kubernetes_secret_is_decoded(string path, string text, int line)
    {
        var hits = TokenSampler.Scan(text.Replace("@", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Password)), StringComparison.Ordinal), path);
        Assert.That(hits.Select(h => (h.Kind.Id, h.Line, h.Inside)), Is.EqualTo(new[] { ("generic-password", line, "base64") }));
    }

    [Test]
    public void A_token_and_a_connection_string_in_a_Kubernetes_secret_are_found_whatever_they_are_called()
    {
        var token = TokenSampler.Sample("github_pat_{N22}_{N59}", 75);
        foreach (var (value, kind) in new[] { (token, "github-fine-grained-pat"), ($"Server=db;User Id=shop;Password={Password}", "connection-string-password") })
        {
            var hits = TokenSampler.Scan($"kind: Secret\ndata:\n  x: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))}\n", "secret.yaml");
            Assert.That(hits.Select(h => (h.Kind.Id, h.Line, h.Inside)), Is.EqualTo(new[] { (kind, 3, "base64") }));
        }
    }

    [TestCase("a.json", "{ \"x\": [", "\"some text that fills the file\",\n", "0], \"db\": { \"password\": \"§P\" } }", "db:password")]
    [TestCase("a.config", "<a><b>", "<c d=\"some text that fills the file\" />\n", "</b><add key=\"DbPassword\" value=\"§P\" /></a>", "DbPassword")]
    [TestCase("a.yaml", "x:\n", "  - some text that fills the file\n", "db:\n  password: §P\n", "db:password")]
    [TestCase("a.tf", "locals {\n", "  a = \"some text that fills the file\"\n", "}\nvariable \"db_password\" { default = \"§P\" }\n", "db_password")]
    public void A_file_of_many_megabytes_is_read_by_its_format(string path, string before, string filling, string after, string key)
    {
        var filled = before + string.Concat(Enumerable.Repeat(filling, 6 * 1024 * 1024 / filling.Length));
        var hit = TokenSampler.Scan(filled + Place(after).Content, path).Single();
        Assert.That((hit.KeyName, hit.Line), Is.EqualTo((key, filled.Count(c => c == '\n') + Place(after).Line)));
    }

    [TestCaseSource(nameof(Values))]
    public void A_value_is_found_once_at_its_place(string path, string text, string? key)
    {
        var (content, line, column, length) = Place(text);
        var hits = TokenSampler.Scan(content, path);
        Assert.That(hits.Select(h => (h.Line, h.Column, h.EndColumn)), Is.EqualTo(new[] { (line, column, column + length) }), () => string.Join(", ", hits.Select(h => $"{h.Kind.Id} {h.KeyName}")));
        if (key is not null)
        {
            Assert.That(hits[0].KeyName, Is.EqualTo(key));
        }
    }

    [TestCaseSource(nameof(Values))]
    public void A_checkout_on_Windows_says_the_same(string path, string text, string? key) => EverydayFormTests.IsAlikeOnWindows(Place(text).Content, path);

    /// <summary>The content with the values put in, and where the value stands.</summary>
    internal static (string Content, int Line, int Column, int Length) Place(string text)
    {
        var at = text.IndexOf('§', StringComparison.Ordinal);
        var value = text[at + 1] == 'P' ? Password : Key;
        var before = text[..at];
        var line = before.Count(c => c == '\n') + 1;
        var content = text.Replace("§P", Password, StringComparison.Ordinal).Replace("§K", Key, StringComparison.Ordinal);
        return (content, line, at - before.LastIndexOf('\n') - (line == 1 && text[0] == ByteOrderMark ? 1 : 0), value.Length);
    }

    private static TestCaseData Case(string name, string path, string text, string? key) => new TestCaseData(path, text, key).SetArgDisplayNames(name);
}
