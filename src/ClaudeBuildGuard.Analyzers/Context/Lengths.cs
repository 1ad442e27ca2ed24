namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Lengths of time as messages show them.</summary>
internal static class Lengths
{
    /// <summary><c>unlimited</c>, days or minutes.</summary>
    public static string Shown(TimeSpan length) =>
        length >= TimeSpan.FromDays(100_000) ? "unlimited"
        : length.TotalDays >= 1 ? FormattableString.Invariant($"{length.TotalDays:0.#} days")
        : FormattableString.Invariant($"{length.TotalMinutes:0} minutes");
}
