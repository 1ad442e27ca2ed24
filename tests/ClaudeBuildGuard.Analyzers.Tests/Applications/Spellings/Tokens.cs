using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authentication.Cookies;
using System.Security.Claims;
namespace Tokens;
class Setup(IConfiguration configuration)
{
    void A(IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer(options =>
        {
            options.TokenValidationParameters.RequireSignedTokens = false; // CBG7002
            options.TokenValidationParameters.SignatureValidator = delegate (string token, TokenValidationParameters p) { return new JsonWebToken(token); }; // CBG7002
        });
        services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = new() { ValidateIssuerSigningKey = false }; }); // CBG7003
        services.PostConfigure<JwtBearerOptions>("Bearer", o => o.RequireHttpsMetadata = false); // CBG7004
        services.Configure<JwtBearerOptions>(o => { o.TokenValidationParameters.SignatureValidator = NoCheck; }); // CBG7002
        services.AddOptions<JwtBearerOptions>("Bearer").Configure(o => o.RequireHttpsMetadata = false); // CBG7004
        services.AddAuthentication().AddJwtBearer(o => o.BackchannelHttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = delegate { return true; } }); // CBG7015
        services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.SignatureValidator = (t, _) => new JwtSecurityTokenHandler().ReadJwtToken(t)); // CBG7002
        services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.IssuerSigningKeyResolver = (t, st, kid, p) => [new SymmetricSecurityKey(Encoding.UTF8.GetBytes("my-super-secret-key-123456789"))]); // CBG7005
        services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.LifetimeValidator = (nb, e, t, p) => true);
        services.AddAuthentication().AddJwtBearer(o => { o.Events = new JwtBearerEvents { OnAuthenticationFailed = c => { c.Success(); return Task.CompletedTask; } }; }); // CBG7003
        services.ConfigureApplicationCookie(o => { o.ExpireTimeSpan = TimeSpan.FromDays(3650); o.Cookie.HttpOnly = false; }); // CBG7007 CBG7008
        services.AddSession(o => { o.IdleTimeout = TimeSpan.MaxValue; o.Cookie.SecurePolicy = CookieSecurePolicy.None; }); // CBG7007 CBG7008
    }
    static SecurityToken NoCheck(string token, TokenValidationParameters p) => new JsonWebToken(token);
    string? Subject(string token) => new JwtSecurityTokenHandler().ReadJwtToken(token).Subject;
    ClaimsPrincipal FromHeader(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "");
        var jwt = new JwtSecurityTokenHandler().ReadJwtToken(token); // CBG7003
        return new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, "jwt"));
    }
    string Make(List<Claim> claims)
    {
        var descriptor = new SecurityTokenDescriptor { Subject = new ClaimsIdentity(claims), Expires = DateTime.MaxValue, SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.ASCII.GetBytes("ThisIsMySecretKeyForJwtTokens!!")), SecurityAlgorithms.HmacSha256Signature) }; // CBG7005 CBG7007
        var handler = new JwtSecurityTokenHandler();
        return handler.WriteToken(handler.CreateToken(descriptor));
    }
    string MakeUnsigned(List<Claim> claims) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(claims: claims, expires: DateTime.UtcNow.AddHours(1))); // CBG7016
    string MakeForever(List<Claim> claims, SigningCredentials c) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("i", "a", claims, signingCredentials: c)); // CBG7007
    SecurityKey KeyMember() => new SymmetricSecurityKey(Convert.FromBase64String(Keys.Signing)); // CBG7005
    SecurityKey KeyHash() => new SymmetricSecurityKey(SHA256.HashData(Encoding.UTF8.GetBytes("my-secret"))); // CBG7005
    SecurityKey KeyGuid() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration.GetValue<string>("Jwt:Key", "fallback-key-that-is-in-code-1234"))); // CBG7006
    SecurityKey KeyCond() { var k = configuration["Jwt:Key"]; return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(string.IsNullOrEmpty(k) ? "dev-secret-key-0123456789-abcdef" : k)); } // CBG7006
    void Handler() { var h = new HttpClientHandler(); h.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator; // CBG7015
        var h2 = new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => { return true; } }; // CBG7015
        var h3 = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }; // CBG7015
        System.Net.ServicePointManager.ServerCertificateValidationCallback += (s, c, ch, e) => true; // CBG7015
        var ssl = new System.Net.Security.SslStream(Stream.Null, false, (s, c, ch, e) => true); // CBG7015
    }
}
static class Keys { public static readonly string Signing = "bXktc3VwZXItc2VjcmV0LWtleS0xMjM0NTY3ODk="; }
