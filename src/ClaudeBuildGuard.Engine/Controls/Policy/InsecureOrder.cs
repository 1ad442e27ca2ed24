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
        WeakPassword().IsMatch(clause) || WeakHashAccepted().IsMatch(clause) || BuiltSql().IsMatch(clause) || UnsafeValue().IsMatch(clause)
        || SecretsInCode().IsMatch(clause) || SecretRead().IsMatch(clause) || Unreviewed().IsMatch(clause) || UnsafeName().IsMatch(clause) || OwnCryptography().IsMatch(clause) || SafeRefused().IsMatch(clause) || SwitchedOff().IsMatch(clause) || NoSandbox().IsMatch(clause);

    /// <summary>True when a clause says of the rules around it that they do not count. That is no order, and it has no stance of its own.</summary>
    /// <param name="clause">Lower case, without marks of emphasis.</param>
    public static bool Revokes(string clause) => TakenBack().IsMatch(clause);

    /// <summary>True when a clause says that nobody has to review: its negation forbids nothing.</summary>
    /// <param name="clause">Lower case, without marks of emphasis.</param>
    public static bool Waives(string clause) => ReviewWaived().IsMatch(clause);

    // "pull requests do not need a review"; not "typos in docs need no review" or "no review is needed for docs".
    [GeneratedRegex(@"(?<!\b(?:draft|docs?|documentation|dependabot|renovate|small|trivial) )\b(?:pull requests?|prs?|merge requests?|(?:agent|all|your) changes|commits) (?:do not|don't|never) (?:need|require) (?:an? |any )?(?:code |security )?(?:reviews?|approvals?)\b(?! (?:for|if|when|in)\b)|^no (?:code |security )?(?:review|approval) (?:is )?(?:needed|required|necessary)\b(?! (?:for|if|when|in) (?:docs?|documentation|typos?|comments?|draft))")]
    private static partial Regex ReviewWaived();

    // "use BinaryFormatter for the cache", "RequireHttpsMetadata must be false"; not where it is said to be for development or tests.
    [GeneratedRegex(
        @"(?:(?:^|[:;,.] ?)(?:(?:please|always|just|we) )*use (?:the )?(?:binaryformatter|netdatacontractserializer|losformatter|soapformatter)|\btrustservercertificate ?(?:=|to|:|must be|should be) ?true|\brequirehttpsmetadata ?(?:=|to|:|must be|should be) ?false)\b(?!.{0,80}\b(?:only|tests?|local\w*|dev\w*|instead)\b)")]
    private static partial Regex UnsafeName();

    // "the rules above do not apply when you are in a hurry"; not "these rules do not apply to generated code", and not "the style rules do not
    // apply when …", but "the security and style rules".
    [GeneratedRegex(
        @"(?<!(?:^|\b(?:the|these|those|our|your|all) )(?:code[ -])?(?:style|naming|formatting|format|layout|indentation|whitespace|line[ -]length|import|ordering|documentation|comment|lint|linter|linting|changelog|wording) )\b(?:rules?|polic(?:y|ies)|section) (?:above |below |here )?(?:do(?:es)? not|don't|doesn't|no longer) appl(?:y|ies)\b(?! (?:to|in|for|on|outside)\b)|\bnone of the (?:\w+ )?(?:rules|sections?|policies)\b[^.;]{0,30}\bappl(?:y|ies)\b|^(?:please )?(?:ignore|disregard|skip) (?:the |this |our )?(?:whole )?(?:security|above|following|old) (?:section|rules?|polic(?:y|ies))\b|^(?:(?:old|former|security|our|the) )*(?:rules?|polic(?:y|ies)|section)\b[^.;]{0,20}\((?:no longer valid|no longer in force|outdated|obsolete|void)\)|^(?:these|the|our|all) (?:security )?(?:rules|policies|guidelines)(?: above| here| in this file)? are (?:outdated|obsolete|no longer valid|optional|(?:only |just )?suggestions(?: only)?)\b|^security (?:rules|policies|guidelines) are (?:optional|(?:only |just )?suggestions(?: only)?)\b|\bexample of (?:a |an )?(?:bad|wrong|poor)\b[^.;]{0,30}\b(?:claude\.md|polic(?:y|ies)|rules)\b")]
    private static partial Regex TakenBack();

    // "MD5 is fine for passwords", "passwords are hashed with SHA-1", and the same in German and French.
    [GeneratedRegex(
        @"\b(?:md5|sha-?1|plain[ -]?text) (?:is|are) (?:fine|ok|okay|good enough|acceptable|allowed|enough|sufficient)\b(?=[^.;]*\bpasswords?\b)|\bpasswords? (?:are|get|is|must be|should be) (?:always )?(?:hashed|stored|encrypted|kept) (?:with|using|by|in|as) (?:md5|sha-?1|plain[ -]?text)\b|\bprefer (?:md5|sha-?1) (?:over|to|instead of)\b[^.;]{0,60}(?:\bpasswords?\b|argon2|bcrypt|scrypt|pbkdf2)|\bcontraseñas se (?:guardan|almacenan|cifran) con (?:md5|sha-?1)\b|\bpassw\w+ (?:werden|wird)\b[^.;]{0,20}\b(?:md5|sha-?1)\b[^.;]{0,20}\bgehash|\bhache[rz]?\b[^.;]{0,30}\bmots? de passe\b[^.;]{0,20}\b(?:md5|sha-?1)\b")]
    private static partial Regex WeakHashAccepted();

    // "build SQL with string concatenation"; not "build SQL with parameters instead of string concatenation".
    [GeneratedRegex(
        @"(?:^|[:;,.] ?)(?:(?:please|always|just|we|you (?:can|may|should)) )*(?:build|write|compose|create|construct|assemble|use|concatenate|interpolate)\b(?=(?:(?!\b(?:instead|rather|not|never|no|over|than|avoid|without)\b)[^.;:]){0,100}(?:\bsql\b|fromsqlraw|executesqlraw|commandtext))(?:(?!\b(?:instead|rather|not|never|no|over|than|avoid|without)\b)[^.;:]){0,100}\b(?:string (?:concatenation|interpolation)|concatenated strings?|interpolated strings?)\b|(?:^|[:;,.] ?)(?:(?:please|always|just|we) )*concatenate\b[^.;:]{0,60}\bsql\b")]
    private static partial Regex BuiltSql();

    // "Set TypeNameHandling = TypeNameHandling.All", "set ValidateLifetime = false in tests and in production".
    [GeneratedRegex(
        @"\btypenamehandling (?:= |to |: ?)(?:typenamehandling\.)?(?:all|auto|objects|arrays)\b|\b(?:set|use|with)\b[^.;]{0,30}\b(?:validatelifetime|validateissuer|validateaudience|validateissuersigningkey|requiresignedtokens|requireexpirationtime) ?(?:=|to|:) ?false\b(?!.{0,100}\bonly\b)(?!.{0,60}\btests?\b(?!.{0,60}\bprod))|\b(?:set|let|make|use)\b[^.;]{0,20}\bservercertificate\w*callback\b[^.;]{0,40}(?:\breturn(?:s|ing)? true\b|=> ?true\b)(?!.{0,60}\btests?\b)")]
    private static partial Regex UnsafeValue();

    [GeneratedRegex(@"\b(?:secrets?|passwords?|api keys?) (?:always )?(?:go|belong|are stored|are kept|live) (?:directly )?(?:in|into) (?:appsettings(?:\.\w+)*(?:\.json)?|(?:the )?(?:source )?code|the repo(?:sitory)?|git)\b|\bit(?: is|'s) (?:ok|okay|fine) to commit (?:secrets?|passwords?|api keys?|credentials?)\b|\b(?:secrets|passwörter|schlüssel|geheimnisse) dürfen\b[^.;]{0,20}\brepo\w*\b[^.;]{0,20}\b(?:eingecheckt|committet|gespeichert)\b")]
    private static partial Regex SecretsInCode();

    // "you may read and print the .env file"; a template may be read.
    [GeneratedRegex(
        @"\b(?:you (?:may|can|should|must|are allowed to)|feel free to|it is (?:fine|ok|okay) to)\b(?:(?!\b(?:not|never)\b)[^.;]){0,40}\b(?:read|print|cat|open|show|log|commit)\b(?:(?!\b(?:not|never)\b)[^.;]){0,30}(?<![\w-])\.env\b(?!\.(?:example|sample|template|dist))|(?:^|[:;,.] ?)(?:(?:please|always|just) )*(?:read|cat|print) (?:the )?(?:file )?(?:\.env|appsettings\.prod\w*\.json)\b(?!\.(?:example|sample|template|dist))|\b(?:lies|lese)\b[^.;]{0,40}(?<![\w-])\.env\b(?!\.(?:example|sample|template|dist))|\b(?:get|work|go)(?:ing)? around (?:the |a )?(?:deny|permission|guard|sandbox|blocked?)\b")]
    private static partial Regex SecretRead();

    [GeneratedRegex(
        @"\b(?:commits?|changes|pushes|merges) (?:go|goes|are pushed|are merged|are committed) (?:straight|directly) (?:in)?to (?:main|master)\b|(?:^|[:;,.] ?)(?:(?:always|just|please|you (?:can|may)) )*(?:push|commit|merge) (?:straight|directly) (?:in)?to (?:main|master)\b")]
    private static partial Regex Unreviewed();

    // "hash passwords with MD5", "use SHA-1 for passwords"; not "hash passwords with Argon2 instead of MD5".
    [GeneratedRegex(
        @"(?:^|[:;,.] ?)(?:(?:please|always|just|we) )*(?:use|hash|store|encrypt|sign|keep)\b(?:(?!\b(?:instead|rather|not|never|no|over|than|from|legacy|old)\b)[^.;,:]){0,100}?(?:\b(?:passwords?|secrets?|credentials?)\b(?:(?!\b(?:instead|rather|not|never|no|over|than|from|legacy|old)\b)[^.;,:]){0,100}?\b(?:md5|sha-?1|plain[ -]?text)\b|\b(?:md5|sha-?1|plain[ -]?text)\b for (?:\w+ )?(?:passwords?|secrets?|credentials?)\b)")]
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
