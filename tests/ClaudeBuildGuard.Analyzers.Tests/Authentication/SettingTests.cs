namespace ClaudeBuildGuard.Analyzers.Tests.Authentication;

public class SettingTests
{
    [Test]
    public void Token_checks_that_are_switched_off_are_found() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        using Microsoft.IdentityModel.JsonWebTokens;
        class C
        {
            TokenValidationParameters All(byte[] key) => new()
            {
                RequireSignedTokens = false, // CBG7002
                SignatureValidator = (token, _) => new JwtSecurityToken(token), // CBG7002
                ValidateIssuerSigningKey = false, // CBG7003
                IssuerSigningKeyValidator = (_, _, _) => true, // CBG7003
                IssuerValidator = (issuer, _, _) => issuer, // CBG7003
                AlgorithmValidator = (_, _, _, _) => true, // CBG7003
                ClockSkew = TimeSpan.FromDays(1), // CBG7007
            };

            void Later(TokenValidationParameters p)
            {
                p.SignatureValidator = delegate(string token, TokenValidationParameters _) // CBG7002
                {
                    var parsed = new JsonWebToken(token);
                    return parsed;
                };
            }
        }
        """);

    [Test]
    public void Token_checks_that_are_on_or_made_by_hand_are_silent() => Sample.Check("""
        using Microsoft.IdentityModel.JsonWebTokens;
        class C(bool relaxed)
        {
            TokenValidationParameters All(SecurityKey key, HashSet<string> issuers) => new()
            {
                RequireSignedTokens = true,
                ValidateIssuerSigningKey = true,
                IssuerSigningKey = key,
                SignatureValidator = (token, parameters) =>
                {
                    var parsed = new JsonWebToken(token);
                    if (!Verify(parsed)) throw new SecurityTokenInvalidSignatureException();
                    return parsed;
                },
                IssuerValidator = (issuer, _, _) => issuers.Contains(issuer) ? issuer : throw new SecurityTokenInvalidIssuerException(),
                IssuerSigningKeyValidator = (k, _, _) => k == key,
                ClockSkew = TimeSpan.FromMinutes(5),
                RequireExpirationTime = true,
            };

            static bool Verify(JsonWebToken token) => token.Id.Length > 0;

