using System.Collections.Immutable;
using ClaudeBuildGuard.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ClaudeBuildGuard.Analyzers.Tests;

public class CodeFixTests
{
    private static readonly ImmutableArray<CodeFixProvider> Providers =
    [
        .. typeof(SecurityCodeFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    [TestCase(
        "class C { void M(IServiceCollection s) => s.AddAuthentication().AddJwtBearer(o => o.RequireHttpsMetadata = false); }",
        "class C { void M(IServiceCollection s) => s.AddAuthentication().AddJwtBearer(o => o.RequireHttpsMetadata = true); }")]
    [TestCase(
        "class C { void M(IServiceCollection s) => s.AddAuthentication().AddCookie(o => o.Cookie.SecurePolicy = CookieSecurePolicy.None); }",
        "class C { void M(IServiceCollection s) => s.AddAuthentication().AddCookie(o => o.Cookie.SecurePolicy = CookieSecurePolicy.Always); }")]
    [TestCase(
        "class C { void M(IServiceCollection s) => s.AddSignalR(o => o.EnableDetailedErrors = true); }",
        "class C { void M(IServiceCollection s) => s.AddSignalR(o => o.EnableDetailedErrors = false); }")]
    [TestCase(
        "public class C : ControllerBase { [HttpGet] public IActionResult Go(string to) => Redirect(to); }",
        "public class C : ControllerBase { [HttpGet] public IActionResult Go(string to) => LocalRedirect(to); }")]
    [TestCase(
        "class C { void M(WebApplication app) => app.MapGet(\"/go\", (string to) => Results.Redirect(to)); }",
        "class C { void M(WebApplication app) => app.MapGet(\"/go\", (string to) => Results.LocalRedirect(to)); }")]
    [TestCase(
        "class C { SecurityKey M(IConfiguration c) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(c[\"Key\"] ?? \"a key that everybody can read\")); }",
        "class C { SecurityKey M(IConfiguration c) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(c[\"Key\"] ?? throw new System.InvalidOperationException(\"The secret is not configured.\"))); }")]
    [TestCase(
        "public class C : ControllerBase\n{\n    [Authorize] [HttpGet] public string One() => \"\";\n\n    // Removes.\n    [HttpDelete] public string Two() => \"\";\n}",
        "public class C : ControllerBase\n{\n    [Authorize] [HttpGet] public string One() => \"\";\n\n    // Removes.\n    [Microsoft.AspNetCore.Authorization.Authorize]\n    [HttpDelete] public string Two() => \"\";\n}")]
    [TestCase(
        "[Authorize] public class C : ControllerBase\n{\n    [AllowAnonymous]\n    [HttpDelete] public string Two() => \"\";\n}",
        "[Authorize] public class C : ControllerBase\n{\n    [HttpDelete] public string Two() => \"\";\n}")]
    [TestCase(
        "class C { void M(WebApplication app) { var g = app.MapGroup(\"/g\").RequireAuthorization(); g.MapPost(\"/orders\", () => 1).AllowAnonymous(); } }",
        "class C { void M(WebApplication app) { var g = app.MapGroup(\"/g\").RequireAuthorization(); g.MapPost(\"/orders\", () => 1); } }")]
    [TestCase(
        "class C { void M(WebApplication app) { app.MapGet(\"/a\", () => 1).RequireAuthorization(); app.MapPut(\"/b\", () => 1).RequireAuthorization(); app.MapPost(\"/c\", () => 1); } }",
        "class C { void M(WebApplication app) { app.MapGet(\"/a\", () => 1).RequireAuthorization(); app.MapPut(\"/b\", () => 1).RequireAuthorization(); app.MapPost(\"/c\", () => 1).RequireAuthorization(); } }")]
    [TestCase(
        "public class Row { public int Id { get; set; } public Guid TenantId { get; set; } } class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); protected override void OnModelCreating(ModelBuilder b) => b.Entity<Row>().HasQueryFilter(r => r.TenantId != Guid.Empty); public List<Row> All() => Rows.IgnoreQueryFilters().ToList(); }",
        "public class Row { public int Id { get; set; } public Guid TenantId { get; set; } } class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); protected override void OnModelCreating(ModelBuilder b) => b.Entity<Row>().HasQueryFilter(r => r.TenantId != Guid.Empty); public List<Row> All() => Rows.ToList(); }")]
    public async Task A_fix_leaves_code_that_compiles_and_is_silent(string before, string after)
    {
        var diagnostic = Sample.Judge([("Sample.cs", before)]).Single();
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Sample", LanguageNames.CSharp).AddDocument("Sample.cs", before);
        var tree = await document.GetSyntaxTreeAsync().ConfigureAwait(false);
        var moved = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree!, diagnostic.Location.SourceSpan));
        var actions = new List<CodeAction>();
        var provider = Providers.Single(p => p.FixableDiagnosticIds.Contains(diagnostic.Id));
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, moved, (action, _) => actions.Add(action), CancellationToken.None)).ConfigureAwait(false);
        var operations = await actions.Single().GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var text = (await changed.GetTextAsync().ConfigureAwait(false)).ToString();
        Assert.That(text, Is.EqualTo(after));
        Assert.That(Sample.Judge([("Sample.cs", text)]), Is.Empty);
    }

    [Test]
    public void Every_fixable_code_is_a_rule() =>
        Assert.That(Providers.SelectMany(p => p.FixableDiagnosticIds).Except(Sample.Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(d => d.Id)), Is.Empty);
}
