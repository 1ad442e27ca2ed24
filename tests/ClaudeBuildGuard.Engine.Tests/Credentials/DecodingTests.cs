using System.Text;
using System.Text.Json;
using ClaudeBuildGuard.Testing;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>Escapes, percent encoding, texts within literals, joined literals: what they hide is found where it is written.</summary>
public sealed class DecodingTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 91);
    private static readonly string Password = "Kx9!vW2q" + "Lm7zRt4";
    private static readonly string StorageKey = new TokenMint(92).AzureIdentifiable(64, "+A" + "St", "Default0");
    private static readonly string AccessKey = "AKIA" + TokenSampler.Run("TU", 16, 93);

    private static IEnumerable<TestCaseData> Hidden()
    {
        // Escapes of letters and signs.
        yield return Case("a letter as an escape", "a.cs", $"x\nvar x = \"\\u0041{AccessKey[1..]}\";\n", "aws-access-key-id", 2);
        yield return Case("a letter as a hexadecimal escape", "a.js", $"x\nvar x = '\\x41{AccessKey[1..]}';\n", "aws-access-key-id", 2);
        yield return Case("every letter as an escape", "a.json", $"{{ \"x\":\n \"{string.Concat(AccessKey.Select(c => $"\\u{(int)c:x4}"))}\" }}", "aws-access-key-id", 2);
        yield return Case("a letter as an entity", "a.xml", $"<a>\n<b c=\"&#x41;{AccessKey[1..]}\" /></a>", "aws-access-key-id", 2);
        yield return Case("a key as System.Text.Json writes it", "appsettings.json", $"{{\n \"Storage\": \"AccountName=shop;AccountKey={StorageKey.Replace("+", "\\u002B", StringComparison.Ordinal)};EndpointSuffix=core.windows.net\" }}", "azure-storage-key", 2);
        yield return Case("a key as HTML encoders write it", "a.config", $"<add key=\"x\"\n value=\"AccountName=shop;AccountKey={StorageKey.Replace("+", "&#x2B;", StringComparison.Ordinal)};EndpointSuffix=core.windows.net\" />", "azure-storage-key", 2);

        // Text within text.
        var inner = JsonSerializer.Serialize(new { smtp = new { password = Password } });
        yield return Case("JSON in a JSON string", "a.json", $"{{\n \"x\": {JsonSerializer.Serialize(inner, Relaxed)} }}", "generic-password", 2);
        yield return Case("JSON in a JSON string with quotes as escapes", "a.json", $"{{\n \"x\": {JsonSerializer.Serialize(inner)} }}", "generic-password", 2);
        yield return Case("JSON in JSON in JSON", "a.json", $"{{\n \"x\": {JsonSerializer.Serialize(JsonSerializer.Serialize(new { y = inner }, Relaxed), Relaxed)} }}", "generic-password", 2);
        yield return Case("JSON in a C# literal", "a.cs", $"x\nvar x = \"{inner.Replace("\"", "\\\"", StringComparison.Ordinal)}\";\n", "generic-password", 2);
        yield return Case("JSON in a verbatim literal", "a.cs", $"x\nvar x = @\"{inner.Replace("\"", "\"\"", StringComparison.Ordinal)}\";\n", "generic-password", 2);
        yield return Case("JSON in a shell command", "a.sh", $"x\ncurl -d '{inner}' https://x\n", "generic-password", 2);
        yield return Case("JSON in an XML attribute", "a.config", $"<a\n b=\"{inner.Replace("\"", "&quot;", StringComparison.Ordinal)}\" />", "generic-password", 2);
        yield return Case("JSON in an XML element", "a.xml", $"<a>\n<b>{inner.Replace("\"", "&quot;", StringComparison.Ordinal)}</b></a>", "generic-password", 2);
        yield return Case("XML in a JSON string", "a.json", $"{{\n \"x\": \"<add key=\\\"SmtpPassword\\\" value=\\\"{Password}\\\" />\" }}", "generic-password", 2);
        yield return Case("XML in XML", "a.xml", $"<a>\n<b>&lt;password&gt;{Password}&lt;/password&gt;</b></a>", "generic-password", 2);
        yield return Case("an environment file in a literal", "a.js", $"x\nconst env = \"DB_HOST=x\\nDB_PASSWORD={Password}\\n\";\n", "generic-password", 2);
        yield return Case("a connection string in an XML attribute with quotes", "a.config", $"<add name=\"x\"\n connectionString=\"Server=db;User Id=shop;Password=&quot;{Password}&quot;\" />", "connection-string-password", 2);
        yield return Case("base64 in a JSON string in base64", "a.txt", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{ \"x\": \"{Convert.ToBase64String(Encoding.UTF8.GetBytes($"token = {Token} and more of it"))}\" }}")), "github-fine-grained-pat", 1);

        // Percent encoding.
        yield return Case("a percent-encoded query", "a.txt", $"x\nhttps://x.contoso.com/?next=%2Flogin%3Fpassword%3D{Uri.EscapeDataString(Password)}%26x%3D1\n", "generic-password", 2);
        yield return Case("percent-encoded JSON", "a.js", $"x\nfetch('/x?state={Uri.EscapeDataString(inner)}')\n", "generic-password", 2);
        yield return Case("a percent-encoded key", "a.txt", $"x\nDefaultEndpointsProtocol%3Dhttps%3BAccountName%3Dshop%3BAccountKey%3D{Uri.EscapeDataString(StorageKey)}\n", "azure-storage-key", 2);
        yield return Case("a percent-encoded letter", "a.txt", $"x\n%41{AccessKey[1..]}\n", "aws-access-key-id", 2);

        // Literals that are joined.
        yield return Case("a token in two pieces", "a.cs", $"x\nUse(\"{AccessKey[..4]}\" + \"{AccessKey[4..]}\");\n", "aws-access-key-id", 2);
        yield return Case("a token in pieces over lines", "a.js", $"x\nuse('{Token[..20]}' +\n  '{Token[20..50]}' +\n  '{Token[50..]}');\n", "github-fine-grained-pat", 2);
        yield return Case("a token whose mark is parted, under a name", "a.cs", $"x\nvar token = \"{Token[..4]}\" + \"{Token[4..]}\";\n", "github-fine-grained-pat", 2);
        yield return Case("a token in pieces of Python", "a.py", $"x\nuse('{Token[..20]}'\n    '{Token[20..]}')\n", "github-fine-grained-pat", 2);
        yield return Case("a token in pieces of VB", "a.vb", $"x\nUse(\"{Token[..20]}\" & _\n  \"{Token[20..]}\")\n", "github-fine-grained-pat", 2);
    }

    [TestCaseSource(nameof(Hidden))]
    public void What_is_hidden_is_found_once_on_its_line(string path, string text, string kind, int line)
    {
        var hits = TokenSampler.Scan(text, path);
        Assert.That(hits.Select(h => (h.Kind.Id, h.Line)), Is.EqualTo(new[] { (kind, line) }));
    }

    [Test]
    public void A_hidden_value_stands_at_its_own_place()
    {
        var text = $"{{ \"x\": \"{{\\\"password\\\":\\\"{Password}\\\"}}\" }}";
        var hit = TokenSampler.Scan(text, "a.json").Single();
        Assert.That((hit.Column, hit.EndColumn, hit.Inside), Is.EqualTo((text.IndexOf(Password, StringComparison.Ordinal) + 1, text.IndexOf(Password, StringComparison.Ordinal) + 1 + Password.Length, "an escaped text")));
    }

    [Test]
    public void A_joined_token_reaches_from_its_first_to_its_last_piece()
    {
        var text = $"Use(\"{Token[..20]}\" + \"{Token[20..]}\");";
        var hit = TokenSampler.Scan(text, "a.cs").Single();
        Assert.That((hit.Column, hit.EndColumn), Is.EqualTo((6, text.Length - 2)));
    }

    [Test]
    public void What_can_be_read_as_it_is_written_is_reported_as_it_is_written()
    {
        // Decoded, the key would have fewer characters: the same key elsewhere would seem another.
        using var key = System.Security.Cryptography.ECDsa.Create();
        var pem = key.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal);
        var hit = TokenSampler.Scan($"{{ \"private_key\": \"{pem}\\n\" }}", "a.json").Single();
        Assert.That((hit.Kind.Id, hit.Preview), Is.EqualTo(("private-key", $"----… ({hit.EndColumn - hit.Column} characters)")));
    }

    [TestCase("a.cs", "var s = \"\\u0041BCDEFG \\u00e9\\u00e8 \\u0022quoted\\u0022\";")]
    [TestCase("a.json", "{ \"html\": \"\\u003Cp class=\\u0022password\\u0022\\u003EEnter your password\\u003C/p\\u003E\" }")]
    [TestCase("a.xml", "<a b=\"&lt;password&gt;&lt;/password&gt; &quot;token&quot;: &quot;string&quot;\" />")]
    [TestCase("a.md", "https://img.example.org/badge/token%3Aabc-passing%2Fgreen and https://x.example.org/?q=a%20b%26c%3Dd")]
    [TestCase("a.js", "const s = \"{\\\"password\\\":\\\"${password}\\\",\\\"token\\\":\\\"<token>\\\"}\";")]
    [TestCase("a.cs", "var s = \"AKIA\" + suffix + \"ABCDEFGHIJKLMNOP\"; var t = \"AKIA\" + \"EXAMPLE\";")]
    public void Clean_text_with_escapes_is_silent(string path, string text) =>
        Assert.That(TokenSampler.Scan(text + "\n", path).Select(h => $"{h.Kind.Id} {h.KeyName} {h.Column}"), Is.Empty);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static TestCaseData Case(string name, string path, string text, string kind, int line) => new TestCaseData(path, text, kind, line).SetArgDisplayNames(name);
}
