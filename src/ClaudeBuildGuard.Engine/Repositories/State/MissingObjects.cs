using System.Collections.Concurrent;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>
/// Finds objects that others name and that are not there: what a partial clone left with its remote, or what was lost. Nothing else
/// would notice a file that is simply gone.
/// </summary>
internal sealed class MissingObjects(IObjectSource objects, IReadOnlySet<ObjectId> shallow) : IDisposable
{
    /// <summary>Most entries of a directory are those of the version before it: a small memory answers nearly all of them.</summary>
    private const int CacheSize = 1 << 14;

    private readonly ThreadLocal<ObjectId[]> _present = new(() => new ObjectId[CacheSize]);
    private readonly ConcurrentDictionary<ObjectId, bool> _missing = new();

    /// <summary>What was found so far.</summary>
    public ICollection<ObjectId> Found => _missing.Keys;

    /// <summary>Looks at everything that an object names.</summary>
    public void Check(in GitObject item)
    {
        switch (item.Type)
        {
            case ObjectType.Tree when item.IsWhole:
                var present = _present.Value!;
                foreach (var entry in new TreeEntries(item.Content.Span, item.Id.Length))
                {
                    if (!entry.IsSubmodule)
                    {
                        Expect(entry.Id, present);
                    }
                }

                break;
            case ObjectType.Commit when item.IsWhole:
                var (tree, parents, _) = CommitText.ReadLinks(item.Content.Span);
                Expect(tree, _present.Value!);
                foreach (var parent in shallow.Contains(item.Id) ? [] : parents)
                {
                    Expect(parent, _present.Value!);
                }

                break;
            case ObjectType.Tag when item.IsWhole:
                Expect(CommitText.ReadTarget(item.Content.Span), _present.Value!);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _present.Dispose();

    private void Expect(ObjectId id, ObjectId[] present)
    {
        ref var known = ref present[id.GetHashCode() & (CacheSize - 1)];
        if (known == id || id.IsNone)
        {
            return;
        }

        if (objects.Contains(id))
        {
            known = id;
        }
        else
        {
            _missing[id] = true;
        }
    }
}
