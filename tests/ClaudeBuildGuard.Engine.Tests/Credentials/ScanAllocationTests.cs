using System.Text;
using ClaudeBuildGuard.Engine.Credentials;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>What a clean content costs: a repository is nearly nothing else.</summary>
public sealed class ScanAllocationTests
{
    private static readonly string[] Paths = ["src/Orders/Order.cs", "config/app.yaml", "src/Orders/Order.xml", "notes", "deploy/Main.tf"];

    [Test]
    public void A_clean_buffer_allocates_nothing([ValueSource(nameof(Paths))] string path)
    {
        var scanner = CredentialScanner.Default;
        ReadOnlyMemory<byte> content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("    public int Total(Order order) => order.Lines.Sum(l => l.Price);\n", 400)));
        var hits = new List<CredentialHit>();
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            scanner.Scan(content, path, hits);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That((hits.Count, least), Is.EqualTo((0, 0L)));
    }

    [Test]
    public void A_buffer_with_names_but_no_values_allocates_nothing()
    {
        var scanner = CredentialScanner.Default;
        ReadOnlyMemory<byte> content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("    Task Read(CancellationToken token);\n", 400)));
        var hits = new List<CredentialHit>();
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            scanner.Scan(content, "src/Reader.cs", hits);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That((hits.Count, least), Is.EqualTo((0, 0L)));
    }
}
