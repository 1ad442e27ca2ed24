using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Name">In capitals, such as <c>RUN</c>; an unknown one is kept as it is.</param>
/// <param name="Arguments">What follows the name and its flags, continuation lines included, each character with its place.</param>
/// <param name="Flags">The flags, such as <c>--from=build</c>.</param>
/// <param name="Line">1-based.</param>
internal sealed record DockerInstruction(string Name, SourceText Arguments, IReadOnlyList<string> Flags, int Line)
{
    /// <summary>The bodies of its here documents.</summary>
    public IReadOnlyList<SourceText> HereDocuments { get; init; } = [];

    /// <summary>The arguments on one line.</summary>
    public string Text => Arguments.Text.Replace("\\\n", " ", StringComparison.Ordinal).Replace("`\n", " ", StringComparison.Ordinal).Trim();

    /// <summary>Its words, in shell or in JSON form.</summary>
    public IReadOnlyList<string> Words() =>
        Text.StartsWith('[') && JsonText.Parse(Text, JsonDialect.Strict).Root is { IsArray: true } list
            ? [.. list.Items.Select(i => i.Text)]
            : Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The commands that it runs: of <c>RUN</c>, <c>CMD</c>, <c>ENTRYPOINT</c> and <c>HEALTHCHECK</c>, in shell or in JSON form.</summary>
    public IReadOnlyList<ShellCommand> Commands()
    {
        var text = Text;
        if (text.StartsWith('[') && JsonText.Parse(text, JsonDialect.Strict).Root is { IsArray: true } words)
        {
            var (line, column) = Arguments.Place(0);
            ShellWord[] list = [.. words.Items.Select(w => new ShellWord(w.Text, line, column + Math.Max(0, w.Span.Column - 1)))];
            return list.Length == 0 ? [] : [new ShellCommand(list)];
        }

        return
        [
            .. ShellScript.Parse(Arguments),
            .. HereDocuments.SelectMany(h => ShellScript.Parse(h)),
        ];
    }

    /// <summary>The same, with the commands of a text that one of them gives to a shell: <c>RUN ["sh", "-c", "…"]</c> is <c>RUN …</c>.</summary>
    public IEnumerable<ShellCommand> AllCommands() => Commands().SelectMany(c => c.WithGiven());

    /// <summary>Name and value of each variable that <c>ENV</c>, <c>ARG</c> or <c>LABEL</c> sets; the value is null where <c>ARG</c> has no default.</summary>
    public IEnumerable<(ShellWord Name, string? Value)> Assignments()
    {
        var words = ShellScript.Parse(Arguments, ShellDialect.Lines).SelectMany(c => c.Words).ToList();
        if (Name == "ENV" && words.Count >= 2 && !words[0].Text.Contains('=', StringComparison.Ordinal))
        {
            // The old form: ENV NAME the rest of the line.
            yield return (words[0], string.Join(' ', words.Skip(1).Select(w => w.Text)));
            yield break;
        }

        foreach (var word in words)
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? (word, null)
                : (word with { Text = word.Text[..equals] }, word.Text[(equals + 1)..]);
        }
    }
}

/// <summary>One stage of a Dockerfile: from its <c>FROM</c> to the next.</summary>
/// <param name="BaseImage">As written after <c>FROM</c>.</param>
/// <param name="Name">The name after <c>AS</c>; empty when there is none.</param>
/// <param name="Line">The line of its <c>FROM</c>, 1-based.</param>
/// <param name="Instructions">What follows, in order, without the <c>FROM</c>.</param>
internal sealed record DockerStage(string BaseImage, string Name, int Line, IReadOnlyList<DockerInstruction> Instructions)
{
    /// <summary>The stage that it is built from; null when it is built from an image.</summary>
    public DockerStage? Parent { get; init; }

    /// <summary>The image that the whole chain of stages begins with.</summary>
    public string RootImage => Parent?.RootImage ?? BaseImage;

    /// <summary>The instructions that made this stage's file system and settings, those of the stages it is built from first.</summary>
    public IEnumerable<DockerInstruction> Inherited => Parent is null ? Instructions : Parent.Inherited.Concat(Instructions);

    /// <summary>The last <c>USER</c> that holds at its end; null when none was given.</summary>
    public DockerInstruction? User => Inherited.LastOrDefault(i => i.Name == "USER");
}

/// <summary>A Dockerfile or Containerfile.</summary>
/// <param name="Stages">Its stages, in order.</param>
/// <param name="Globals">The <c>ARG</c> instructions before the first <c>FROM</c>.</param>
internal sealed partial record Dockerfile(IReadOnlyList<DockerStage> Stages, IReadOnlyList<DockerInstruction> Globals)
{
    // Longer values are no name of an image or a user.
    private const int LongestValue = 1024;

    /// <summary>The stage that an ordinary build gives; null when there is none.</summary>
    public DockerStage? Final => Stages.Count == 0 ? null : Stages[^1];

    /// <summary>Every instruction with its stage, in order.</summary>
    public IEnumerable<(DockerStage Stage, DockerInstruction Instruction)> All =>
        Stages.SelectMany(s => s.Instructions.Select(i => (s, i)));

    /// <summary>
    /// A text with variables replaced by the defaults of the <c>ARG</c>s and the <c>ENV</c>s before them, or by its own fallback. What has no default stays as written.
    /// </summary>
    public string Resolve(string text, DockerStage? stage = null)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var instruction in Globals.Concat(stage?.Inherited ?? []).Where(i => i.Name is "ARG" or "ENV"))
        {
            foreach (var (name, value) in instruction.Assignments())
            {
                // A value may be made of those before it.
                if (value is not null && Expand(value, values) is { Length: <= LongestValue } known && !known.Contains('$', StringComparison.Ordinal))
                {
                    values[name.Text] = known;
                }
            }
        }

        return Expand(text, values);
    }

    private static string Expand(string text, Dictionary<string, string> values) =>
        !text.Contains('$', StringComparison.Ordinal) ? text : Reference().Replace(text, m =>
            values.TryGetValue(m.Groups["name"].Value, out var value) && (value.Length > 0 || !m.Groups["fallback"].Success) ? value
            : m.Groups["fallback"].Success ? m.Groups["fallback"].Value
            : m.Value);

    // $NAME, ${NAME}, ${NAME:-fallback}
    [GeneratedRegex(@"\$(?:(?<name>\w+)|\{(?<name>\w+)(?::?-(?<fallback>[^{}$]*))?\})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
