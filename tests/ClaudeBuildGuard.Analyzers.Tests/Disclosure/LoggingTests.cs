namespace ClaudeBuildGuard.Analyzers.Tests.Disclosure;

public class LoggingTests
{
    [Test]
    public void Secrets_in_logs_are_found() => Sample.Check("""
        public class Login { public string Password { get; set; } = ""; public string User { get; set; } = ""; }
        public partial class C(ILogger<C> logger, IConfiguration configuration)
        {
            void One(string password) => logger.LogInformation("Login with {Password}", password); // CBG7301
            void Two(Login login) => logger.LogWarning($"Login of {login.User} with {login.Password}"); // CBG7301
            void Three(string accessToken) => logger.LogDebug("token: " + accessToken); // CBG7301
            void Four(HttpRequest request) => logger.LogInformation("Header {H}", request.Headers["Authorization"].ToString()); // CBG7301
            void Header(HttpRequest request) => logger.LogInformation("Header {H}", request.Headers["X-Api-Key"]); // CBG7301
            void Five(string apiKey) => Console.WriteLine($"key {apiKey}"); // CBG7301
            void Six(string connectionString) => Serilog.Log.Information("Using {C}", connectionString); // CBG7301
            void Seven(string clientSecret)
            {
                var message = $"secret {clientSecret}";
                logger.LogError(message); // CBG7301
            }
            void Json(Login login) => logger.LogInformation($"login {System.Text.Json.JsonSerializer.Serialize(login)}"); // CBG7301
            void Sum(Login login) => logger.LogInformation("login " + System.Text.Json.JsonSerializer.Serialize(login)); // CBG7301
            void HeldJson(Login login)
            {
                var json = System.Text.Json.JsonSerializer.Serialize(login);
                logger.LogInformation("login {Json}", json); // CBG7301
            }
            void Held(Login login)
            {
                var pw = login.Password;
                logger.LogDebug("x {X}", pw); // CBG7301
            }
            void Cookie(HttpRequest request) => logger.LogInformation("cookie {C}", request.Cookies["auth"]); // CBG7301
            void Given(string userConnectionString) => logger.LogInformation("db {C}", userConnectionString); // CBG7301
            void Thrown(Login login) => logger.LogError(new InvalidOperationException("bad " + login.Password), "x"); // CBG7301
            void Eight(string refreshToken) => Log(logger, refreshToken); // CBG7301
            [LoggerMessage(1, LogLevel.Information, "Token {Token}")] static partial void Log(ILogger logger, string token);
        }
        public partial class C { static partial void Log(ILogger logger, string token) { } }
        """);

    [Test]
    public void Other_values_in_logs_are_silent() => Sample.Check("""
        public class Login { public bool HasPassword { get; set; } public int PasswordLength { get; set; } public string PasswordPolicy { get; set; } = ""; }
        public class C(ILogger<C> logger)
        {
            void One(Login login) => logger.LogInformation("{Has} {Length} {Policy}", login.HasPassword, login.PasswordLength, login.PasswordPolicy);
            void Two(CancellationToken cancellationToken) => logger.LogInformation("Cancelled {C}", cancellationToken);
            void Three(string token, string secretName, string user) => logger.LogInformation("{Token} {Name} {User}", token, secretName, user);
            void Four(string password) => logger.LogInformation("Length {Length}", password.Length);
            void Five(string password) => logger.LogInformation("Password was reset");
            void Six(string password) => logger.LogInformation("{Masked}", Mask(password));
            void Seven(Login login) { var json = System.Text.Json.JsonSerializer.Serialize(login); logger.LogInformation("login {Json} " + json, json); }
            void Eight(string password)
            {
                var masked = Mask(password);
                var length = password.Length.ToString();
                var shown = password == "" ? "none" : "some";
                logger.LogInformation("{Masked} {Length} {Shown}", masked, length, shown);
            }
            void Nine(HttpRequest request) => logger.LogInformation("{Theme} {Csrf}", request.Cookies["theme"], request.Cookies["XSRF-TOKEN"]);
            void Ten(string user, string password) => logger.LogError(new InvalidOperationException("no " + user), "x");
            void Left(string userFacingConnectionString, string sanitizedConnectionString, string connectionStringWithoutPassword) =>
                logger.LogInformation("{A} {B} {C}", userFacingConnectionString, sanitizedConnectionString, connectionStringWithoutPassword);
            static string Mask(string text) => new('*', text.Length);
        }
        """);

