using System.Globalization;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>Decides on a file's bytes whether it is worth parsing.</summary>
internal delegate bool ContentFilter(ReadOnlySpan<byte> content);

/// <summary>Files of the repository as structured text. What cannot be read is a finding with its line.</summary>
internal static class YamlFile
{
    private static readonly string[] Escaping = [".json", ".jsonc", ".code-workspace", ".ipynb", ".yml", ".yaml"];

    /// <summary>The root of a YAML file; null when the filter leaves it out or, with a finding, when it cannot be read.</summary>
    public static YamlNode? Read(RepositoryFile file, IFindings problems, ContentFilter? filter = null)
    {
        if (Text(file, problems, filter) is not { } text)
        {
            return null;
        }

        var (root, error) = YamlText.Parse(text);
        if (error is not null)
        {
            problems.Report(NotParsed(file, "YAML", error.Line, error.Column, error.Message));
        }

        return root;
    }

    /// <summary>Every document of a YAML file; empty when it cannot be read, with a finding.</summary>
    public static IReadOnlyList<YamlNode> Documents(RepositoryFile file, IFindings problems)
    {
        if (Text(file, problems) is not { } text)
        {
            return [];
        }

        var (documents, error) = YamlText.ParseAll(text);
        if (error is not null)
        {
            problems.Report(NotParsed(file, "YAML", error.Line, error.Column, error.Message));
        }

        return documents;
    }

    /// <summary>The root of a JSON file with comments; null when the filter leaves it out or, with a finding, when it cannot be read.</summary>
    public static JsonElement? ReadJson(RepositoryFile file, IFindings problems, ContentFilter? filter = null)
    {
        if (Text(file, problems, filter) is not { } text)
        {
            return null;
        }

        var (root, error) = JsonText.Parse(text, JsonDialect.WithComments);
        if (error is not null)
        {
            problems.Report(NotParsed(file, "JSON", error.Line, error.Column, $"it {error.Message}"));
        }

        return root;
    }

    /// <summary>The text of a file; null when it is a link, when the filter leaves it out or, with a finding, when it cannot be read.</summary>
    public static string? Text(RepositoryFile file, IFindings problems, ContentFilter? filter = null)
    {
        if (file.LinkTarget is not null)
        {
            return null;
        }

        try
        {
            // UTF-16 is decoded before anything is looked for in it.
            var bytes = file.Bytes.Span;
            var wide = bytes.Length >= 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF);
            return filter is null || wide || filter(bytes) || EscapesLetters(file.Name, bytes) ? file.Text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Report(file.Unreadable(e));
            return null;
        }
    }

    /// <summary>True for JSON and YAML that write a letter as an escape, <c>\u0062</c> or <c>\x62</c>: no filter finds a word in their bytes.</summary>
    public static bool EscapesLetters(string name, ReadOnlySpan<byte> content)
    {
        if (!Array.Exists(Escaping, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        for (var at = content.IndexOf((byte)'\\'); at >= 0;)
        {
            var code = content[(at + 1)..];
            var start = code.StartsWith("u00"u8) ? 3 : code.StartsWith("x"u8) ? 1 : code.StartsWith("U000000"u8) ? 7 : 0;
            if (start > 0 && code.Length >= start + 2 && byte.TryParse(code[start..(start + 2)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter)
                && (char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'_'))
            {
                return true;
            }

            var next = content[(at + 1)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static Finding NotParsed(RepositoryFile file, string language, int line, int column, string reason) =>
        new(
            GuardDiagnostics.FileNotJudged,
            new Location(file.Path, line, column),
            $"'{file.Path}' was not judged as {language}: {reason}.",
            $"Mend the {language}, or suppress CBG0007 for this file with a reason.")
        {
            Identity = language,
        };
}
