using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Controls.Review.Owners;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Review;

/// <summary>Who owns a path, by the documented semantics of each platform.</summary>
public sealed class OwnersFileTests
{
    [TestCase("*", "a.cs", true)]
    [TestCase("*", "a/b/c.cs", true)]
    [TestCase("*.js", "a/b.js", true)]
    [TestCase("*.js", "a/b.jsx", false)]
    [TestCase("/build/logs/", "build/logs/a/b.txt", true)]
    [TestCase("/build/logs/", "x/build/logs/a.txt", false)]
    [TestCase("/build/logs/", "build/logs", false)]
    [TestCase("docs/*", "docs/a.md", true)]
    [TestCase("docs/*", "docs/build/a.md", false)]
    [TestCase("docs/**", "docs/build/a.md", true)]
    [TestCase("docs/**", "docs", false)]
    [TestCase("apps/", "x/apps/a.cs", true)]
    [TestCase("/apps/github", "apps/github/a.cs", true)]
    [TestCase("/apps/github", "apps/github2/a.cs", false)]
    [TestCase("**/logs", "build/logs/a/b", true)]
    [TestCase("**/logs", "logs", true)]
    [TestCase("src/**/auth", "src/a/b/auth/x.cs", true)]
    [TestCase("src/**/auth", "src/auth", true)]
    [TestCase("src/Auth", "x/src/Auth/a.cs", false)]
    [TestCase("CLAUDE.md", "x/CLAUDE.md", true)]
    [TestCase("CLAUDE.md", "claude.md", false)]
    [TestCase("**/*billing*", "src/Core/BillingX/billing.cs", true)]
    [TestCase("a?c", "abc", true)]
    [TestCase("with\\ space/", "with space/a", true)]
    public void GitHub_matches_as_documented(string pattern, string path, bool owned) =>
        Assert.That(Read(pattern + " @o", OwnersDialect.GitHub).OwnersOf(path).Length > 0, Is.EqualTo(owned));

    [TestCase("*", "a/b/c.cs", true)]
    [TestCase("README.md", "internal/README.md", true)]
    [TestCase("internal/README.md", "docs/internal/README.md", true)]
    [TestCase("/docs/", "docs/a/b.md", true)]
    [TestCase("/docs/", "x/docs/a.md", false)]
    [TestCase("docs/", "x/docs/a.md", true)]
    [TestCase("/docs", "docs/a.md", false)]
    [TestCase("/docs/*", "docs/a.md", true)]
    [TestCase("/docs/*", "docs/a/b.md", false)]
    [TestCase("/docs/**", "docs/a/b.md", false)]
    [TestCase("/docs/**/*", "docs/a/b.md", true)]
    [TestCase("/docs/**/index.md", "docs/api/graphql/index.md", true)]
    [TestCase("/docs/**/index.md", "docs/index.md", true)]
    [TestCase("*.[ch]", "src/a.c", true)]
    public void GitLab_matches_as_documented(string pattern, string path, bool owned) =>
        Assert.That(Read(pattern + " @o", OwnersDialect.GitLab).OwnersOf(path).Length > 0, Is.EqualTo(owned));

    [TestCase("*.cs @o\n!Generated.cs", "a/Generated.cs", false)]
    [TestCase("*.cs @o\n!Generated.cs", "a/b.cs", true)]
    [TestCase("docs/* @o", "docs/a/b.md", true)]
    [TestCase("@@@Devs @a @b\nsrc/ @@Devs", "src/a.cs", true)]
    public void Bitbucket_matches_as_an_ignore_file(string text, string path, bool owned) =>
        Assert.That(Read(text, OwnersDialect.Bitbucket).OwnersOf(path).Length > 0, Is.EqualTo(owned));

    [Test]
    public void The_last_line_that_matches_decides_and_may_take_the_owner_away()
    {
        var owners = Read("* @all\n/src/ @src\n/src/Generated/\n*.md @docs # inline comment\n", OwnersDialect.GitHub);
        Assert.That(
            new[] { "a.cs", "src/a.cs", "src/Generated/a.cs", "src/a.md" }.Select(p => string.Join(' ', owners.OwnersOf(p))),
            Is.EqualTo(new[] { "@all", "@src", string.Empty, "@docs" }));
    }

    [TestCase("!src/ @o")]
    [TestCase("*.[ch] @o")]
    [TestCase("\\#a @o")]
    [TestCase("src/ team")]
    [TestCase("src/ @o and @p")]
    public void GitHub_leaves_out_a_line_with_an_error(string line)
    {
        var owners = Read("* @all\n" + line, OwnersDialect.GitHub);
        Assert.That(owners.Problems.Select(p => p.Line), Is.EqualTo(new[] { 2 }));
        Assert.That(owners.OwnersOf("src/a.c"), Is.EqualTo(new[] { "@all" }));
    }

    [Test]
    public void GitLab_sections_decide_side_by_side()
    {
        var owners = Read(
            "* @all\n\n[Security][2] @sec\n/src/auth/\n/src/auth/ui/ @ui\n!/src/auth/generated/\n\n^[Docs]\n*.md @docs\n\n[security]\n/infra/ @ops\n",
            OwnersDialect.GitLab);
        Assert.That(owners.OwnersOf("src/auth/a.cs"), Is.EqualTo(new[] { "@all", "@sec" }));
        Assert.That(owners.OwnersOf("src/auth/ui/a.cs"), Is.EqualTo(new[] { "@all", "@ui" }));
        Assert.That(owners.OwnersOf("src/auth/generated/a.cs"), Is.EqualTo(new[] { "@all" }));
        Assert.That(owners.OwnersOf("infra/a.md"), Is.EqualTo(new[] { "@all", "@docs", "@ops" }));
        Assert.That((owners.RequiredApprovals("src/auth/a.cs"), owners.RequiredApprovals("x.md"), owners.RequiredApprovals("infra/a.tf")), Is.EqualTo((2, 1, 2)));
    }

