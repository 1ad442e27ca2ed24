namespace ClaudeBuildGuard.Analyzers.Tests.Authentication;

public class PasswordTests
{
    [Test]
    public void Fast_hashes_of_passwords_are_found() => Sample.Check("""
        class C
        {
            byte[] One(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password)); // CBG7010
            byte[] Two(string password, string salt)
            {
                using var sha = SHA512.Create();
                var bytes = Encoding.UTF8.GetBytes(salt + password);
                return sha.ComputeHash(bytes); // CBG7010
            }
            byte[] Three(Login login) => MD5.HashData(Encoding.UTF8.GetBytes($"{login.UserPassword}:{login.Salt}")); // CBG7010
            (byte[], byte[]) Four(string pwd)
            {
                using var hmac = new HMACSHA512();
                return (hmac.Key, hmac.ComputeHash(Encoding.UTF8.GetBytes(pwd))); // CBG7010
            }
        }
        class Login { public string UserPassword { get; set; } = ""; public string Salt { get; set; } = ""; }
        """);

    [Test]
    public void Hashes_of_other_things_and_prescribed_hashes_are_silent() => Sample.Check("""
        class C
        {
            byte[] One(string content) => SHA256.HashData(Encoding.UTF8.GetBytes(content));
            byte[] Two(string passwordPolicy) => SHA256.HashData(Encoding.UTF8.GetBytes(passwordPolicy));
            byte[] Three(Stream stream) => SHA256.HashData(stream);
            byte[] Four(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
        }
        class PwnedPasswordClient
        {
            string Range(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)))[..5];
        }
        class SRP6a
        {
            byte[] Private(string salt, string password) => SHA256.HashData(Encoding.UTF8.GetBytes(salt + password));
        }
        class UsersRpc
        {
            byte[] Store(string salt, string password) => SHA256.HashData(Encoding.UTF8.GetBytes(salt + password)); // CBG7010
        }
        class DigestAuthentication
        {
            byte[] Response(string user, string password) => MD5.HashData(Encoding.UTF8.GetBytes($"{user}:realm:{password}"));
        }
        """);

    [Test]
    public void A_fast_hash_that_a_slow_one_takes_is_silent() => Sample.Check("""
        class C
        {
            string One(string password) => BCrypt.Net.BCrypt.HashPassword(Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(password))));
            bool Two(string password, string hash)
            {
                var digest = SHA512.HashData(Encoding.UTF8.GetBytes(password));
                var text = Convert.ToBase64String(digest);
                return BCrypt.Net.BCrypt.Verify(text, hash);
            }
            byte[] Three(string password, byte[] salt, byte[] pepper) => Rfc2898DeriveBytes.Pbkdf2(HMACSHA512.HashData(pepper, Encoding.UTF8.GetBytes(password)), salt, 210_000, HashAlgorithmName.SHA512, 32);
            string Four(string password) => BCrypt.Net.BCrypt.HashPassword(Old(password));
            static string Old(string input) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(input)));
            (string, string) Five(string password, string other)
            {
                var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password))); // CBG7010
                return (digest, BCrypt.Net.BCrypt.HashPassword(other));
            }
            string Six(string password) => Store(Old(password)); // CBG7010
            byte[] Seven(string password, int rounds)
            {
                var digest = SHA512.HashData(Encoding.UTF8.GetBytes(password));
                for (var i = 1; i < rounds; i++)
                {
                    digest = SHA512.HashData(digest);
                }
                return digest;
            }
            byte[] Eight(string passphrase, int length)
            {
                using var md5 = MD5.Create();
                var bytes = Encoding.UTF8.GetBytes(passphrase);
                var last = md5.ComputeHash(bytes);
                var key = new List<byte>(last);
                while (key.Count < length)
                {
                    last = md5.ComputeHash([.. last, .. bytes]);
                    key.AddRange(last);
                }
                return [.. key.Take(length)];
            }
            void Nine(List<string> passwords, List<byte[]> kept)
            {
                for (var i = 0; i < passwords.Count; i++)
                {
                    var password = passwords[i];
                    kept.Add(SHA256.HashData(Encoding.UTF8.GetBytes(password))); // CBG7010
                }
            }
            byte[] Ten(string password, byte[][] files)
            {
                foreach (var file in files)
                {
                    Console.WriteLine(SHA256.HashData(file).Length);
                }
                return SHA256.HashData(Encoding.UTF8.GetBytes(password)); // CBG7010
            }
            static string Store(string text) => text;
        }
        """);

