using System.Security.Cryptography;
using System.Text;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>Text as it stands in real .NET repositories that looks like credentials and is none.</summary>
internal static class CleanCases
{
    /// <summary>Some hundred texts, made from a seed.</summary>
    public static IEnumerable<CorpusCase> All(int seed)
    {
        var mint = new TokenMint(seed);
        foreach (var (name, path, write) in Texts())
        {
            for (var round = 0; round < 5; round++)
            {
                yield return new CorpusCase(string.Empty, $"{name} ({round})", path, Encoding.UTF8.GetBytes(write(mint)), -1, 0);
            }
        }
    }

    private static IEnumerable<(string Name, string Path, Func<TokenMint, string> Write)> Texts()
    {
        // Hashes, identifiers, signatures of packages.
        yield return ("git commit ids", "docs/history.md", m => string.Join('\n', Enumerable.Range(0, 40).Select(_ => $"- {m.Text(TokenMint.Hex, 40)} Fix the build")));
        yield return ("lock file", "packages.lock.json", m => $"{{\n  \"version\": 1,\n  \"dependencies\": {{ \"net8.0\": {{ {string.Join(", ", Enumerable.Range(0, 20).Select(i => $"\"P{i}\": {{ \"type\": \"Direct\", \"resolved\": \"1.0.{i}\", \"contentHash\": \"{Convert.ToBase64String(m.Bytes(64))}\" }}"))} }} }}\n}}\n");
        yield return ("npm lock file", "package-lock.json", m => string.Join('\n', Enumerable.Range(0, 20).Select(i => $"    \"node_modules/p{i}\": {{ \"resolved\": \"https://registry.internal/p{i}.tgz\", \"integrity\": \"sha512-{Convert.ToBase64String(m.Bytes(64))}\" }},")));
        yield return ("yarn lock file", "yarn.lock", m => string.Join('\n', Enumerable.Range(0, 20).Select(i => $"p{i}@^1.0.0:\n  version \"1.0.{i}\"\n  resolved \"https://registry.internal/p{i}.tgz#{m.Text(TokenMint.Hex, 40)}\"\n  integrity sha512-{Convert.ToBase64String(m.Bytes(64))}\n")));
        yield return ("GUIDs", "All.sln", m => string.Join('\n', Enumerable.Range(0, 30).Select(i => $"Project(\"{{{m.Uuid().ToUpperInvariant()}}}\") = \"P{i}\", \"src\\P{i}.csproj\", \"{{{m.Uuid().ToUpperInvariant()}}}\"\nEndProject")));
        yield return ("strong names", "web.config", m => string.Join('\n', Enumerable.Range(0, 20).Select(i => $"<assemblyIdentity name=\"P{i}\" publicKeyToken=\"{m.Text(TokenMint.Hex, 16)}\" culture=\"neutral\" />")));
        yield return ("public key of friends", "AssemblyInfo.cs", m => $"[assembly: InternalsVisibleTo(\"Tests, PublicKey=0024000004800000940000000602000000240000525341310004000001000100{m.Text(TokenMint.Hex, 256)}\")]\n");
        yield return ("public key as PEM", "keys/public.pem", _ => PublicPem());
        yield return ("certificate", "certs/ca.crt", m => $"-----BEGIN CERTIFICATE-----\n{string.Join('\n', Convert.ToBase64String(m.Bytes(700)).Chunk(64).Select(l => new string(l)))}\n-----END CERTIFICATE-----\n");
        yield return ("subresource integrity", "Views/_Layout.cshtml", m => $"<script src=\"https://cdn.internal/jquery.js\" integrity=\"sha384-{Convert.ToBase64String(m.Bytes(48))}\" crossorigin=\"anonymous\"></script>\n");
        yield return ("checksums", "SHA256SUMS", m => string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{m.Text(TokenMint.Hex, 64)}  tool-{i}.zip")));
        yield return ("base64 image", "wwwroot/site.css", m => $".logo {{ background: url(data:image/png;base64,iVBORw0KGgo{Convert.ToBase64String(m.Bytes(6000))}) }}\n");
        yield return ("source map", "wwwroot/app.js.map", m => $"{{\"version\":3,\"mappings\":\"{string.Join(';', Enumerable.Range(0, 400).Select(_ => m.Text(TokenMint.Letters, 4)))}\"}}");
        yield return ("minified script", "wwwroot/app.min.js", m => string.Concat(Enumerable.Range(0, 600).Select(_ => $"function {m.Text(TokenMint.Letters, 2)}(t,e){{return t[{m.Number(99)}]=e.{m.Text(TokenMint.Lower, 6)}||\"{m.Text(TokenMint.Lower, 5)}\",key=token?{m.Number(9)}:secret}}")));
        yield return ("resources", "Strings.resx", m => string.Join('\n', Enumerable.Range(0, 30).Select(i => $"  <data name=\"Error_{i}\" xml:space=\"preserve\"><value>The password for {{0}} is missing; token {i} was expected.</value></data>")));
        yield return ("SVG paths", "icon.svg", m => $"<svg><path d=\"{string.Join(' ', Enumerable.Range(0, 300).Select(_ => $"M{m.Number(99)}.{m.Number(99)} {m.Number(99)}l-.{m.Number(99)} 0"))}\"/></svg>");
        yield return ("hexadecimal table", "Tables.cs", m => $"static readonly byte[] Table = {{ {string.Join(", ", Enumerable.Range(0, 256).Select(_ => "0x" + m.Text(TokenMint.HexUpper, 2)))} }};\n");
        yield return ("migration with a model hash", "Migrations/Init.Designer.cs", m => $"[Migration(\"20240101000000_Init\")]\nb.HasData(new {{ Id = \"{m.Uuid()}\", ConcurrencyStamp = \"{m.Uuid()}\", SecurityStamp = \"\" }});\n");
        yield return ("font", "wwwroot/font.css", m => $"@font-face {{ src: url(data:font/woff2;base64,d09GMgABAAAAA{Convert.ToBase64String(m.Bytes(3000))}) }}");
        yield return ("action pinned by commit", ".github/workflows/ci.yml", m => $"jobs:\n  b:\n    steps:\n      - uses: actions/checkout@{m.Text(TokenMint.Hex, 40)} # v4\n      - uses: datadog/action@{m.Text(TokenMint.Hex, 40)}\n      - uses: codecov/codecov-action@{m.Text(TokenMint.Hex, 40)} # v5\n      - uses: SonarSource/sonarqube-scan-action@{m.Text(TokenMint.Hex, 40)}\n");
        yield return ("image pinned by digest", "deploy/app.yaml", m => $"image: grafana/grafana@sha256:{m.Text(TokenMint.Hex, 64)}\n---\nimage: linode/tool@sha256:{m.Text(TokenMint.Hex, 64)}\n");
        yield return ("submodule links", ".gitmodules", m => $"[submodule \"x\"]\n\turl = https://github.com/twitter/{m.Text(TokenMint.Lower, 12)}.git\n");

        // References instead of values.
        yield return ("references in JSON", "appsettings.json", m => "{ \"ConnectionStrings\": { \"Db\": \"Server=db;Database=x;User Id=app;Password=${DB_PASSWORD}\" }, \"ApiKey\": \"#{ApiKey}#\", \"Secret\": \"@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)\" }");
        yield return ("references in XML", "web.config", m => "<add name=\"Db\" connectionString=\"Server=db;User Id=app;Password=#{DbPassword}#\" />\n<add key=\"ClearTextPassword\" value=\"%FEED_TOKEN%\" />\n<machineKey validationKey=\"AutoGenerate,IsolateApps\" decryptionKey=\"AutoGenerate,IsolateApps\" />\n");
        yield return ("references in YAML", "azure-pipelines.yml", m => "variables:\n  token: $(SYSTEM_ACCESSTOKEN)\n  github_token: ${{ secrets.GITHUB_TOKEN }}\n  password: '{{ vault_password }}'\n  datadog_api_key: $(DATADOG_KEY)\n");
        yield return ("references in code", "Program.cs", m => "var key = Environment.GetEnvironmentVariable(\"DATADOG_API_KEY\");\nvar s = configuration[\"Stripe:SecretKey\"];\nvar c = $\"Server={host};User Id={user};Password={password}\";\nvar u = $\"https://{user}:{token}@github.com/x\";\n");
        yield return ("references in npmrc", ".npmrc", m => "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nregistry=https://registry.npmjs.org/\n");
        yield return ("placeholders", "README.md", m => "Set `ApiKey` to `<your-api-key>`, `Password=<password>`, `sk_live_xxxxxxxxxxxxxxxxxxxxxxxx`, `ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`, `AKIAXXXXXXXXXXXXXXXX`.\npostgres://user:password@localhost/db\nmongodb://username:password@host:27017\n`AccountKey=<key>;` `Server=.;Password=YourStrong!Passw0rd`\n");
        yield return ("lists of names", "Names.cs", m => "string[] names = [\"IssuerSigningKey\", \"IssuerSigningKeyResolver\", \"ClientSecretCredential\"];\nvar more = new[] { \"AccessToken\", \"RefreshTokenHandler2\" };\n(\"keys\", [\"PrivateKey\", \"EncryptionKeyProvider1\"]);\n");
        yield return ("functions that name a secret", "Names.java", m => "public String getPasswordKey() {\n    return \"db.password1\";\n}\npublic String getTokenName() { return \"X-Auth-Token2\"; }\nString token = isNew ? create(\"token1\") : null;\n");
        yield return ("commands with references", "deploy.sh", m => "docker login -u \"$USER\" -p \"$TOKEN\" registry.internal\nmysql -u root -p\"$DB_PASSWORD\" shop\necho \"$TOKEN\" | docker login -u ci --password-stdin\ndotnet user-secrets set \"Smtp:Password\" \"$SMTP\"\naz keyvault secret set --name Smtp --value \"$SMTP\"\nkubectl create secret generic x --from-literal=password=\"$P\"\n");
        yield return ("integrated security", "appsettings.Development.json", m => "{ \"ConnectionStrings\": { \"Db\": \"Server=(localdb)\\\\mssqllocaldb;Database=x;Trusted_Connection=True;MultipleActiveResultSets=true\" } }");

        // Public constants.
        yield return ("Azurite", "appsettings.Development.json", m => "{ \"S\": \"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;\" }");
        yield return ("Cosmos emulator", "appsettings.Development.json", m => "{ \"C\": \"AccountEndpoint=https://localhost:8081/;AccountKey=C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==\" }");
        yield return ("AWS documentation", "docs/aws.md", m => "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n");
        yield return ("jwt.io", "docs/jwt.md", m => "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c\n");
        yield return ("Stripe documentation", "docs/stripe.md", m => "curl https://api.stripe.com/v1/charges -u sk_" + "test_4eC39HqLyjWDarjtT1zdp7dc:\n");
        yield return ("wrong checksums", "tests/Fakes.cs", m => $"const string A = \"ghp_{m.Text(TokenMint.Alphanumeric, 36)}\";\nconst string B = \"npm_{m.Text(TokenMint.Alphanumeric, 36)}\";\nconst string C = \"AKIA0189{m.Text(TokenMint.Base32Upper, 12)}\";\n");

        // Names that contain the words of rules.
        yield return ("option names", "Options.cs", m => "public string Password { get; set; } = string.Empty;\npublic const string ApiKeyHeaderName = \"X-Api-Key\";\npublic string ClientSecretSettingName => \"Authentication:Google:ClientSecret\";\nprivate const string TokenEndpointPath = \"/connect/token\";\n");
        yield return ("provider names", "Providers.cs", m => "services.AddAuthentication().AddTwitter().AddFacebook(o => o.AppSecret = config[\"Facebook:AppSecret\"]).AddLinkedIn();\n// datadog, heroku, netlify, cloudflare, okta and auth0 are configured by DatadogConfigurationProviderExtensionsMethod\nvar heroku = typeof(HerokuPostgresConnectionStringBuilder);\n");
        yield return ("query strings", "Links.cs", m => $"const string A = \"https://learn.internal/page?sv=2020&id={m.Uuid()}\";\nconst string B = \"https://twitter.com/someone/status/{m.Text(TokenMint.Digits, 19)}\";\nconst string C = \"https://www.linkedin.com/in/some-person-name-here\";\n");
        yield return ("assembly names", "refs.txt", m => string.Join('\n', Enumerable.Range(0, 20).Select(_ => $"Microsoft.Extensions.Configuration.{m.Text(TokenMint.Letters, 20)}, Version=8.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60")));
        yield return ("encrypted values", "secrets.enc.yaml", m => $"password: ENC[AES256_GCM,data:{Convert.ToBase64String(m.Bytes(30))},iv:{Convert.ToBase64String(m.Bytes(32))},tag:{Convert.ToBase64String(m.Bytes(16))},type:str]\nvault: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  {m.Text(TokenMint.Hex, 80)}\n");
    }

    private static string PublicPem()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
