using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>A credential and where it stands. Holds nothing from which the credential could be had back.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Offset">Byte offset in the scanned content; of the outer place when it stands inside an encoding or an archive.</param>
/// <param name="Length">Bytes in the scanned content.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="EndColumn">1-based, one past the last character, on the line where it ends.</param>
/// <param name="KeyName">The name that the value stands under, such as <c>ConnectionStrings:Default</c>; empty when there is none.</param>
/// <param name="Preview">At most the first four characters and the length: <c>ghp_… (40 characters)</c>.</param>
/// <param name="SecretTag">Sixteen bits of a keyed hash. See <see cref="Findings.Fingerprint.SecretTag"/>.</param>
internal sealed record CredentialHit(
    CredentialKind Kind,
    Confidence Confidence,
    int Offset,
    int Length,
    int Line,
    int Column,
    int EndColumn,
    string KeyName,
    string Preview,
    string SecretTag)
{
    /// <summary>What it stands in, outermost first, such as <c>base64</c> or <c>lib/app.config in the archive</c>; empty for plain text.</summary>
    public string Inside { get; init; } = string.Empty;

    /// <summary>
    /// Equal for equal secrets within this process and meaningless outside it: the key of the hash is drawn at start-up. Tells whether a
    /// value in history is the one in the tree.
    /// </summary>
    public ulong ValueIdentity { get; init; }

    /// <summary>For a contextual hit: true when name, format and randomness agree, so that it may fail a build.</summary>
    public bool IsStrong { get; init; }

    /// <summary>True when its own date was over before this version was made; whether its service checks that, only the service knows.</summary>
    public bool IsExpired { get; init; }

    /// <summary>The comment that says to another scanner that the value is accepted, such as <c>gitleaks:allow</c>; empty when there is none.</summary>
    public string AllowedBy { get; init; } = string.Empty;

    /// <summary>The allow-lists of <see cref="OtherScanners.OtherScannerSettings.Allowlists"/> whose tests of the text it passes.</summary>
    public ImmutableArray<int> Allowlists { get; init; } = [];
}