    [Test]
    public void Equality_of_two_logins_asks_for_no_stored_password() => Sample.Check("""
        class Login : IEquatable<Login>
        {
            public string User { get; init; } = ""; public string Password { get; init; } = "";
            public bool Equals(Login? other) => other is not null && User == other.User && string.Equals(Password, other.Password, StringComparison.Ordinal);
            public override bool Equals(object? o) => o is Login l && l.Password == Password;
            public override int GetHashCode() => HashCode.Combine(User, Password);
            public bool SignsIn(Login stored) => User == stored.User && Password == stored.Password; // CBG7011
        }
        class MailOptions { public string Password { get; set; } = ""; public bool Differs(MailOptions other) => Password != other.Password; }
        class UserCredentials { public string Password { get; set; } = ""; public bool SignsIn(UserCredentials stored) => Password == stored.Password; } // CBG7011
        class ConnectionSettings { public string Password { get; set; } = ""; public bool IsSame(ConnectionSettings newer) => Password == newer.Password; }
        class Comparer : IEqualityComparer<Login> { public bool Equals(Login? x, Login? y) => x!.Password == y!.Password; public int GetHashCode(Login l) => 0; }
        """);

    [Test]
    public void A_password_that_is_handed_to_a_method_which_only_hashes_it_is_found() => Sample.Check("""
        record Register(string Email, string Password);
        class Account { public string PasswordHash { get; set; } = ""; }
        static class Texts
        {
            public static string ComputeHash(string input) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(input)));
            public static string ToSha512(this string value) { using var a = SHA512.Create(); return Convert.ToBase64String(a.ComputeHash(Encoding.UTF8.GetBytes(value))); }
            public static string HashWithSalt(string text, string salt) => ComputeHash(salt + text);
            public static string Md5(string input) { var b = MD5.HashData(Encoding.ASCII.GetBytes(input)); var sb = new StringBuilder(); foreach (var x in b) { sb.Append(x.ToString("x2")); } return sb.ToString(); }
        }
        interface IHasher { string Hash(string s); }
        class Sha1Hasher : IHasher { public string Hash(string s) { using var x = SHA1.Create(); return Convert.ToHexString(x.ComputeHash(Encoding.UTF8.GetBytes(s))); } }
        class C(IHasher hasher)
        {
            Account One(Register r) => new() { PasswordHash = Texts.ComputeHash(r.Password) }; // CBG7010
            void Two(Account a, Register r) => a.PasswordHash = r.Password.ToSha512(); // CBG7010
            string Three(string password, string salt) => Texts.HashWithSalt(password, salt); // CBG7010
            void Four(Account a, Register r) => a.PasswordHash = hasher.Hash(r.Password); // CBG7010
            void Five(Account a, string input) => a.PasswordHash = Texts.Md5(input); // CBG7010
            void Six(List<Account> store, Register r)
            {
                store.Add(new Account { PasswordHash = Hash(r.Password) }); // CBG7010
                static string Hash(string input) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(input)));
            }
        }
        """);

