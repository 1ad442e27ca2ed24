using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Formats;

/// <summary>Literals of programming languages: verbatim, raw, interpolated, joined over lines. See <see cref="FormatTests"/> for the signs.</summary>
public sealed class CodeFormatTests
{
    private static IEnumerable<TestCaseData> Values()
    {
        // C#.
        yield return Case("constant", "a.cs", "private const string SmtpPassword = \"§P\";\n", "SmtpPassword");
        yield return Case("property", "a.cs", "public string Password { get; set; } = \"§P\";\n", "Password");
        yield return Case("verbatim", "a.cs", "var password = @\"§P\";\n", "password");
        yield return Case("verbatim over lines", "a.cs", "var c = @\"Server=db;\n  User Id=shop;\n  Password=§P\";\n", "c:password");
        yield return Case("raw", "a.cs", "var password = \"\"\"§P\"\"\";\n", "password");
        yield return Case("raw over lines", "a.cs", "var json = \"\"\"\n  {\n    \"password\": \"§P\"\n  }\n  \"\"\";\n", null);
        yield return Case("interpolated", "a.cs", "var c = $\"Server={host};User Id={user};Password=§P\";\n", "c:password");
        yield return Case("interpolated with literals in it", "a.cs", "var c = $\"Server={cfg[\"Host\"]};User Id={cfg[\"User\"]};Password=§P\";\n", "c:password");
        yield return Case("interpolated raw", "a.cs", "var c = $$\"\"\"Server={{host}};User Id={{user}};Password=§P\"\"\";\n", "c:password");
        yield return Case("after a quote as a character", "a.cs", "var q = '\"'; var password = \"§P\";\n", "password");
        yield return Case("after a comment with a quote", "a.cs", "// don't \" \nvar password = \"§P\"; // isn't\n", "password");
        yield return Case("object initialiser", "a.cs", "new Options\n{\n    User = \"x\",\n    Password = \"§P\",\n};\n", "Password");
        yield return Case("dictionary initialiser", "a.cs", "new Dictionary<string, string> { [\"Smtp:Password\"] = \"§P\" };\n", "Smtp:Password");
        yield return Case("pair initialiser", "a.cs", "new Dictionary<string, string> { { \"Smtp:Password\", \"§P\" } };\n", "Smtp:Password");
        yield return Case("named argument", "a.cs", "Connect(host, password: \"§P\");\n", "password");
        yield return Case("credential", "a.cs", "new NetworkCredential(\"shop\", \"§P\");\n", "password");
        yield return Case("fallback", "a.cs", "var password = Environment.GetEnvironmentVariable(\"DB_PASSWORD\") ?? \"§P\";\n", "password");
        yield return Case("fallback of a setting", "a.cs", "options.Password = configuration[\"Smtp:Password\"] ?? \"§P\";\n", "options.Password");
        yield return Case("setter", "a.cs", "builder.WithPassword(\"§P\");\n", "WithPassword");
        yield return Case("attribute", "a.cs", "[InlineData(\"x\")] [Basic(Password = \"§P\")]\n", "Password");
        yield return Case("joined", "a.cs", "var password = \"Kx9!\" +\n    \"vW2q\" + \"Lm7zRt4\";\n", "password", 1, 17);
        yield return Case("connection string joined over lines", "a.cs", "var c = \"Server=db;Database=x;\" +\n        \"User Id=shop;\" +\n        \"Password=§P\";\n", "c:password");
        yield return Case("connection string joined at the line's start", "a.cs", "var c = \"Server=db;Database=x;\"\n      + \"User Id=shop;\"\n      + \"Password=§P;\"\n      + \"Encrypt=True\";\n", "c:password");
        yield return Case("token built by pieces", "a.cs", "Use(\"github_pat_§H\" +\n    \"_§T\");\n", null);

        // VB, F#.
        yield return Case("VB", "a.vb", "Dim password As String = \"§P\"\n", "password");
        yield return Case("VB joined", "a.vb", "Dim c As String = \"Server=db;User Id=shop;\" & _\n    \"Password=§P\"\n", "c:password");
        yield return Case("VB with doubled quotes", "a.vb", "Dim s = \"say \"\"hi\"\"\" : Dim password = \"§P\"\n", "password");
        yield return Case("F#", "a.fs", "let smtpPassword = \"§P\"\n", "smtpPassword");
        yield return Case("F# triple quotes", "a.fs", "let password = \"\"\"§P\"\"\"\n", "password");
        yield return Case("F# record", "a.fs", "{ User = \"x\"; Password = \"§P\" }\n", "Password");

        // JavaScript, TypeScript.
        yield return Case("JavaScript object", "a.js", "const cfg = { user: 'x', password: '§P' };\n", "password");
        yield return Case("JavaScript quoted key", "a.js", "headers: { 'x-api-key': '§K' }\n", "x-api-key");
        yield return Case("JavaScript template", "a.js", "const password = `§P`;\n", "password");
        yield return Case("JavaScript template with expressions", "a.ts", "const c = `Server=${cfg[`host`]};User Id=${user};Password=§P`;\n", "c:password");
        yield return Case("JavaScript fallback", "a.js", "const dbPassword = process.env.DB_PASSWORD || '§P';\n", "dbPassword");
        yield return Case("JavaScript fallback in an object", "a.js", "const c = { password: process.env.DB_PASSWORD ?? '§P' };\n", "password");
        yield return Case("TypeScript type", "a.ts", "const apiKey: string = '§K';\n", "apiKey");
        yield return Case("TypeScript environment", "environment.ts", "export const environment = {\n  production: true,\n  apiKey: '§K',\n};\n", "apiKey");

        // Python, Go, Java.
        yield return Case("Python", "a.py", "DB_PASSWORD = '§P'\n", "DB_PASSWORD");
        yield return Case("Python dictionary", "settings.py", "DATABASES = {'default': {'USER': 'x', 'PASSWORD': '§P'}}\n", "PASSWORD");
        yield return Case("Python keyword argument", "a.py", "connect(host, password=\"§P\")\n", "password");
        yield return Case("Python typed", "a.py", "password: str = \"§P\"\n", "password");
        yield return Case("Python raw", "a.py", "password = r'§P'\n", "password");
        yield return Case("Python default", "a.py", "password = os.getenv('DB_PASSWORD', '§P')\n", "DB_PASSWORD");
        yield return Case("Python fallback", "a.py", "password = os.environ.get('DB_PASSWORD') or '§P'\n", "password");
        yield return Case("Python f-string", "a.py", "c = f\"Server={d['host']};User Id={d[\"user\"]};Password=§P\"\n", "c:password");
        yield return Case("Python joined without a sign", "a.py", "c = (\"Server=db;User Id=shop;\"\n     \"Password=§P\")\n", "c:password");
        yield return Case("Python triple quotes", "a.py", "password = '''§P'''\n", "password");
        yield return Case("Go", "a.go", "password := \"§P\"\n", "password");
        yield return Case("Go raw", "a.go", "const apiKey = `§K`\n", "apiKey");
        yield return Case("Go structure", "a.go", "cfg := Config{User: \"x\", Password: \"§P\"}\n", "Password");
        yield return Case("Go block", "a.go", "var (\n\tuser     = \"x\"\n\tpassword = \"§P\"\n)\n", "password");
        yield return Case("Java", "A.java", "private static final String DB_PASSWORD = \"§P\";\n", "DB_PASSWORD");
        yield return Case("Java setter", "A.java", "dataSource.setPassword(\"§P\");\n", "setPassword");
        yield return Case("Java properties", "A.java", "props.put(\"password\", \"§P\");\n", "password");
        yield return Case("Java connection", "A.java", "DriverManager.getConnection(\"jdbc:mysql://db/x\", \"shop\", \"§P\");\n", "password");
        yield return Case("Java text block", "A.java", "String password = \"\"\"\n    §P\"\"\";\n", "password");
        yield return Case("Kotlin template", "A.kt", "val c = \"Server=${cfg[\"h\"]};User Id=x;Password=§P\"\n", "c:password");
        yield return Case("Ruby", "a.rb", "config.password = '§P'\n", "config.password");
        yield return Case("Ruby rocket", "a.rb", "{ :password => '§P' }\n", "password");
        yield return Case("PHP", "a.php", "define('DB_PASSWORD', '§P');\n", "DB_PASSWORD");
        yield return Case("PHP array", "a.php", "return ['password' => '§P'];\n", "password");
        // A comma joins a name and its value in a pair, an entry and a call.
        yield return Case("call of two", "a.cs", "settings.Add(\"DbPassword\", \"§P\");\n", "DbPassword");
        yield return Case("call with more behind", "a.cs", "Environment.SetEnvironmentVariable(\"DB_PASSWORD\", \"§P\", EnvironmentVariableTarget.Process);\n", "DB_PASSWORD");
        yield return Case("call with more before", "a.py", "parser.set('db', 'password', '§P')\n", "password");
        yield return Case("call over lines", "a.cs", "Environment.SetEnvironmentVariable(\n    \"DB_PASSWORD\",\n    \"§P\");\n", "DB_PASSWORD");
        yield return Case("tuple", "a.cs", "(string, string)[] pairs = [(\"user\", \"x\"), (\"DbPassword\", \"§P\")];\n", "DbPassword");
        yield return Case("created pair", "a.cs", "new KeyValuePair<string, string>(\"DbPassword\", \"§P\"),\n", "DbPassword");
        yield return Case("entry over lines", "a.cs", "new Dictionary<string, string>\n{\n    { \"User\", \"x\" },\n    { \"DbPassword\", \"§P\" },\n};\n", "DbPassword");
        yield return Case("entries of brackets", "a.js", "new Map([['user', 'x'], ['dbPassword', '§P']]);\n", "dbPassword");
        yield return Case("option of a command", "a.py", "subprocess.run(['tool', '--password', '§P', 'go'])\n", "--password");
        yield return Case("Razor", "a.cshtml", "@{ var apiKey = \"§K\"; }\n", "apiKey");
    }

