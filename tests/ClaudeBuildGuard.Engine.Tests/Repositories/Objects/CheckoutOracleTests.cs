using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

/// <summary>The history of the product itself: written by people and by every version of git that they had.</summary>
public sealed class CheckoutOracleTests
{
    [Test]
    public void Every_object_of_the_products_own_history_is_read_and_hashes_to_its_id()
    {
        var git = GitRepository.Discover(Checkout.Root);
        Assume.That(git?.IdLength, Is.EqualTo(20), "The tests run outside a git repository.");
        var before = Ids(git!);
        var read = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var objects = new ObjectDatabase(git!.ObjectsDirectory, git.IdLength);
        var unreadable = objects.Visit(
            new ObjectQuery { Threads = 2 }, (in GitObject item) => read[item.Id.ToString()] = Name(item), CancellationToken.None);
        Assert.That(unreadable, Is.Empty);
        Assert.That(read.Where(r => r.Key != r.Value), Is.Empty);

        // Whoever works in the checkout meanwhile may add objects; none of those that were there may be left out.
        Assert.That(before.Except(read.Keys), Is.Empty);
    }

    private static HashSet<string> Ids(GitRepository git)
    {
        using var process = Process.Start(GitExecutable.Start(
            GitExecutable.Find(git)!, git, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"))!;
        process.StandardInput.Close();
        var ids = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        process.WaitForExit();
        return ids;
    }

    private static string Name(in GitObject item)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes($"{item.Type.ToString().ToLowerInvariant()} {item.Size}\0"), .. item.Content.Span];
#pragma warning disable CA5350 // Git names its objects by SHA-1.
        return Convert.ToHexString(SHA1.HashData(whole)).ToLowerInvariant();
#pragma warning restore CA5350
    }
}
