using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>Text that stays on one line and cannot steer a terminal: a file's name or a message may hold anything.</summary>
public static class OneLine
{
    /// <summary>The text with every control character written as <c>\xNN</c>.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                line.Append("\\x").Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                line.Append(c);
            }
        }

        return line.ToString();
    }
}
