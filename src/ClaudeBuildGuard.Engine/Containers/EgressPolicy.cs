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

    /// <summary>The policies of a manifest: an object, or a list of objects.</summary>
    public static IEnumerable<EgressPolicy> In(YamlNode root) => root.Text("kind") switch
    {
        "List" or "NetworkPolicyList" or "CiliumNetworkPolicyList" => (root["items"]?.Items ?? []).SelectMany(In),
        "NetworkPolicy" when root.Text("apiVersion")?.StartsWith("networking.k8s.io/", StringComparison.Ordinal) != false => Of(root, root["spec"], "podSelector", Reaches(root["spec"]), IsNarrowRule),
        "CiliumNetworkPolicy" or "CiliumClusterwideNetworkPolicy" => (root["specs"]?.Items ?? []).Append(root["spec"]).OfType<YamlNode>()
            .SelectMany(s => Of(root, s, "endpointSelector", s["egress"] is not null, IsNarrowCiliumRule)),
        _ => [],
    };

    /// <summary>What a patch of kustomize does to the policies that it is for, whose pods are not known: it may open them, and shuts nothing for certain.</summary>
    /// <param name="patch">A list of operations, or a part of an object.</param>
    public static IEnumerable<EgressPolicy> InPatch(YamlNode patch)
    {
        if (patch.IsMapping)
        {
            return In(patch);
        }

        return patch.Items.Any(Opens) ? [new EgressPolicy(null, [], IsNarrow: false)] : [];

        static bool Opens(YamlNode operation)
        {
            var path = operation.Text("path") ?? string.Empty;
            return path.StartsWith("/spec/policyTypes", StringComparison.Ordinal) ? operation["value"]?.Scalars().Any(v => v.Value == "Egress") != true
                : path.StartsWith("/spec/egress", StringComparison.Ordinal) && operation["value"] is { } value
                    && !(value.IsSequence ? value.Items : [path.Contains("/to", StringComparison.Ordinal) ? value["to"] ?? value : value]).All(r => IsNarrowRule(r) || IsNarrowEnd(r));
        }
    }

    // Without types, a policy is about the way out when it has rules for it: an empty list is none.
    private static bool Reaches(YamlNode? spec) =>
        spec?["policyTypes"] is { IsSequence: true } types ? types.Scalars().Any(t => t.Value == "Egress") : spec?["egress"] is { Items.Count: > 0 };

    private static EgressPolicy[] Of(YamlNode root, YamlNode? spec, string selects, bool reaches, Func<YamlNode, bool> isNarrowRule)
    {
        // What deletes a policy, or is a part that is laid over one, says nothing of its pods.
        var isDeleted = root.Text("$patch") == "delete";
        var selector = spec?[selects];
        var isNarrow = !isDeleted && (spec?["egress"]?.Items ?? []).All(isNarrowRule);
        if (!isDeleted && (!reaches && selector is not null))
        {
            return [];
        }

        // Which pods expressions choose is not known: such a policy may open, and shuts nothing for certain.
        return isNarrow && (selector is not { IsMapping: true } || selector["matchExpressions"] is not null)
            ? []
            : [new EgressPolicy(root["metadata"]?.Text("namespace"), [.. (selector?["matchLabels"]?.Entries ?? []).Select(e => (Name(e.Key.Value), e.Value.Value))], isNarrow)];
    }

    // Cilium may name the source of a label before it.
    private static string Name(string label) => label[(label.IndexOf(':', StringComparison.Ordinal) + 1)..];

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

    private static bool IsNarrowEnd(YamlNode end) => end["ipBlock"]?.Text("cidr") is { } block ? !IsAnywhere(block) : end["podSelector"] is not null || end["namespaceSelector"] is not null;

    // Without any end the ports are open to every host; a rule that says nothing at all lets nothing through.
    private static bool IsNarrowCiliumRule(YamlNode rule)
    {
        string[] ends = ["toEndpoints", "toServices", "toCIDR", "toCIDRSet", "toEntities", "toFQDNs", "toGroups", "toNodes"];
        return rule.Entries.Count == 0
            || (ends.Any(e => rule[e] is not null)
                ? !(rule["toCIDR"]?.Scalars() ?? []).Any(c => IsAnywhere(c.Value)) && !(rule["toCIDRSet"]?.Items ?? []).Any(c => IsAnywhere(c.Text("cidr")))
                    && !(rule["toEntities"]?.Scalars() ?? []).Any(e => e.Value is "world" or "world-ipv4" or "all") && !(rule["toFQDNs"]?.Items ?? []).Any(f => f.Text("matchPattern") is "*" or "**" or "**.")
                : rule["toPorts"] is { Items.Count: > 0 } ports && ports.Items.All(p => p["ports"] is { Items.Count: > 0 } list && list.Items.All(i => i.Text("port") == "53")));
    }

    private static bool IsAnywhere(string? block) =>
        block is not null && int.TryParse(block.AsSpan(block.IndexOf('/', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits < 8;
}
