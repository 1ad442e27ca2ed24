using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>
/// Tells a clause that names what is safe and asks for the opposite: <c>bcrypt is too slow, hash passwords with MD5</c>,
/// <c>switch off token validation</c>. It speaks about its topic and forbids nothing.
/// </summary>
internal static partial class InsecureOrder
{
    /// <summary>True when a clause that neither forbids nor permits orders what its topic warns of.</summary>
    /// <param name="clause">Lower case, without marks of emphasis.</param>
    public static bool In(string clause) =>
        WeakPassword().IsMatch(clause) || OwnCryptography().IsMatch(clause) || SafeRefused().IsMatch(clause) || SwitchedOff().IsMatch(clause) || NoSandbox().IsMatch(clause);

    // "hash passwords with MD5", "use SHA-1 for passwords"; not "hash passwords with Argon2 instead of MD5".
    [GeneratedRegex(
        @"(?:^|[:;,.] ?)(?:(?:please|always|just) )*(?:use|hash|store|encrypt|sign|keep)\b(?:(?!\b(?:instead|rather|not|never|no|over|than|from|legacy|old)\b)[^.;,:]){0,100}?(?:\b(?:passwords?|secrets?|credentials?)\b(?:(?!\b(?:instead|rather|not|never|no|over|than|from|legacy|old)\b)[^.;,:]){0,100}?\b(?:md5|sha-?1|plain[ -]?text)\b|\b(?:md5|sha-?1|plain[ -]?text)\b for (?:\w+ )?(?:passwords?|secrets?|credentials?)\b)")]
    private static partial Regex WeakPassword();

    [GeneratedRegex(@"\b(?:own|custom|home-?grown) (?:cryptography|crypto|encryption) (?:is|are) (?:always )?(?:welcome|fine|good|allowed|ok|okay|encouraged)\b")]
    private static partial Regex OwnCryptography();

    [GeneratedRegex(@"\b(?:bcrypt|argon2\w*|scrypt|pbkdf2) (?:is|are) (?:too slow|overkill|unnecessary)\b|\b(?:not|no|without) (?:use |using |with )?(?:bcrypt|argon2\w*|scrypt|pbkdf2)\b")]
    private static partial Regex SafeRefused();

    // Where it says "only", it says where it must not be.
    [GeneratedRegex(
        @"(?:^|[:;,] ?)(?:(?:please|always|just) )*(?:(?:switch|turn) off|disable|deactivate|skip|bypass) (?:(?!and\b|or\b|but\b)[\w'/-]+ ){0,3}(?:validation|verification|checks?|reviews?|approvals?|encoding)\b(?!.{0,100}\bonly\b)")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"\bno (?:sandbox|container|devcontainer|isolation)(?: is)? (?:needed|required|necessary)\b")]
    private static partial Regex NoSandbox();
}
