using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Amazon Web Services. Source: token-formats, rows 98 to 103.</summary>
internal static class AwsRules
{
    private const string Rotate =
        "Deactivate and delete the access key in IAM (Users, Security credentials), make a new one, and look through CloudTrail for its use.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "aws-access-key-id",
            Provider = "AWS",
            Title = "AWS access key id",
            Shape = "{=AKIA|ASIA}{TU16}",
            Opens = "the AWS account as its user, together with the secret key that stands beside it",
            Rotate = Rotate,
            Source = "token-formats 98, P19",
            PublicConstants = ["AKIAIOSFODNN7EXAMPLE"],
        },
        new()
        {
            Id = "aws-secret-access-key",
            Provider = "AWS",
            Title = "AWS secret access key",
            Shape = "{B40}",
            Near = ["aws_secret", "aws-secret", "awssecret", "secretaccesskey", "secret_access_key", "secret-access-key", "aws.secretkey", "secretkey", "AKIA", "ASIA"],
            Companion = new("{=AKIA|ASIA}{TU16}"),
            Left = Boundary.Run,
            Right = Boundary.Run,
            MinimumEntropy = 4.25,
            Opens = "the AWS account as its user",
            Rotate = Rotate,
            Source = "token-formats 99",
            PublicConstants = ["wJalrXUtnFEMI/K7MDENG"],
        },
    ];
}
