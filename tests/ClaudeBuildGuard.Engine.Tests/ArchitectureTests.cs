using System.Text.RegularExpressions;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests;

/// <summary>Which part of the engine may know which: arrows go one way, from the guard down to the repository.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Leaves = ["Findings", "Configuration", "Documents"];

    // Who may use what, beside itself and the leaves. A leaf may use what a path, a file and a finding are.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Findings"] = [],
        ["Documents"] = ["Repositories"],
        ["Configuration"] = ["Repositories"],
        ["Repositories"] = [],
        ["Scripts"] = ["Repositories"],
        ["Credentials"] = ["Repositories"],
        ["ClaudeCode"] = ["Repositories"],
        ["Containers"] = ["Repositories", "Scripts"],
        ["Workflows"] = ["Repositories", "Scripts", "Containers"],
        ["Controls"] = ["Repositories", "Scripts", "Credentials", "ClaudeCode", "Containers", "Workflows"],
        ["Judging"] = ["Repositories"],
        ["Reporting"] = [],
        ["Setup"] = ["Repositories", "Scripts", "Credentials", "ClaudeCode", "Containers", "Workflows", "Controls"],
    };

    public static IEnumerable<string> Folders() => Directory.Exists(Engine)
        ? Directory.EnumerateDirectories(Engine).Select(d => Path.GetFileName(d)!).Except(["bin", "obj"]).Order(StringComparer.Ordinal)
        : [];

    private static string Engine => Path.Combine(Checkout.Root, "src", "ClaudeBuildGuard.Engine");

    [TestCaseSource(nameof(Folders))]
    public void Arrows_go_one_way_from(string folder)
    {
        var allowed = Arrows[folder].Concat(Leaves).Append(folder).ToHashSet(StringComparer.Ordinal);
        var wrong = Directory.EnumerateFiles(Path.Combine(Engine, folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Used().Matches(File.ReadAllText(file)).Select(use => (File: Path.GetFileName(file), Namespace: use.Groups[1].Value)))
            .Where(use => Folders().Contains(use.Namespace) && !allowed.Contains(use.Namespace))
            .Distinct();

        Assert.That(wrong, Is.Empty);
    }

    [TestCase("ClaudeBuildGuard.Tasks", "ClaudeBuildGuard.Tool")]
    [TestCase("ClaudeBuildGuard.Tool", "ClaudeBuildGuard.Tasks")]
    [TestCase("ClaudeBuildGuard.Engine", "Microsoft.Build")]
    [TestCase("ClaudeBuildGuard.Engine", "Spectre.Console")]
    [TestCase("ClaudeBuildGuard.Engine", "System.CommandLine")]
    [TestCase("ClaudeBuildGuard.Engine", "Microsoft.CodeAnalysis")]
    [TestCase("ClaudeBuildGuard.Analyzers", "ClaudeBuildGuard.Engine")]
    public void A_face_or_the_engine_knows_nothing_of(string project, string other)
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith($"using {other}", StringComparison.Ordinal)));

        Assert.That(wrong, Is.Empty);
    }

    // Both a using and a qualified name; a sentence in a comment names no namespace in full.
    [GeneratedRegex(@"(?<!namespace )ClaudeBuildGuard\.Engine\.([A-Z][A-Za-z]+)")]
    private static partial Regex Used();
}
