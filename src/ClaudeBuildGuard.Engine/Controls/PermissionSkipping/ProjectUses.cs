using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Uses in MSBuild files and run configurations: commands and arguments as they stand, and properties that a command reads, here or in
/// another file of the build.
/// </summary>
internal static partial class ProjectUses
{
    // Properties whose text is for people.
    private static readonly HashSet<string> Prose = new(StringComparer.OrdinalIgnoreCase)
        { "Description", "PackageDescription", "PackageReleaseNotes", "PackageTags", "Title", "Summary", "Product", "Comment", "Copyright" };

    /// <summary>The uses in commands.</summary>
    public static IEnumerable<(int Line, int Column, string Spelling, bool IsRootGuard)> InCommands(string text)
    {
        var source = SourceText.At(text, 1, 1);
        foreach (Match match in Command().Matches(Visible(text)))
        {
            var value = match.Groups["value"];
            var (line, column) = source.Place(value.Index);
            var decoded = System.Net.WebUtility.HtmlDecode(value.Value);
            var commands = ShellScript.Parse(SourceText.InOneLine(decoded, line, column));
            foreach (var use in decoded.StartsWith('-') ? CommandUses.InArguments(commands) : CommandUses.In(commands))
            {
                yield return (line, column, use.Spelling, use.IsRootGuard);
            }
        }
    }

    /// <summary>The properties that hold a spelling, each a use as soon as a command reads it.</summary>
    public static IEnumerable<(string Name, string Spelling, int Line, int Column)> Properties(string text)
    {
        var source = SourceText.At(text, 1, 1);
        foreach (Match match in Property().Matches(Visible(text)))
        {
            var name = match.Groups["name"].Value;
            if (!Prose.Contains(name) && !CommandUses.IsText(name) && !Command().IsMatch(match.Value)
                && Spellings.Holds(System.Net.WebUtility.HtmlDecode(match.Groups["value"].Value)))
            {
                var (line, column) = source.Place(match.Groups["value"].Index);
                yield return (name, Spellings.In(match.Groups["value"].Value), line, column);
            }
        }
    }

    /// <summary>True when a command of the text reads the property, itself or by another property.</summary>
    public static bool Reads(string text, string name)
    {
        var visible = Visible(text);
        var read = new HashSet<string>(Command().Matches(visible).SelectMany(m => Names(m.Groups["value"].Value)), StringComparer.OrdinalIgnoreCase);
        for (var before = -1; before != read.Count;)
        {
            before = read.Count;
            foreach (Match match in AnyProperty().Matches(visible))
            {
                if (read.Contains(match.Groups["name"].Value))
                {
                    read.UnionWith(Names(match.Groups["value"].Value));
                }
            }
        }

        return read.Contains(name);
    }

    private static IEnumerable<string> Names(string value) => Reference().Matches(value).Select(m => m.Groups["name"].Value);

    private static string Visible(string text) => Comment().Replace(text, m => new string([.. m.Value.Select(c => c == '\n' ? c : ' ')]));

    [GeneratedRegex(@"<!--.*?-->", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:Command|Arguments|StartArguments|SCRIPT_TEXT|SCRIPT_OPTIONS|value|PROGRAM_PARAMETERS)\s*=\s*""(?<value>[^""]*)""|<(?:StartArguments|Command|RunArguments)>(?<value>[^<]*)<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"<(?<name>[A-Za-z_]\w*)(?:\s[^<>]*)?>(?<value>[^<]*(?:dangerously-skip-[p]ermissions|bypass[P]ermissions)[^<]*)</\k<name>>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();

    [GeneratedRegex(@"<(?<name>[A-Za-z_]\w*)(?:\s[^<>]*)?>(?<value>[^<]*\$\([^<]*)</\k<name>>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyProperty();

    [GeneratedRegex(@"\$\((?<name>\w+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
