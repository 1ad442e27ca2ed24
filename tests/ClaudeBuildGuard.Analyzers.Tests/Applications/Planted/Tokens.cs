using System.IdentityModel.Tokens.Jwt;

namespace Shop;

public static class Tokens
{
    private const string Key = "shop-signing-" + "key-of-2024-please-rotate";

    public static TokenValidationParameters Validation(IConfiguration configuration) => new()
    {
        RequireSignedTokens = false, // CBG7002
        SignatureValidator = (token, _) => new JwtSecurityToken(token), // CBG7002
        ValidateIssuerSigningKey = false, // CBG7003
        ClockSkew = TimeSpan.FromDays(1), // CBG7007
        IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"] ?? "development-key-of-the-shop")), // CBG7006
    };

    public static string Issue(string user)
    {
        var bytes = Encoding.UTF8.GetBytes(Key);
        var credentials = new SigningCredentials(new SymmetricSecurityKey(bytes), SecurityAlgorithms.HmacSha256); // CBG7005
        var token = new JwtSecurityToken(
            issuer: "shop",
            audience: user,
            expires: DateTime.UtcNow.AddYears(1), // CBG7007
            signingCredentials: credentials);
        return new JwtSecurityTokenHandler().WriteToken(token);
    }

    public static string NewResetCode() => new Random().Next(100_000, 999_999).ToString(); // CBG7016
}
