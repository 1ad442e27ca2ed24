namespace Passwords;
class User { public string Email { get; set; } = ""; public string Password { get; set; } = ""; public string PasswordHash { get; set; } = ""; public byte[] PasswordSalt { get; set; } = []; public byte[] Hash { get; set; } = []; }
class Login { public string Email { get; set; } = ""; public string Password { get; set; } = ""; }
class C(IEnumerable<User> users)
{
    string A(string password, string salt) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(password + salt))); // CBG7010
    void CreatePasswordHash(string password, out byte[] passwordHash, out byte[] passwordSalt)
    {
        using (var hmac = new HMACSHA512())
        {
            passwordSalt = hmac.Key;
            passwordHash = hmac.ComputeHash(Encoding.UTF8.GetBytes(password)); // CBG7010
        }
    }
    bool VerifyPasswordHash(string password, byte[] passwordHash, byte[] passwordSalt)
    {
        using var hmac = new HMACSHA512(passwordSalt);
        var computed = hmac.ComputeHash(Encoding.UTF8.GetBytes(password)); // CBG7010
        return computed.SequenceEqual(passwordHash); // CBG7011
    }
    string HashPassword(string input)
    {
        using var sha = SHA256.Create();
        var bytes = sha.ComputeHash(Encoding.UTF8.GetBytes(input)); // CBG7010
        return Convert.ToHexString(bytes);
    }
    string HashOfLogin(Login login) { var sb = new StringBuilder(); foreach (var b in MD5.Create().ComputeHash(Encoding.UTF8.GetBytes(login.Password))) sb.Append(b.ToString("x2")); return sb.ToString(); } // CBG7010
    byte[] Static(string password, byte[] salt) { var salted = Encoding.UTF8.GetBytes(password).Concat(salt).ToArray(); return SHA512.HashData(salted); } // CBG7010
    byte[] Array(string password, byte[] salt) { byte[] all = [.. salt, .. Encoding.UTF8.GetBytes(password)]; return SHA512.HashData(all); } // CBG7010
    byte[] Crypto(string password) => CryptographicOperations.HashData(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(password)); // CBG7010
    byte[] Keyed(string password, byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(password)); // CBG7010
    byte[] Managed(string password) => new SHA256Managed().ComputeHash(Encoding.UTF8.GetBytes(password)); // CBG7010
    byte[] Incremental(string password) { using var h = IncrementalHash.CreateHash(HashAlgorithmName.SHA256); h.AppendData(Encoding.UTF8.GetBytes(password)); return h.GetHashAndReset(); } // CBG7010
    User? Find(Login login) => users.FirstOrDefault(u => u.Email == login.Email && u.Password == login.Password); // CBG7011
    bool Check(User user, Login login) => string.Equals(user.PasswordHash, A(login.Password, "s")); // CBG7011
    bool Plain(User user, Login login) => user.Password.Equals(login.Password); // CBG7011
    bool Compare(User user, string hash) => string.Compare(user.PasswordHash, hash) == 0; // CBG7011
    byte[] Old(string password, byte[] salt) => new Rfc2898DeriveBytes(password, salt).GetBytes(32); // CBG7012
    byte[] Old2(string password, byte[] salt) { using var d = new Rfc2898DeriveBytes(password, salt, iterations: 1000, HashAlgorithmName.SHA1); return d.GetBytes(32); } // CBG7012
    string Fast(string password) => BCrypt.Net.BCrypt.HashPassword(password, BCrypt.Net.BCrypt.GenerateSalt(4)); // CBG7012
    string Fast2(string password) => BCrypt.Net.BCrypt.EnhancedHashPassword(password, 5); // CBG7012
    async Task Reveal(User user, Login login) { user.Password = login.Password; await Task.CompletedTask; }
}
