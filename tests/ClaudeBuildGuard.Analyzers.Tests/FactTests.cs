using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Tests;

public class FactTests
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddJwtBearer();
        var app = builder.Build();
        var group = app.MapGroup("/orders").RequireAuthorization();
        group.MapPost("/make", () => 1);
        group.MapGet("/news", () => 1).AllowAnonymous();
        app.MapGet("/open", () => 1);
        app.Run();
        [Authorize] public class StockController : ControllerBase { [HttpGet] public string All() => ""; }
        public class Row { public int Id { get; set; } public Guid TenantId { get; set; } }
        public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); public List<Row> All() => Rows.ToList(); }
        public class Reports(Db db, Guid tenant)
        {
            public List<Row> Own() => db.Rows.Where(r => r.TenantId == tenant).ToList();
            public IQueryable<Row> Passed() => db.Rows;
            public List<Row> Every() => db.Rows.IgnoreQueryFilters().ToList();
            public object Sql() => db.Database.ExecuteSql($"delete from Rows where Id = 1");
        }
        """;

    [Test]
    public void Facts_are_told_with_their_origin_where_a_project_asks()
    {
        var facts = Sample.Judge([("Program.cs", Program)], OutputKind.ConsoleApplication, new Dictionary<string, string> { ["build_property.ClaudeBuildGuardAuthFacts"] = "true" })
            .Where(d => d.Id == "CBG7900").Select(d => $"{d.Properties["kind"]} {d.Properties["name"]}: {d.Properties["decision"]} from {d.Properties["from"]}");
        Assert.That(facts, Is.EquivalentTo(new[]
        {
            "Route POST /orders/make: Authorize from RequireAuthorization()",
            "Route GET /orders/news: Anonymous from AllowAnonymous()",
            "Route GET /open: None from nothing",
            "Action StockController.All: Authorize from [Authorize] on the type",
            "Query Row: None from nothing",
            "Query Row: Filtered from a condition on TenantId",
            "Query Row: Unknown from a condition or a reader that is elsewhere",
            "Query Row: None from IgnoreQueryFilters",
            "SQL Row: None from nothing",
            "Token configuration AddJwtBearer: Checked from by the platform's defaults: issuer, audience, lifetime, clock skew 5 minutes, keys of the authority, metadata over HTTPS",
        }));
    }

    [TestCase(
        "AddJwtBearer(o => { o.Authority = \"https://login.example.com\"; o.Audience = c[\"Api:Audience\"]; o.RequireHttpsMetadata = !e.IsDevelopment(); })",
        "AddJwtBearer: Checked from Authority = 'https://login.example.com'; Audience = configuration 'Api:Audience'; RequireHttpsMetadata = not IsDevelopment(); by the platform's defaults: issuer, lifetime, clock skew 5 minutes, keys of the authority")]
    [TestCase(
        "AddJwtBearer(o => o.TokenValidationParameters = new() { ValidateAudience = false, IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"over the lazy dog, again\")), ClockSkew = TimeSpan.FromSeconds(30) })",
        "AddJwtBearer: Weak from ValidateAudience = false; IssuerSigningKey = a literal of 24 characters; ClockSkew = 30 seconds; by the platform's defaults: issuer, lifetime, metadata over HTTPS")]
    [TestCase(
        "AddCookie(o => { o.ExpireTimeSpan = TimeSpan.FromHours(8); o.Cookie.SecurePolicy = CookieSecurePolicy.Always; })",
        "AddCookie: Checked from ExpireTimeSpan = 480 minutes; SecurePolicy = Always; by the platform's defaults: HttpOnly, SameSite Lax")]
    [TestCase(
        "AddOpenIdConnect(o => { o.ClientSecret = c[\"Oidc:Secret\"] ?? throw new InvalidOperationException(); o.UsePkce = false; })",
        "AddOpenIdConnect: Weak from ClientSecret = configuration 'Oidc:Secret'; UsePkce = false; by the platform's defaults: keys of the authority, metadata over HTTPS, nonce, state")]
    public void A_token_configuration_is_told_without_its_key(string call, string fact)
    {
        var source = $"class C {{ void M(IServiceCollection s, IConfiguration c, IHostEnvironment e) => s.AddAuthentication().{call}; }}";
        var facts = Sample.Judge([("Sample.cs", source)], config: new Dictionary<string, string> { ["build_property.ClaudeBuildGuardAuthFacts"] = "true" });
        Assert.That(
            facts.Where(d => d.Id == "CBG7900").Select(d => $"{d.Properties["name"]}: {d.Properties["decision"]} from {d.Properties["from"]}"), Is.EqualTo(new[] { fact }));
    }

    [Test]
    public void Nobody_is_told_facts_unasked() =>
        Assert.That(Sample.Judge([("Program.cs", Program)], OutputKind.ConsoleApplication).Select(d => d.Id), Has.None.EqualTo("CBG7900"));
}
