using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Engine.Credentials.OtherScanners;
using ClaudeBuildGuard.Engine.Credentials.Rules;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// Finds credentials in bytes. A file, a blob, standard input and a staged index entry all come through <see cref="Scan"/>.
/// Safe for concurrent use; what it remembers from one content to the next changes what the scan costs, not what it finds.
/// </summary>
internal sealed class CredentialScanner
{
    /// <summary>Bytes at the beginning that tell a program from a text.</summary>
    private const int BinaryBytes = 4096;

    /// <summary>Threads whose lists are kept; those of more are made anew.</summary>
    private const int MostIdle = 16;

    // A session's lists are kept for the next content, so that a clean one allocates nothing.
    private readonly ScanSession?[] _idle = new ScanSession?[MostIdle];

    public CredentialScanner(ImmutableArray<CredentialRule> rules)
        : this(rules, [], null)
    {
    }

    private CredentialScanner(ImmutableArray<CredentialRule> rules, ImmutableArray<IPatternRule> custom, OtherScannerSettings? settings)
    {
        Custom = custom;
        Settings = settings;
        var matchers = new RuleMatcher[rules.Length];
        Prefilter = new Prefilter();
        for (var i = 0; i < rules.Length; i++)
        {
            matchers[i] = new RuleMatcher(rules[i]);
            foreach (var anchor in matchers[i].Anchors)
            {
                Prefilter.Add(anchor, matchers[i].IgnoresCaseOfAnchors, i);
            }
        }

        Matchers = ImmutableCollectionsMarshal.AsImmutableArray(matchers);
        ContextGroups = ContextGroup.OfAll();
        for (var i = 0; i < ContextGroups.Length; i++)
        {
            Prefilter.Add(ContextGroups[i].Start, ignoreCase: true, matchers.Length + i, ContextGroups[i].LongestWord);
        }

        for (var i = 0; i < custom.Length; i++)
        {
            foreach (var anchor in IsAnchored(custom[i]) ? custom[i].Anchors : [])
            {
                Prefilter.Add(anchor, ignoreCase: true, matchers.Length + ContextGroups.Length + i);
            }
        }
    }

    private CredentialScanner(CredentialScanner other, ImmutableArray<IPatternRule> custom)
    {
        (Matchers, ContextGroups, Prefilter, Settings) = (other.Matchers, other.ContextGroups, other.Prefilter, other.Settings);
        Custom = custom;
    }

    /// <summary>The scanner with every rule of the product.</summary>
    public static CredentialScanner Default { get; } = new(RuleCatalogue.All);

    /// <summary>The scanner with every rule of the product and those that a repository wrote, for this product or for others.</summary>
    public static CredentialScanner For(GuardConfiguration configuration, OtherScannerSettings settings) =>
        configuration.CredentialRules.IsEmpty && settings == OtherScannerSettings.None
            ? Default
            : new CredentialScanner(RuleCatalogue.All, [.. configuration.CredentialRules.Select(r => new CustomRule(r)), .. settings.Rules], settings);

    /// <summary>The same scanner for contents of which only the name is known: rules of the repository's own look everywhere.</summary>
    public CredentialScanner OfUnknownPaths()
    {
        var custom = Custom.Select(r => r.OfUnknownPath()).ToImmutableArray();
        return custom.SequenceEqual(Custom) ? this : new CredentialScanner(this, custom);
    }

    /// <summary>The rules, in the order of the prefilter's payloads.</summary>
    internal ImmutableArray<RuleMatcher> Matchers { get; }

    /// <summary>The rules that the repository wrote, whose payloads follow those of the context.</summary>
    internal ImmutableArray<IPatternRule> Custom { get; }

    /// <summary>What the repository says to other scanners; null when it says nothing.</summary>
    internal OtherScannerSettings? Settings { get; }

    /// <summary>True when a rule need not be asked where none of its anchors stands.</summary>
    internal static bool IsAnchored(IPatternRule rule) => !rule.Anchors.IsEmpty && rule.Anchors.All(a => a.Length >= ShapeAnchor.ShortestLength && Ascii.IsValid(a));

    /// <summary>The words of the context, whose payloads follow those of the rules.</summary>
    internal ImmutableArray<ContextGroup> ContextGroups { get; }

    /// <summary>Members of archives that need no second look. Rules of the repository's own may judge a member otherwise, so no two scanners share it.</summary>
    internal CleanMembers CleanMembers { get; } = new();

    /// <summary>The one pass over everything.</summary>
    internal Prefilter Prefilter { get; }

    /// <summary>True for what is no text: of a program or picture no value is judged by the name before it.</summary>
    /// <param name="content">The beginning of a file, or all of it.</param>
    public static bool IsBinary(ReadOnlySpan<byte> content) => content[..Math.Min(content.Length, BinaryBytes)].Contains((byte)0);

    /// <summary>Adds every credential of a content to <paramref name="hits"/>, in order of offset. Never throws for any content.</summary>
    /// <param name="content">The bytes of a file, blob or stream, whatever their encoding.</param>
    /// <param name="path">Where they stand, with <c>/</c> separators; its name and ending tell the format. Empty when there is none.</param>
    /// <param name="hits">Receives the hits.</param>
    /// <param name="dropped">Receives, each once, what kept a part of the content from being judged; null when nobody asks.</param>
    /// <param name="lineage">How the content was made out of another that this scanner has seen; changes what the scan costs, not what it finds.</param>
    public void Scan(ReadOnlyMemory<byte> content, string path, List<CredentialHit> hits, List<string>? dropped = null, ObjectLineage? lineage = null)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ScanSession? session = null;
        for (var i = 0; i < MostIdle && session is null; i++)
        {
            session = Interlocked.Exchange(ref _idle[i], null);
        }

        session ??= new ScanSession(this);
        session.Scan(content, path, hits, dropped, lineage);
        for (var i = 0; i < MostIdle && session is not null; i++)
        {
            session = Interlocked.Exchange(ref _idle[i], session);
        }
    }
}
