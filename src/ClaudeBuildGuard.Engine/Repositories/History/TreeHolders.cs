namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>An object in a directory.</summary>
/// <param name="Tree">The number of the directory.</param>
/// <param name="Object">The number of the object.</param>
/// <param name="Name">Which of the object's names it has there; -1 when it has too many.</param>
internal readonly record struct TreeHolder(int Tree, int Object, int Name);

/// <summary>Which directories hold some objects, and under which names.</summary>
internal sealed class TreeHolders
{
    private readonly Dictionary<int, List<byte[]>> _names = [];

    /// <summary>All of them.</summary>
    public List<TreeHolder> All { get; } = [];

    /// <summary>Adds one.</summary>
    public void Add(int tree, int number, ReadOnlySpan<byte> name)
    {
        if (!_names.TryGetValue(number, out var names))
        {
            _names.Add(number, names = []);
        }

        // An object mostly has one name, however many directories hold it.
        var at = 0;
        while (at < names.Count && !name.SequenceEqual(names[at]))
        {
            at++;
        }

        if (at == names.Count && at < ObjectTrace.MostPathsEver)
        {
            names.Add(name.ToArray());
        }

        All.Add(new TreeHolder(tree, number, at < names.Count ? at : -1));
    }

    /// <summary>A name of an object.</summary>
    public ReadOnlySpan<byte> Name(int number, int name) => _names[number][name];
}
