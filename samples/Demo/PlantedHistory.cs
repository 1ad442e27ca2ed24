using System.Security.Cryptography;

namespace ClaudeBuildGuard.Samples;

/// <summary>
/// A small service with a past: a key that was committed and deleted, a connection string that is still there, a local file that git
/// ignores and the agent reads. Every secret is made here and now; none opens anything.
/// </summary>
internal static class PlantedHistory
{
    public static void Write(Shell shell, string version, string feed, string machinePackages)
    {
        shell.Quietly("git", "init", "-q", "-b", "main", ".");
        shell.Quietly("git", "config", "user.name", "Ada Example");
        shell.Quietly("git", "config", "user.email", "ada@example.com");
        shell.Quietly("git", "config", "core.autocrlf", "false");

        File(shell, ".gitignore", "bin/\nobj/\n.env\n");
        File(shell, "nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{machinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        File(shell, "Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ClaudeBuildGuard" Version="{version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        File(shell, "Program.cs", "System.Console.WriteLine(\"open\");\n");
        Commit(shell, "Open the shop");

        using (var key = RSA.Create(2048))
        {
            File(shell, "deploy/server.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
        }

        Commit(shell, "Add the deployment key");
        System.IO.File.Delete(Path.Combine(shell.Directory, "deploy", "server.pem"));
        Commit(shell, "Remove the deployment key, nobody has seen it");

        var accountKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        File(shell, "appsettings.json", $$"""
            {
              "Storage": "DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey={{accountKey}};EndpointSuffix=core.windows.net"
            }
            """ + "\n");
        Commit(shell, "Store the orders");

        File(shell, ".env", $"PAYMENT_API_KEY={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}\n");
    }

    /// <summary>What a person does about the secret that is still there: the value goes, a reference stays.</summary>
    public static void ReplaceBySecretReference(Shell shell)
    {
        File(shell, "appsettings.json", """
            {
              "Storage": "@Microsoft.KeyVault(SecretUri=https://shop-vault.vault.azure.net/secrets/storage)"
            }
            """ + "\n");
        Commit(shell, "Reference the storage key instead of holding it");
    }

    public static void Commit(Shell shell, string message)
    {
        shell.Quietly("git", "add", "-A");
        shell.Quietly("git", "commit", "-q", "-m", message);
    }

    private static void File(Shell shell, string path, string text)
    {
        var full = Path.Combine(shell.Directory, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
    }
}