            void Other(Imitation i) => i.RequireSignedTokens = false;
        }
        class Imitation { public bool RequireSignedTokens { get; set; } }
        """);

    [Test]
    public void Metadata_over_http_is_found() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services)
            {
                services.AddAuthentication().AddJwtBearer(o =>
                {
                    o.RequireHttpsMetadata = false; // CBG7004
                    o.Authority = "http://login.example.com"; // CBG7004
                }).AddOpenIdConnect(o =>
                {
                    o.RequireHttpsMetadata = false; // CBG7004
                    o.MetadataAddress = "http://login.example.com/.well-known/openid-configuration"; // CBG7004
                });
            }
        }
        """);

    [Test]
    public void Metadata_over_http_in_development_only_is_silent() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services, IHostEnvironment environment, IConfiguration configuration)
            {
                services.AddAuthentication().AddJwtBearer(o =>
                {
                    o.RequireHttpsMetadata = !environment.IsDevelopment();
                    o.Authority = "https://login.example.com";
                    if (environment.IsDevelopment())
                    {
                        o.RequireHttpsMetadata = false;
                    }
                }).AddJwtBearer("Second", o =>
                {
                    o.Authority = "http://localhost:5001";
                    o.RequireHttpsMetadata = configuration.GetValue<bool>("Https");
        #if DEBUG
                    o.RequireHttpsMetadata = false;
        #endif
                });
            }

            void ConfigureDevelopmentServices(IServiceCollection services) =>
                services.AddAuthentication().AddJwtBearer(o => o.RequireHttpsMetadata = false);
        }
        """);

    [Test]
    public void A_setting_in_the_else_of_a_development_test_is_found() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services, IHostEnvironment environment) => services.AddAuthentication().AddJwtBearer(o =>
            {
                if (environment.IsDevelopment()) { o.IncludeErrorDetails = true; }
                else { o.RequireHttpsMetadata = false; } // CBG7004
                if (!environment.IsDevelopment()) o.RequireHttpsMetadata = false; // CBG7004
            });
        }
        """);

    [Test]
    public void Long_lives_and_open_cookies_are_found() => Sample.Check("""
        using Microsoft.AspNetCore.Authentication;
        class C
        {
            void Add(IServiceCollection services)
            {
                services.AddAuthentication().AddCookie(o =>
                {
                    o.ExpireTimeSpan = TimeSpan.FromDays(365); // CBG7007
                    o.Cookie.HttpOnly = false; // CBG7008
                    o.Cookie.SecurePolicy = CookieSecurePolicy.None; // CBG7008
                    o.Cookie.SameSite = SameSiteMode.None; // CBG7008
                });
                services.AddSession(o =>
                {
                    o.IdleTimeout = TimeSpan.MaxValue; // CBG7007
                    o.Cookie = new CookieBuilder
                    {
                        HttpOnly = false, // CBG7008
                    };
                });
                services.ConfigureApplicationCookie(o => o.ExpireTimeSpan = new TimeSpan(400, 0, 0, 0)); // CBG7007
            }

            AuthenticationProperties Properties() => new()
            {
                IsPersistent = true,
                ExpiresUtc = DateTimeOffset.UtcNow.AddYears(10), // CBG7007
            };

            SecurityTokenDescriptor Token() => new() { Expires = DateTime.MaxValue }; // CBG7007
        }
        """);

    [Test]
    public void Ordinary_lives_and_cookies_are_silent() => Sample.Check("""
        using Microsoft.AspNetCore.Authentication;
        class C
        {
            void Add(IServiceCollection services, IConfiguration configuration)
            {
                services.AddAuthentication().AddCookie(o =>
                {
                    o.ExpireTimeSpan = TimeSpan.FromDays(14);
                    o.Cookie.HttpOnly = true;
                    o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                    o.Cookie.SameSite = SameSiteMode.Lax;
                }).AddOpenIdConnect(o => o.CorrelationCookie.SameSite = SameSiteMode.None);
                services.AddSession(o => o.IdleTimeout = configuration.GetValue<TimeSpan>("Idle"));
                services.AddAntiforgery(o => o.HeaderName = "X-XSRF-TOKEN");
            }

            CookieBuilder Preference() => new() { HttpOnly = false };

            SecurityTokenDescriptor Token(TimeSpan life) => new() { Expires = DateTime.UtcNow.AddMinutes(15) };
        }
        """);

    [Test]
    public void The_longest_session_is_configurable() => Sample.Check(
        """
        class C
        {
            void Add(IServiceCollection services) => services.AddAuthentication().AddCookie(o => o.ExpireTimeSpan = TimeSpan.FromDays(14)); // CBG7007
        }
        """,
        config: new Dictionary<string, string> { ["claude_build_guard.longest_session_days"] = "7" });

    [Test]
    public void Protocol_safeguards_that_are_off_are_found() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services) => services.AddAuthentication().AddOpenIdConnect(o =>
            {
                o.UsePkce = false; // CBG7013
                o.ProtocolValidator.RequireNonce = false; // CBG7013
                o.ProtocolValidator.RequireState = false; // CBG7013
                o.ProtocolValidator.RequireStateValidation = false; // CBG7013
                o.ResponseType = "id_token token"; // CBG7013
            }).AddOAuth("Git", o => o.UsePkce = false); // CBG7013
        }
        """);

    [Test]
    public void Protocol_safeguards_that_are_on_are_silent() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services) => services.AddAuthentication().AddOpenIdConnect(o =>
            {
                o.UsePkce = true;
                o.ProtocolValidator.RequireNonce = true;
                o.ResponseType = "code";
            });
        }
        """);

    [Test]
    public void Certificates_accepted_unchecked_are_found() => Sample.Check("""
        class C
        {
            HttpClientHandler One() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; // CBG7015
            HttpClientHandler Two() => new()
            {
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator, // CBG7015
            };
            void Three(System.Net.Security.SslClientAuthenticationOptions o) =>
                o.RemoteCertificateValidationCallback = delegate { return true; }; // CBG7015
        }
        """);

    [Test]
    public void Certificates_that_are_checked_are_silent() => Sample.Check("""
        class C(string pin)
        {
            HttpClientHandler One() => new() { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == pin };
        }
        """);

    [Test]
    public void Weak_password_settings_and_developer_detail_are_found() => Sample.Check("""
        using Microsoft.AspNetCore.Identity;
        class C
        {
            void Add(IServiceCollection services)
            {
                services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000); // CBG7012
                services.Configure<PasswordHasherOptions>(o => o.CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2); // CBG7012
                services.AddSignalR(o => o.EnableDetailedErrors = true); // CBG7303
                Microsoft.IdentityModel.Logging.IdentityModelEventSource.ShowPII = true; // CBG7303
            }

            void Derive(Konscious.Security.Cryptography.Argon2id argon) => argon.MemorySize = 1024; // CBG7012
        }
        """);

    [Test]
    public void Strong_password_settings_and_guarded_detail_are_silent() => Sample.Check("""
        using Microsoft.AspNetCore.Identity;
        class C
        {
            void Add(IServiceCollection services, IHostEnvironment environment)
            {
                services.Configure<PasswordHasherOptions>(o => o.IterationCount = 600_000);
                services.AddSignalR(o => o.EnableDetailedErrors = environment.IsDevelopment());
            }

            void Derive(Konscious.Security.Cryptography.Argon2id argon) => argon.MemorySize = 65536;
        }
        """);
}
