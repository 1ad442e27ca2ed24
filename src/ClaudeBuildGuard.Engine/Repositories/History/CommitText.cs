using System.Buffers.Text;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>The header lines of a commit or an annotated tag. Lines of no meaning here, such as signatures, are passed over.</summary>
internal static class CommitText
{
    private const int MostParents = 4096;

    /// <summary>A day before the end of the year 9999, so that every time zone fits.</summary>
    private const long LatestSecond = 253_402_300_799 - 86_400;

    /// <summary>Reads what the walk over history needs.</summary>
    /// <returns>The tree, the parents, and when it was committed in seconds since 1970.</returns>
    public static (ObjectId Tree, ObjectId[] Parents, long Committed) ReadLinks(ReadOnlySpan<byte> commit)
    {
        var tree = default(ObjectId);
        var parents = new List<ObjectId>(1);
        var committed = 0L;
        while (NextLine(ref commit, out var line))
        {
            if (line.StartsWith("tree "u8))
            {
                _ = ObjectId.TryParse(line[5..], out tree);
            }
            else if (line.StartsWith("parent "u8) && parents.Count < MostParents && ObjectId.TryParse(line[7..], out var parent))
            {
                parents.Add(parent);
            }
            else if (line.StartsWith("committer "u8))
            {
                committed = ReadPerson(line[10..]).Date.ToUnixTimeSeconds();
                break;
            }
        }

        return (tree, [.. parents], committed);
    }

    /// <summary>The commit as a finding names it.</summary>
    public static CommitFacts ReadFacts(ObjectId id, ReadOnlySpan<byte> commit)
    {
        while (NextLine(ref commit, out var line))
        {
            if (line.StartsWith("author "u8))
            {
                var (author, date) = ReadPerson(line[7..]);
                return new CommitFacts(id, author, date);
            }
        }

        return new CommitFacts(id, string.Empty, DateTimeOffset.UnixEpoch);
    }

    /// <summary>What an annotated tag names: its target, which may be another tag.</summary>
    public static ObjectId ReadTarget(ReadOnlySpan<byte> tag) =>
        NextLine(ref tag, out var line) && line.StartsWith("object "u8) && ObjectId.TryParse(line[7..], out var target) ? target : default;

    private static bool NextLine(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        var end = text.IndexOf((byte)'\n');
        line = end <= 0 ? default : text[..end];
        text = end <= 0 ? default : text[(end + 1)..];
        return end > 0;
    }

    private static (string Person, DateTimeOffset Date) ReadPerson(ReadOnlySpan<byte> text)
    {
        var end = text.LastIndexOf((byte)'>') + 1;
        var person = TextDecoding.Decode(text[..end]);
        var rest = text[end..].TrimStart((byte)' ');
        if (!Utf8Parser.TryParse(rest, out long seconds, out var used) || seconds is < 0 or > LatestSecond)
        {
            return (person, DateTimeOffset.UnixEpoch);
        }

        var date = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var zone = Encoding.ASCII.GetString(rest[used..]).Trim();
        var isZone = zone.Length == 5 && zone[0] is '+' or '-' && zone.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        var offset = isZone ? (((zone[1] - '0') * 10) + zone[2] - '0') * 60 + ((zone[3] - '0') * 10) + zone[4] - '0' : 0;
        return (person, offset <= 14 * 60 ? date.ToOffset(TimeSpan.FromMinutes(zone.StartsWith('-') ? -offset : offset)) : date);
    }
}