    [Test]
    public void Exceptions_that_reach_the_client_are_found() => Sample.Check("""
        public class OrdersController(ILogger<OrdersController> logger) : ControllerBase
        {
            [HttpGet] public IActionResult One() { try { return Ok(); } catch (Exception e) { return BadRequest(e.ToString()); } } // CBG7302
            [HttpGet] public IActionResult Two() { try { return Ok(); } catch (Exception e) { return StatusCode(500, e.StackTrace); } } // CBG7302
            [HttpGet] public IActionResult Three() { try { return Ok(); } catch (Exception e) { return StatusCode(500, new { error = e.Message }); } } // CBG7302
            [HttpGet] public IActionResult Four() { try { return Ok(); } catch (Exception e) { return Problem($"It failed: {e.Message}"); } } // CBG7302
            [HttpGet] public IActionResult Five() { try { return Ok(); } catch (ArgumentException e) { return new ObjectResult(e); } } // CBG7302
            public static void Map(WebApplication app)
            {
                app.UseDeveloperExceptionPage(); // CBG7303
                app.MapGet("/x", () => { try { return Results.Ok(); } catch (Exception e) { return Results.Problem(e.Message); } }); // CBG7302
                app.Run(async context => { try { } catch (Exception e) { await context.Response.WriteAsync(e.ToString()); } }); // CBG7302
            }
            static ProblemDetails Details(Exception e) => new() { Title = "x", Detail = e.StackTrace }; // CBG7302
            static void Context(DbContextOptionsBuilder o) => o.EnableSensitiveDataLogging(); // CBG7303
        }
        """);

    [Test]
    public void Detail_behind_any_test_of_the_environment_is_silent() => Sample.Check("""
        using System.Diagnostics; using Microsoft.EntityFrameworkCore.Design;
        public static class C
        {
            public static void Map(WebApplication app, IHostEnvironment env)
            {
                if (env.IsProduction()) { app.UseExceptionHandler("/e"); } else { app.UseDeveloperExceptionPage(); }
                var isProduction = env.IsProduction();
                if (!isProduction) { app.UseDeveloperExceptionPage(); }
                var shown = env.IsStaging() || env.IsDevelopment();
                if (shown) { app.UseDeveloperExceptionPage(); }
                switch (env.EnvironmentName) { case "Development": case "Local": app.UseDeveloperExceptionPage(); break; default: app.UseHsts(); break; }
                if (env.EnvironmentName != "Production") app.UseDeveloperExceptionPage();
                if (env.EnvironmentName != Environments.Production) app.UseDeveloperExceptionPage();
                if (env.EnvironmentName is "Local" or "Docker") app.UseDeveloperExceptionPage();
                if (env.IsEnvironment("Testing") || env.IsEnvironment("CI")) app.UseDeveloperExceptionPage();
                if (env.IsProduction() == false) app.UseDeveloperExceptionPage();
                if (env.IsProduction() is false) app.UseDeveloperExceptionPage();
                if (!(env.IsProduction() || env.IsStaging())) app.UseDeveloperExceptionPage();
                if (Debugger.IsAttached) app.UseDeveloperExceptionPage();
                _ = env.IsProduction() ? app.UseHsts() : app.UseDeveloperExceptionPage();
                _ = env.EnvironmentName switch { "Development" or "Local" => app.UseDeveloperExceptionPage(), _ => app.UseHsts() };
                if (env.IsProduction()) return;
                app.UseDeveloperExceptionPage();
            }
            static void Early(WebApplication app) { if (!app.Environment.IsDevelopment()) { app.UseHsts(); return; } app.UseDeveloperExceptionPage(); }
            static void Built(DbContextOptionsBuilder o)
            {
        #if DEBUG || LOCAL
                o.EnableSensitiveDataLogging();
        #endif
        #if RELEASE
                o.EnableDetailedErrors();
        #else
                o.EnableSensitiveDataLogging();
        #endif
            }
            [Conditional("DEBUG")] static void Checked(DbContextOptionsBuilder o) => o.EnableSensitiveDataLogging();
        }
        public class Db(DbContextOptions o) : DbContext(o);
        public class Factory : IDesignTimeDbContextFactory<Db> { public Db CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<Db>().EnableSensitiveDataLogging().Options); }
        """);