    [Test]
    public void GitHub_agrees_with_a_naive_oracle() =>
        Gen.Select(Patterns("a", "b", "*", "**", "a*", "*b", "?"), Paths).Sample(
            (p, f) => OwnersPattern.Compile(p, OwnersDialect.GitHub).Covers(f) == Oracle(p, f), iter: 20_000, print: t => $"{t.Item1} | {t.Item2}");

    [Test]
    public void GitHub_files_are_decided_by_their_last_line_that_the_oracle_matches()
    {
        var line = Gen.Select(Patterns("a", "b", "*", "**", "*b"), Gen.OneOfConst("", "@x", "@y @z"), (p, owners) => (Pattern: p, Owners: owners));
        Gen.Select(line.List[1, 6], Paths).Sample(
            (lines, path) =>
            {
                var expected = lines.LastOrDefault(l => Oracle(l.Pattern, path)).Owners ?? string.Empty;
                var text = string.Join('\n', lines.Select(l => $"{l.Pattern} {l.Owners} # {l.Pattern}"));
                return string.Join(' ', Read(text, OwnersDialect.GitHub).OwnersOf(path)) == expected;
            },
            iter: 10_000);
    }

    [Test]
    public void GitLab_files_are_decided_by_the_last_line_of_each_section_that_the_oracle_matches()
    {
        var line = Gen.Select(Patterns("a", "b", "*", "**", "*b"), Gen.OneOfConst("@x", "@y"), Gen.OneOfConst("One", "Two", "Three"), (p, owner, section) => (Pattern: p, Owner: owner, Section: section));
        Gen.Select(line.List[1, 6], Paths).Sample(
            (lines, path) =>
            {
                var expected = lines.GroupBy(l => l.Section)
                    .Select(s => s.LastOrDefault(l => GitLabOracle(l.Pattern, path)).Owner).OfType<string>().Distinct().Order(StringComparer.Ordinal);
                var text = string.Join('\n', lines.Select(l => $"[{l.Section}]\n{l.Pattern} {l.Owner}"));
                return Read(text, OwnersDialect.GitLab).OwnersOf(path).Order(StringComparer.Ordinal).SequenceEqual(expected);
            },
            iter: 10_000);
    }

    [Test]
    public void Any_text_is_read_without_a_crash() =>
        Gen.Select(Gen.String[Gen.OneOfConst('a', '/', '*', '[', ']', '^', '!', '#', '\\', ' ', '@', '\n', '\t', '2'), 0, 60], Gen.OneOfConst(OwnersDialect.GitHub, OwnersDialect.GitLab, OwnersDialect.Bitbucket))
            .Sample((text, dialect) => _ = Read(text, dialect).OwnersOf("a/a"), iter: 5000);

    private static Gen<string> Paths { get; } = Gen.OneOfConst("a", "b", "ab", "c").List[1, 4].Select(p => string.Join('/', p));

    private static Gen<string> Patterns(params string[] segments) =>
        Gen.Select(
            Gen.Bool, Gen.OneOfConst(segments).List[1, 4], Gen.Bool,
            (lead, parts, trail) => (lead ? "/" : string.Empty) + string.Join('/', parts) + (trail ? "/" : string.Empty));

    // GitLab says how it rewrites a pattern before it matches file names: '/**/' before one without a slash, '**/*' behind one with.
    private static bool GitLabOracle(string pattern, string path)
    {
        var rewritten = (pattern.StartsWith('/') ? pattern : "/**/" + pattern) + (pattern.EndsWith('/') ? "**/*" : string.Empty);
        var text = Regex.Replace(Regex.Escape(rewritten), @"/(?:\\\*\\\*/)+", "/(?:[^/]+/)*", RegexOptions.None, TimeSpan.FromSeconds(1));
        text = Regex.Replace(text, @"(?:\\\*)+", "[^/]*", RegexOptions.None, TimeSpan.FromSeconds(1));
        return Regex.IsMatch("/" + path, "^" + text + "$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    // One regular expression for a pattern, written down from the documentation and nothing shared with the code.
    private static bool Oracle(string pattern, string path)
    {
        var parts = pattern.Trim('/').Split('/');
        var text = new StringBuilder("^");
        if (!pattern.StartsWith('/') && parts.Length == 1)
        {
            text.Append("(?:.*/)?");
        }

        for (var i = 0; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            if (parts[i] == "**")
            {
                text.Append(last ? ".+" : "(?:.*/)?");
                continue;
            }

            text.Append(Regex.Escape(parts[i]).Replace("\\*", "[^/]*", StringComparison.Ordinal).Replace("\\?", "[^/]", StringComparison.Ordinal));
            text.Append(last ? string.Empty : "/");
        }

        var direct = parts.Length > 1 && parts[^1] == "*";
        text.Append(pattern.EndsWith('/') ? (parts[^1] == "**" ? string.Empty : "/.+") : direct ? string.Empty : "(?:/.*)?");
        return Regex.IsMatch(path, text.Append('$').ToString());
    }

    private static OwnersFile Read(string text, OwnersDialect dialect) => OwnersReader.Read("CODEOWNERS", text, dialect);
}
