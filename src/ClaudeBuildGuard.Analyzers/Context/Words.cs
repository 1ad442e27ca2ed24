using System.Text;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Names taken apart.</summary>
internal static class Words
{
    /// <summary>The words of a name in lower case: <c>UserAPIKey_old</c> gives <c>user api key old</c>.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var starts = char.IsUpper(c) && i > 0 &&
                (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (!char.IsLetterOrDigit(c) || starts)
            {
                Take();
            }

            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
        }

        Take();
        return words;

        void Take()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }
}
