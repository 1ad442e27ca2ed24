using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a literal is called.</summary>
/// <param name="Name">The name; empty when there is none.</param>
/// <param name="Form">Where the literal stands.</param>
internal readonly record struct NamedLiteral(string Name, ValueForm Form)
{
    /// <summary>No name.</summary>
    public static NamedLiteral None => string.Empty;

    /// <summary>True when it has a name.</summary>
    public bool IsNamed => Name.Length > 0;

    /// <summary>The name of a literal that is assigned, paired or passed: the name alone speaks for it.</summary>
    public static implicit operator NamedLiteral(string name) => new(name, ValueForm.Quoted);
}