    [Test]
    public void A_password_that_is_handed_to_another_method_is_silent() => Sample.Check("""
        record Register(string Email, string Password);
        class Account { public string PasswordHash { get; set; } = ""; public string TokenHash { get; set; } = ""; public string PasswordResetTokenHash { get; set; } = ""; }
        class MailOptions { public string Password { get; set; } = ""; }
        static class Texts
        {
            public static string Plain(string input) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(input)));
            public static string Stretched(string input, byte[] salt) => Convert.ToHexString(Rfc2898DeriveBytes.Pbkdf2(Plain(input), salt, 600_000, HashAlgorithmName.SHA256, 32));
            public static string Blowfish(string input) => BCrypt.Net.BCrypt.HashPassword(Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(input))), 12);
            public static string HashSlowly(string input) { var b = Encoding.UTF8.GetBytes(input); for (var i = 0; i < 500_000; i++) { b = SHA512.HashData(b); } return Convert.ToHexString(b); }
            public static byte[] Encrypt(string text, string phrase)
            {
                using var aes = Aes.Create();
                aes.Key = SHA256.HashData(Encoding.UTF8.GetBytes(phrase));
                return aes.EncryptCbc(Encoding.UTF8.GetBytes(text), aes.IV);
            }
            public static string Normalize(string text) => text.Trim();
        }
        interface IHasher { string Hash(string s); }
        class OldHasher : IHasher { public string Hash(string s) => Texts.Plain(s); }
        class NewHasher : IHasher { public string Hash(string s) => BCrypt.Net.BCrypt.HashPassword(s, 12); }
        class C(IHasher hasher)
        {
            void One(Account a, Register r, byte[] salt) => a.PasswordHash = Texts.Stretched(r.Password, salt);
            void Two(Account a, Register r) => a.PasswordHash = Texts.Blowfish(r.Password);
            void Three(Account a, Register r) => a.PasswordHash = hasher.Hash(r.Password);
            void Four(Account a, Register r) => a.PasswordHash = Texts.HashSlowly(r.Password);
            void Five(Account a, string token) => a.TokenHash = Texts.Plain(token);
            void Six(Account a, string token) => a.PasswordResetTokenHash = Texts.Plain(token);
            byte[] Seven(string text, string password) => Texts.Encrypt(text, password);
            string Eight(string content) => Texts.Plain(content);
            string Nine(Register r) => Texts.Normalize(r.Password);
            string Ten(MailOptions options) => Texts.Plain(options.Password);
            string Eleven(string password) { var signature = Texts.Plain(password + "order"); return signature; }
        }
        class PwnedPasswords { string Range(string password) => Texts.Plain(password)[..5]; }
        """);

    [Test]
    public void Comparisons_of_stored_passwords_are_found() => Sample.Check("""
        class User { public string Email { get; set; } = ""; public string Password { get; set; } = ""; public byte[] PasswordHash { get; set; } = []; }
        class C
        {
            bool One(User user, string password) => user.Password == password; // CBG7011
            User? Two(IQueryable<User> users, string email, string password) =>
                users.FirstOrDefault(u => u.Email == email && u.Password == password); // CBG7011
            bool Three(User user, byte[] passwordHash) => user.PasswordHash.SequenceEqual(passwordHash); // CBG7011
            bool Four(User user, string password)
            {
                if (user.Password != Hash(password)) return false; // CBG7011
                return true;
            }
            bool Five(User user, string password) => user.Password.Equals(password, StringComparison.Ordinal); // CBG7011
            static string Hash(string text) => text;
        }
        """);

    [Test]
    public void Comparisons_that_check_no_stored_password_are_silent() => Sample.Check("""
        record Form(string Email, string UserId, string Password);
        class Register { public string Password { get; set; } = ""; public string ConfirmPassword { get; set; } = ""; public string NewPassword { get; set; } = ""; }
        class C
        {
            private string _password = "";
            public string Password { get => _password; set { if (_password != value) { _password = value; } } }
            bool One(Register r) => r.Password == r.ConfirmPassword;
            bool Two(Register r, string oldPassword) => r.NewPassword == oldPassword;
            bool Three(Register r) => r.Password == "" || r.Password == null;
            bool Four(byte[] stored, byte[] computed) => CryptographicOperations.FixedTimeEquals(stored, computed);
            bool Five(Register r, int passwordLength) => r.Password.Length == passwordLength;
            bool Six(string password, string again) => password == again;
            bool SameAsMail(Form f) => f.Password == f.Email || f.Password.Equals(f.Email, StringComparison.OrdinalIgnoreCase) || string.Equals(f.Password, f.UserId);
            bool SameAsName(Register r, string userName) => r.Password == userName;
            string? Seven(Register update, Register saved) => update.Password != saved.Password ? update.Password : null;
            void Eight(Register update, Register saved) { if (saved.Password != update.Password) { saved.Password = update.Password; } }
            byte[] Nine(string passwordResetToken) => SHA256.HashData(Encoding.UTF8.GetBytes(passwordResetToken));
            byte[] HashPasswordResetToken(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
        }
        """);

