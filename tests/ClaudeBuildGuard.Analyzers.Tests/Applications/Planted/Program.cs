using Microsoft.AspNetCore.Authentication;
using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();
builder.Services.AddDbContext<ShopContext>();
builder.Services.AddAuthentication()
    .AddJwtBearer(o =>
    {
        o.RequireHttpsMetadata = false; // CBG7004
        o.TokenValidationParameters = Tokens.Validation(builder.Configuration);
    })
    .AddCookie(o =>
    {
        o.ExpireTimeSpan = TimeSpan.FromDays(365); // CBG7007
        o.Cookie.HttpOnly = false; // CBG7008
        o.Cookie.SecurePolicy = CookieSecurePolicy.None; // CBG7008
        o.Cookie.SameSite = SameSiteMode.None; // CBG7008
    })
    .AddOpenIdConnect(o =>
    {
        o.Authority = "https://login.example.com";
        o.ClientSecret = "b6589fc6ab0dc82c"; // CBG7005
        o.UsePkce = false; // CBG7013
        o.ProtocolValidator.RequireState = false; // CBG7013
        o.ProtocolValidator.RequireNonce = false; // CBG7013
    });
builder.Services.AddAuthorization();
builder.Services.AddCors(o => o.AddPolicy("web", p => p.SetIsOriginAllowed(_ => true).AllowAnyMethod().AllowCredentials())); // CBG7401
builder.Services.AddHttpClient("stock").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
{
    ServerCertificateCustomValidationCallback = (_, _, _, _) => true, // CBG7015
});

var app = builder.Build();
app.UseDeveloperExceptionPage(); // CBG7303
app.UseCors("web");
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();

var catalog = app.MapGroup("/catalog").RequireAuthorization();
catalog.MapGet("/items", () => Results.Ok());
catalog.MapPost("/items", () => Results.Ok()).AllowAnonymous(); // CBG7104
app.MapGet("/customers", () => Results.Ok()); // CBG7101
app.MapGet("/go", (HttpContext context) => Results.Redirect(context.Request.Query["url"].ToString())).AllowAnonymous(); // CBG7014
app.MapGet("/signin", (string target) => Results.Challenge(new AuthenticationProperties { RedirectUri = target })).AllowAnonymous(); // CBG7014
app.MapPost("/pictures", (IFormFile picture) => Pictures.Save(picture)).RequireAuthorization().DisableAntiforgery(); // CBG7406
app.Run();
