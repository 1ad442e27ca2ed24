namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>
/// Names of files and directories that hold no credential. Each version of a directory repeats nearly all names of the one before it, so
/// a small memory saves nearly all of their scans; what it has forgotten is scanned again. Not safe for concurrent use.
/// </summary>
internal sealed class CleanNames
{
    private const int Slots = 1 << 14;
    private const int Longest = 128;

    private readonly byte[]?[] _names = new byte[Slots][];

    /// <summary>True when the name was added, byte for byte, and not forgotten since.</summary>
    public bool Holds(ReadOnlySpan<byte> name) => _names[SlotOf(name)] is { } known && name.SequenceEqual(known);

    /// <summary>Remembers a name, in the place of another one perhaps.</summary>
    public void Add(ReadOnlySpan<byte> name)
    {
        ref var slot = ref _names[SlotOf(name)];
        if (name.Length <= Longest && !(slot is { } known && name.SequenceEqual(known)))
        {
            slot = name.ToArray();
        }
    }

    private static int SlotOf(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var b in name)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }
}
