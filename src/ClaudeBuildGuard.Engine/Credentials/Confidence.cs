namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>How sure a hit is. Ordered: a larger value is surer.</summary>
public enum Confidence
{
    /// <summary>The name beside it and its randomness say so; the value has no mark of its own.</summary>
    Contextual = 1,

    /// <summary>A provider's marker and shape say so.</summary>
    Specific = 2,

    /// <summary>A checksum or structure inside the value says so.</summary>
    Proven = 3,
}
