using System.Globalization;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>A number and what it counts, as a person writes it: <c>1 file</c>, <c>3 files</c>.</summary>
public static class Counted
{
    /// <summary>The number and the noun.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="many">The noun for any other number; the noun for one and an <c>s</c> where it is not given.</param>
    public static string Of(long number, string one, string? many = null) =>
        number == 1 ? $"1 {one}" : $"{number.ToString(CultureInfo.InvariantCulture)} {many ?? one + "s"}";
}
