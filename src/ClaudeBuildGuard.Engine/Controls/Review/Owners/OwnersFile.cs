using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Controls.Review.Owners;

/// <summary>Whose rules a CODEOWNERS file follows. They differ in almost everything but the name.</summary>
internal enum OwnersDialect
{
    /// <summary>GitHub: the last line that matches decides, a line with an error is left out.</summary>
    GitHub,

    /// <summary>GitLab: sections, each with its own last match, default owners, counts and exclusions.</summary>
    GitLab,

    /// <summary>Bitbucket: ignore-file syntax, groups, negation.</summary>
    Bitbucket,
}

/// <summary>A section of a GitLab file; the part before the first heading, and every other file, is one section without a name.</summary>
/// <param name="Name">Compared without case; headings of the same name are one section.</param>
/// <param name="RequiredApprovals">How many owners must approve; 1 unless the heading says otherwise.</param>
/// <param name="IsOptional">True when approval is wished for and not required.</param>
internal sealed record OwnersSection(string Name, int RequiredApprovals, bool IsOptional);

/// <summary>One line that gives paths to owners.</summary>
/// <param name="Pattern">As written.</param>
/// <param name="Matcher">Which paths it covers.</param>
/// <param name="Owners">Who owns them; empty takes them from everybody.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="IsExclusion">True takes the paths out of the section for good (GitLab) or until a later line (Bitbucket).</param>
/// <param name="Line">1-based.</param>
internal sealed record OwnersEntry(
    string Pattern, OwnersPattern Matcher, ImmutableArray<string> Owners, OwnersSection Section, bool IsExclusion, int Line);

/// <summary>A line that does not do what it says.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
internal sealed record OwnersProblem(int Line, string Message);

/// <summary>A CODEOWNERS file as its platform reads it.</summary>
/// <param name="Path">Relative to the repository root.</param>
/// <param name="Dialect">Whose rules it follows.</param>
/// <param name="Entries">Its lines, in order, those with errors left out.</param>
/// <param name="Problems">The lines with errors.</param>
internal sealed record OwnersFile(string Path, OwnersDialect Dialect, ImmutableArray<OwnersEntry> Entries, ImmutableArray<OwnersProblem> Problems)
{
    /// <summary>What <c>init</c> writes for an organisation that nothing in the repository names.</summary>
    public const string PlaceholderOrganisation = "YOUR-ORGANISATION";

    /// <summary>The entries that decide about a path: the last match, for GitLab one of each section. Empty when none matches.</summary>
    public ImmutableArray<OwnersEntry> Decide(string path)
    {
        var decided = ImmutableArray.CreateBuilder<OwnersEntry>();
        var settled = new HashSet<OwnersSection>(ReferenceEqualityComparer.Instance);
        if (Dialect == OwnersDialect.GitLab)
        {
            settled.UnionWith(Entries.Where(e => e.IsExclusion && e.Matcher.Covers(path)).Select(e => e.Section));
        }

        for (var i = Entries.Length - 1; i >= 0; i--)
        {
            var entry = Entries[i];
            if (!settled.Contains(entry.Section) && entry.Matcher.Covers(path))
            {
                settled.Add(entry.Section);
                decided.Add(entry);
            }
        }

        decided.Reverse();
        return decided.ToImmutable();
    }

    /// <summary>Who owns a path; empty when nobody does.</summary>
    public ImmutableArray<string> OwnersOf(string path) =>
        [.. Decide(path).Where(e => !e.IsExclusion).SelectMany(e => e.Owners).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>True when an owner is what <c>init</c> wrote to be replaced: nobody has that name.</summary>
    public static bool IsPlaceholder(string owner) => owner.StartsWith("@" + PlaceholderOrganisation, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many owners must approve a change of a path.</summary>
    public int RequiredApprovals(string path) =>
        Decide(path).Where(e => e is { IsExclusion: false, Owners.IsEmpty: false, Section.IsOptional: false })
            .Select(e => e.Section.RequiredApprovals).DefaultIfEmpty(0).Max();
}
