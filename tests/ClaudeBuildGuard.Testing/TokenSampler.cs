using System.Text;
using ClaudeBuildGuard.Engine.Credentials;

namespace ClaudeBuildGuard.Testing;

/// <summary>Writes tokens of a shape with a seed, so that no token ever stands in a source file.</summary>
internal static class TokenSampler
{
    /// <summary>A token of the shape; runs of varying length get a length near their minimum.</summary>
    public static string Sample(TokenShape shape, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        foreach (var segment in shape.Segments)
        {
            if (segment.Class is not { } alphabet)
            {
                text.Append(Encoding.Latin1.GetString(segment.Literals[random.Next(segment.Literals.Length)]));
                continue;
            }

            var length = random.Next(segment.Minimum, Math.Min(segment.Maximum, segment.Minimum + 4) + 1);
            for (var i = 0; i < length; i++)
            {
                text.Append((char)alphabet.Members[random.Next(alphabet.Members.Length)]);
            }
        }

        return text.ToString();
    }

    /// <summary>Characters of an alphabet of the rules' notation, such as <c>N</c> or <c>H</c>.</summary>
    public static string Run(string alphabet, int length, int seed) => Sample(TokenShape.Parse($"{{{alphabet}{length}}}"), seed);

    /// <summary>The scanner's hits in a text.</summary>
    public static IReadOnlyList<CredentialHit> Scan(string text, string path = "src/App/appsettings.json") => Scan(Encoding.UTF8.GetBytes(text), path);

    /// <summary>The scanner's hits in bytes.</summary>
    public static IReadOnlyList<CredentialHit> Scan(byte[] content, string path)
    {
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(content, path, hits);
        return hits;
    }
}
