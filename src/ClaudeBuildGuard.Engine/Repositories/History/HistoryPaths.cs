using System.Runtime.InteropServices;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Under which paths an object is, in all commits. Directories are followed by hashes of their names, which the links hold, so that no
/// tree is read but those on a path that is named.
/// </summary>
internal sealed class HistoryPaths(IObjectSource objects, HistoryLinks links, int[] insideFirst)
{
    private const int DeepestPath = 4096;

    // Places below a tree: first the names that the object has itself, then the object where it is the tree itself, then directories.
    private const int Self = ObjectTrace.MostPathsEver;
    private const int FirstDirectory = Self + 1;

    private readonly List<Edge> _edges = [];
    private readonly Dictionary<int, List<TreeHolder>> _holders = [];
    private readonly int[]?[] _below = new int[links.TreeCount][];
    private readonly List<int> _touched = [];
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<Step> _steps = [];

    /// <summary>True when the object at hand has, or may have, more paths than are followed.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Turns to other objects.</summary>
    /// <param name="inTree">For each tree, the objects somewhere below it.</param>
    /// <param name="holders">Which trees hold objects themselves.</param>
    /// <param name="first">The number of the first of the objects.</param>
    /// <param name="count">How many there are.</param>
    public void Begin(ulong[] inTree, TreeHolders holders, int first, int count)
    {
        _edges.Clear();
        _holders.Clear();
        foreach (var tree in insideFirst)
        {
            if (inTree[tree] == 0)
            {
                continue;
            }

            var inside = links.Subdirectories(tree);
            for (var i = 0; i < inside.Length; i++)
            {
                if (inTree[inside[i]] != 0)
                {
                    _edges.Add(new Edge(tree, inside[i], links.NameHash(tree, i), inTree[inside[i]]));
                }
            }
        }

        foreach (var holder in holders.All)
        {
            if (holder.Object >= first && holder.Object < first + count)
            {
                if (!_holders.TryGetValue(holder.Object, out var of))
                {
                    _holders.Add(holder.Object, of = []);
                }

                of.Add(holder);
            }
        }
    }

    /// <summary>Turns to one of the objects, before <see cref="Add"/> and <see cref="Named"/> are asked for it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="bit">Its bit.</param>
    /// <param name="self">Its number as a tree; -1 when it is none.</param>
    public void Follow(int number, ulong bit, int self)
    {
        foreach (var tree in _touched)
        {
            _below[tree] = null;
        }

        _touched.Clear();
        _numbers.Clear();
        _steps.Clear();
        IsCutShort = false;
        if (self >= 0)
        {
            AddBelow(self, Self);
        }

        foreach (var holder in _holders.GetValueOrDefault(number) ?? [])
        {
            if (holder.Name >= 0)
            {
                AddBelow(holder.Tree, holder.Name);
            }
            else
            {
                IsCutShort = true;
            }
        }

        // What is inside a tree comes before it, so what is below that is known.
        foreach (var edge in CollectionsMarshal.AsSpan(_edges))
        {
            if ((edge.Objects & bit) != 0)
            {
                foreach (var place in _below[edge.Inside] ?? [])
                {
                    AddBelow(edge.Tree, NumberOf(edge, place));
                }
            }
        }
    }

    /// <summary>Adds the places of the object below a tree to those that are known already.</summary>
    public void Add(int root, List<int> places)
    {
        foreach (var place in _below[root] ?? [])
        {
            if (!places.Contains(place))
            {
                if (places.Count == ObjectTrace.MostPathsEver)
                {
                    IsCutShort = true;
                    return;
                }

                places.Add(place);
            }
        }
    }

    /// <summary>The paths of places, in ordinal order.</summary>
    public List<string> Named(int number, TreeHolders holders, IEnumerable<int> places)
    {
        var paths = new List<string>();
        foreach (var place in places)
        {
            if (PathOf(number, holders, place) is { } path)
            {
                paths.Add(path);
            }
            else
            {
                IsCutShort = true;
            }
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    private string? PathOf(int number, TreeHolders holders, int place)
    {
        var path = new StringBuilder();
        for (; place >= FirstDirectory; place = _steps[place - FirstDirectory].Place)
        {
            var step = _steps[place - FirstDirectory];
            if (path.Length > DeepestPath || NameOf(step) is not { } name)
            {
                return null;
            }

            path.Append(name).Append('/');
        }

        return place == Self ? path.ToString().TrimEnd('/') : path.Append(Encoding.UTF8.GetString(holders.Name(number, place))).ToString();
    }

    private string? NameOf(Step step)
    {
        var inside = links.TreeId(step.Inside);
        if (objects.TryRead(links.TreeId(step.Tree), out var type, out var content) && type == ObjectType.Tree)
        {
            foreach (var entry in new TreeEntries(content.Span, inside.Length))
            {
                if (entry.IsDirectory && entry.Id == inside && TreeMention.HashOf(entry.Name) == step.Name)
                {
                    return Encoding.UTF8.GetString(entry.Name);
                }
            }
        }

        return null;
    }

    // A directory of one name around one place is one place, in however many versions of the tree it is.
    private int NumberOf(Edge edge, int place)
    {
        var key = ((long)edge.Name << 32) | (uint)place;
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers.Add(key, number = FirstDirectory + _steps.Count);
            _steps.Add(new Step(edge.Tree, edge.Inside, edge.Name, place));
        }

        return number;
    }

    private void AddBelow(int tree, int place)
    {
        if (_below[tree] is not { } before)
        {
            _touched.Add(tree);
            _below[tree] = [place];
        }
        else if (!before.AsSpan().Contains(place))
        {
            if (before.Length == ObjectTrace.MostPathsEver)
            {
                IsCutShort = true;
                return;
            }

            _below[tree] = [.. before, place];
        }
    }

    // A directory within a tree, with the objects that are somewhere below it.
    private readonly record struct Edge(int Tree, int Inside, int Name, ulong Objects);

    // The first tree in which a directory of this name was met around a place.
    private readonly record struct Step(int Tree, int Inside, int Name, int Place);
}
