using System.Globalization;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

/// <summary>A directory that was made out of another shows what is new in it, and nothing new is lost.</summary>
public sealed class TreeEntriesTests
{
    private const int IdLength = 20;

    private static readonly Gen<(byte Name, byte Id)> Entry = Gen.Select(Gen.Byte[1, 9], Gen.Byte[0, 3]);

    [Test]
    public void What_is_not_in_the_base_is_given_and_the_bounds_are_those_of_all_entries() =>
        Gen.Select(Entry.Array[0, 12], Gen.Select(Gen.Int[0, 400], Gen.Int[0, 400], Entry.Array[0, 2]).Array[1, 4]).Sample(
            (first, cuts) =>
            {
                var source = Write(first);
                var (made, copies) = Make(source, cuts);
                var before = Listing(source, null, []).ToOutline(null, -1, []);
                var tree = Tree(made, Lineage(before, copies));
                var listing = Listing(made, before, copies);
                Assert.That(listing.Bounds.ToArray(), Is.EqualTo(Listing(made, null, []).Bounds.ToArray()));
                foreach (var run in listing.Runs.ToArray().Where(r => !r.IsNew))
                {
                    Assert.That(Bytes(made, listing.Bounds, run.First, run.Count), Is.EqualTo(Bytes(source, before.Bounds, run.InBase, run.Count)));
                }

                var all = Read(new TreeEntries(made, IdLength));
                var given = Read(TreeEntries.NewIn(tree));
                Assert.That(all.Except(given).Except(Read(new TreeEntries(source, IdLength))), Is.Empty, "an entry was taken for one of the base");
                Assert.That(given.Except(all), Is.Empty);
            });

    [Test]
    public void An_entry_that_hides_in_the_id_of_another_is_new()
    {
        // The base's only entry has an id that reads like the beginning of an entry; the version is made of nothing else.
        byte[] hidden = [.. "100644 x\0"u8, .. new byte[IdLength]];
        byte[] source = [.. "100644 a\0"u8, .. hidden.AsSpan(0, IdLength), .. "100644 b\0"u8, .. new byte[IdLength]];
        var at = source.AsSpan().IndexOf(hidden.AsSpan(0, IdLength));
        var lineage = Lineage(Listing(source, null, []).ToOutline(null, -1, []), [new CopiedStretch(at, 0, hidden.Length)]);
        var made = source.AsSpan(at, hidden.Length).ToArray();
        Assert.That(Read(TreeEntries.NewIn(Tree(made, lineage))), Has.Count.EqualTo(1));
    }

    private static GitObject Tree(byte[] content, ObjectLineage? lineage) => new(ObjectId.Parse(new string('1', 2 * IdLength)), ObjectType.Tree, content, lineage);

    private static TreeListing Listing(byte[] tree, TreeOutline? before, List<CopiedStretch> copies)
    {
        var listing = new TreeListing();
        listing.Read(tree, IdLength, before, copies);
        return listing;
    }

    private static ObjectLineage Lineage(TreeOutline before, List<CopiedStretch> copies)
    {
        var lineage = new ObjectLineage();
        lineage.Copies.AddRange(copies);
        lineage.Begin(before, hasHeirs: true);
        return lineage;
    }

    private static byte[] Bytes(byte[] tree, ReadOnlySpan<int> bounds, int first, int count) => tree[bounds[first]..bounds[first + count]];

    private static List<string> Read(TreeEntries entries)
    {
        var all = new List<string>();
        foreach (var entry in entries)
        {
            all.Add($"{Encoding.Latin1.GetString(entry.Name)} {entry.Id} {entry.IsDirectory}");
        }

        return all;
    }

    private static byte[] Write((byte Name, byte Id)[] entries)
    {
        var tree = new MemoryStream();
        foreach (var (name, id) in entries)
        {
            tree.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(name % 3 == 0 ? "40000" : "100644")} n{name}\0")));
            tree.Write(Enumerable.Repeat(id, IdLength).ToArray());
        }

        return tree.ToArray();
    }

    // Copied stretches that begin and end anywhere, with entries between.
    private static (byte[] Made, List<CopiedStretch> Copies) Make(byte[] source, (int From, int Length, (byte Name, byte Id)[] Between)[] cuts)
    {
        var made = new MemoryStream();
        var copies = new List<CopiedStretch>();
        foreach (var (from, length, between) in cuts)
        {
            var start = source.Length == 0 ? 0 : from % source.Length;
            var count = Math.Min(length, source.Length - start);
            if (count > 0)
            {
                copies.Add(new CopiedStretch(start, (int)made.Length, count));
                made.Write(source, start, count);
            }

            made.Write(Write(between));
        }

        return (made.ToArray(), copies);
    }
}
