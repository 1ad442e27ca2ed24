namespace ClaudeBuildGuard.Analyzers.Tests.Authorization;

public class RouteTests
{
    private const string Start = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddJwtBearer();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();

        """;

    [Test]
    public void A_route_without_a_decision_is_found() => Sample.CheckProgram(Start + """
        app.MapGet("/orders", () => "all"); // CBG7101
        app.MapPost("/orders", () => "made").WithName("Make"); // CBG7101
        var group = app.MapGroup("/users");
        group.MapGet("/{id}", (int id) => id); // CBG7101
        app.MapGroup("/plain").MapReports();
        app.Run();
        static class Reports
        {
            public static void MapReports(this IEndpointRouteBuilder routes) => routes.MapGet("/sales", () => 1); // CBG7101
        }
        """);

    [Test]
    public void Decisions_on_routes_groups_and_callers_are_understood() => Sample.CheckProgram(Start + """
        app.MapGet("/orders", () => "all").RequireAuthorization();
        app.MapGet("/public", () => "all").AllowAnonymous();
        app.MapGet("/attributed", [Authorize] () => "all");
        app.MapGet("/meta", () => "all").WithMetadata(new AuthorizeAttribute());
        var group = app.MapGroup("/users").RequireAuthorization();
        group.MapGet("/{id}", (int id) => id);
        var inner = group.MapGroup("/inner").WithTags("inner");
        inner.MapPost("/deep", () => 1);
        var later = app.MapGroup("/later");
        later.MapGet("/x", () => 1);
        later.RequireAuthorization("Admin");
        var route = app.MapGet("/held", () => 1);
        route.RequireAuthorization();
        app.MapGroup("/reports").RequireAuthorization().MapReports();
        Other.Map(app.MapGroup("/other").RequireAuthorization());
        app.MapStock().RequireAuthorization();
        app.MapGet("/imperative", (HttpContext context) => context.User.IsInRole("admin") ? Results.Ok() : Results.Forbid());
        app.MapGet("/filtered", () => 1).AddEndpointFilter<ApiKeyFilter>();
        app.MapGet("/own", () => 1).RequirePermission("read");
        app.MapGet("/handled", Other.Handle);
        app.MapGet("/", () => "welcome");
        app.MapPost("/login", () => "token");
        app.MapGet("/healthz", () => "ok");
        app.MapHealthChecks("/state");
        app.Run();
        static class Reports
        {
            public static void MapReports(this IEndpointRouteBuilder routes)
            {
                var sales = routes.MapGroup("/sales");
                sales.MapGet("/today", () => 1);
            }
            public static RouteGroupBuilder MapStock(this IEndpointRouteBuilder routes)
            {
                var stock = routes.MapGroup("/stock");
                stock.MapGet("/count", () => 1);
                return stock;
            }
            public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string name) where TBuilder : IEndpointConventionBuilder =>
                builder.RequireAuthorization("permission:" + name);
        }
        static class Other
        {
            public static void Map(RouteGroupBuilder group) => group.MapGet("/a", () => 1);
            [Authorize] public static string Handle() => "";
        }
        class ApiKeyFilter : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
        }
        """);

    [TestCase("builder.Services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);")]
    [TestCase("builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());")]
    public void A_fallback_policy_decides_for_all(string policy) => Sample.CheckProgram($$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddJwtBearer();
        {{policy}}
        var app = builder.Build();
        app.MapGet("/orders", () => "all");
        app.Run();
        """);

    [Test]
    public void An_application_without_authentication_is_silent() => Sample.CheckProgram("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/weatherforecast", () => "sun");
        app.Run();
        """);

    [Test]
    public void A_neighbour_that_lacks_what_its_siblings_have_is_found_in_a_library() => Sample.Check("""
        public static class Orders
        {
            public static void Map(IEndpointRouteBuilder routes)
            {
                routes.MapGet("/orders", () => 1).RequireAuthorization();
                routes.MapPost("/orders", () => 1).RequireAuthorization();
                routes.MapPut("/orders", () => 1).RequireAuthorization();
                routes.MapDelete("/orders", () => 1); // CBG7102
            }
            public static void Unknown(IEndpointRouteBuilder routes)
            {
                routes.MapGet("/a", () => 1);
                routes.MapPost("/b", () => 1);
            }
        }
        """);

    [Test]
    public void Anonymous_groups_cancel_their_routes_and_anonymous_writes_are_found() => Sample.CheckProgram(Start + """
        var open = app.MapGroup("/open").AllowAnonymous();
        open.MapGet("/x", () => 1).RequireAuthorization(); // CBG7103
        var closed = app.MapGroup("/closed").RequireAuthorization();
        closed.MapPost("/orders", () => 1).AllowAnonymous(); // CBG7104
        closed.MapGet("/orders", () => 1).AllowAnonymous();
        closed.MapPost("/login", () => 1).AllowAnonymous();
        app.Run();
        """);

    [Test]
    public void A_handler_that_signs_somebody_in_makes_the_check_itself() => Sample.CheckProgram(Start + """
        app.MapPost("/passkey-options", (Microsoft.AspNetCore.Identity.SignInManager<User> manager) => manager.MakePasskeyRequestOptionsAsync(null));
        app.MapPost("/code", async (Microsoft.AspNetCore.Identity.SignInManager<User> manager, string code) => await manager.TwoFactorAuthenticatorSignInAsync(code, false, false));
        app.MapPost("/orders", (Microsoft.AspNetCore.Identity.SignInManager<User> manager) => manager.Logger); // CBG7102
        app.Run();
        class User { }
        """);

    [Test]
    public void A_write_that_is_opened_under_a_fallback_policy_is_found() => Sample.CheckProgram("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddJwtBearer();
        builder.Services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);
        var app = builder.Build();
        app.MapDelete("/customers/{id}", (int id) => id).AllowAnonymous(); // CBG7104
        app.MapPost("/orders", [AllowAnonymous] () => 1); // CBG7104
        app.MapGet("/catalog", () => 1).AllowAnonymous();
        app.MapPost("/login", () => 1).AllowAnonymous();
        app.MapPost("/users/register", () => 1).AllowAnonymous();
        app.MapPost("/webhooks/stripe", () => 1).AllowAnonymous();
        app.MapPost("/password-reset", () => 1).AllowAnonymous();
        app.MapPost("/connect/token", () => 1).AllowAnonymous();
        app.MapPost("/oidc/callback", () => 1).AllowAnonymous();
        app.MapPost("/health", () => 1).AllowAnonymous();
        app.MapGroup("/auth").MapPost("/begin", () => 1).AllowAnonymous();
        app.MapPost("/stock", (HttpContext context, byte[] sent, byte[] made) => CryptographicOperations.FixedTimeEquals(sent, made) ? Results.Ok() : Results.Forbid()).AllowAnonymous();
        app.MapPost("/orders/mine", () => 1);
        app.Run();
        """);

    [Test]
    public void A_write_that_is_open_without_a_fallback_policy_is_silent() => Sample.CheckProgram(Start + """
        app.MapDelete("/customers/{id}", (int id) => id).AllowAnonymous();
        app.Run();
        """);
}
