namespace ClaudeBuildGuard.Analyzers.Tests.Authentication;

public class SecretTests
{
    [Test]
    public void Keys_in_the_code_are_found_through_constants_locals_and_fields() => Sample.Check("""
        class C(IConfiguration configuration)
        {
            const string Key = "the-quick-" + "brown-fox-jumps";
            static readonly string Field = "over the lazy dog, again and again";
            static readonly byte[] Bytes = Encoding.UTF8.GetBytes("over the lazy dog, again and again");
            static string Property => "over the lazy dog, again and again";

            SecurityKey Direct() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes("over the lazy dog, again")); // CBG7005
            SecurityKey Constant() => new SymmetricSecurityKey(Encoding.ASCII.GetBytes(Key)); // CBG7005
            SecurityKey FromField() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Field)); // CBG7005
            SecurityKey FromBytes() => new SymmetricSecurityKey(Bytes); // CBG7005
            SecurityKey FromProperty() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Property)); // CBG7005
            SecurityKey Utf8() => new SymmetricSecurityKey("over the lazy dog, again"u8.ToArray()); // CBG7005
            SecurityKey Local()
            {
                var text = "over the lazy dog, again";
                var bytes = Encoding.UTF8.GetBytes(text);
                return new SymmetricSecurityKey(bytes); // CBG7005
            }
            SecurityKey Fallback() =>
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"] ?? "your-very-long-development-key")); // CBG7006
        }
        """);

    [Test]
    public void Client_secrets_in_the_code_are_found() => Sample.Check("""
        class C
        {
            void Add(IServiceCollection services) => services.AddAuthentication()
                .AddOpenIdConnect(o => o.ClientSecret = "a8f5f167f44f4964") // CBG7005
                .AddOAuth("Git", o => o.ClientSecret = "a8f5f167f44f4964"); // CBG7005
        }
        """);

    [Test]
    public void A_key_of_another_environment_than_development_is_found() => Sample.Check($$"""
        class C
        {
            SecurityKey? One(IHostEnvironment env) => env.IsDevelopment() ? new SymmetricSecurityKey("{{"kE9pQ2vX7mB4tR8w" + "Lz3nF6hJ1cS5dG0y"}}"u8.ToArray()) : null;
            SecurityKey? Two(IHostEnvironment env) { if (!env.IsEnvironment("Local")) return null; return new SymmetricSecurityKey("{{"kE9pQ2vX7mB4tR8w" + "Lz3nF6hJ1cS5dG0y"}}"u8.ToArray()); }
            SecurityKey? Three(IHostEnvironment env) => env.IsProduction() ? null : new SymmetricSecurityKey("{{"kE9pQ2vX7mB4tR8w" + "Lz3nF6hJ1cS5dG0y"}}"u8.ToArray()); // CBG7005
        }
        """);

    [Test]
    public void Keys_from_configuration_and_placeholders_of_client_secrets_are_silent() => Sample.Check("""
        class C(IConfiguration configuration, byte[] given)
        {
            SecurityKey One() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"]!));
            SecurityKey Two() => new SymmetricSecurityKey(Convert.FromBase64String(configuration["Jwt:Key"] ?? throw new InvalidOperationException("Jwt:Key is missing")));
            SecurityKey Three() => new SymmetricSecurityKey(given);
            SecurityKey Four() => new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64));
            SecurityKey Five()
            {
                var text = "";
                text = configuration["Key"]!;
                return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text));
            }
            void Add(IServiceCollection services) => services.AddAuthentication()
                .AddOpenIdConnect(o => { o.ClientId = "shop"; o.ClientSecret = configuration["Oidc:Secret"]; })
                .AddOAuth("Git", o => o.ClientSecret = "<client-secret>");
        }
        """);

    [Test]
    public void The_message_does_not_hold_the_secret()
    {
        var found = Sample.Judge([("Sample.cs", """
            class C { SecurityKey Key() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes("over the lazy dog, again")); }
            """)]);
        Assert.That(found.Single().GetMessage(), Does.Not.Contain("lazy").And.Contain("24 characters"));
    }
}
