using System.Text;
using ClaudeBuildGuard.Engine.Controls.Credentials;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

public sealed class CleanNamesTests
{
    [Test]
    public void Directories_give_the_same_hits_with_and_without_the_memory()
    {
        var clean = new CleanNames();
        var random = new Random(3);
        var hits = 0;
        for (var i = 0; i < 400; i++)
        {
            // Few names, so that they come again; now and then one with a token, also again.
            var names = Enumerable.Range(0, random.Next(12)).Select(_ => $"File{random.Next(60)}.cs").ToList();
            if (random.Next(8) == 0)
            {
                names.Insert(random.Next(names.Count + 1), TokenSampler.Sample("github_pat_{N22}_{N59}", 7000 + random.Next(3)) + ".txt");
            }

            var with = Scan(names, clean);
            Assert.That(with, Is.EqualTo(Scan(names, null)));
            hits += with;
        }

        Assert.That(hits, Is.GreaterThan(20));
    }

    [Test]
    public void A_name_is_known_by_all_of_its_bytes()
    {
        var clean = new CleanNames();
        clean.Add("a.txt"u8);
        Assert.That((clean.Holds("a.txt"u8), clean.Holds("a.tx"u8), clean.Holds("b.txt"u8), clean.Holds(""u8)), Is.EqualTo((true, false, false, false)));
    }

    private static int Scan(IEnumerable<string> names, CleanNames? clean)
    {
        byte[] tree = [.. names.SelectMany(n => (byte[])[.. Encoding.ASCII.GetBytes($"100644 {n}"), 0, .. new byte[20]])];
        var hits = new List<CredentialHit>();
        ObjectContent.Scan(CredentialScanner.Default, new GitObject(ObjectId.Parse(new string('1', 40)), ObjectType.Tree, tree), string.Empty, hits, [], clean);
        return hits.Count;
    }
}
