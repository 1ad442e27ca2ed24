using System.Buffers;
using System.Text;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>
/// A path as one word of a command line that a message tells a person to type. Whoever names a file in a repository chooses what stands
/// there, so nothing in it may be more than a name to a POSIX shell. No such word may stand in a command that is itself put in single quotes.
/// </summary>
public static class TypedPath
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+:-");

    /// <summary>True for a path that means the same in quotes and without: none of its characters means anything to a shell, and it is no option.</summary>
    public static bool IsPlain(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length > 0 && path[0] != '-' && !path.AsSpan().ContainsAnyExcept(Plain);
    }

    /// <summary>The path, in single quotes unless it is plain.</summary>
    public static string Of(string path) => IsPlain(path) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A command that takes a path, as it stands in a sentence: in quotes as every other command where the path is plain, else without.</summary>
    /// <param name="before">What stands before the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="after">What stands behind it.</param>
    public static string Command(string before, string path, string after = "") =>
        IsPlain(path) ? $"'{before} {path}{after}'" : $"{before} {Of(path.StartsWith('-') ? "./" + path : path)}{after}";

    /// <summary>
    /// The option of <c>git filter-repo</c> that names a path. A control character does not survive on the way from a message to a shell:
    /// such a path is named by a pattern in which one character stands for it.
    /// </summary>
    public static string FilterOption(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.Any(char.IsControl))
        {
            return path.StartsWith('-') ? $"--path={Of(path)}" : $"--path {Of(path)}";
        }

        // The pattern is matched to bytes: a control character beyond ASCII has two.
        var pattern = new StringBuilder();
        foreach (var c in path)
        {
            pattern.Append(c is '*' or '?' or '[' || (char.IsControl(c) && char.IsAscii(c)) ? "?" : char.IsControl(c) ? "??" : c.ToString());
        }

        return $"--path-glob={Of(pattern.ToString())}";
    }
}
