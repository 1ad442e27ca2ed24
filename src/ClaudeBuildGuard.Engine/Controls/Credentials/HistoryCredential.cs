using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.History;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>A credential in an object.</summary>
/// <param name="Hit">The hit, counted in its place.</param>
/// <param name="Place">Where in the object.</param>
/// <param name="Path">The file, or the directory of a name; empty when it is not known or not shown.</param>
/// <param name="Trace">Where the object is in the history, without what may not be shown.</param>
/// <param name="HiddenPaths">How many of its paths hold a credential themselves.</param>
internal sealed record HistoryHit(CredentialHit Hit, ObjectPlace Place, string Path, ObjectTrace Trace, int HiddenPaths)
{
    /// <summary>
    /// What the finding is a finding of, and so all that its fingerprint stands on: whoever judges another part of the history, or
    /// meets another version first, makes the same one. Empty for a file.
    /// </summary>
    public string Slot => Place switch
    {
        ObjectPlace.File => string.Empty,
        ObjectPlace.Name => "name",
        ObjectPlace.Message => "message",
        ObjectPlace.Header => "header",
        _ => "person",
    };

    /// <summary>Where the finding is: a message or a name is in no file.</summary>
    public string LocationPath => Place == ObjectPlace.File ? Path : string.Empty;
}

/// <summary>A credential of the history with every object of a run that holds it in the same place: one finding.</summary>
/// <param name="First">The hit that came first.</param>
/// <param name="All">All of them, in the order in which they came.</param>
/// <param name="Holders">Every object that holds the value in a file, under this path or another; in a name, or in a message.</param>
/// <param name="IsPart">True when a part of the history was judged, so that other objects may hold it too.</param>
internal sealed record HistoryCredential(HistoryHit First, IReadOnlyList<HistoryHit> All, ValueHolders Holders, bool IsPart)
{
    /// <summary>The most that one of the hits weighs.</summary>
    public Severity Severity
    {
        get
        {
            var most = Severity.None;
            foreach (var hit in All)
            {
                var severity = CredentialSeverity.Of(hit.Hit, hit.Path);
                most = severity > most ? severity : most;
            }

            return most;
        }
    }

    /// <summary>The latest commit that took a version of it out; null where none did, or where HEAD holds it still.</summary>
    public CommitFacts? Removed
    {
        get
        {
            CommitFacts? latest = null;
            foreach (var hit in Holders.InHead ? [] : All)
            {
                latest = hit.Trace.Removed is { } removed && (latest is null || removed.Date > latest.Date) ? removed : latest;
            }

            return latest;
        }
    }

    /// <summary>Every path that any of the objects ever had, the finding's own first; none that may not be shown.</summary>
    public IReadOnlyList<string> Paths { get; } =
        [.. All.SelectMany(h => h.Trace.AllPaths).Prepend(First.Path).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>True when there are, or may be, more paths.</summary>
    public bool HasMorePaths => All.Any(h => h.Trace.HasMorePaths);

    /// <summary>How many paths are not shown, as far as one object tells.</summary>
    public int HiddenPaths => All.Max(h => h.HiddenPaths);

    /// <summary>True when a branch or tag leads to any of the objects.</summary>
    public bool IsOnRefs => All.Any(h => h.Trace.RefCount > 0);
}

/// <summary>Where the objects that hold a value are now.</summary>
internal sealed class ValueHolders
{
    private readonly SortedSet<string> _headPaths = new(StringComparer.Ordinal);
    private readonly List<string> _tipRefs = [];
    private int _mostTips;

    /// <summary>True when HEAD holds it: its tree, or for a message its history.</summary>
    public bool InHead { get; set; }

    /// <summary>The paths at which HEAD holds it.</summary>
    public IReadOnlyCollection<string> HeadPaths => _headPaths;

    /// <summary>Branches and tags whose tip holds it, as far as they are named.</summary>
    public IReadOnlyList<string> TipRefs => _tipRefs;

    /// <summary>How many there are at least.</summary>
    public int TipRefCount => Math.Max(_mostTips, _tipRefs.Count);

    /// <summary>Adds an object.</summary>
    public void Add(ObjectTrace trace)
    {
        InHead |= trace.InHead;
        _headPaths.UnionWith(trace.HeadPaths);
        _tipRefs.AddRange(trace.TipRefs.Except(_tipRefs, StringComparer.Ordinal));
        _mostTips = Math.Max(_mostTips, trace.TipRefCount);
    }
}
