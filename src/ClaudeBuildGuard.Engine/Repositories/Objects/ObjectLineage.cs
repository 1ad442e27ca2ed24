namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Bytes that an object has in common with the one it was made out of.</summary>
/// <param name="From">Where they begin in that one.</param>
/// <param name="To">Where they begin in this one.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct CopiedStretch(int From, int To, int Length);

/// <summary>
/// How an object was made out of another that was visited just before it, and what the visitor noted there: a version of a file needs
/// no second look at what it shares with the version before. Belongs to one worker and is valid during the call only.
/// </summary>
internal sealed class ObjectLineage
{
    /// <summary>Copied bytes of a file that are worth the turn: a shorter stretch is sooner looked at than left out.</summary>
    public const int ShortestStretch = 128;

    private readonly TreeListing _listing = new();
    private bool _isListed;

    /// <summary>
    /// The stretches that were copied, in the order of this object and as long as they can be: all those of a directory, of anything else
    /// those of <see cref="ShortestStretch"/> bytes at least. Meaningless without <see cref="BaseNote"/>.
    /// </summary>
    public List<CopiedStretch> Copies { get; } = [];

    /// <summary>What the visitor left at the object this one was made out of; null when it left nothing, or there is none.</summary>
    public object? BaseNote { get; private set; }

    /// <summary>True when other objects are made out of this one, so that a note may be of use.</summary>
    public bool HasHeirs { get; private set; }

    /// <summary>What the visitor leaves for objects that are made out of this one.</summary>
    public object? Note { get; set; }

    /// <summary>Turns to another object.</summary>
    public void Begin(object? baseNote, bool hasHeirs)
    {
        BaseNote = baseNote;
        HasHeirs = hasHeirs;
        Note = null;
        _isListed = false;
    }

    /// <summary>Where the entries of the tree at hand are; found once, whoever asks.</summary>
    /// <param name="tree">The bytes of the object at hand.</param>
    /// <param name="idLength">20 or 32.</param>
    public TreeListing Listing(ReadOnlySpan<byte> tree, int idLength)
    {
        if (!_isListed)
        {
            _listing.Read(tree, idLength, BaseNote as TreeOutline, Copies);
            _isListed = true;
        }

        return _listing;
    }
}
