// Route groups, typed results, endpoint filters and bearer tokens: everything as it should be.
// minimal APIs in route groups, typed results, filters, versioned groups; JWT; hashed API keys; correct
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using System.Diagnostics;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOptions<JwtSettings>().BindConfiguration("Jwt").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
{
    var jwt = builder.Configuration.GetSection("Jwt").Get<JwtSettings>()!;
    options.MapInboundClaims = false;
    options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
    options.TokenValidationParameters = new TokenValidationParameters
    {
        ValidateIssuer = true,
        ValidIssuer = jwt.Issuer,
        ValidateAudience = true,
        ValidAudience = jwt.Audience,
        ValidateLifetime = true,
        ValidateIssuerSigningKey = true,
        IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(jwt.Key)),
        ClockSkew = TimeSpan.FromSeconds(30),
        NameClaimType = "sub",
    };
    options.Events = new JwtBearerEvents
    {
        OnMessageReceived = c =>
        {
            var t = c.Request.Query["access_token"];
            if (c.HttpContext.Request.Path.StartsWithSegments("/hubs"))
                c.Token = t;
            return Task.CompletedTask;
        }
    };
});
builder.Services.AddAuthorizationBuilder().AddPolicy("orders:write", p => p.RequireClaim("scope", "orders:write")).AddPolicy("admin", p => p.RequireRole("admin"));
builder.Services.AddCors(o =>
{
    o.AddDefaultPolicy(p => p.AllowAnyOrigin().AllowAnyHeader().WithMethods("GET"));
    o.AddPolicy("spa", p => p.WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>()!).AllowCredentials());
});
builder.Services.AddRateLimiter(o => o.AddFixedWindowLimiter("login", l =>
{
    l.PermitLimit = 5;
    l.Window = TimeSpan.FromMinutes(1);
}));
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<GlobalHandler>();
builder.Services.AddHttpClient<IPayments, Payments>(c => c.BaseAddress = new Uri("https://payments.example.com")).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
builder.Services.AddScoped<IUserStore, UserStore>();
var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseCors();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.MapGet("/", () => "ok");
app.MapGet("/healthz", () => Results.Ok());
if (app.Environment.IsDevelopment())
{
    app.MapGet("/debug/routes", (IEnumerable<EndpointDataSource> s) => s.Count());
}

var auth = app.MapGroup("/auth").WithTags("auth").RequireRateLimiting("login");
auth.MapPost("/login", AuthApi.Login);
auth.MapPost("/register", AuthApi.Register);
auth.MapPost("/refresh", AuthApi.Refresh);
auth.MapPost("/logout", AuthApi.Logout).RequireAuthorization();
var v1 = app.MapGroup("/api/v1").RequireAuthorization();
v1.MapGroup("/orders").MapOrders().WithTags("orders");
v1.MapProducts();
app.MapAdmin();
app.MapGroup("/internal").AddEndpointFilter<ApiKeyFilter>().MapPost("/reindex", () => TypedResults.Accepted("/internal/jobs/1"));
app.Run();
public sealed class JwtSettings
{
    public required string Issuer { get; init; }
    public required string Audience { get; init; }
    public required string Key { get; init; }
    public int Minutes { get; init; } = 15;
}

public record LoginRequest(string Email, string Password);
public record RegisterRequest(string Email, string Password, string ConfirmPassword);
public record TokenResponse(string AccessToken, string RefreshToken, DateTime ExpiresAt);
public class Account
{
    public Guid Id { get; set; }
    public string Email { get; set; } = "";
    public string PasswordHash { get; set; } = "";
    public string? RefreshTokenHash { get; set; }
}

public interface IUserStore
{
    Task<Account?> ByEmail(string email);
    Task Save(Account a);
    Task Revoke(Guid id, CancellationToken token);
    Task<Account?> ByRefreshHash(string hash);
}

