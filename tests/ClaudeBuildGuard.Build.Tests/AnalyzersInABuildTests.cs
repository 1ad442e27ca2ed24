using ClaudeBuildGuard.Build.Tests.Harness;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>What the package's analyzers and its configuration of the platform's own do in a real build.</summary>
[TestFixture]
public sealed class AnalyzersInABuildTests
{
    /// <summary>A broken hash (CA5351) and a password in a fast hash (CBG7010).</summary>
    private const string Weak = """
        using System.Security.Cryptography;
        using System.Text;

        public static class Weak
        {
            public static byte[] Index(byte[] content) => MD5.HashData(content);

            public static byte[] Stored(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
        }
        """;

    private ConsumerRepository _repository = null!;

    [OneTimeSetUp]
    public void Create()
    {
        _repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        _repository.File("One/Weak.cs", Weak);
    }

    [OneTimeTearDown]
    public void Delete() => _repository.Dispose();

    [Test, Order(1)]
    public void Rules_of_the_platform_and_of_the_package_are_on()
    {
        var outcome = _repository.DotNet("build", "One");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Output);
            Assert.That(outcome.Errors.Select(e => (e.Code, e.Line)), Is.EquivalentTo([("CBG7010", 8)]));
            Assert.That(outcome.Warnings.Select(e => (e.Code, e.Line)), Does.Contain(("CA5351", 6)));
        }
    }

    [Test, Order(2)]
    public void A_rule_that_the_repository_silences_is_silent_and_the_guard_says_so()
    {
        _repository.File(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CA5351.severity = none\ndotnet_diagnostic.CBG7010.severity = none\n");
        try
        {
            var outcome = _repository.DotNet("build", "One");

            using (Assert.EnterMultipleScope())
            {
                Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
                Assert.That(outcome.WarningCodes, Has.None.EqualTo("CA5351"));
                Assert.That(outcome.Warnings.Where(w => w.Code == "CBG7001").Select(w => w.Line), Is.EquivalentTo([3, 4]));
            }
        }
        finally
        {
            _repository.Delete(".editorconfig");
        }
    }

    [Test, Order(3)]
    public void The_switch_in_a_project_leaves_all_of_them_out_and_the_guard_says_so()
    {
        _repository.File("One/Directory.Build.props", "<Project><PropertyGroup><ClaudeBuildGuardAnalyzers>false</ClaudeBuildGuardAnalyzers></PropertyGroup></Project>");
        try
        {
            var outcome = _repository.DotNet("build", "One");

            using (Assert.EnterMultipleScope())
            {
                Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
                Assert.That(outcome.WarningCodes.Where(c => c.StartsWith("CA5", StringComparison.Ordinal) || c.StartsWith("CBG7", StringComparison.Ordinal)), Is.EqualTo(["CBG7001"]));
            }
        }
        finally
        {
            _repository.Delete("One/Directory.Build.props");
        }
    }

    [Test, Order(6)]
    public void Report_mode_markers_and_the_configuration_hold_for_the_analyzers()
    {
        var marked = Weak.Replace("GetBytes(password));", "GetBytes(password)); // claude-build-guard:allow CBG7010 import of the old shop", StringComparison.Ordinal);
        try
        {
            var reported = _repository.DotNet("build", "One", "-p:ClaudeBuildGuardMode=report", "-p:TreatWarningsAsErrors=true");

            // The SDK compiles nothing again for another list of warnings alone.
            var named = _repository.DotNet("build", "One", "--no-incremental", "-p:ClaudeBuildGuardMode=report", "-p:WarningsAsErrors=CBG7010");
            _repository.File("claude-build-guard.json", """{ "suppressions": [{ "code": "CBG7010", "path": "One/*.cs", "reason": "import of the old shop" }] }""");
            var suppressed = _repository.DotNet("build", "One");
            _repository.File("claude-build-guard.json", """{ "severities": { "CBG7010": "warning" }, "suppressions": [{ "code": "CBG7010", "path": "Two/*.cs", "reason": "elsewhere" }] }""");
            var weighed = _repository.DotNet("build", "One");
            _repository.Delete("claude-build-guard.json").File("One/Weak.cs", marked);
            var accepted = _repository.DotNet("build", "One");

            using (Assert.EnterMultipleScope())
            {
                Assert.That((reported.ExitCode, reported.WarningCodes.Contains("CBG7010")), Is.EqualTo((0, true)), reported.Output);
                Assert.That(named.Errors.Select(e => e.Code), Is.EqualTo(["CBG7010"]), named.Output);
                Assert.That((suppressed.ExitCode, suppressed.WarningCodes.Any(c => c is "CBG7010" or "CBG0005")), Is.EqualTo((0, false)), suppressed.Output);
                Assert.That((weighed.ExitCode, weighed.WarningCodes.Contains("CBG7010")), Is.EqualTo((0, true)), weighed.Output);
                Assert.That((accepted.ExitCode, accepted.WarningCodes.Contains("CBG7010")), Is.EqualTo((0, false)), accepted.Output);
            }
        }
        finally
        {
            _repository.Delete("claude-build-guard.json").File("One/Weak.cs", Weak);
        }
    }

    [Test, Order(5)]
    public void Facts_are_written_as_json_where_a_project_asks()
    {
        _repository.Project("Api", body: """<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>""").File("Api/Routes.cs", """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Routing;

            public static class Routes
            {
                public static void Map(IEndpointRouteBuilder app) => app.MapGroup("/orders").RequireAuthorization().MapGet("/all", () => 1);
            }
            """);

        var outcome = _repository.DotNet("build", "Api", "-p:ClaudeBuildGuardAuthFacts=true");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(
                AuthorisationFacts.Read(_repository.Root),
                Is.EqualTo([new AuthorisationFact("Route", "GET /orders/all", "Authorize", "RequireAuthorization()", "Api/Routes.cs:6")]));
        }
    }

    [Test, Order(4)]
    public void Input_is_followed_through_methods_only_where_a_project_asks()
    {
        _repository.Project("Web", body: """<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>""").File("Web/Files.cs", """
            using Microsoft.AspNetCore.Http;

            public static class Files
            {
                public static string Answer(HttpRequest request) => Read(request.Query["name"].ToString());

                private static string Read(string path) => System.IO.File.ReadAllText(path);
            }
            """);

        var quick = _repository.DotNet("build", "Web", "--no-incremental");
        var asked = _repository.DotNet("build", "Web", "--no-incremental", "-p:ClaudeBuildGuardFlowAnalysis=true");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((quick.ExitCode, asked.ExitCode), Is.EqualTo((0, 0)), quick.Output + asked.Output);
            Assert.That(quick.WarningCodes, Has.None.EqualTo("CA3003"));
            Assert.That(asked.Warnings.Select(w => (w.Code, w.Line)), Does.Contain(("CA3003", 7)));
        }
    }
}
