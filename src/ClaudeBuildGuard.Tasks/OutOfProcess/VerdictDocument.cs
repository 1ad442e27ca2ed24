using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;

namespace ClaudeBuildGuard.Tasks;

/// <summary>The tool's JSON, as far as a build shows it. Read with what .NET Framework brings: a package's assembly would need one of its own.</summary>
[DataContract]
internal sealed class VerdictDocument
{
    [DataMember(Name = "findings", IsRequired = true)]
    public FoundThing[] Findings { get; set; } = [];

    public static IEnumerable<FindingItem> Read(string file, string root)
    {
        using var stream = File.OpenRead(file);
        var document = (VerdictDocument)new DataContractJsonSerializer(typeof(VerdictDocument)).ReadObject(stream);
        return [.. document.Findings.Select(f => f.ToItem(root))];
    }

    [DataContract]
    internal sealed class FoundThing
    {
        [DataMember(Name = "code", IsRequired = true)]
        public string Code { get; set; } = string.Empty;

        [DataMember(Name = "severity", IsRequired = true)]
        public string Severity { get; set; } = string.Empty;

        [DataMember(Name = "path", IsRequired = true)]
        public string Path { get; set; } = string.Empty;

        [DataMember(Name = "line")]
        public int Line { get; set; }

        [DataMember(Name = "column")]
        public int Column { get; set; }

        [DataMember(Name = "endLine")]
        public int EndLine { get; set; }

        [DataMember(Name = "endColumn")]
        public int EndColumn { get; set; }

        [DataMember(Name = "message", IsRequired = true)]
        public string Message { get; set; } = string.Empty;

        [DataMember(Name = "fix")]
        public string Fix { get; set; } = string.Empty;

        [DataMember(Name = "help")]
        public string Help { get; set; } = string.Empty;

        public FindingItem ToItem(string root) =>
            new(
                char.ToUpperInvariant(Severity[0]) + Severity.Substring(1),
                Code,
                System.IO.Path.GetFullPath(System.IO.Path.Combine(root, Path)),
                (Line, Column, EndLine, EndColumn),
                Fix.Length == 0 ? Message : $"{Message} {Fix}",
                Help);
    }
}
