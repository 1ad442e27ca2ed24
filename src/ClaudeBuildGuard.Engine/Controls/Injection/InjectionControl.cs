using ClaudeBuildGuard.Engine.ClaudeCode;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>
/// Finds instructions that hide in files (control A1): in what an agent loads, everything; in text for people, what nobody can see; in source
/// code, only what makes code read differently from what it is.
/// </summary>
internal sealed class InjectionControl : IControl
{
    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => InjectionDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        var closure = MemoryClosure.Of(repository);
        var loaded = closure.Documents.Select(d => d.Content.Path).ToHashSet(StringComparer.Ordinal);
        var names = ClientNames.Of(repository);
        var clean = new CleanFiles(repository, "hidden-characters");
        foreach (var file in repository.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var reach = loaded.Contains(file.Path) ? AgentReach.Instructions : ReachOf(file, names);
            if (file.LinkTarget is not null)
            {
                if (reach >= AgentReach.AgentConfiguration)
                {
                    OutsideInstructions.ExamineLink(repository, file, findings);
                }
            }
            else if (reach != AgentReach.None && file.Length > 0 && !IsOutput(file, reach))
            {
                ExamineFile(repository, file, reach, clean, findings);
            }
        }

        clean.Save();

        OutsideInstructions.ExamineImports(closure, findings);
        CaseTwins.Examine(repository, findings);
    }

    // A link may stand for a file or a directory of any content.
    private static AgentReach ReachOf(RepositoryFile file, ClientNames names) =>
        names.For(file).Concat(file.LinkTarget is null ? [] : [file.Path + "/any.md"]).Max(AgentFiles.Of);

    // What a build leaves behind may be of any size.
    private static bool IsOutput(RepositoryFile file, AgentReach reach) =>
        reach < AgentReach.AgentConfiguration && file.Length > RepositoryFile.LargestWholeFile && file.IsIgnored;

    private static void ExamineFile(RepositoryView repository, RepositoryFile file, AgentReach reach, CleanFiles clean, IFindings findings)
    {
        var isRemembered = reach is AgentReach.Source or AgentReach.Document;
        if (isRemembered && clean.Knows(file))
        {
            return;
        }

        try
        {
            var bytes = file.Bytes.Span;
            if (reach == AgentReach.Source && Archive.Is(bytes) && Archive.HasWholeHeader(bytes))
            {
                // A script that is packed for a server: nobody reads its bytes as text, nor runs them.
                clean.Add(file);
            }
            else if (isRemembered ? HiddenBytes.MayReorderOrTag(bytes) : HiddenBytes.MayHide(bytes))
            {
                HiddenCharacterFindings.Report(file, reach, findings);
            }
            else if (isRemembered)
            {
                clean.Add(file);
            }

            if (reach >= AgentReach.AgentConfiguration)
            {
                InstructionFindings.Report(repository, file, reach, findings);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Report(file.Unreadable(e));
        }
    }
}
