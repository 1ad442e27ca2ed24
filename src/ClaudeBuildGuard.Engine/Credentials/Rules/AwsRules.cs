using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Amazon Web Services. Source: token-formats, rows 98 to 103.</summary>
internal static class AwsRules
{
    private const string RotateAWS =
        "Deactivate and delete the access key in IAM (Users, Security credentials), make a new one, and look through CloudTrail for its use.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "aws-access-key-id",
            Provider = "AWS",
            Title = "AWS access key id",
            Shape = "{=AKIA|ASIA|ABIA|ACCA}{TU16}",
            Proof = DecodedStructure.AwsAccessKeyId,
            MinimumEntropy = 2.8,
            Opens = "the AWS account as its user, together with the secret key that belongs to it",
            Rotate = RotateAWS,
            Replacement = "Use the credential chain of the AWS SDK: a role of the instance, container or workload identity; a profile on a developer's machine.",
            Source = "token-formats 98, P19",
            PublicConstants = ["AKIAIOSFODNN7EXAMPLE"],
        },
        new()
        {
            Id = "aws-secret-access-key",
            Provider = "AWS",
            Title = "AWS secret access key",
            Shape = "{B40}",
            Near = [
                "aws_secret", "aws-secret", "awssecret", "secretaccesskey", "secret_access_key", "secret-access-key",
                "aws.secretkey", "aws:secretkey", "aws__secretkey", "aws_sk", "awssecretkey", "secret_key", "secretkey",
                "AKIA", "ASIA",
            ],
            Companion = new("{=AKIA|ASIA|aws|AWS|Aws|amazon|Amazon|s3.|S3|secretAccess|SecretAccess}", 4),
            Confidence = Confidence.Specific,
            MinimumEntropy = 4.2,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the AWS account as its user",
            Rotate = RotateAWS,
            Replacement = "Use the credential chain of the AWS SDK: a role of the instance, container or workload identity; a profile on a developer's machine.",
            Source = "token-formats 99",
            PublicConstants = ["wJalrXUtnFEMI/K7MDENG", "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"],
        },
        new()
        {
            Id = "aws-session-token",
            Provider = "AWS",
            Title = "AWS session token",
            Shape = "{=FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz|FQoDYXdz}{B100+}{===|=|}",
            Opens = "the AWS account as the role, for up to twelve hours",
            Rotate = "Revoke the sessions of the role (IAM, Roles, Revoke sessions) and find the key that made it.",
            Source = "token-formats 100",
        },
        new()
        {
            Id = "aws-bedrock-key",
            Provider = "AWS",
            Title = "Amazon Bedrock API key",
            Shape = "ABSK{B109-269}{===|=|}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete the service-specific credential of the user in IAM.",
            Source = "token-formats 101",
        },
        new()
        {
            Id = "aws-bedrock-short-term-key",
            Provider = "AWS",
            Title = "Amazon Bedrock short-term API key",
            Shape = "bedrock-api-key-{B64+}{===|=|}",
            Opens = "the models of the account, for up to twelve hours",
            Rotate = "It expires within twelve hours; revoke the session that made it.",
            Source = "token-formats 101",
        },
        new()
        {
            Id = "aws-mws-token",
            Provider = "Amazon MWS",
            Title = "Amazon MWS authorisation token",
            Shape = "amzn.mws.{UUID}",
            Opens = "the seller account",
            Rotate = "Revoke the developer's access in Seller Central, Manage your apps.",
            Source = "token-formats 102",
        },
        new()
        {
            Id = "aws-appsync-key",
            Provider = "AWS",
            Title = "AWS AppSync API key",
            Shape = "da2-{LD26}",
            MinimumEntropy = 3.0,
            Opens = "the GraphQL API, as anonymous caller",
            Rotate = "Delete it under Settings of the API in AppSync, or run 'aws appsync delete-api-key'.",
            Source = "token-formats 103",
        },
    ];
}
