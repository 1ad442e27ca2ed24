using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>A property that is weak with some values.</summary>
/// <param name="type">The metadata name of the type that declares it.</param>
/// <param name="property">The property.</param>
/// <param name="rule">What is reported.</param>
/// <param name="judge">Gives the message's arguments when the value is weak, else null. It may read the assignment that the value is part of.</param>
internal sealed class WeakSetting(string type, string property, DiagnosticDescriptor rule, Func<SettingValue, object[]?> judge)
{
    /// <summary>The metadata name of the type that declares it.</summary>
    public string Type { get; } = type;

    /// <summary>The property.</summary>
    public string Property { get; } = property;

    /// <summary>What is reported.</summary>
    public DiagnosticDescriptor Rule { get; } = rule;

    /// <summary>Gives the message's arguments when the value is weak, else null.</summary>
    public Func<SettingValue, object[]?> Judge { get; } = judge;
}
