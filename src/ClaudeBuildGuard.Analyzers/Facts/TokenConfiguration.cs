using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Facts;

/// <summary>One place that configures tokens, cookies or sessions: what it sets, and what it leaves to the platform. Filled by many threads.</summary>
/// <param name="kind">What is configured, as <c>AddJwtBearer</c> or <c>TokenValidationParameters</c>.</param>
/// <param name="place">Where.</param>
internal sealed class TokenConfiguration(string kind, Location place)
{
    private readonly ConcurrentBag<(int At, string Name, string Value, bool IsWeak)> _settings = [];

    /// <summary>What is configured.</summary>
    public string Kind { get; } = kind;

    /// <summary>Where.</summary>
    public Location Place { get; } = place;

    /// <summary><c>Weak</c> when a setting switches a protection off, else <c>Checked</c>.</summary>
    public string Decision => _settings.Any(s => s.IsWeak) ? "Weak" : "Checked";

    /// <summary>Takes in one setting.</summary>
    /// <param name="at">Where it stands in its file.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">Where its value comes from: never a secret.</param>
    /// <param name="isWeak">True when it switches a protection off.</param>
    public void Add(int at, string name, string value, bool isWeak) => _settings.Add((at, name, value, isWeak));

    /// <summary>Everything that is set, in the order of the code, and what is left to the platform.</summary>
    /// <param name="expected">The protections that such a configuration has, with the property names that set each.</param>
    public string Describe(IReadOnlyList<(string Protection, string[] Properties)> expected)
    {
        var settings = _settings.OrderBy(s => s.At).ToList();
        var left = expected.Where(e => !settings.Any(s => e.Properties.Contains(s.Name))).Select(e => e.Protection).ToList();
        var set = settings.Select(s => $"{s.Name} = {s.Value}");
        return string.Join("; ", left.Count == 0 ? set : set.Append("by the platform's defaults: " + string.Join(", ", left)));
    }
}