    [Test]
    public void Detail_behind_another_test_is_found() => Sample.Check("""
        public static class C
        {
            public static void Map(WebApplication app, IHostEnvironment env, string tenant)
            {
                if (env.IsProduction()) { app.UseDeveloperExceptionPage(); } // CBG7303
                if (!env.IsStaging()) { app.UseDeveloperExceptionPage(); } // CBG7303
                if (env.IsEnvironment("Production")) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.EnvironmentName is "Local" or "Production") app.UseDeveloperExceptionPage(); // CBG7303
                if (tenant != "Production") app.UseDeveloperExceptionPage(); // CBG7303
                if (!env.IsProduction() || tenant.Length > 3) app.UseDeveloperExceptionPage(); // CBG7303
                switch (env.EnvironmentName) { case "Local": break; default: app.UseDeveloperExceptionPage(); break; } // CBG7303
                _ = env.EnvironmentName switch { "Development" => app.UseHsts(), _ => app.UseDeveloperExceptionPage() }; // CBG7303
                if (!env.IsProduction()) { app.UseHsts(); }
                app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsDevelopment()) return;
                app.UseDeveloperExceptionPage(); // CBG7303
            }
            static void Built(DbContextOptionsBuilder o)
            {
        #if !DEBUG
                o.EnableSensitiveDataLogging(); // CBG7303
        #endif
            }
        }
        """);

    [Test]
    public void Exceptions_that_are_logged_or_written_for_the_caller_are_silent() => Sample.Check("""
        public class NotEnoughStockException(string message) : Exception(message);
        public class OrdersController(ILogger<OrdersController> logger, IHostEnvironment environment) : ControllerBase
        {
            [HttpGet] public IActionResult One() { try { return Ok(); } catch (Exception e) { logger.LogError(e, "Failed"); return Problem("It failed."); } }
            [HttpGet] public IActionResult Two() { try { return Ok(); } catch (NotEnoughStockException e) { return Conflict(e.Message); } }
            void Known(ProblemDetails problem, Exception e) { if (e is NotEnoughStockException) { problem.Detail = e.Message; } }
            ProblemDetails Chosen(Exception e) => new() { Detail = e switch { NotEnoughStockException => e.Message, _ => "It failed." } };
            [HttpGet] public IActionResult Three() { try { return Ok(); } catch (Exception e) when (e is NotEnoughStockException) { return Conflict(e.Message); } }
            [HttpGet] public IActionResult Four() { try { return Ok(); } catch (Exception e) { return Problem(environment.IsDevelopment() ? e.ToString() : null); } }
            public static void Map(WebApplication app)
            {
                if (app.Environment.IsDevelopment())
                {
                    app.UseDeveloperExceptionPage();
                }
            }
        }
        """);

    [Test]
    public void Detail_behind_a_test_that_only_names_development_is_found() => Sample.Check("""
        class C
        {
            void Use(WebApplication app, IWebHostEnvironment env, IConfiguration c, bool on)
            {
                if (env.IsDevelopment() || true) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsDevelopment() || env.IsProduction()) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.EnvironmentName != "Development") app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsDevelopment() == false) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.EnvironmentName is not "Development") app.UseDeveloperExceptionPage(); // CBG7303
                if (!env.IsDevelopment() && on) app.UseDeveloperExceptionPage(); // CBG7303
                if (on && !env.IsDevelopment()) app.UseDeveloperExceptionPage(); // CBG7303
                if (Environment.GetEnvironmentVariable("SHOW_ERRORS") == "true") app.UseDeveloperExceptionPage(); // CBG7303
                if (Environment.MachineName == "WEB01") app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsStaging() || env.IsProduction()) app.UseDeveloperExceptionPage(); // CBG7303
                var relaxed = env.IsDevelopment(); relaxed |= on; if (relaxed) app.UseDeveloperExceptionPage(); // CBG7303
                var notDevelopment = !env.IsDevelopment(); if (notDevelopment) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsDevelopment()) { app.UseHsts(); } else { app.UseDeveloperExceptionPage(); } // CBG7303
                if (!env.IsStaging()) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.EnvironmentName != "Staging") app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsEnvironment("Prod2")) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.EnvironmentName.Length > 0) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsDevelopment() ? false : true) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.IsDevelopment() ^ on) app.UseDeveloperExceptionPage(); // CBG7303
                switch (env.EnvironmentName) { case "Development": break; default: app.UseDeveloperExceptionPage(); break; } // CBG7303
                if (!env.EnvironmentName.StartsWith("Dev")) app.UseDeveloperExceptionPage(); // CBG7303
                if (env.EnvironmentName is "Development" or "Production") app.UseDeveloperExceptionPage(); // CBG7303
            }
            void ConfigureNotDevelopment(WebApplication app) => app.UseDeveloperExceptionPage(); // CBG7303
            void ConfigureOutsideDevelopment(WebApplication app) => app.UseDeveloperExceptionPage(); // CBG7303
            void ConfigureDevAndProd(WebApplication app) => app.UseDeveloperExceptionPage(); // CBG7303
        #if !DEBUG
            void B1(WebApplication app) => app.UseDeveloperExceptionPage(); // CBG7303
        #endif
        }
        """);

