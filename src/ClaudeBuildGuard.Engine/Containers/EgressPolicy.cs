using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>A network policy of Kubernetes that shuts the way out of pods, but for what it names.</summary>
/// <param name="Namespace">The namespace it holds for; null when it does not say.</param>
/// <param name="Labels">The labels of the pods that it holds for; none for every pod.</param>
internal sealed record EgressPolicy(string? Namespace, IReadOnlyList<(string Name, string Value)> Labels)
{
    /// <summary>Reads a manifest; null when it is no such policy or lets pods reach any host.</summary>
    public static EgressPolicy? From(YamlNode root)
    {
        if (root.Text("kind") != "NetworkPolicy" || root["spec"] is not { } spec || spec["podSelector"] is not { IsMapping: true } selector
            || selector["matchExpressions"] is not null)
        {
            return null;
        }

        var egress = spec["egress"]?.Items ?? [];
        var closes = spec["egress"] is not null || (spec["policyTypes"]?.Scalars() ?? []).Any(t => t.Value == "Egress");
        return closes && egress.All(IsNarrow)
            ? new EgressPolicy(root["metadata"]?.Text("namespace"), [.. (selector["matchLabels"]?.Entries ?? []).Select(e => (e.Key.Value, e.Value.Value))])
            : null;
    }

    /// <summary>True when it holds for a pod.</summary>
    /// <param name="metadata">The pod's own metadata.</param>
    /// <param name="ofNamespace">The namespace of the object that has the pod in it; null when it does not say.</param>
    public bool Covers(YamlNode? metadata, string? ofNamespace) =>
        (Namespace is null || ofNamespace is null || Namespace == ofNamespace)
        && Labels.All(l => metadata?["labels"]?.Text(l.Name) == l.Value);

    // A rule without an end names every host, unless it is for names only: port 53.
    private static bool IsNarrow(YamlNode rule) =>
        rule["to"] is { Items.Count: > 0 } to
            ? !to.Items.Any(t => t["ipBlock"]?.Text("cidr") is "0.0.0.0/0" or "::/0")
            : rule["ports"] is { Items.Count: > 0 } ports && ports.Items.All(p => p.Text("port") == "53");
}
