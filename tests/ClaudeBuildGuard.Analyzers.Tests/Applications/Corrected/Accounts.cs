using Microsoft.AspNetCore.Identity;

namespace Shop;

public class Accounts(ShopContext context, IPasswordHasher<User> hasher, ILogger<Accounts> logger)
{
    public User? SignIn(string email, string password)
    {
        logger.LogInformation("Sign-in of {Email}", email);
        var user = context.Users.FirstOrDefault(u => u.Email == email);
        return user is not null && hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed ? user : null;
    }

    public static byte[] Derive(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, 600_000, HashAlgorithmName.SHA256, 32);
}

public static class Pictures
{
    public static async Task<IResult> Save(IFormFile picture)
    {
        await using var file = File.Create(Path.Combine("/var/pictures", Path.GetFileName(picture.FileName)));
        await picture.CopyToAsync(file);
        return Results.Ok();
    }
}