    // Each asks the one before it twice: forty times over that would take days.
    [Test]
    public void A_condition_of_many_terms_and_locals_of_each_other_cost_time_in_proportion()
    {
        var source = $$"""
            class C
            {
                void Use(WebApplication app, IWebHostEnvironment env, bool on)
                {
                    if (env.IsDevelopment(){{string.Concat(Enumerable.Repeat(" || on", 40))}}) app.UseDeveloperExceptionPage();
                    if ({{string.Concat(Enumerable.Repeat("!(", 40))}}env.IsDevelopment(){{string.Concat(Enumerable.Repeat(" || env.IsDevelopment())", 40))}}) app.UseDeveloperExceptionPage();
                    var l0 = on;
                    {{string.Join(" ", Enumerable.Range(1, 40).Select(i => $"var l{i} = l{i - 1} || l{i - 1} || env.IsDevelopment();"))}}
                    if (l40 || env.IsDevelopment()) app.UseDeveloperExceptionPage();
                }
            }
            """;
        Assert.That(Task.Run(() => Sample.Check(source)).Wait(TimeSpan.FromMinutes(1)), "it ended within a minute");
    }

    // Each call asks every exit before it, each of which looks for what a local was given.
    [Test]
    public void Many_exits_many_calls_and_many_directives_cost_time_in_proportion()
    {
        var source = $$"""
            class C
            {
                void Use(WebApplication app, IWebHostEnvironment env)
                {
                    {{string.Join(" ", Enumerable.Range(0, 1000).Select(i => $"var l{i} = app is null;"))}}
                    {{string.Join(" ", Enumerable.Range(0, 1000).Select(i => $"if (l{i}) return;"))}}
                    {{string.Join("\n", Enumerable.Range(0, 500).Select(i => $"app.UseDeveloperExceptionPage(); // CBG7303"))}}
                }
            {{string.Join("\n", Enumerable.Range(0, 1000).Select(i => $"#if OTHER\n#endif"))}}
                void Late(WebApplication app)
                {
                    {{string.Join("\n", Enumerable.Range(0, 500).Select(i => $"app.UseDeveloperExceptionPage(); // CBG7303"))}}
                }
            }
            """;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Sample.Check(source);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(40)));
    }

    [Test]
    public void Detail_behind_other_spellings_of_a_test_for_development_is_silent() => Sample.Check("""
        static class C
        {
            static void Use(WebApplication app, IWebHostEnvironment env, IConfiguration c, string host)
            {
                if (env.IsDevelopment() || c.GetValue<bool>("ShowErrors")) app.UseDeveloperExceptionPage();
                if (new[] { "Development", "Local" }.Contains(env.EnvironmentName)) app.UseDeveloperExceptionPage();
                if (string.Equals(env.EnvironmentName, "development", StringComparison.OrdinalIgnoreCase)) app.UseDeveloperExceptionPage();
                if (c["Mode"] == "Development") app.UseDeveloperExceptionPage();
                if (env?.IsDevelopment() ?? false) app.UseDeveloperExceptionPage();
                if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") != "Production") app.UseDeveloperExceptionPage();
                if (host.Contains("localhost")) app.UseDeveloperExceptionPage();
                if (env.IsDevelopment() && !env.IsProduction()) app.UseDeveloperExceptionPage();
                if (!(env.EnvironmentName != "Development")) app.UseDeveloperExceptionPage();
                if (c.GetValue<bool>("UseDevSettings")) app.UseDeveloperExceptionPage();
            }
        }
        """);
}
