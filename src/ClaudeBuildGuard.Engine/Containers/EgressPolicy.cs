using System.Globalization;
using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>
/// A network policy of Kubernetes about the way out of pods. Policies add up: one that names every host opens what another one shuts.
/// </summary>
/// <param name="Namespace">The namespace it holds for; null when it does not say.</param>
/// <param name="Labels">The labels of the pods that it holds for; none for every pod.</param>
/// <param name="IsNarrow">True when it lets pods reach only what it names.</param>
internal sealed record EgressPolicy(string? Namespace, IReadOnlyList<(string Name, string Value)> Labels, bool IsNarrow)
{
    /// <summary>True when pods are shut in by policies.</summary>
    /// <param name="policies">All policies of the repository.</param>
    /// <param name="metadata">The pod's own metadata.</param>
    /// <param name="ofNamespace">The namespace of the object that has the pod in it; null when it does not say.</param>
    public static bool Limit(IEnumerable<EgressPolicy> policies, YamlNode? metadata, string? ofNamespace)
    {
        EgressPolicy[] covering = [.. policies.Where(p => p.Covers(metadata, ofNamespace))];
        return covering.Length > 0 && covering.All(p => p.IsNarrow);
    }

    /// <summary>Reads a manifest; null when it says nothing of the way out of pods.</summary>
    public static EgressPolicy? From(YamlNode root)
    {
        if (root.Text("kind") != "NetworkPolicy" || root["spec"] is not { } spec || spec["podSelector"] is not { IsMapping: true } selector)
        {
            return null;
        }

        var egress = spec["egress"]?.Items ?? [];
        if (spec["egress"] is null && !(spec["policyTypes"]?.Scalars() ?? []).Any(t => t.Value == "Egress"))
        {
            return null;
        }

        // Which pods expressions choose is not known: such a policy may open, and shuts nothing for certain.
        var isNarrow = egress.All(IsNarrowRule);
        return selector["matchExpressions"] is not null && isNarrow
            ? null
            : new EgressPolicy(root["metadata"]?.Text("namespace"), [.. (selector["matchLabels"]?.Entries ?? []).Select(e => (e.Key.Value, e.Value.Value))], isNarrow);
    }

    /// <summary>True when it holds for a pod.</summary>
    /// <param name="metadata">The pod's own metadata.</param>
    /// <param name="ofNamespace">The namespace of the object that has the pod in it; null when it does not say.</param>
    private bool Covers(YamlNode? metadata, string? ofNamespace) =>
        (Namespace is null || ofNamespace is null || Namespace == ofNamespace)
        && Labels.All(l => metadata?["labels"]?.Text(l.Name) == l.Value);

    // A rule without an end names every host, unless it is for names only: port 53.
    private static bool IsNarrowRule(YamlNode rule) =>
        (rule["to"] is { Items.Count: > 0 } to && !to.Items.Any(t => IsAnywhere(t["ipBlock"]?.Text("cidr"))))
        || (rule["ports"] is { Items.Count: > 0 } ports && ports.Items.All(p => p.Text("port") == "53"));

    private static bool IsAnywhere(string? block) =>
        block is not null && int.TryParse(block.AsSpan(block.IndexOf('/', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits < 8;
}
