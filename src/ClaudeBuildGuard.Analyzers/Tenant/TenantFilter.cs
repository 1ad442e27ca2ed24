namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>What limits a query to one tenant, as far as its own code says. The model's filters come on top.</summary>
internal enum TenantFilter
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A condition in the query, or in the method around it, names the tenant.</summary>
    Condition,

    /// <summary>A condition asks for the row of a secret that the caller presents: the row says which tenant is meant, and nobody knew before.</summary>
    Secret,

    /// <summary>A predicate or a method that is defined elsewhere may.</summary>
    Unseen,

    /// <summary>The query ignores the model's filters and names no tenant.</summary>
    SwitchedOff,
}