    [Test]
    public void Few_iterations_are_found() => Sample.Check("""
        using Microsoft.AspNetCore.Cryptography.KeyDerivation;
        class C
        {
            const int Rounds = 1000;
            byte[] One(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, 32); // CBG7012
            byte[] Two(string password, byte[] salt) => KeyDerivation.Pbkdf2(password, salt, KeyDerivationPrf.HMACSHA256, 10_000, 32); // CBG7012
            byte[] Three(string password, byte[] salt) => new Rfc2898DeriveBytes(password, salt, 5000, HashAlgorithmName.SHA256).GetBytes(32); // CBG7012
            string Four(string password) => BCrypt.Net.BCrypt.HashPassword(password, workFactor: 4); // CBG7012
        }
        """);

    [Test]
    public void Enough_iterations_are_silent() => Sample.Check("""
        using Microsoft.AspNetCore.Cryptography.KeyDerivation;
        class C
        {
            byte[] One(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, 600_000, HashAlgorithmName.SHA256, 32);
            byte[] Two(string password, byte[] salt, int rounds) => KeyDerivation.Pbkdf2(password, salt, KeyDerivationPrf.HMACSHA512, rounds, 32);
            string Four(string password) => BCrypt.Net.BCrypt.HashPassword(password, 12);
            string Five(string password) => BCrypt.Net.BCrypt.HashPassword(password);
        }
        class ZipAESTransform
        {
            byte[] One(string key, byte[] salt) => new Rfc2898DeriveBytes(key, salt, 1000, HashAlgorithmName.SHA1).GetBytes(32);
        }
        """);

