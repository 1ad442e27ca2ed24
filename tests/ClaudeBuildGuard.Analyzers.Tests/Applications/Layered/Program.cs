// Layers with a mediator, many tenants behind query filters, Identity API endpoints, Blazor and conventions: everything as it should be.
using System.Linq.Expressions;
using System.Security.Claims;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.AspNetCore.Components.Authorization;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<ITenantContext, TenantContext>();
builder.Services.AddDbContext<AppDb>((sp, o) =>
{
    if (builder.Environment.IsDevelopment())
        o.EnableSensitiveDataLogging();
});
builder.Services.AddIdentityApiEndpoints<AppUser>().AddEntityFrameworkStores<AppDb>();
builder.Services.AddAuthorization();
builder.Services.AddControllers();
builder.Services.AddSignalR(o => o.EnableDetailedErrors = builder.Environment.IsDevelopment());
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddHealthChecks();
builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapIdentityApi<AppUser>();
app.MapGroup("/account").MapIdentityApi<AppUser>();
app.MapControllers().RequireAuthorization();
app.MapHub<ChatHub>("/chat").RequireAuthorization();
app.MapHealthChecks("/health/live");
new PlansModule().AddRoutes(app);
app.MapPost("/logout", async (SignInManager<AppUser> signIn) =>
{
    await signIn.SignOutAsync();
    return Results.Ok();
}).RequireAuthorization();
foreach (var endpoint in new IEndpoint[]
{
    new InvoicesEndpoint()
}

)
    endpoint.Map(app.MapGroup("/v1").RequireAuthorization());
app.Run();
public interface IEndpoint
{
    void Map(IEndpointRouteBuilder app);
}

public class InvoicesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/invoices", async (IMediator m, CancellationToken ct) => Results.Ok(await m.Send(new ListInvoices(), ct)));
        app.MapPost("/invoices", (IMediator m) => 1);
    }
}

public interface IMediator
{
    Task<T> Send<T>(IRequest<T> request, CancellationToken ct);
}

public interface IRequest<T>;
public record ListInvoices : IRequest<List<Invoice>>;
public record ChangePassword(string CurrentPassword, string NewPassword) : IRequest<bool>;
public interface ITenantContext
{
    Guid TenantId { get; }
}

public class TenantContext(IHttpContextAccessor accessor) : ITenantContext
{
    public Guid TenantId => Guid.Parse(accessor.HttpContext!.User.FindFirstValue("tenant")!);
}

public interface IMultiTenant
{
    Guid TenantId { get; set; }
}

public abstract class Entity : IMultiTenant
{
    public int Id { get; set; }
    public Guid TenantId { get; set; }
}

public class Invoice : Entity
{
    public decimal Total { get; set; }
    public string Number { get; set; } = "";
}

public class Customer : Entity
{
    public string Name { get; set; } = "";
}

public class Plan
{
    public int Id { get; set; }
}

public class AppUser : IdentityUser
{
    public Guid TenantId { get; set; }
}

public class AppDb(DbContextOptions<AppDb> o, ITenantContext tenant) : IdentityDbContext<AppUser>(o)
{
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Plan> Plans => Set<Plan>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var type in builder.Model.GetEntityTypes().Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType)))
        {
            typeof(AppDb).GetMethod(nameof(Filter), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type.ClrType).Invoke(this, [builder]);
        }
    }

    private void Filter<T>(ModelBuilder builder)
        where T : class, IMultiTenant => builder.Entity<T>().HasQueryFilter(e => e.TenantId == tenant.TenantId);
}

public class InvoiceQueries(AppDb db, System.Data.IDbConnection connection, ITenantContext tenant)
{
    public Task<List<Invoice>> Open() => db.Invoices.AsNoTracking().OrderBy(i => i.Number).ToListAsync();
    public Task<Customer?> Customer(int id) => db.Customers.FirstOrDefaultAsync(c => c.Id == id);
    public Task<IEnumerable<Invoice>> Report() => connection.QueryAsync<Invoice>("select * from invoices where tenant_id = @TenantId", new { tenant.TenantId });
    public Task<int> All() => db.Invoices.IgnoreQueryFilters().Where(i => i.TenantId == tenant.TenantId).CountAsync();
}

[Route("api/[controller]"), ApiController]
public class CustomersController(AppDb db, ILogger<CustomersController> logger) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> All(string? search)
    {
        var query = db.Customers.AsQueryable();
        if (search is not null)
            query = query.Where(c => c.Name.StartsWith(search));
        return Ok(await query.ToListAsync());
    }

    [HttpPost("password")]
    public async Task<IActionResult> Change(ChangePassword command, IMediator mediator, CancellationToken ct)
    {
        logger.LogInformation("Handling {Name}", nameof(ChangePassword));
        return await mediator.Send(command, ct) ? NoContent() : BadRequest("The password was not changed.");
    }

    [HttpGet("export")]
    public IActionResult Export() => File("x"u8.ToArray(), "text/csv");
    [HttpGet("file/{name}")]
    public IActionResult Named(string name)
    {
        var safe = Path.GetFileName(name);
        var path = Path.Combine("/exports", safe);
        return System.IO.File.Exists(path) ? PhysicalFile(path, "text/csv") : NotFound();
    }
}

public class ChatHub : Hub
{
    public Task Send(string text) => Clients.OthersInGroup(Context.User!.FindFirstValue("tenant")!).SendAsync("message", text);
}

public class PlansModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        var g = app.MapGroup("/plans").RequireAuthorization();
        g.MapGet("/", (AppDb db) => db.Plans.ToListAsync());
        g.MapPost("/", (Plan p) => p);
    }
}

public class Conventions : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        foreach (var c in application.Controllers)
            c.Filters.Add(new Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter());
    }
}

public class ProfileComponent : Microsoft.AspNetCore.Components.ComponentBase
{
    [Microsoft.AspNetCore.Components.Inject]
    public AuthenticationStateProvider State { get; set; } = null !;

    [Microsoft.AspNetCore.Components.Parameter]
    public string? Tab { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var user = (await State.GetAuthenticationStateAsync()).User;
    }
}

public class Importer(ILogger<Importer> logger)
{
    public void Run(string path, string passwordPolicy, string tokenType, string secretName)
    {
        logger.LogInformation("Importing {Path} under {Policy}, {Type}, {Name}", path, passwordPolicy, tokenType, secretName);
        using var process = System.Diagnostics.Process.Start("gzip", path);
        var checksum = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        var etag = Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(path)));
        logger.LogDebug("{Checksum} {Etag}", checksum, etag);
    }

    public static string Gravatar(string email) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())));
    public static bool Verify(string payload, string signature, string secret)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return CryptographicOperations.FixedTimeEquals(hmac.ComputeHash(Encoding.UTF8.GetBytes(payload)), Convert.FromHexString(signature));
    }

    public static string OneTime(string passwordResetToken) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(passwordResetToken)));
}
