using System.Buffers.Text;
using System.Text;
using ClaudeBuildGuard.Engine.Controls.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Proofs;

/// <summary>What had expired before the product was made is called so; it stays an error in the product, because only its service knows whether the date is checked, and is a warning in tests and documents.</summary>
public sealed class ExpiryTests
{
    private const string Path = "src/Client.cs";

    [TestCase("{\"sub\":\"svc\",\"exp\":1516242622}", true)]
    [TestCase("{\"exp\":1516242622,\"sub\":\"svc\"}", true)]
    [TestCase("{\"sub\":\"svc\",\"exp\":4102444800}", false)]
    [TestCase("{\"sub\":\"svc\",\"iat\":1516239022}", false)]
    [TestCase("{\"sub\":\"svc\",\"exp\":\"never\"}", false)]
    [TestCase("{\"sub\":\"svc\",\"exp\":15}", false)]
    [TestCase("{\"sub\":\"svc\",\"inner\":{\"exp\":1516242622}}", false)]
    public void A_web_token_expires_by_its_claims(string claims, bool isExpired) =>
        AssertExpired($"var t = \"{Token(claims)}\";", isExpired);

    [TestCase("?sv=2022-11-02&se=2019-05-01T00:00:00Z&sr=c&sp=rl&sig=§", true)]
    [TestCase("?sv=2022-11-02&sig=§&sr=c&sp=rl&se=2019-05-01T00%3A00%3A00Z", true)]
    [TestCase("?sv=2022-11-02&se=2040-05-01T00:00:00Z&sr=c&sp=rl&sig=§", false)]
    [TestCase("?sv=2022-11-02&si=policy&sr=c&sig=§", false)]
    [TestCase("SharedAccessSignature sr=sb%3A%2F%2Fa&sig=§&se=1556668800&skn=Root", true)]
    [TestCase("SharedAccessSignature sr=sb%3A%2F%2Fa&sig=§&se=2220000000&skn=Root", false)]
    [TestCase("?sv=2022-11-02&course=2019&sr=c&sp=rl&sig=§", false)]
    public void A_signature_expires_by_its_query(string query, bool isExpired) =>
        AssertExpired($"var t = \"{query.Replace("§", TokenSampler.Run("N", 43, 3) + "%3D", StringComparison.Ordinal)}\";", isExpired);

    [TestCase("tests/fixtures/token.json")]
    [TestCase("docs/api.md")]
    public void What_is_over_is_a_warning_in_tests_and_documents_and_what_is_not_an_error(string path)
    {
        Severity Of(string claims) => CredentialSeverity.Of(TokenSampler.Scan($"var t = \"{Token(claims)}\";", path).Single(), path);
        Assert.That(Of("{\"sub\":\"svc\",\"exp\":1516242622}"), Is.EqualTo(Severity.Warning));
        Assert.That(Of("{\"sub\":\"svc\",\"exp\":4102444800}"), Is.EqualTo(Severity.Error));
    }

    private static void AssertExpired(string text, bool isExpired)
    {
        var hits = TokenSampler.Scan(text, Path);
        Assert.That(hits, Has.Count.EqualTo(1));
        Assert.That(hits[0].IsExpired, Is.EqualTo(isExpired));
        Assert.That(CredentialSeverity.Of(hits[0], Path), Is.EqualTo(Severity.Error));
    }

    private static string Token(string claims) =>
        $"{Part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Part(claims)}.{TokenSampler.Run("N", 43, 5)}";

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
