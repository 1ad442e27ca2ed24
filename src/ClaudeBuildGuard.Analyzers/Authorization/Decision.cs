namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>What the code says about who may call an endpoint.</summary>
internal enum DecisionKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Only who is authorised.</summary>
    Authorize,

    /// <summary>Everybody, said in so many words.</summary>
    Anonymous,

    /// <summary>It cannot be seen from this project.</summary>
    Unknown,
}

/// <summary>A decision and where it was found.</summary>
internal readonly struct Decision(DecisionKind kind, string from)
{
    /// <summary>Nothing was said anywhere.</summary>
    public static Decision None { get; } = new(DecisionKind.None, "nothing");

    /// <summary>What was decided.</summary>
    public DecisionKind Kind { get; } = kind;

    /// <summary>Where, as a report shows it: <c>[Authorize] on the controller</c>.</summary>
    public string From { get; } = from;

    /// <summary>True when something was said.</summary>
    public bool IsMade => Kind != DecisionKind.None;

    /// <summary>This decision, or the other where this is none.</summary>
    public Decision Or(Decision other) => IsMade ? this : other;
}
