namespace ClaudeBuildGuard.Analyzers.Tests.Input;

public class CrossSiteTests
{
    [Test]
    public void Any_origin_with_credentials_is_found() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services)
            {
                services.AddCors(o => o.AddDefaultPolicy(p => p.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowCredentials())); // CBG7401
                services.AddCors(o => o.AddPolicy("web", p =>
                {
                    p.SetIsOriginAllowed(origin => true);
                    p.AllowCredentials(); // CBG7401
                }));
            }
            void Use(WebApplication app) => app.UseCors(p => p.AllowAnyOrigin().AllowCredentials()); // CBG7401
        }
        """);

    [Test]
    public void Named_origins_open_policies_without_credentials_and_development_are_silent() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services, IHostEnvironment environment, string[] origins)
            {
                services.AddCors(o =>
                {
                    o.AddPolicy("a", p => p.WithOrigins("https://shop.example.com").AllowCredentials());
                    o.AddPolicy("b", p => p.AllowAnyOrigin());
                    o.AddPolicy("c", p => p.SetIsOriginAllowed(x => origins.Contains(x)).AllowCredentials());
                    o.AddPolicy("Development", p => p.SetIsOriginAllowed(_ => true).AllowCredentials());
                    o.AddPolicy("d", p =>
                    {
                        if (environment.IsProduction()) { p.WithOrigins(origins); } else { p.SetIsOriginAllowed(_ => true); }
                        p.AllowCredentials();
                    });
                    o.AddPolicy("e", p =>
                    {
                        if (environment.IsProduction()) { p.SetIsOriginAllowed(_ => true); } else { p.WithOrigins(origins); }
                        p.AllowCredentials(); // CBG7401
                    });
                });
                if (environment.IsDevelopment())
                {
                    services.AddCors(o => o.AddDefaultPolicy(p => p.SetIsOriginAllowed(_ => true).AllowCredentials()));
                }
            }
        }
        """);

    [Test]
    public void Antiforgery_off_beside_cookies_is_found() => Sample.Check("""
        using Microsoft.AspNetCore.Mvc.RazorPages;
        [Authorize] public class OrdersController : Controller
        {
            [IgnoreAntiforgeryToken] // CBG7406
            [HttpPost] public IActionResult Make() => View();
            [IgnoreAntiforgeryToken] [HttpPost] public IActionResult StripeWebhook() => View();
        }
        [Authorize]
        [IgnoreAntiforgeryToken] // CBG7406
        public class EditModel : PageModel { public void OnPost() { } }
        static class Start
        {
            public static void Add(IServiceCollection services) => services.AddAuthentication().AddCookie();
            public static void Map(WebApplication app) =>
                app.MapPost("/upload", (IFormFile file) => file.Length).DisableAntiforgery().RequireAuthorization(); // CBG7406
            public static void Mvc(IServiceCollection services) =>
                services.AddMvc(o => o.Filters.Add(new IgnoreAntiforgeryTokenAttribute())); // CBG7406
        }
        """);

    [Test]
    public void Antiforgery_off_with_bearer_tokens_is_silent() => Sample.Check("""
        static class Start
        {
            public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer();
            public static void Map(WebApplication app) => app.MapPost("/upload", (IFormFile file) => file.Length).DisableAntiforgery();
        }
        """);
}
