using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>One assignment to a property that may be weak.</summary>
internal sealed class SettingValue(IPropertyReferenceOperation target, IOperation value, GuardSettings settings)
{
    /// <summary>The property as it is written to.</summary>
    public IPropertyReferenceOperation Target { get; } = target;

    /// <summary>What is assigned.</summary>
    public IOperation Value { get; } = value;

    /// <summary>What the repository configured.</summary>
    public GuardSettings Settings { get; } = settings;

    /// <summary>The property with its value, as a message shows it.</summary>
    public string Shown => $"{Target.Property.Name} = {Short(Value.Syntax.ToString())}";

    /// <summary>True when the assigned value is that boolean constant.</summary>
    public bool Is(bool constant) => Value.IsConstant(constant);

    /// <summary>The name of the assigned enumeration member or static property; null for anything else.</summary>
    public string? Member => Value.Bare() switch
    {
        IFieldReferenceOperation constant => constant.Field.Name,
        IPropertyReferenceOperation { Instance: null } property => property.Property.Name,
        _ => null,
    };

    /// <summary>
    /// The property whose object is being written to: <c>options.Cookie</c> in <c>options.Cookie.HttpOnly = false</c>, also through an
    /// object initializer. Null when the object is not a property's.
    /// </summary>
    public IPropertySymbol? Owner => Target.Instance switch
    {
        IPropertyReferenceOperation owner => owner.Property,
        IInstanceReferenceOperation instance => InitializedProperty(instance),
        _ => null,
    };

    private static IPropertySymbol? InitializedProperty(IOperation instance) =>
        instance.Around().Select(o => o switch
        {
            IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation member } => member.Property,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation assigned } assignment when assigned.Instance != instance => assigned.Property,
            _ => null,
        }).FirstOrDefault(p => p is not null);

    private static string Short(string text) => text.Length <= 40 && text.IndexOf('\n') < 0 ? text : "…";
}
