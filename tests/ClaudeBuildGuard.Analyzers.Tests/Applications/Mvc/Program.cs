// Controllers, areas, Razor pages and SignalR over Identity with cookies: everything as it should be.
// MVC with Identity and areas, Razor pages, cookie + external login; correct
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.SignalR;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;

var builder = WebApplication.CreateBuilder(args);
var connection = builder.Configuration.GetConnectionString("Default") ?? throw new InvalidOperationException("Connection string 'Default' not found.");
builder.Services.AddDbContext<AppDb>();
builder.Services.AddIdentity<AppUser, IdentityRole>(o =>
{
    o.Password.RequiredLength = 12;
    o.Lockout.MaxFailedAccessAttempts = 5;
    o.SignIn.RequireConfirmedAccount = true;
}).AddEntityFrameworkStores<AppDb>().AddDefaultTokenProviders();
builder.Services.AddAuthentication().AddOpenIdConnect("google", o =>
{
    builder.Configuration.GetSection("Google").Bind(o);
    o.ClientId = builder.Configuration["Google:ClientId"]!;
    o.ClientSecret = builder.Configuration["Google:ClientSecret"]!;
    o.SaveTokens = true;
    o.GetClaimsFromUserInfoEndpoint = true;
});
builder.Services.ConfigureApplicationCookie(o =>
{
    o.LoginPath = "/Identity/Account/Login";
    o.Cookie.Name = "__Host-shop";
    o.ExpireTimeSpan = TimeSpan.FromDays(14);
    o.SlidingExpiration = true;
    o.Events.OnRedirectToLogin = c =>
    {
        if (c.Request.Path.StartsWithSegments("/api"))
        {
            c.Response.StatusCode = 401;
            return Task.CompletedTask;
        }

        c.Response.Redirect(c.RedirectUri);
        return Task.CompletedTask;
    };
});
builder.Services.AddAuthorizationBuilder().AddPolicy("Staff", p => p.RequireRole("Staff")).SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddControllersWithViews(o => o.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
builder.Services.AddRazorPages(o =>
{
    o.Conventions.AllowAnonymousToPage("/Index");
});
builder.Services.AddSession(o =>
{
    o.IdleTimeout = TimeSpan.FromMinutes(20);
    o.Cookie.IsEssential = true;
});
builder.Services.AddSignalR();
var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.UseDeveloperExceptionPage();
}
else
{
    app.UseExceptionHandler("/Home/Error");
    app.UseHsts();
}

app.UseHttpsRedirection();
app.UseStaticFiles();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseSession();
app.MapControllerRoute("areas", "{area:exists}/{controller=Home}/{action=Index}/{id?}");
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
app.MapRazorPages();
app.MapHub<NotificationHub>("/hubs/notifications");
app.MapHealthChecks("/health").AllowAnonymous();
app.MapGet("/api/me", (ClaimsPrincipal user) => user.Identity!.Name);
app.MapPost("/csp-report", () => Results.NoContent()).AllowAnonymous();
app.Run();
public class AppUser : IdentityUser
{
    public string DisplayName { get; set; } = "";
}

public class Product
{
    public int Id { get; set; }
    public string Name { get; set; } = "";
    public string Slug { get; set; } = "";
}

public class AppDb(DbContextOptions<AppDb> o) : IdentityDbContext<AppUser>(o)
{
    public DbSet<Product> Products => Set<Product>();
}

public class NotificationHub : Hub
{
    public Task Join(string group) => Groups.AddToGroupAsync(Context.ConnectionId, group);
}

public class HomeController(ILogger<HomeController> logger) : Controller
{
    [AllowAnonymous]
    public IActionResult Index() => View();
    [AllowAnonymous]
    [ResponseCache(Duration = 0, NoStore = true)]
    public IActionResult Error()
    {
        logger.LogWarning("Shown {RequestId}", Activity.Current?.Id ?? HttpContext.TraceIdentifier);
        return View();
    }

    [AllowAnonymous, HttpPost]
    public IActionResult SetLanguage(string culture, string returnUrl)
    {
        Response.Cookies.Append("culture", culture, new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) });
        return LocalRedirect(returnUrl);
    }
}

[Area("Admin"), Authorize(Policy = "Staff")]
public class ProductsController(AppDb db, ILogger<ProductsController> logger, IWebHostEnvironment env) : Controller
{
    public async Task<IActionResult> Index(string? q, int page = 1)
    {
        var query = db.Products.AsQueryable();
        if (!string.IsNullOrWhiteSpace(q))
            query = query.Where(p => p.Name.Contains(q));
        logger.LogInformation("Search {Query} page {Page}", q, page);
        return View(await query.Skip((page - 1) * 20).Take(20).ToListAsync());
    }

