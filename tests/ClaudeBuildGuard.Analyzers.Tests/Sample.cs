using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Tests;

/// <summary>
/// C# text compiled against the real frameworks and judged by every analyzer. A line that must be reported ends in a comment such as
/// <c>// CBG7004</c>; every other line must be silent.
/// </summary>
internal static partial class Sample
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Text;
        global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http; global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging; global using Microsoft.AspNetCore.Mvc; global using Microsoft.AspNetCore.Authorization;
        global using Microsoft.EntityFrameworkCore; global using Microsoft.IdentityModel.Tokens; global using System.Security.Cryptography;
        """;

    private static readonly ImmutableArray<MetadataReference> Frameworks =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !IsOurs(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Every analyzer of the product.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(SecurityAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Asserts that exactly the marked lines are reported, each with the codes of its mark.</summary>
    public static void Check(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, IReadOnlyDictionary<string, string>? config = null) =>
        Check([("Sample.cs", source)], kind, config);

    /// <inheritdoc cref="Check(string, OutputKind, IReadOnlyDictionary{string, string}?)"/>
    public static void Check(
        IReadOnlyList<(string Path, string Text)> files, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, IReadOnlyDictionary<string, string>? config = null)
    {
        var found = Judge(files, kind, config).Select(Place).OrderBy(p => p, StringComparer.Ordinal).ToList();
        var expected = files.SelectMany(f => Marks(f.Path, f.Text)).OrderBy(p => p, StringComparer.Ordinal).ToList();
        Assert.That(found, Is.EqualTo(expected));
    }

    /// <summary>Asserts about a whole program with top-level statements.</summary>
    public static void CheckProgram(string source) => Check(source, OutputKind.ConsoleApplication);

    /// <summary>Compiles and judges; fails the test when the text does not compile or an analyzer throws.</summary>
    public static IReadOnlyList<Diagnostic> Judge(
        IReadOnlyList<(string Path, string Text)> files,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        IReadOnlyDictionary<string, string>? config = null,
        params MetadataReference[] moreReferences)
    {
        var compilation = Compile(files, kind, moreReferences);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new ConfiguredOptions(config ?? ImmutableDictionary<string, string>.Empty)),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.That(found.Where(d => d.Id == "AD0001").Select(d => d.ToString()), Is.Empty);
        return found;
    }

    /// <summary>Compiles; fails the test when the text does not compile.</summary>
    public static CSharpCompilation Compile(
        IReadOnlyList<(string Path, string Text)> files, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params MetadataReference[] moreReferences)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = files.Append(("Usings.cs", Usings)).Select(f => CSharpSyntaxTree.ParseText(f.Item2, parse, f.Item1));
        var compilation = CSharpCompilation.Create(
            "Sample",
            trees,
            [.. Frameworks, .. moreReferences],
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        Assert.That(errors, Is.Empty, "The sample does not compile.");
        return compilation;
    }

    private static string Place(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{span.Path}:{span.StartLinePosition.Line + 1:0000} {diagnostic.Id}");
    }

    private static IEnumerable<string> Marks(string path, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Mark().Match(lines[i]) is { Success: true } mark)
            {
                foreach (Capture code in mark.Groups["code"].Captures)
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"{path}:{i + 1:0000} {code.Value}");
                }
            }
        }
    }

    private static bool IsOurs(string file) =>
        file.StartsWith("ClaudeBuildGuard.", StringComparison.OrdinalIgnoreCase) || file.StartsWith("nunit", StringComparison.OrdinalIgnoreCase) ||
        file.StartsWith("testhost", StringComparison.OrdinalIgnoreCase) || file.StartsWith("Microsoft.TestPlatform", StringComparison.OrdinalIgnoreCase) ||
        file.StartsWith("Microsoft.VisualStudio.TestPlatform", StringComparison.OrdinalIgnoreCase) || file.StartsWith("Microsoft.CodeAnalysis", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"//(?: (?<code>CBG\d{4}))+\s*$", RegexOptions.None, 1000)]
    private static partial Regex Mark();

    private sealed class ConfiguredOptions(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new(values);

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

        private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
