using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>How many of a thousand drawn texts are known as drawn, and that written ones are not.</summary>
public sealed class RandomnessTests
{
    private const int Draws = 1000;

    [TestCase("LD", 16, 930)]
    [TestCase("LD", 20, 970)]
    [TestCase("LD", 24, 985)]
    [TestCase("LD", 30, 995)]
    [TestCase("LD", 32, 995)]
    [TestCase("N", 20, 970)]
    [TestCase("N", 32, 995)]
    [TestCase("H", 32, 999)]
    [TestCase("HU", 32, 999)]
    public void Drawn_text_is_known(string alphabet, int length, int atLeast)
    {
        var known = Enumerable.Range(1, Draws).Count(seed => Randomness.IsDrawn(Encoding.ASCII.GetBytes(TokenSampler.Run(alphabet, length, seed))));

        Assert.That(known, Is.AtLeast(atLeast));
    }

    [TestCase("H")]
    [TestCase("HU")]
    public void Groups_of_hexadecimal_digits_are_drawn_as_the_digits_are(string alphabet)
    {
        var groups = new[] { 4, 8, 4, 4, 4, 12 }.Select((length, i) => TokenSampler.Run(alphabet, length, i + 1));

        Assert.That(Randomness.IsDrawn(Encoding.ASCII.GetBytes(string.Join('-', groups))), Is.True);
    }

    [TestCase("utf8mb4unicode520ci")]
    [TestCase("Windows10Version1909Build18363")]
    [TestCase("sha256withRSA2048key")]
    [TestCase("image2png3thumbnail")]
    [TestCase("ipv4address2ipv6address")]
    [TestCase("level1section2chapter3")]
    [TestCase("dead-beef-cafe-babe-face-fade-deed")]
    [TestCase("Oauth2Client1Secret2Name")]
    [TestCase("md5sum4file2backup1")]
    public void Written_text_is_not(string text) => Assert.That(Randomness.IsDrawn(Encoding.ASCII.GetBytes(text)), Is.False);
}
