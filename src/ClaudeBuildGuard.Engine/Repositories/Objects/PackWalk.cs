using System.Collections.Concurrent;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Visits the objects of one pack, each inflated once and each delta applied once: from every object that is stored whole depth
/// first to those made out of it. Several workers share the roots.
/// </summary>
internal sealed class PackWalk
{
    /// <summary>Bytes of bases that all workers together hold; above it the oldest are dropped and made again when needed.</summary>
    private const long MostHeld = 128 * 1024 * 1024;

    /// <summary>
    /// A pack may not expand to more than this many times its length, all objects together. Real histories reach a hundred; a pack
    /// made to exhaust its reader reaches any number.
    /// </summary>
    private const long LargestRatio = 4096;

    private const long AlwaysAllowed = 1024L * 1024 * 1024;

    private readonly Pack _pack;
    private readonly PackTree _tree;
    private readonly ObjectQuery _query;
    private readonly Func<ObjectId, bool>? _isWanted;
    private readonly Func<ObjectId, (ObjectType Type, ReadOnlyMemory<byte> Content)?> _readOutside;
    private readonly ObjectVisitor _visitor;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentBag<UnreadableObject> _unreadable = [];
    private readonly bool[] _wanted;
    private readonly bool[] _needed;
    private readonly bool[] _reached;
    private readonly long _mayExpandTo;
    private long _expanded;
    private int _nextRoot;
    private long _done;

