using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>One kind of file that holds secrets, recognised by name and, where a name alone says too little, by content.</summary>
/// <param name="Id">Its name in messages and reports, lower case with hyphens.</param>
/// <param name="Title">What such a file holds, as the end of "it holds …".</param>
/// <param name="Names">Patterns in ignore-file syntax; case counts for nothing.</param>
/// <param name="Except">Patterns of files that only look like it.</param>
/// <param name="Proof">Looks into the text of a file whose name fits: true when it does hold a secret. Null when the name is enough.</param>
internal sealed record SecretFileKind(
    string Id, string Title, ImmutableArray<string> Names, ImmutableArray<string> Except, Func<string, bool>? Proof)
{
    private readonly IgnoreFile _names = IgnoreFile.Parse(Id, string.Join('\n', Names), ignoreCase: true);
    private readonly IgnoreFile _except = IgnoreFile.Parse(Id, string.Join('\n', Except), ignoreCase: true);

    /// <summary>Lines that <c>init</c> may write into the ignore file and, as rules, into the settings; the widest first. Each is tried in turn until one hides no other file.</summary>
    public ImmutableArray<string> Exclusions { get; init; } = [];

    /// <summary>Paths of files of this kind, to ask what a pattern means where no such file exists yet.</summary>
    public ImmutableArray<string> Samples { get; init; } = [];

    /// <summary>True when a file of this kind is one because a secret value stands in it, which the credential scanner can say too.</summary>
    public bool IsAssignment => Proof == SecretFileProofs.HoldsAssignedSecret;

    /// <summary>True when the name fits.</summary>
    public bool FitsName(string path) => _names.LastMatch(path, isDirectory: false) is not null && _except.LastMatch(path, isDirectory: false) is null;
}