public class UserStore : IUserStore
{
    public Task<Account?> ByEmail(string e) => Task.FromResult<Account?>(null);
    public Task Save(Account a) => Task.CompletedTask;
    public Task Revoke(Guid id, CancellationToken token) => Task.CompletedTask;
    public Task<Account?> ByRefreshHash(string hash) => Task.FromResult<Account?>(null);
}

public static class AuthApi
{
    public static async Task<Results<Ok<TokenResponse>, UnauthorizedHttpResult>> Login(LoginRequest request, IUserStore users, IPasswordHasher<Account> hasher, IOptions<JwtSettings> options, ILogger<Program> logger)
    {
        var account = await users.ByEmail(request.Email);
        if (account is null || hasher.VerifyHashedPassword(account, account.PasswordHash, request.Password) == PasswordVerificationResult.Failed)
        {
            logger.LogWarning("Failed sign-in for {Email}", request.Email);
            return TypedResults.Unauthorized();
        }

        var refresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        account.RefreshTokenHash = Hash(refresh);
        await users.Save(account);
        logger.LogInformation("Signed in {AccountId}", account.Id);
        return TypedResults.Ok(Issue(account, refresh, options.Value));
    }

    public static async Task<Results<Created, ValidationProblem>> Register(RegisterRequest request, IUserStore users, IPasswordHasher<Account> hasher)
    {
        if (request.Password != request.ConfirmPassword)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["confirmPassword"] = ["The passwords differ."] });
        var account = new Account
        {
            Email = request.Email
        };
        account.PasswordHash = hasher.HashPassword(account, request.Password);
        await users.Save(account);
        return TypedResults.Created("/me");
    }

    public static async Task<IResult> Refresh(HttpContext context, IUserStore users, IOptions<JwtSettings> options)
    {
        if (!context.Request.Cookies.TryGetValue("refresh_token", out var token))
            return Results.Unauthorized();
        var account = await users.ByRefreshHash(Hash(token));
        context.Response.Cookies.Append("refresh_token", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Expires = DateTimeOffset.UtcNow.AddDays(7) });
        return account is null ? Results.Unauthorized() : Results.Ok(Issue(account, token, options.Value));
    }

    public static async Task<IResult> Logout(ClaimsPrincipal user, IUserStore users, HttpContext context, CancellationToken token)
    {
        await users.Revoke(Guid.Parse(user.FindFirstValue("sub")!), token);
        context.Response.Cookies.Delete("refresh_token");
        return Results.NoContent();
    }

    static TokenResponse Issue(Account account, string refresh, JwtSettings settings)
    {
        var expires = DateTime.UtcNow.AddMinutes(settings.Minutes);
        var credentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.Key)), SecurityAlgorithms.HmacSha256);
        var token = new JwtSecurityToken(settings.Issuer, settings.Audience, [new Claim("sub", account.Id.ToString())], expires: expires, signingCredentials: credentials);
        return new TokenResponse(new JwtSecurityTokenHandler().WriteToken(token), refresh, expires);
    }

    static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

public record CreateOrder(string Product, int Quantity);
public class Order
{
    public int Id { get; set; }
    public string Product { get; set; } = "";
    public Guid OwnerId { get; set; }
}

public class OrdersDb(DbContextOptions<OrdersDb> o) : DbContext(o)
{
    public DbSet<Order> Orders => Set<Order>();
}

