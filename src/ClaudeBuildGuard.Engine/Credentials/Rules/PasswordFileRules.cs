using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Files whose grammar holds passwords, and hashes of passwords. Source: token-formats, rows 212 and 213.</summary>
internal static class PasswordFileRules
{
    private const string RotateHash =
        "Let its owner choose a new password: a hash can be searched for offline, and short passwords fall within hours.";

    private const string ReplaceHash =
        "Seed users from configuration or a script that is not committed, and let tests hash a password of their own at run time.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "pgpass-password",
            Provider = "PostgreSQL",
            Title = "password in a PostgreSQL password file",
            Shape = "{=:5432:|:5433:|:6432:}{[!-9;-~]1-64}:{[!-9;-~]1-64}:({[!-9;-~]4-128})",
            Files = [".pgpass", "pgpass.conf", "pgpass"],
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "the database that its line names, as the user beside it",
            Rotate = "Change the password at the server that the line names, remove the file from the repository, and keep it in the home directory alone.",
            Source = "token-formats 212",
        },
        new()
        {
            Id = "bcrypt-hash",
            Provider = "Password hash",
            Title = "bcrypt hash of a password",
            Shape = "{=$2a$|$2b$|$2y$}{D2}${[./A-Za-z0-9]53}",
            Ceiling = Severity.Information,
            Left = Boundary.None,
            Opens = "the account it belongs to, once the password is guessed",
            Rotate = RotateHash,
            Replacement = ReplaceHash,
            Source = "token-formats 213",
        },
        new()
        {
            Id = "crypt-hash",
            Provider = "Password hash",
            Title = "crypt hash of a password",
            Shape = "{=$apr1$|$argon2id$|$argon2i$|$argon2d$}{[!-#%-~]1-40}${[./A-Za-z0-9$+,=]16-200}",
            Ceiling = Severity.Information,
            Left = Boundary.None,
            Opens = "the account it belongs to, once the password is guessed",
            Rotate = RotateHash,
            Replacement = ReplaceHash,
            Source = "token-formats 213",
        },
        new()
        {
            Id = "sha-crypt-hash",
            Provider = "Password hash",
            Title = "SHA-crypt hash of a password",
            Shape = "{=$5$|$6$}{[./A-Za-z0-9=$]8-40}${[./A-Za-z0-9]43-86}",
            Ceiling = Severity.Information,
            Left = Boundary.None,
            Opens = "the account it belongs to, once the password is guessed",
            Rotate = RotateHash,
            Replacement = ReplaceHash,
            Source = "token-formats 213",
        },
    ];
}
