using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// A source text in which literals that an operator or a call joins are one, where the joint is within a spelling; and where its characters stood before.
/// </summary>
internal sealed partial class JoinedSpellings
{
    private readonly List<(int Offset, int Length)> _joints = [];

    private JoinedSpellings(string text)
    {
        var joined = new StringBuilder(text.Length);
        var from = 0;
        var mayHold = text.Contains("angerously", StringComparison.Ordinal) || text.Contains("bypass", StringComparison.Ordinal);
        foreach (Match joint in mayHold ? Joint().Matches(text) : Enumerable.Empty<Match>())
        {
            joined.Append(text, from, joint.Index - from);
            _joints.Add((joined.Length, joint.Length));
            from = joint.Index + joint.Length;
        }

        Text = _joints.Count == 0 ? text : joined.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text, its joints left out.</summary>
    public string Text { get; }

    /// <summary>Joins the literals of a text.</summary>
    public static JoinedSpellings Of(string text) => new(text);

    /// <summary>Where a character of <see cref="Text"/> stood.</summary>
    public int Place(int offset) => offset + _joints.TakeWhile(j => j.Offset <= offset).Sum(j => j.Length);

    [GeneratedRegex(
        @"(?<=(?:allow|dangerously|skip|permission|bypass)-?)(?<quote>[""'])\s*(?:[+&,]|\)\s*\.\s*[aA]ppend\()\s*[$@]?\k<quote>(?=-?(?:allow|dangerously|skip|permission|bypass|[pP]ermissions|mode))",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Joint();
}