    [Test]
    public void Long_tokens_and_readable_credential_cookies_are_found() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        class C
        {
            JwtSecurityToken Token(SigningCredentials credentials) => new(
                issuer: "shop",
                expires: DateTime.UtcNow.AddYears(1), // CBG7007
                signingCredentials: credentials);

            void Set(HttpResponse response, string token)
            {
                response.Cookies.Append("access_token", token); // CBG7008
                response.Cookies.Append("refreshToken", token, new CookieOptions { Expires = DateTimeOffset.UtcNow.AddDays(7) }); // CBG7008
                var options = new CookieOptions { HttpOnly = false };
                response.Cookies.Append("session", token, options); // CBG7008
            }
        }
        """);

    [Test]
    public void Short_tokens_and_other_cookies_are_silent() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        class C
        {
            JwtSecurityToken Token(SigningCredentials credentials) => new(expires: DateTime.UtcNow.AddMinutes(15), signingCredentials: credentials);

            void Set(HttpResponse response, string token, CookieOptions given)
            {
                response.Cookies.Append("theme", "dark");
                response.Cookies.Append("XSRF-TOKEN", token, new CookieOptions { HttpOnly = false });
                response.Cookies.Append("access_token", token, new CookieOptions { HttpOnly = true, Secure = true });
                response.Cookies.Append("access_token", token, given);
                var options = new CookieOptions();
                options.HttpOnly = true;
                response.Cookies.Append("session", token, options);
            }
        }
        """);

    [Test]
    public void Tokens_that_never_expire_are_found() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        class C
        {
            string One(List<Claim> claims, SigningCredentials credentials) => new JwtSecurityTokenHandler().WriteToken(
                new JwtSecurityToken("shop", "shop", claims, signingCredentials: credentials)); // CBG7007
            JwtSecurityTokenHandler Two() => new() { SetDefaultTimesOnTokenCreation = false }; // CBG7007
        }
        class Both
        {
            string Endless(ClaimsIdentity who, SigningCredentials credentials)
            {
                var handler = new JwtSecurityTokenHandler { SetDefaultTimesOnTokenCreation = false }; // CBG7007
                return handler.CreateEncodedJwt(new SecurityTokenDescriptor { Subject = who, SigningCredentials = credentials });
            }
            SecurityTokenDescriptor Short(DateTime until) => new() { Expires = until };
        }
        """);

    [Test]
    public void Tokens_whose_expiry_stands_elsewhere_are_silent() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        class Claimed
        {
            JwtSecurityToken One(SigningCredentials credentials) => new("shop", "shop", Claims(), signingCredentials: credentials);
            static List<Claim> Claims() => [new(JwtRegisteredClaimNames.Exp, "1")];
        }
        class Described
        {
            JwtSecurityTokenHandler One() => new() { SetDefaultTimesOnTokenCreation = false };
            SecurityTokenDescriptor Two(DateTime until) => new() { Expires = until };
        }
        class Read { JwtSecurityToken One(string text) => new(text); JwtSecurityTokenHandler Two() => new() { SetDefaultTimesOnTokenCreation = true }; }
        """);

    [Test]
    public void Tokens_that_can_be_forged_or_guessed_are_found() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        class User { public string ResetCode { get; set; } = ""; }
        class C
        {
            string NewRefreshToken() { var bytes = new byte[32]; new Random().NextBytes(bytes); return Convert.ToBase64String(bytes); } // CBG7016
            string ResetCode() => Random.Shared.Next(100000, 999999).ToString(); // CBG7016
            void Reset(User user) => user.ResetCode = $"{Random.Shared.Next(1000, 9999)}"; // CBG7016
            string GeneratePassword(string letters)
            {
                var random = new Random();
                return new string(Enumerable.Repeat(letters, 8).Select(l => l[random.Next(l.Length)]).ToArray()); // CBG7016
            }
            string Write(DateTime soon) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("shop", "shop", [], expires: soon)); // CBG7016
        }
        """);

    [Test]
    public void Random_numbers_for_other_things_and_signed_tokens_are_silent() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        class C(string[] servers)
        {
            string NewRefreshToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            async Task RefreshTokenAsync() { await Task.Delay(Random.Shared.Next(100, 500)); Use(servers[Random.Shared.Next(servers.Length)]); }
            string Roll() => Random.Shared.Next(1, 7).ToString();
            byte[] Noise() { var bytes = new byte[32]; Random.Shared.NextBytes(bytes); return bytes; }
            void Use(string server) { }
            string Write(DateTime soon, SigningCredentials credentials) => new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("shop", "shop", [], expires: soon, signingCredentials: credentials));
            string Write(JwtSecurityToken token) => new JwtSecurityTokenHandler().WriteToken(token);
        }
        """);

    [Test]
    public void A_token_that_is_only_parsed_and_becomes_the_user_is_found() => Sample.Check("""
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        class C
        {
            void One(HttpContext http, string bearer) =>
                http.User = new ClaimsPrincipal(new ClaimsIdentity(new JwtSecurityTokenHandler().ReadJwtToken(bearer).Claims, "jwt")); // CBG7003
            ClaimsPrincipal Two(HttpContext http)
            {
                var jwt = new JwtSecurityTokenHandler().ReadJwtToken(http.Request.Headers.Authorization.ToString()[7..]); // CBG7003
                return new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims, "jwt"));
            }
            void Validated(HttpContext http, string bearer, TokenValidationParameters parameters)
            {
                var handler = new JwtSecurityTokenHandler();
                handler.ValidateToken(bearer, parameters, out _);
                http.User = new ClaimsPrincipal(new ClaimsIdentity(handler.ReadJwtToken(bearer).Claims, "jwt"));
            }
            ClaimsIdentity Fetched(string answer) => new(new JwtSecurityTokenHandler().ReadJwtToken(answer).Claims);
        }
        """);

    [Test]
    public void A_fast_hash_that_is_kept_beside_a_slow_one_is_found() => Sample.Check("""
        class C
        {
            string stored = "";
            string One(string password) { var h = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password))); BCrypt.Net.BCrypt.HashPassword(h); return h; } // CBG7010
            void Two(string password) { var h = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password))); stored = h; _ = BCrypt.Net.BCrypt.HashPassword(h); } // CBG7010
            string Three(string password) { var h = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password))); if (BCrypt.Net.BCrypt.Verify(h, stored)) return h; return h; } // CBG7010
            void Four(string password) { BCrypt.Net.BCrypt.HashPassword(stored = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password)))); } // CBG7010
        }
        """);
}
