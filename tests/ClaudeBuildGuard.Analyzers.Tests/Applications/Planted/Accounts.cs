namespace Shop;

public class Accounts(ShopContext context, ILogger<Accounts> logger)
{
    public User? SignIn(string email, string password)
    {
        logger.LogInformation("Sign-in of {Email} with {Password}", email, password); // CBG7301
        var computed = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password))); // CBG7010
        var user = context.Users.FirstOrDefault(u => u.Email == email);
        return user is not null && user.PasswordHash == computed ? user : null; // CBG7011
    }

    public static byte[] Derive(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, 1000, HashAlgorithmName.SHA256, 32); // CBG7012
}

public static class Pictures
{
    public static async Task<IResult> Save(IFormFile picture)
    {
        await using var file = File.Create(Path.Combine("/var/pictures", picture.FileName)); // CBG7403
        await picture.CopyToAsync(file);
        return Results.Ok();
    }
}
