using System.Collections.Concurrent;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>
/// What objects say of others: the names that directories give to files, and objects that are named and not there, which a partial
/// clone left with its remote or which were lost. Nothing else would notice a file that is simply gone.
/// </summary>
internal sealed class ObjectReferences(IObjectSource objects, IReadOnlySet<ObjectId> shallow) : IDisposable
{
    /// <summary>Most entries of a directory are those of the version before it: a small memory answers nearly all of them.</summary>
    private const int CacheSize = 1 << 14;

    /// <summary>Commits without a parent that are kept: a history has one or a few.</summary>
    private const int MostRoots = 32;

    private readonly ThreadLocal<ObjectId[]> _present = new(() => new ObjectId[CacheSize]);
    private readonly ThreadLocal<string?[]> _texts = new(() => new string?[CacheSize]);
    private readonly HashSet<ObjectId> _missing = [];
    private readonly List<ObjectId> _roots = [];
    private readonly ConcurrentDictionary<ObjectId, string> _names = new();

    /// <summary>What was named so far and is not there.</summary>
    public IReadOnlyCollection<ObjectId> Missing
    {
        get
        {
            lock (_missing)
            {
                return [.. _missing];
            }
        }
    }

    /// <summary>Commits without a parent that were read so far, the first few.</summary>
    public IReadOnlyList<ObjectId> Roots
    {
        get
        {
            lock (_missing)
            {
                return [.. _roots];
            }
        }
    }

    /// <summary>True when a tree, commit or tag is what its type says; every blob is.</summary>
    public static bool IsWellFormed(in GitObject item)
    {
        switch (item.Type)
        {
            case ObjectType.Tree:
                var entries = new TreeEntries(item.Content.Span, item.Id.Length);
                while (entries.MoveNext())
                {
                }

                return entries.IsWhole;
            case ObjectType.Commit:
                return !CommitText.ReadLinks(item.Content.Span).Tree.IsNone;
            case ObjectType.Tag:
                return !CommitText.ReadTarget(item.Content.Span).IsNone;
            default:
                return true;
        }
    }

    /// <summary>A name of a file's content; empty when no directory that was read names it.</summary>
    public string NameOf(ObjectId blob) => _names.GetValueOrDefault(blob, string.Empty);

    /// <summary>Reads everything that an object names; of a directory that was made out of another one that was read, what it names anew.</summary>
    /// <returns>False when it is not what its type says, so that what it names is not known.</returns>
    public bool Read(in GitObject item)
    {
        switch (item.Type)
        {
            case ObjectType.Tree when item.IsWhole:
                var present = _present.Value!;
                var entries = TreeEntries.NewIn(item);
                while (entries.MoveNext())
                {
                    var entry = entries.Current;
                    if (!entry.IsSubmodule && Expect(entry.Id, present) && !entry.IsDirectory && !_names.ContainsKey(entry.Id))
                    {
                        _names.TryAdd(entry.Id, NameOf(entry));
                    }
                }

                return entries.IsWhole;
            case ObjectType.Commit when item.IsWhole:
                var (tree, parents, _) = CommitText.ReadLinks(item.Content.Span);
                Expect(tree, _present.Value!);
                foreach (var parent in shallow.Contains(item.Id) ? [] : parents)
                {
                    Expect(parent, _present.Value!);
                }

                if (parents.Length == 0 && !tree.IsNone)
                {
                    AddRoot(item.Id);
                }

                return !tree.IsNone;
            case ObjectType.Tag when item.IsWhole:
                var target = CommitText.ReadTarget(item.Content.Span);
                Expect(target, _present.Value!);
                return !target.IsNone;
            default:
                return true;
        }
    }

    /// <summary>Reads the names that a directory gives, and asks for none of its objects: for one that is itself not judged.</summary>
    public void ReadNames(in GitObject item)
    {
        foreach (var entry in item.IsWhole ? new TreeEntries(item.Content.Span, item.Id.Length) : default)
        {
            if (!entry.IsSubmodule && !entry.IsDirectory && !_names.ContainsKey(entry.Id))
            {
                _names.TryAdd(entry.Id, NameOf(entry));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _present.Dispose();
        _texts.Dispose();
    }

    private void AddRoot(ObjectId commit)
    {
        lock (_missing)
        {
            if (_roots.Count < MostRoots)
            {
                _roots.Add(commit);
            }
        }
    }

    // The versions of a file share one string.
    private string NameOf(TreeEntry entry)
    {
        var hash = new HashCode();
        hash.AddBytes(entry.Name);
        ref var known = ref _texts.Value![hash.ToHashCode() & (CacheSize - 1)];
        if (known is null || known.Length != entry.Name.Length || !Ascii.Equals(entry.Name, known))
        {
            known = Encoding.UTF8.GetString(entry.Name);
        }

        return known;
    }

    /// <summary>Notes whether an object is there.</summary>
    /// <returns>True when it is, and the small memory did not know.</returns>
    private bool Expect(ObjectId id, ObjectId[] present)
    {
        ref var known = ref present[id.GetHashCode() & (CacheSize - 1)];
        if (known == id || id.IsNone)
        {
            return false;
        }

        if (objects.Contains(id))
        {
            known = id;
            return true;
        }

        lock (_missing)
        {
            _missing.Add(id);
        }

        return false;
    }
}
