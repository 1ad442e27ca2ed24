using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authentication.OAuth;
namespace Redirects;
class Setup
{
    void A(IServiceCollection services)
    {
        services.AddAuthentication().AddOpenIdConnect(o => { o.UsePkce = false; o.ResponseType = "id_token token"; }); // CBG7013 CBG7013
        services.AddAuthentication().AddOAuth("x", o => { o.UsePkce = false; o.ClientSecret = "abcdef0123456789abcdef"; }); // CBG7013 CBG7005
        services.Configure<OpenIdConnectOptions>("oidc", o => o.ProtocolValidator = new() { RequireNonce = false, RequireStateValidation = false }); // CBG7013 CBG7013
        services.AddAuthentication().AddOpenIdConnect(o => { o.CorrelationCookie.SameSite = SameSiteMode.None; o.NonceCookie.SecurePolicy = CookieSecurePolicy.None; }); // CBG7008
        services.AddAuthentication().AddOpenIdConnect(o => o.ResponseType = Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectResponseType.IdTokenToken); // CBG7013
        services.AddAuthentication().AddOpenIdConnect(o => { o.Events.OnRedirectToIdentityProvider = c => { c.ProtocolMessage.RedirectUri = c.Request.Query["redirect_uri"]; return Task.CompletedTask; }; }); // CBG7014
    }
}
public class AuthController : Controller
{
    [HttpGet] public IActionResult Login(string returnUrl) => Challenge(new AuthenticationProperties { RedirectUri = returnUrl }, "oidc"); // CBG7014
    [HttpGet] public IActionResult Callback(string code, string redirect_uri) => Redirect(redirect_uri + "?code=" + code); // CBG7014
    [HttpGet] public IActionResult Go([FromQuery] string url) { Response.Redirect(url); return new EmptyResult(); } // CBG7014
    [HttpGet] public IActionResult Result(string target) => new RedirectResult(target); // CBG7014
    [HttpGet] public async Task Sign(string returnUrl) => await HttpContext.ChallengeAsync("oidc", new AuthenticationProperties() { RedirectUri = returnUrl ?? "/" }); // CBG7014
    [HttpGet] public IActionResult Header() { Response.Headers.Location = Request.Query["next"].ToString(); return StatusCode(302); } // CBG7014
}
static class Routes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/login", (string? returnUrl) => TypedResults.Challenge(new AuthenticationProperties { RedirectUri = returnUrl })); // CBG7014
        app.MapGet("/out", (string u) => TypedResults.Redirect(u)); // CBG7014
        app.MapGet("/ctx", (HttpContext c) => c.Response.Redirect(c.Request.Query["u"]!)); // CBG7014
        app.MapPost("/f", (HttpRequest r) => Results.Redirect($"{r.Form["u"]}")); // CBG7014
    }
}