    /// <summary>Prepares a walk.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="query">What is visited, and how.</param>
    /// <param name="isWanted">Whether an object is visited; replaces the query's own answer. Null visits all.</param>
    /// <param name="readOutside">Reads a base that the pack does not hold.</param>
    /// <param name="visitor">Receives the objects.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public PackWalk(
        Pack pack,
        ObjectQuery query,
        Func<ObjectId, bool>? isWanted,
        Func<ObjectId, (ObjectType Type, ReadOnlyMemory<byte> Content)?> readOutside,
        ObjectVisitor visitor,
        CancellationToken cancellation)
    {
        _pack = pack;
        _query = query;
        _isWanted = isWanted;
        _readOutside = readOutside;
        _visitor = visitor;
        _cancellation = cancellation;
        _tree = pack.Tree(cancellation);
        _wanted = new bool[_tree.Count];
        _needed = new bool[_tree.Count];
        _reached = new bool[_tree.Count];
        _mayExpandTo = AlwaysAllowed + (pack.End * LargestRatio);
    }

    /// <summary>Visits everything.</summary>
    /// <returns>What could not be read.</returns>
    public IReadOnlyCollection<UnreadableObject> Run()
    {
        if (!MarkNeeded())
        {
            return [];
        }

        var workers = Math.Max(1, _query.Threads);
        if (workers == 1)
        {
            Work(MostHeld);
        }
        else
        {
            var tasks = Enumerable.Range(0, workers).Select(_ => Task.Run(() => Work(MostHeld / workers), CancellationToken.None)).ToArray();
            Task.WhenAll(tasks).GetAwaiter().GetResult();
        }

        // What no root leads to: a broken header, a base that is nowhere, deltas in a circle.
        for (var node = 0; node < _tree.Count; node++)
        {
            if (_wanted[node] && !_reached[node])
            {
                Report(node, "what it is made out of is damaged or missing");
            }
        }

        return _unreadable;
    }

    private bool MarkNeeded()
    {
        if (_isWanted is null)
        {
            Array.Fill(_wanted, true);
            Array.Fill(_needed, true);
            return _tree.Count > 0;
        }

        var any = false;
        for (var node = 0; node < _tree.Count; node++)
        {
            _wanted[node] = _isWanted(_tree.Id(node));
            for (var at = _wanted[node] ? node : -1; at >= 0 && !_needed[at]; at = _tree.Base(at))
            {
                _needed[at] = any = true;
            }
        }

        return any;
    }

    private void Work(long mayHold)
    {
        using var branch = new PackBranch(_pack, _tree, mayHold);
        for (var root = Interlocked.Increment(ref _nextRoot) - 1; root < _tree.Count; root = Interlocked.Increment(ref _nextRoot) - 1)
        {
            if (_needed[root] && _tree.Base(root) is PackTree.Whole or PackTree.Outside)
            {
                _cancellation.ThrowIfCancellationRequested();
                Family(root, branch);
            }
        }
    }

    private void Family(int root, PackBranch branch)
    {
        try
        {
            if (_tree.Base(root) == PackTree.Outside)
            {
                var outside = _readOutside(_tree.Entry(root).BaseId) ?? throw _pack.Damaged("it needs an object that is nowhere");
                branch.BeginWithDelta(root, outside.Type, outside.Content.Span);
            }
            else if (!_query.Types.HasFlag((ObjectTypes)(1 << (int)_tree.Type(root))))
            {
                Skip(root);
                return;
            }
            else if (_tree.Entry(root).Size > IObjectSource.LargestWholeObject)
            {
                Pieces(root);
                return;
            }
            else
            {
                branch.Begin(root);
            }
        }
        catch (InvalidDataException e)
        {
            ReportBelow(root, e.Message);
            return;
        }

        if (!_query.Types.HasFlag((ObjectTypes)(1 << (int)branch.Type)))
        {
            Skip(root);
            branch.Clear();
            return;
        }

        if (!IsWithinBudget(branch.Current.Length))
        {
            branch.Clear();
            ReportBelow(root, TooMuch);
            return;
        }

        Visit(root, branch);
        while (branch.NextChild(_needed) is >= 0 and var child)
        {
            _cancellation.ThrowIfCancellationRequested();
            try
            {
                var made = branch.Enter(child);
                if (IsWithinBudget(made))
                {
                    Visit(child, branch);
                    continue;
                }

                branch.Leave();
                ReportBelow(child, TooMuch);
            }
            catch (InvalidDataException e)
            {
                ReportBelow(child, e.Message);
            }
        }
    }

    private void Visit(int node, PackBranch branch)
    {
        Reach(node);
        if (_wanted[node])
        {
            _visitor(new GitObject(_tree.Id(node), branch.Type, branch.Current, branch.Lineage));
            branch.KeepNote();
        }
    }

    /// <summary>Hands over a large object in pieces. What is made out of it would need it as a whole, so that is named instead.</summary>
    private void Pieces(int node)
    {
        var entry = _tree.Entry(node);
        Reach(node);
        if (_wanted[node])
        {
            try
            {
                using var stream = _pack.OpenStream(entry, _tree.End(node));
                ObjectPieces.Read(stream, _tree.Id(node), (ObjectType)entry.Kind, entry.Size, _visitor);
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                Report(node, $"the compressed bytes of a large object in '{_pack.Name}' cannot be inflated");
            }
        }

        for (var child = _tree.FirstChild(node); child >= 0; child = _tree.NextSibling(child))
        {
            ReportBelow(child, $"it is made out of an object of {entry.Size} bytes, above the limit of {IObjectSource.LargestWholeObject}");
        }
    }

    private string TooMuch => $"the pack expands to more than {_mayExpandTo} bytes";

    private bool IsWithinBudget(long bytes) => Interlocked.Add(ref _expanded, bytes) <= _mayExpandTo;

    private void Reach(int node)
    {
        _reached[node] = true;
        if (_wanted[node] && _query.Progress is { } progress && (Interlocked.Increment(ref _done) & 0x3FF) == 0)
        {
            progress(_done, _tree.Count);
        }
    }

    private void Skip(int node) => ForEachBelow(node, n => _reached[n] = true);

    private void ReportBelow(int node, string reason) => ForEachBelow(node, n =>
    {
        _reached[n] = true;
        if (_wanted[n])
        {
            Report(n, reason);
        }
    });

    private void ForEachBelow(int node, Action<int> action)
    {
        var open = new Stack<int>();
        open.Push(node);
        while (open.TryPop(out var at))
        {
            action(at);
            for (var child = _tree.FirstChild(at); child >= 0; child = _tree.NextSibling(child))
            {
                if (_needed[child])
                {
                    open.Push(child);
                }
            }
        }
    }

    private void Report(int node, string reason) =>
        _unreadable.Add(new UnreadableObject(_tree.Id(node).ToString(), $"{reason} (pack '{_pack.Name}')"));
}
