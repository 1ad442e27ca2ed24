using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Repositories.History;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>People put credentials into names of files, branches and authors too: those are not shown. Each name is looked at once.</summary>
internal sealed class ShownNames
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>True for a name that holds no credential.</summary>
    public bool Contains(string name)
    {
        if (!_known.TryGetValue(name, out var isShown))
        {
            var hits = new List<CredentialHit>();
            CredentialScanner.Default.Scan(Encoding.UTF8.GetBytes(name), string.Empty, hits);
            _known.Add(name, isShown = hits.Count == 0);
        }

        return isShown;
    }

    /// <summary>True when all of a trace is shown.</summary>
    public bool HoldsAll(ObjectTrace trace) =>
        trace.Paths.Concat(trace.AllPaths).Concat(trace.HeadPaths).Concat(trace.Refs).Concat(trace.TipRefs).All(Contains)
        && Contains(trace.Introduced?.Author ?? string.Empty)
        && Contains(trace.Removed?.Author ?? string.Empty);

    /// <summary>A trace without what is not shown.</summary>
    public ObjectTrace Of(ObjectTrace trace) => HoldsAll(trace) ? trace : trace with
    {
        Paths = [.. trace.Paths.Where(Contains)],
        AllPaths = [.. trace.AllPaths.Where(Contains)],
        HeadPaths = [.. trace.HeadPaths.Where(Contains)],
        Refs = [.. trace.Refs.Where(Contains)],
        TipRefs = [.. trace.TipRefs.Where(Contains)],
        Introduced = Shown(trace.Introduced),
        Removed = Shown(trace.Removed),
    };

    private CommitFacts? Shown(CommitFacts? commit) => commit is not null && !Contains(commit.Author) ? commit with { Author = "an author who is not shown" } : commit;
}
