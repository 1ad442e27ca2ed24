using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>A pattern of <c>claudeMdExcludes</c>, with its place.</summary>
/// <param name="Text">As written.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record MemoryExclusion(string Text, Location Location);

/// <summary>
/// The memory files that settings in every clone keep out of all sessions: globs over absolute paths under <c>claudeMdExcludes</c>.
/// Measured: 2.1.197 and 2.1.332 do not send what they name.
/// </summary>
internal sealed partial class MemoryExclusions
{
    private readonly string _root;
    private readonly ImmutableArray<(Regex Path, MemoryExclusion Exclusion)> _patterns;

    private MemoryExclusions(string root, ImmutableArray<(Regex, MemoryExclusion)> patterns)
    {
        _root = root;
        _patterns = patterns;
    }

    /// <summary>The exclusions of a repository; a person's own settings are not among them.</summary>
    public static MemoryExclusions Of(RepositoryView repository)
    {
        var shared = ClientSettings.Read(repository).Loaded
            .Where(f => f.Scope == SettingsScope.Project || (f.Scope == SettingsScope.Local && repository.Find(f.Path) is { IsTracked: true }));
        return new MemoryExclusions(
            repository.Root.Replace('\\', '/').TrimEnd('/'),
            [
                .. shared.SelectMany(f => (f.Root!["claudeMdExcludes"]?.Strings ?? [])
                    .Where(v => v.Text.Length > 0 && v.Text[0] != '!')
                    .Select(v => (Compile(v.Text.Replace('\\', '/')), new MemoryExclusion(v.Text, v.Span.In(f.Path))))),
            ]);
    }

    /// <summary>The pattern that keeps a file out; null when none does.</summary>
    /// <param name="path">Relative to the root, with <c>/</c> separators.</param>
    public MemoryExclusion? Of(string path) => _patterns.FirstOrDefault(p => p.Path.IsMatch($"{_root}/{path}")).Exclusion;

    /// <summary>
    /// A glob as the client reads it: two stars go over directories, one star and a question mark do not, braces are alternatives, and so are
    /// parentheses behind a sign that says how often, <c>@(A|B)</c>.
    /// </summary>
    private static Regex Compile(string glob)
    {
        var regex = new StringBuilder("^");
        var open = new Stack<(char Closes, string HowOften)>();
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                // What none of the alternatives is can be all other names; what they are is not asked.
                case '!' when IsGroup(glob, i) && !NamesMemory(glob.AsSpan(i, glob.IndexOf(')', i) - i)):
                    regex.Append("[^/]*");
                    i = glob.IndexOf(')', i);
                    break;
                case '@' or '+' or '?' or '*' when IsGroup(glob, i):
                    regex.Append("(?:");
                    open.Push((')', glob[i] == '@' ? string.Empty : glob[i].ToString()));
                    i++;
                    break;
                case '*' when glob[i..].StartsWith("**/", StringComparison.Ordinal):
                    regex.Append("(?:.*/)?");
                    i += 2;
                    break;
                case '*' when glob[i..].StartsWith("**", StringComparison.Ordinal):
                    regex.Append(".*");
                    i++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when glob.IndexOf(']', i + 1) is > 0 and var end && end > i + 1 + (glob[i + 1] is '!' or '^' ? 1 : 0):
                    var isOther = glob[i + 1] is '!' or '^';
                    regex.Append(isOther ? "[^/" : "[").Append(glob[(i + (isOther ? 2 : 1))..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                case '{' when glob.IndexOf('}', i) > 0:
                    regex.Append("(?:");
                    open.Push(('}', string.Empty));
                    break;
                case var character when open.Count > 0 && character == open.Peek().Closes:
                    regex.Append(')').Append(open.Pop().HowOften);
                    break;
                case var character when open.Count > 0 && character == (open.Peek().Closes == '}' ? ',' : '|'):
                    regex.Append('|');
                    break;
                case var character:
                    regex.Append(Regex.Escape(character.ToString()));
                    break;
            }
        }

        try
        {
            return new Regex($"{regex.Append(')', open.Count)}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (RegexParseException)
        {
            // A class such as [z-a]: the client's library makes a pattern of it that nothing matches.
            return Nothing();
        }
        catch (NotSupportedException)
        {
            // Too large to be asked: it may keep any of them out.
            return Anything();
        }
    }

    private static bool IsGroup(string glob, int at) => at + 1 < glob.Length && glob[at + 1] == '(' && glob.IndexOf(')', at) > 0;

    private static bool NamesMemory(ReadOnlySpan<char> alternatives) => alternatives.Contains("CLAUDE", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(?!)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nothing();

    [GeneratedRegex("", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Anything();
}
