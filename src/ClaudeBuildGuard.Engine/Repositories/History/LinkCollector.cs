using System.Runtime.InteropServices;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>A tree as it was read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Inside">Its directories, as places in <see cref="LinkCollector.Mentions"/>.</param>
/// <param name="MadeOf">The tree that it has entries of; -1 when all that it holds was new.</param>
internal readonly record struct TreeLinks(ObjectId Id, int[] Inside, int MadeOf);

/// <summary>A commit as it was read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Root">Its tree, as a place in <see cref="LinkCollector.Mentions"/>.</param>
/// <param name="Parents">The commits that it follows.</param>
/// <param name="Committed">When, in seconds since 1970.</param>
internal readonly record struct CommitLinks(ObjectId Id, int Root, ObjectId[] Parents, long Committed);

/// <summary>A directory where it was new in another one, or the tree of a commit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">A hash of the name that it has there: a directory that is only renamed is the same tree. 0 for the tree of a commit.</param>
internal readonly record struct TreeMention(ObjectId Id, int Name)
{
    /// <summary>The hash of a name. Names that share one are told apart where a path is read.</summary>
    public static int HashOf(ReadOnlySpan<byte> name)
    {
        var hash = 2_166_136_261u;
        foreach (var b in name)
        {
            hash = (hash ^ b) * 16_777_619u;
        }

        return (int)hash;
    }
}

/// <summary>
/// Writes down what commits and trees say of each other while they are met, in a pass of its own or on the way of a scan. Nothing is
/// looked up: that is left to <see cref="HistoryLinks"/>, which a repository without a finding never needs.
/// </summary>
/// <param name="wanted">The objects that will be looked for in trees; null when they are not known yet.</param>
internal sealed class LinkCollector(IReadOnlySet<ObjectId>? wanted)
{
    /// <summary>What is written down for a scan that may not need it, in numbers of four bytes: 64 MB.</summary>
    private const int MostNumbers = 16 * 1024 * 1024;

    private const int NumbersOfTree = 16;
    private const int NumbersOfMention = 11;
    private const int NumbersOfAddition = 2;

    private readonly object _gate = new();
    private readonly List<int> _directories = [];
    private readonly List<int> _inside = [];
    private HistoryLinks? _links;
    private long _numbers;

    /// <summary>The trees, in the order in which they were met.</summary>
    public BlockList<TreeLinks> Trees { get; } = new();

    /// <summary>Directories within trees, and trees of commits, each where it was new.</summary>
    public BlockList<TreeMention> Mentions { get; } = new();

    /// <summary>What files trees hold that they have from no other: a hash of their ids.</summary>
    public BlockList<(int Tree, int Hash)> Additions { get; } = new();

    /// <summary>The commits.</summary>
    public BlockList<CommitLinks> Commits { get; } = new();

    /// <summary>What annotated tags name.</summary>
    public Dictionary<ObjectId, ObjectId> Tags { get; } = [];

    /// <summary>True when there was more than is written down: what is here is a part.</summary>
    public bool IsCutShort => wanted is null && _numbers > MostNumbers;

    /// <summary>What was written down, put together. For when everything was met.</summary>
    public HistoryLinks Links => _links ??= new HistoryLinks(this);

    /// <summary>Reads all commits, trees and tags.</summary>
    /// <param name="objects">The database.</param>
    /// <param name="wanted">The objects that are looked for in trees.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public static HistoryLinks Read(IObjectSource objects, IReadOnlySet<ObjectId> wanted, CancellationToken cancellation)
    {
        var collector = new LinkCollector(wanted);
        void Visit(in GitObject item)
        {
            if (collector.Add(item) is { } outline)
            {
                item.Lineage!.Note = outline;
            }
        }

        objects.Visit(new ObjectQuery { Types = ObjectTypes.Commits | ObjectTypes.Trees | ObjectTypes.Tags }, Visit, cancellation);
        return collector.Links;
    }

    /// <summary>Takes a commit, tree or tag in. May be called from several threads at once.</summary>
    /// <returns>For a tree that others are made out of, what to leave there as a note, so that only what is new is read of those.</returns>
    public TreeOutline? Add(in GitObject item)
    {
        switch (item.Type)
        {
            case ObjectType.Commit:
                var (tree, parents, committed) = CommitText.ReadLinks(item.Content.Span);
                lock (_gate)
                {
                    Commits.Add(new CommitLinks(item.Id, Mention(tree, 0), parents, committed));
                }

                return null;
            case ObjectType.Tree:
                lock (_gate)
                {
                    return IsCutShort ? null : AddTree(item);
                }

            case ObjectType.Tag:
                lock (_gate)
                {
                    Tags[item.Id] = CommitText.ReadTarget(item.Content.Span);
                }

                return null;
            default:
                return null;
        }
    }

    private TreeOutline? AddTree(in GitObject tree)
    {
        _directories.Clear();
        _inside.Clear();
        var number = Trees.Count;
        if (tree.Lineage is not { } lineage)
        {
            AddNew(number, 0, new TreeEntries(tree.Content.Span, tree.Id.Length));
            Trees.Add(new TreeLinks(tree.Id, [.. _inside], -1));
            return null;
        }

        var listing = lineage.Listing(tree.Content.Span, tree.Id.Length);
        var before = lineage.BaseNote as TreeOutline;
        foreach (var run in listing.Runs)
        {
            if (run.IsNew)
            {
                var bytes = tree.Content.Span[listing.Bounds[run.First]..listing.Bounds[run.First + run.Count]];
                AddNew(number, run.First, new TreeEntries(bytes, tree.Id.Length));
            }
            else
            {
                AddCopied(before!, run);
            }
        }

        // Most often only files have changed.
        var inside = TreeListing.Same(before is null ? null : Trees[before.Number].Inside, CollectionsMarshal.AsSpan(_inside));
        Trees.Add(new TreeLinks(tree.Id, inside, before?.Number ?? -1));
        _numbers += NumbersOfTree + _inside.Count;
        return lineage.HasHeirs ? listing.ToOutline(before, number, CollectionsMarshal.AsSpan(_directories)) : null;
    }

    private void AddNew(int tree, int first, TreeEntries entries)
    {
        foreach (var entry in entries)
        {
            if (entry.IsDirectory)
            {
                _directories.Add(first);
                _inside.Add(Mention(entry.Id, TreeMention.HashOf(entry.Name)));
            }
            else if (!entry.IsSubmodule && entry.Id is var id && wanted?.Contains(id) != false)
            {
                Additions.Add((tree, id.GetHashCode()));
                _numbers += NumbersOfAddition;
            }

            first++;
        }
    }

    private void AddCopied(TreeOutline before, TreeRun run)
    {
        var inside = Trees[before.Number].Inside;
        var at = before.Directories.AsSpan().BinarySearch(run.InBase);
        for (at = at < 0 ? ~at : at; at < inside.Length && before.Directories[at] < run.InBase + run.Count; at++)
        {
            _directories.Add(before.Directories[at] - run.InBase + run.First);
            _inside.Add(inside[at]);
        }
    }

    private int Mention(ObjectId tree, int name)
    {
        Mentions.Add(new TreeMention(tree, name));
        _numbers += NumbersOfMention;
        return Mentions.Count - 1;
    }
}
