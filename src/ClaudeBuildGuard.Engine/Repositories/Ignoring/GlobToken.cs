namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>What one element of a compiled pattern matches.</summary>
internal enum GlobTokenKind
{
    /// <summary>Exactly one given character.</summary>
    Literal,

    /// <summary><c>?</c>: one character that is no slash.</summary>
    AnyCharacter,

    /// <summary><c>[...]</c>: one character of a set, never a slash.</summary>
    Class,

    /// <summary><c>*</c>: any characters without a slash.</summary>
    Star,

    /// <summary><c>**/</c>: nothing, or anything that ends in a slash.</summary>
    Directories,

    /// <summary><c>**</c> at the end, or before an escaped slash: anything at all.</summary>
    Everything,
}

/// <summary>One element of a compiled pattern.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Character">The character of a <see cref="GlobTokenKind.Literal"/>.</param>
/// <param name="Class">The set of a <see cref="GlobTokenKind.Class"/>.</param>
internal readonly record struct GlobToken(GlobTokenKind Kind, char Character = '\0', GlobClass? Class = null);