    [HttpPost, ValidateAntiForgeryToken]
    public async Task<IActionResult> Create(Product product)
    {
        if (!ModelState.IsValid)
            return View(product);
        db.Add(product);
        await db.SaveChangesAsync();
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public async Task<IActionResult> Upload(IFormFile file)
    {
        var name = Guid.NewGuid() + Path.GetExtension(file.FileName);
        await using var stream = System.IO.File.Create(Path.Combine(env.WebRootPath, "uploads", name));
        await file.CopyToAsync(stream);
        return RedirectToAction("Details", new { name });
    }

    [HttpPost]
    public async Task<IActionResult> Delete(int id)
    {
        try
        {
            await db.Products.Where(p => p.Id == id).ExecuteDeleteAsync();
            return Ok();
        }
        catch (DbUpdateException ex)
        {
            logger.LogError(ex, "Delete of {Id} failed", id);
            return Conflict("In use.");
        }
    }

    public IActionResult Show(string slug) => Redirect($"/products/{slug}");
    public IActionResult Download(int id) => PhysicalFile(Path.Combine(env.ContentRootPath, "reports", $"{id}.pdf"), "application/pdf");
    public async Task<IActionResult> Raw(string name) => Json(await db.Products.FromSqlInterpolated($"select * from Products where Name = {name}").ToListAsync());
    public async Task<IActionResult> Raw2(string name) => Json(await db.Products.FromSqlRaw("select * from Products where Name = {0}", name).ToListAsync());
}

public class LoginModel(SignInManager<AppUser> signIn, UserManager<AppUser> users, ILogger<LoginModel> logger) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();
    public string? ReturnUrl { get; set; }

    [TempData]
    public string? ErrorMessage { get; set; }

    public class InputModel
    {
        [Required, EmailAddress]
        public string Email { get; set; } = "";

        [Required, DataType(DataType.Password)]
        public string Password { get; set; } = "";

        [Compare("Password")]
        public string ConfirmPassword { get; set; } = "";
        public bool RememberMe { get; set; }
    }

    public async Task OnGetAsync(string? returnUrl = null)
    {
        returnUrl ??= Url.Content("~/");
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        ReturnUrl = returnUrl;
    }

    public async Task<IActionResult> OnPostAsync(string? returnUrl = null)
    {
        returnUrl ??= Url.Content("~/");
        var result = await signIn.PasswordSignInAsync(Input.Email, Input.Password, Input.RememberMe, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            logger.LogInformation("User logged in.");
            return LocalRedirect(returnUrl);
        }

        if (result.RequiresTwoFactor)
            return RedirectToPage("./LoginWith2fa", new { ReturnUrl = returnUrl, Input.RememberMe });
        ModelState.AddModelError(string.Empty, "Invalid login attempt.");
        return Page();
    }

    public async Task<IActionResult> OnPostReset(string code)
    {
        var user = await users.FindByEmailAsync(Input.Email);
        if (Input.Password != Input.ConfirmPassword)
            return Page();
        var result = await users.ResetPasswordAsync(user!, code, Input.Password);
        logger.LogInformation("Password reset for {UserId}: {Succeeded}", user!.Id, result.Succeeded);
        return RedirectToPage("./ResetPasswordConfirmation");
    }
}

public class LogoutModel(SignInManager<AppUser> signIn) : PageModel
{
    public async Task<IActionResult> OnPost(string? returnUrl = null)
    {
        await signIn.SignOutAsync();
        HttpContext.Session.Clear();
        return returnUrl != null ? LocalRedirect(returnUrl) : RedirectToPage();
    }
}

public class IndexModel : PageModel
{
    public void OnGet()
    {
    }
}

public class ExternalController : Controller
{
    [AllowAnonymous, HttpPost]
    public IActionResult ExternalLogin(string provider, string? returnUrl)
    {
        var redirect = Url.Action("Callback", "External", new { returnUrl });
        return Challenge(new AuthenticationProperties { RedirectUri = redirect }, provider);
    }

    [AllowAnonymous]
    public IActionResult Callback(string? returnUrl)
    {
        if (!Url.IsLocalUrl(returnUrl))
            returnUrl = "/";
        return Redirect(returnUrl!);
    }
}