    [TestCaseSource(nameof(Values))]
    public void A_literal_is_found_once_at_its_place(string path, string text, string? key, int line, int length)
    {
        var tail = TokenSampler.Run("N", 59, 73);
        text = text.Replace("§T", tail, StringComparison.Ordinal).Replace("§H", TokenSampler.Run("N", 22, 74), StringComparison.Ordinal);
        var place = text.Contains('§', StringComparison.Ordinal) ? FormatTests.Place(text) : (Content: text, Line: line, Column: 0, Length: length);
        var hits = TokenSampler.Scan(place.Content, path);
        Assert.That(hits, Has.Count.EqualTo(1), () => string.Join(", ", hits.Select(h => $"{h.Kind.Id} {h.KeyName} {h.Line}:{h.Column}")));
        if (line == 0 && place.Column > 0)
        {
            Assert.That((hits[0].Line, hits[0].Column, hits[0].EndColumn), Is.EqualTo((place.Line, place.Column, place.Column + place.Length)));
        }

        if (key is not null)
        {
            Assert.That(hits[0].KeyName, Is.EqualTo(key));
        }
    }

    // A list holds names, not a name and its value.
    [TestCase("a.cs", "string[] Names = [\"IssuerSigningKey\", \"§S\", \"SignatureValidator\"];\n")]
    [TestCase("a.cs", "(\"keys\", [\"IssuerSigningKeys\", \"§S\"]);\n")]
    [TestCase("a.cs", "var names = new[] { \"IssuerSigningKeys\", \"§S\" };\n")]
    [TestCase("a.cs", "var names = new List<string>\n{\n    \"IssuerSigningKeys\", \"§S\",\n};\n")]
    [TestCase("a.cs", "var names = new List<string>\n{\n    \"Issuer\",\n    \"IssuerSigningKeys\",\n    \"§S\",\n};\n")]
    [TestCase("a.cs", "Names(\"Issuer\", \"IssuerSigningKeys\", \"§S\", \"SignatureValidator\");\n")]
    [TestCase("a.js", "const names = ['issuerSecret', '§S'];\n")]
    [TestCase("a.sql", "WHERE name IN ('issuerSecret', '§S')\n")]
    [TestCase("a.ps1", "$names = @('issuerSecret', '§S')\n")]
    public void A_name_before_another_in_a_list_is_no_name_of_it(string path, string text) =>
        Assert.That(TokenSampler.Scan(text.Replace("§S", "IssuerSigningKeyResolver", StringComparison.Ordinal), path), Is.Empty);

    private static TestCaseData Case(string name, string path, string text, string? key, int line = 0, int length = 0) => new TestCaseData(path, text, key, line, length).SetArgDisplayNames(name);
}