public static class OrdersApi
{
    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder group)
    {
        group.MapGet("/", List);
        group.MapGet("/{id:int}", Get).WithName("order");
        group.MapPost("/", Create).RequireAuthorization("orders:write").AddEndpointFilter(async (c, next) => c.Arguments.OfType<CreateOrder>().Any(o => o.Quantity < 1) ? Results.BadRequest() : await next(c));
        group.MapDelete("/{id:int}", async Task<Results<NoContent, NotFound>> (int id, OrdersDb db, ClaimsPrincipal user) =>
        {
            var owner = Guid.Parse(user.FindFirstValue("sub")!);
            return await db.Orders.Where(o => o.Id == id && o.OwnerId == owner).ExecuteDeleteAsync() == 1 ? TypedResults.NoContent() : TypedResults.NotFound();
        }).RequireAuthorization("orders:write");
        return group;
    }

    static async Task<Ok<List<Order>>> List(OrdersDb db, ClaimsPrincipal user, int page = 0) => TypedResults.Ok(await db.Orders.Where(o => o.OwnerId == Guid.Parse(user.FindFirstValue("sub")!)).Skip(page * 20).Take(20).ToListAsync());
    static async Task<Results<Ok<Order>, NotFound>> Get(int id, OrdersDb db) => await db.Orders.FindAsync(id)is { } o ? TypedResults.Ok(o) : TypedResults.NotFound();
    static async Task<CreatedAtRoute<Order>> Create(CreateOrder command, OrdersDb db, ILogger<OrdersDb> logger)
    {
        logger.LogInformation("Creating {@Command}", command);
        var order = new Order
        {
            Product = command.Product
        };
        db.Orders.Add(order);
        await db.SaveChangesAsync();
        return TypedResults.CreatedAtRoute(order, "order", new { id = order.Id });
    }
}

public static class ProductsApi
{
    public static IEndpointRouteBuilder MapProducts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/products");
        group.MapGet("/", () => Results.Ok()).AllowAnonymous();
        group.MapGet("/{id}/image", (Guid id, IWebHostEnvironment env) => Results.File(Path.Combine(env.WebRootPath, "images", id.ToString("N") + ".png")));
        group.MapPost("/import", async (IFormFile file) =>
        {
            using var reader = new StreamReader(file.OpenReadStream());
            return await JsonSerializer.DeserializeAsync<List<CreateOrder>>(reader.BaseStream);
        });
        return app;
    }

    public static void MapAdmin(this WebApplication app)
    {
        var admin = app.MapGroup("/admin").RequireAuthorization("admin");
        admin.MapPost("/jobs/{name}", (string name, Jobs jobs) => jobs.Known.TryGetValue(name, out var job) ? Results.Ok(Process.Start(job)!.Id) : Results.NotFound());
        admin.MapGet("/logs/{day}", (DateOnly day) => Results.Text(File.ReadAllText($"/var/log/app/{day:yyyy-MM-dd}.log")));
    }
}

public class Jobs
{
    public Dictionary<string, string> Known { get; } = new()
    {
        ["reindex"] = "/usr/bin/reindex"
    };
}

public interface IPayments
{
    Task Pay(string cardToken);
}

public class Payments(HttpClient client, IConfiguration configuration) : IPayments
{
    public async Task Pay(string cardToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "charges");
        request.Headers.Authorization = new("Bearer", configuration["Payments:ApiKey"]);
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }
}

public class ApiKeyFilter(IConfiguration configuration) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.Headers.TryGetValue("X-Api-Key", out var key) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key.ToString()), Encoding.UTF8.GetBytes(configuration["Internal:Key"]!)) ? await next(context) : Results.Unauthorized();
}

public class GlobalHandler(ILogger<GlobalHandler> logger, IHostEnvironment env) : Microsoft.AspNetCore.Diagnostics.IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        logger.LogError(exception, "Unhandled at {Path}", context.Request.Path);
        var problem = new ProblemDetails
        {
            Title = "Something went wrong",
            Status = 500,
            Detail = env.IsDevelopment() ? exception.ToString() : null,
            Extensions =
            {
                ["traceId"] = Activity.Current?.Id
            }
        };
        if (exception is OrderException known)
        {
            problem.Detail = known.Message;
            problem.Status = 422;
        }

        context.Response.StatusCode = problem.Status!.Value;
        await context.Response.WriteAsJsonAsync(problem, cancellationToken);
        return true;
    }
}

public class OrderException(string message) : Exception(message);
public partial class Program;
