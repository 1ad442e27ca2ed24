using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ClaudeBuildGuard.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Tests.Acceptance;

/// <summary>What a team says of the analyzers' findings: mode, marker, severities and suppressions.</summary>
public class AcceptanceTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "shop");

    [Test]
    public void Without_a_word_of_the_team_it_is_an_error() => Assert.That(Judge().Single().Severity, Is.EqualTo(DiagnosticSeverity.Error));

    [Test]
    public void Every_check_reports_through_the_one_place_that_asks_the_team() =>
        Assert.That(
            Directory.EnumerateFiles(Checkout.File("src/ClaudeBuildGuard.Analyzers"), "*.cs", SearchOption.AllDirectories)
                .Where(f => File.ReadAllText(f).Contains(".ReportDiagnostic(", StringComparison.Ordinal))
                .Select(Path.GetFileName),
            Is.EqualTo(new[] { "Reporting.cs" }));

    [Test]
    public void Report_mode_makes_it_a_warning() =>
        Assert.That(Judge(mode: "report", configuration: """{ "severities": { "CBG7010": "error" } }""").Single().Severity, Is.EqualTo(DiagnosticSeverity.Warning));

    [TestCase("return MD5.HashData(Encoding.UTF8.GetBytes(password)); // claude-build-guard:allow CBG7010 import of the old shop", true)]
    [TestCase("/* claude-build-guard:allow CBG7010 import of the old shop */ return MD5.HashData(Encoding.UTF8.GetBytes(password));", true)]
    [TestCase("// claude-build-guard:allow CBG7010 import of the old shop\nreturn MD5.HashData(Encoding.UTF8.GetBytes(password));", true)]
    [TestCase("// claude-build-guard:allow CBG7010 too far\n\nreturn MD5.HashData(Encoding.UTF8.GetBytes(password));", false)]
    [TestCase("return MD5.HashData(Encoding.UTF8.GetBytes(password)); // claude-build-guard:allow CBG7010", false)]
    [TestCase("return MD5.HashData(Encoding.UTF8.GetBytes(password)); // claude-build-guard:allow CBG7011 another code", false)]
    [TestCase("_ = \"claude-build-guard:allow CBG7010 no comment\"; return MD5.HashData(Encoding.UTF8.GetBytes(password));", false)]
    public void A_marker_with_a_reason_accepts(string body, bool accepted) =>
        Assert.That(Judge(body).Single().IsSuppressed, Is.EqualTo(accepted));

    [TestCase("warning", DiagnosticSeverity.Warning)]
    [TestCase("information", DiagnosticSeverity.Info)]
    [TestCase("error", DiagnosticSeverity.Error)]
    public void The_configuration_overrules_the_severity(string word, DiagnosticSeverity severity) =>
        Assert.That(Judge(configuration: $$"""{ /* while we adopt */ "severities": { "CBG7010": "{{word}}", }, }""").Single().Severity, Is.EqualTo(severity));

    [Test]
    public void None_is_silent() => Assert.That(Judge(configuration: """{ "severities": { "CBG7010": "none" } }"""), Is.Empty);

    [TestCase("""{ "code": "CBG7010", "path": "src/Legacy.cs", "reason": "old shop" }""", true)]
    [TestCase("""{ "code": "CBG7010", "path": "src/**", "reason": "old shop", "expires": "9999-01-31" }""", true)]
    [TestCase("""{ "code": "CBG7010", "path": "**/L*.cs", "reason": "old shop" }""", true)]
    [TestCase("""{ "code": "CBG7010", "reason": "old shop" }""", true)]
    [TestCase("""{ "code": "CBG7010", "path": "*.cs", "reason": "another directory" }""", false)]
    [TestCase("""{ "code": "CBG7010", "path": "test/**", "reason": "another directory" }""", false)]
    [TestCase("""{ "code": "CBG7010", "path": "src/**", "reason": " " }""", false)]
    [TestCase("""{ "code": "CBG7010", "path": "src/**" }""", false)]
    [TestCase("""{ "code": "CBG7010", "path": "src/**", "reason": "over", "expires": "2020-01-31" }""", false)]
    [TestCase("""{ "code": "CBG7010", "path": "src/**", "reason": "one finding", "fingerprint": "aa" }""", false)]
    [TestCase("""{ "code": "CBG7011", "path": "src/**", "reason": "another code" }""", false)]
    public void An_entry_with_a_reason_accepts(string entry, bool accepted)
    {
        var found = Judge(configuration: $$"""{ "suppressions": [{{entry}}] }""").Single();
        Assert.That(found.IsSuppressed, Is.EqualTo(accepted));
        Assert.That(found.Properties.ContainsKey("reason"), Is.EqualTo(accepted));
    }

    [TestCase("{ \"severities\": { \"CBG7010\": ")]
    [TestCase("[1, -2.5, true, null]")]
    [TestCase("")]
    public void A_file_with_a_mistake_accepts_nothing(string configuration) =>
        Assert.That(Judge(configuration: configuration).Single().Severity, Is.EqualTo(DiagnosticSeverity.Error));

    private static ImmutableArray<Diagnostic> Judge(
        string body = "return MD5.HashData(Encoding.UTF8.GetBytes(password));", string mode = "enforce", string? configuration = null)
    {
        var compilation = Sample.Compile([(Path.Combine(Root, "src", "Legacy.cs"), $$"""
            public static class Legacy
            {
                public static byte[] Hash(string password)
                {
            {{body}}
                }
            }
            """)]);
        ImmutableArray<AdditionalText> files = configuration is null ? [] : [new Text(Path.Combine(Root, "claude-build-guard.json"), configuration)];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files, new Options(mode)), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        return compilation.WithAnalyzers(Sample.Analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string mode) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new One("build_property.ClaudeBuildGuardMode", mode);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new One("build_metadata.AdditionalFiles.ClaudeBuildGuardRoot", "./.");

        private sealed class One(string name, string text) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == name ? text : null;
                return value is not null;
            }
        }
    }
}
