using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

public sealed class RuleMatchingTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 1);

    [Test]
    public void A_token_is_found_with_its_place_and_without_itself()
    {
        var hit = TokenSampler.Scan($"first\n  var ä = \"{Token}\";\n", "src/a.cs").Single();
        Assert.Multiple(() =>
        {
            Assert.That(hit.Kind.Id, Is.EqualTo("github-fine-grained-pat"));
            Assert.That((hit.Line, hit.Column, hit.EndColumn), Is.EqualTo((2, 12, 12 + Token.Length)));
            Assert.That(hit.Preview, Is.EqualTo($"{Token[..4]}… (93 characters)"));
            Assert.That(hit.ToString(), Does.Not.Contain(Token[4..20]));
        });
    }

    [Test]
    public void A_token_is_found_at_every_offset_of_a_text()
    {
        for (var before = 0; before < 20; before++)
        {
            for (var after = 0; after < 12; after++)
            {
                var text = new string(' ', before) + Token + new string(' ', after);
                Assert.That(TokenSampler.Scan(text, "a.txt"), Has.Count.EqualTo(1), $"{before} before, {after} after");
            }
        }
    }

    [Test]
    public void A_token_across_two_blocks_of_the_prefilter_is_found_once([Range(65_530, 65_540)] int before) =>
        Assert.That(TokenSampler.Scan(new string(' ', before) + Token + "\n", "a.txt"), Has.Count.EqualTo(1));

    [Test]
    public void One_character_less_or_more_and_an_identifier_around_it_are_no_token()
    {
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(Token[..^1], "a.txt"), Is.Empty);
            Assert.That(TokenSampler.Scan(Token + "x", "a.txt"), Is.Empty);
            Assert.That(TokenSampler.Scan("my" + Token, "a.txt"), Is.Empty);
        });
    }

    [Test]
    public void A_line_break_escape_before_a_token_is_no_part_of_it() =>
        Assert.That(TokenSampler.Scan($"\"token\\n{Token}\\n\"", "a.txt"), Has.Count.EqualTo(1));

    [Test]
    public void Written_samples_are_silent()
    {
        var masked = "github_pat_" + new string('x', 22) + "_" + new string('x', 59);
        var counted = "github_pat_" + "1234567890123456789012" + "_" + Token[34..];
        Assert.That(TokenSampler.Scan($"{masked} {counted}", "a.txt"), Is.Empty);
    }

    [Test]
    public void An_aws_secret_key_needs_its_key_id_beside_it()
    {
        var id = "AKIA" + TokenSampler.Run("TU", 16, 3);
        var secret = TokenSampler.Run("B", 40, 4);
        Assert.Multiple(() =>
        {
            Assert.That(
                TokenSampler.Scan($"AWS_ACCESS_KEY_ID={id}\nAWS_SECRET_ACCESS_KEY={secret}\n", ".env").Select(h => h.Kind.Id),
                Does.Contain("aws-secret-access-key").And.Contain("aws-access-key-id"));
            Assert.That(TokenSampler.Scan($"checksum={secret}\n", "a.txt"), Is.Empty);
        });
    }

    [Test]
    public void Equal_secrets_have_equal_identities_and_tags()
    {
        var hits = TokenSampler.Scan($"{Token}\n{Token}\n", "a.txt");
        Assert.That((hits[0].ValueIdentity, hits[0].SecretTag), Is.EqualTo((hits[1].ValueIdentity, hits[1].SecretTag)));
    }
}
