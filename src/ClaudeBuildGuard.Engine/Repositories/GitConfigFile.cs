using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>One line of a git configuration file.</summary>
/// <param name="Section">The section's name in lower case, such as <c>remote</c>.</param>
/// <param name="Subsection">The subsection as written, such as <c>origin</c>; empty when there is none.</param>
/// <param name="Name">The variable's name in lower case.</param>
/// <param name="Value">Its value; <c>true</c> for a name without one.</param>
/// <param name="Line">1-based.</param>
internal sealed record GitConfigEntry(string Section, string Subsection, string Name, string Value, int Line);

/// <summary>
/// Git's own configuration format. Read without git or libgit2, because a build without changes must load neither. Includes are
/// not followed: nothing that is looked up here may come from one in a way that matters, and a path in a repository's own
/// configuration is not to be trusted.
/// </summary>
internal sealed class GitConfigFile
{
    private const int LargestFile = 4 * 1024 * 1024;

    private GitConfigFile(IReadOnlyList<GitConfigEntry> entries)
    {
        Entries = entries;
    }

    /// <summary>A file with nothing in it.</summary>
    public static GitConfigFile Empty { get; } = new([]);

    /// <summary>All entries in the order of the file.</summary>
    public IReadOnlyList<GitConfigEntry> Entries { get; }

    /// <summary>Reads a file; an absent one is empty.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static GitConfigFile Read(string path)
    {
        var length = RegularFile.LengthOf(path);
        if (length <= 0)
        {
            return Empty;
        }

        return length > LargestFile
            ? throw new IOException($"'{path}' holds {length} bytes, more than a git configuration may.")
            : Parse(TextDecoding.Decode(File.ReadAllBytes(path)));
    }

    /// <summary>Parses the text of a file. What git would refuse is passed over: git itself will say so.</summary>
    public static GitConfigFile Parse(string text)
    {
        var entries = new List<GitConfigEntry>();
        var section = string.Empty;
        var subsection = string.Empty;
        var position = 0;
        var line = 1;
        while (position < text.Length)
        {
            var first = text[position];
            if (first == '\n')
            {
                line++;
                position++;
            }
            else if (char.IsWhiteSpace(first))
            {
                position++;
            }
            else if (first is '#' or ';')
            {
                position = EndOfLine(text, position);
            }
            else if (first == '[')
            {
                position = ReadSection(text, position + 1, out section, out subsection);
            }
            else
            {
                var at = line;
                position = ReadVariable(text, position, ref line, out var name, out var value);
                if (name.Length > 0)
                {
                    entries.Add(new GitConfigEntry(section, subsection, name, value, at));
                }
            }
        }

        return new GitConfigFile(entries);
    }

    /// <summary>The last value of a variable without a subsection; null when there is none.</summary>
    public string? Find(string section, string name)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            var entry = Entries[i];
            if (entry.Section == section && entry.Subsection.Length == 0 && entry.Name == name)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Whether a variable without a subsection is true.</summary>
    public bool IsTrue(string section, string name) =>
        Find(section, name)?.ToUpperInvariant() is "TRUE" or "YES" or "ON" or "1";

    private static int EndOfLine(string text, int position)
    {
        var end = text.IndexOf('\n', position);
        return end < 0 ? text.Length : end;
    }

    private static int ReadSection(string text, int position, out string section, out string subsection)
    {
        subsection = string.Empty;
        var end = position;
        while (end < text.Length && text[end] is not (']' or '"' or '\n') && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        section = text[position..end].ToLowerInvariant();

        // The old spelling [section.subsection] is case-insensitive as a whole.
        var dot = section.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            subsection = section[(dot + 1)..];
            section = section[..dot];
        }

        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        if (end < text.Length && text[end] == '"')
        {
            var quoted = new StringBuilder();
            for (end++; end < text.Length && text[end] is not ('"' or '\n'); end++)
            {
                if (text[end] == '\\' && end + 1 < text.Length && text[end + 1] != '\n')
                {
                    end++;
                }

                quoted.Append(text[end]);
            }

            subsection = quoted.ToString();
            end += end < text.Length && text[end] == '"' ? 1 : 0;
        }

        return end < text.Length && text[end] == ']' ? end + 1 : end;
    }

    private static int ReadVariable(string text, int position, ref int line, out string name, out string value)
    {
        var end = position;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '-'))
        {
            end++;
        }

        name = text[position..end].ToLowerInvariant();
        value = "true";
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        if (end >= text.Length || text[end] != '=')
        {
            return EndOfLine(text, end);
        }

        var result = new StringBuilder();
        var quoted = false;
        var kept = 0;
        for (end++; end < text.Length; end++)
        {
            var c = text[end];
            if (c == '\\' && end + 1 < text.Length)
            {
                end++;
                var escaped = text[end];
                if (escaped == '\r' && end + 1 < text.Length && text[end + 1] == '\n')
                {
                    escaped = text[++end];
                }

                if (escaped == '\n')
                {
                    line++;
                    continue;
                }

                result.Append(escaped switch { 'n' => '\n', 't' => '\t', 'b' => '\b', _ => escaped });
                kept = result.Length;
            }
            else if (c == '"')
            {
                quoted = !quoted;
                kept = result.Length;
            }
            else if (c == '\n' || (!quoted && c is '#' or ';'))
            {
                break;
            }
            else if (result.Length > 0 || quoted || !char.IsWhiteSpace(c))
            {
                result.Append(c);
                kept = quoted || !char.IsWhiteSpace(c) ? result.Length : kept;
            }
        }

        value = result.ToString(0, kept);
        return EndOfLine(text, Math.Min(end, text.Length));
    }
}
