using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Tests.Findings;

public sealed class FingerprintTests
{
    private static readonly Finding Sample = new(GuardDiagnostics.FileNotJudged, new Location("a.txt", 3, 1), "m", "f") { Identity = "x" };

    [Test]
    public void A_fingerprint_stays_when_the_line_moves() =>
        Assert.That(Fingerprint.Of(Sample with { Location = new Location("a.txt", 9, 4) }, 0), Is.EqualTo(Fingerprint.Of(Sample, 0)));

    [Test]
    public void A_fingerprint_changes_with_path_identity_and_ordinal() =>
        Assert.That(
            new[]
            {
                Fingerprint.Of(Sample, 0), Fingerprint.Of(Sample, 1), Fingerprint.Of(Sample with { Identity = "y" }, 0),
                Fingerprint.Of(Sample with { Location = new Location("b.txt", 3, 1) }, 0),
            },
            Is.Unique);

    [Test]
    public void A_secret_contributes_sixteen_bits() =>
        Assert.That(Fingerprint.SecretTag("r", "abc"u8), Has.Length.EqualTo(4));
}
