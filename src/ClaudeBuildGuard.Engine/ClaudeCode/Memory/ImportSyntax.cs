using System.Collections.Frozen;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>An import as it is written.</summary>
/// <param name="Path">The path without <c>@</c>, without fragment, with escaped spaces decoded.</param>
/// <param name="Start">Offset of the <c>@</c>.</param>
/// <param name="Length">UTF-16 units with the <c>@</c>.</param>
internal readonly record struct WrittenImport(string Path, int Start, int Length);

/// <summary>
/// Which <c>@path</c> of a memory file the client takes for an import. Measured with the client, 2.1.330 on Linux: the path ends at
/// the next white space, a fragment is cut off, punctuation after it belongs to it (so <c>@a.md.</c> names no file), and code,
/// comments, HTML blocks, image descriptions and struck text are not searched.
/// </summary>
internal static class ImportSyntax
{
    /// <summary>How many files deep an import is followed: a file four imports away from a memory file is loaded, the fifth is not.</summary>
    public const int DeepestImport = 4;

    // Measured one by one: a file with any other extension is not loaded, whatever it holds. A name without an extension, which
    // includes a name whose only dot is its first character, is loaded.
    private static readonly FrozenSet<string> LoadedExtensions = FrozenSet.ToFrozenSet(
        (".adoc .asciidoc .bash .bat .c .cc .cfg .cjs .clj .cmake .cmd .conf .config .cpp .cs .css .csv .cts .cxx .dart .diff .ejs .elm .env .erb .erl " +
        ".ex .exs .fish .go .gql .gradle .graphql .h .hbs .hpp .hs .htm .html .hxx .ini .jade .java .js .json .jsx .kt .kts .less .lock .log .lua " +
        ".make .md .mjs .ml .mts .org .patch .php .pl .pm .properties .proto .ps1 .pug .py .pyi .r .rb .rs .rst .sass .sbt .scala .scss .sh .sql " +
        ".svelte .swift .tex .text .toml .ts .tsx .txt .vue .xml .yaml .yml .zsh").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the client loads a file of that name.</summary>
    public static bool IsLoaded(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot <= 0 || LoadedExtensions.Contains(name[dot..]);
    }

    /// <summary>Every import of a text, in order.</summary>
    public static IEnumerable<WrittenImport> Find(MarkdownText markdown)
    {
        var text = markdown.Text;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (StartsWord(text, at) && Read(text, at) is { } import && IsSearched(markdown.RegionAt(at)))
            {
                yield return import;
            }
        }
    }

    // Emphasis marks and an HTML tag end before the text that is searched begins.
    private static bool StartsWord(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && text[before] is '*' or '_')
        {
            before--;
        }

        return before < 0 || char.IsWhiteSpace(text[before]) || text[before] is '>';
    }

    private static bool IsSearched(MarkdownRegionKind? region) => region is null;

    private static WrittenImport? Read(string text, int at)
    {
        var path = new System.Text.StringBuilder();
        var end = at + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            if (text[end] == '\\')
            {
                if (end + 1 >= text.Length || text[end + 1] != ' ')
                {
                    break;
                }

                end++;
            }

            path.Append(text[end++]);
        }

        var marked = text[Math.Max(0, at - 1)];
        var written = path.ToString();
        if (marked is '*' or '_')
        {
            written = written.TrimEnd(marked);
        }

        if (marked is '>' && written.IndexOf('<', StringComparison.Ordinal) is > 0 and var tag)
        {
            written = written[..tag];
        }

        var fragment = written.IndexOf('#', StringComparison.Ordinal);
        written = fragment < 0 ? written : written[..fragment];
        return written.Length == 0 || !(char.IsAsciiLetterOrDigit(written[0]) || written[0] is '.' or '_' or '-' or '~' or '/')
            ? null
            : new WrittenImport(written, at, end - at);
    }
}
