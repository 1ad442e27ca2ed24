using Microsoft.AspNetCore.Authentication;
using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();
builder.Services.AddDbContext<ShopContext>();
builder.Services.AddAuthentication()
    .AddJwtBearer(o =>
    {
        o.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
        o.TokenValidationParameters = Tokens.Validation(builder.Configuration);
    })
    .AddCookie(o =>
    {
        o.ExpireTimeSpan = TimeSpan.FromHours(8);
        o.Cookie.HttpOnly = true;
        o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        o.Cookie.SameSite = SameSiteMode.Lax;
    })
    .AddOpenIdConnect(o =>
    {
        o.Authority = "https://login.example.com";
        o.ClientSecret = builder.Configuration["Oidc:ClientSecret"];
        o.UsePkce = true;
        o.ResponseType = "code";
    });
builder.Services.AddAuthorization();
builder.Services.AddCors(o => o.AddPolicy("web", p => p.WithOrigins("https://shop.example.com").AllowAnyMethod().AllowCredentials()));
builder.Services.AddHttpClient("stock").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { CheckCertificateRevocationList = true });

var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.UseDeveloperExceptionPage();
}

app.UseCors("web");
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();

var catalog = app.MapGroup("/catalog").RequireAuthorization();
catalog.MapGet("/items", () => Results.Ok()).AllowAnonymous();
catalog.MapPost("/items", () => Results.Ok());
app.MapGet("/customers", () => Results.Ok()).RequireAuthorization();
app.MapGet("/go", (HttpContext context) => Results.LocalRedirect(context.Request.Query["url"].ToString())).AllowAnonymous();
app.MapGet("/signin", (string target) =>
    Uri.IsWellFormedUriString(target, UriKind.Relative)
        ? Results.Challenge(new AuthenticationProperties { RedirectUri = target })
        : Results.BadRequest()).AllowAnonymous();
app.MapPost("/pictures", (IFormFile picture) => Pictures.Save(picture)).RequireAuthorization();
app.Run();
