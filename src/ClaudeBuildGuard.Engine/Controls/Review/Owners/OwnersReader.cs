using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.Review.Owners;

/// <summary>Reads CODEOWNERS files as their platforms document them.</summary>
internal sealed partial class OwnersReader
{
    private readonly OwnersDialect _dialect;
    private readonly ImmutableArray<OwnersEntry>.Builder _entries = ImmutableArray.CreateBuilder<OwnersEntry>();
    private readonly ImmutableArray<OwnersProblem>.Builder _problems = ImmutableArray.CreateBuilder<OwnersProblem>();
    private readonly Dictionary<string, OwnersSection> _sections = new(StringComparer.OrdinalIgnoreCase);
    private OwnersSection _section = new(string.Empty, 1, IsOptional: false);
    private ImmutableArray<string> _defaults = [];

    private OwnersReader(OwnersDialect dialect)
    {
        _dialect = dialect;
    }

    /// <summary>Where a platform looks for the file; the first that exists counts.</summary>
    public static IReadOnlyList<string> Places(OwnersDialect dialect) => dialect switch
    {
        OwnersDialect.GitHub => [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
        OwnersDialect.GitLab => ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
        _ => [".bitbucket/CODEOWNERS", "CODEOWNERS"],
    };

    /// <summary>Reads a file. Every text is readable; lines with errors become problems.</summary>
    public static OwnersFile Read(string path, string text, OwnersDialect dialect)
    {
        var reader = new OwnersReader(dialect);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            reader.Line(line.Trim(), ++number);
        }

        return new OwnersFile(path, dialect, reader._entries.ToImmutable(), reader._problems.ToImmutable());
    }

    private void Line(string line, int number)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return;
        }

        if (_dialect == OwnersDialect.GitLab && SectionHeading().Match(line) is { Success: true } heading)
        {
            Section(heading);
            return;
        }

        if (_dialect == OwnersDialect.Bitbucket && (line.StartsWith("@@@", StringComparison.Ordinal) || line.StartsWith("CODEOWNERS.", StringComparison.Ordinal)))
        {
            // A group's members, or a setting of the file.
            return;
        }

        var words = Words(line);
        var exclusion = _dialect != OwnersDialect.GitHub && words[0].StartsWith('!');
        var pattern = exclusion ? words[0][1..] : words[0];
        var owners = words.Skip(1).ToImmutableArray();
        if (Problem(pattern, owners) is { } problem)
        {
            _problems.Add(new OwnersProblem(number, problem));
            if (_dialect == OwnersDialect.GitHub)
            {
                return;
            }

            owners = [.. owners.Where(IsOwner)];
        }

        if (pattern.Length > 0)
        {
            _entries.Add(new OwnersEntry(
                pattern, OwnersPattern.Compile(pattern, _dialect), owners.IsEmpty && !exclusion ? _defaults : owners, _section, exclusion, number));
        }
    }

    private void Section(Match heading)
    {
        var name = heading.Groups["name"].Value.Trim();
        var approvals = int.TryParse(heading.Groups["count"].Value, out var count) && count > 0 ? count : 1;
        if (!_sections.TryGetValue(name, out var section))
        {
            _sections[name] = section = new OwnersSection(name, approvals, heading.Groups["optional"].Success);
        }

        _section = section;
        _defaults = [.. Words(heading.Groups["owners"].Value).Where(IsOwner)];
    }

    private string? Problem(string pattern, ImmutableArray<string> owners)
    {
        if (_dialect == OwnersDialect.GitHub)
        {
            if (pattern.StartsWith('!'))
            {
                return $"'{pattern}' begins with '!': GitHub knows no negation in CODEOWNERS and leaves the line out.";
            }

            if (pattern.Contains('[', StringComparison.Ordinal))
            {
                return $"'{pattern}' holds '[': GitHub knows no character ranges in CODEOWNERS and leaves the line out.";
            }

            if (pattern.StartsWith("\\#", StringComparison.Ordinal))
            {
                return $"'{pattern}' begins with an escaped '#', which GitHub does not read as a pattern.";
            }
        }

        if (_dialect == OwnersDialect.GitLab && pattern.StartsWith('[') && !pattern.Contains(']', StringComparison.Ordinal))
        {
            return $"'{pattern}' looks like a section heading without its closing bracket.";
        }

        var wrong = owners.FirstOrDefault(o => !IsOwner(o));
        return wrong is null ? null
            : _dialect == OwnersDialect.GitHub ? $"'{wrong}' is neither '@user', '@organisation/team' nor an e-mail address, so GitHub leaves the whole line out."
            : $"'{wrong}' is neither '@user', '@group' nor an e-mail address and is left out.";
    }

    private bool IsOwner(string word) =>
        _dialect == OwnersDialect.Bitbucket
            ? word.Contains('@', StringComparison.Ordinal) || word.Contains('(', StringComparison.Ordinal)
            : _dialect == OwnersDialect.GitLab && word.StartsWith("@@", StringComparison.Ordinal) ? word.Length > 2
            : Owner().IsMatch(word);

    // White space separates, a backslash keeps it; a word that begins with # ends the line.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || char.IsWhiteSpace(line[i]))
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }
            }
            else if (line[i] == '\\' && i + 1 < line.Length && (char.IsWhiteSpace(line[i + 1]) || (line[i + 1] == '#' && words.Count + word.Length > 0)))
            {
                word.Append(line[++i]);
            }
            else if (line[i] == '#' && word.Length == 0 && words.Count > 0)
            {
                break;
            }
            else
            {
                word.Append(line[i]);
            }
        }

        return words;
    }

    [GeneratedRegex(@"^(?<optional>\^)?\[(?<name>[^\]]+)\](?:\[(?<count>\d{1,3})\])?(?:\s+(?<owners>.*))?$")]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"^(?:@[\w.-]+(?:/[\w.-]+)*|[^\s@]+@[^\s@]+\.[^\s@]+)$")]
    private static partial Regex Owner();
}
