using System.IdentityModel.Tokens.Jwt;

namespace Shop;

public static class Tokens
{
    public static TokenValidationParameters Validation(IConfiguration configuration) => new()
    {
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        ValidIssuer = "shop",
        ValidAudience = "shop",
        ClockSkew = TimeSpan.FromMinutes(1),
        IssuerSigningKey = Key(configuration),
    };

    public static string Issue(string user, IConfiguration configuration)
    {
        var credentials = new SigningCredentials(Key(configuration), SecurityAlgorithms.HmacSha256);
        var token = new JwtSecurityToken(issuer: "shop", audience: user, expires: DateTime.UtcNow.AddMinutes(15), signingCredentials: credentials);
        return new JwtSecurityTokenHandler().WriteToken(token);
    }

    private static SymmetricSecurityKey Key(IConfiguration configuration) =>
        new(Encoding.UTF8.GetBytes(configuration["Jwt:Key"] ?? throw new InvalidOperationException("Jwt:Key is missing.")));

    public static string NewResetCode() => RandomNumberGenerator.GetInt32(100_000, 999_999).ToString();
}
