namespace ClaudeBuildGuard.Engine.ClaudeCode.Permissions;

/// <summary>How the text of a permission rule is built.</summary>
internal enum RuleForm
{
    /// <summary><c>Tool</c>, <c>Tool(*)</c> or a tool glob: every call of the tool.</summary>
    WholeTool,

    /// <summary><c>Tool(specifier)</c>.</summary>
    WithSpecifier,

    /// <summary>Not of either form: a space before the parenthesis, a missing end. The client matches nothing with it.</summary>
    Malformed,
}

/// <summary>One entry of <c>permissions.allow</c>, <c>ask</c> or <c>deny</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Form">How it is built.</param>
/// <param name="Tool">The tool's name or glob; empty when malformed.</param>
/// <param name="Specifier">What stands in the parentheses; empty when there are none.</param>
/// <param name="File">The settings file.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
internal sealed record PermissionRule(string Text, RuleForm Form, string Tool, string Specifier, string File, int Line, int Column)
{
    /// <summary>Reads a rule as the client does. Every text is some rule.</summary>
    /// <remarks>Source: real-client, "Which files a deny rule covers"; claude-code-facts, 3.1.</remarks>
    public static PermissionRule Parse(string text, string file = "", int line = 0, int column = 0)
    {
        var open = text.IndexOf('(');
        if (open < 0)
        {
            var form = text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '*') ? RuleForm.WholeTool : RuleForm.Malformed;
            return new PermissionRule(text, form, form == RuleForm.Malformed ? string.Empty : text, string.Empty, file, line, column);
        }

        var tool = text[..open];
        if (!text.EndsWith(')') || text.EndsWith("()", StringComparison.Ordinal) || tool.Length == 0 || tool.Any(char.IsWhiteSpace))
        {
            return new PermissionRule(text, RuleForm.Malformed, string.Empty, string.Empty, file, line, column);
        }

        var specifier = text[(open + 1)..^1];
        return specifier == "*"
            ? new PermissionRule(text, RuleForm.WholeTool, tool, string.Empty, file, line, column)
            : new PermissionRule(text, RuleForm.WithSpecifier, tool, specifier, file, line, column);
    }

    /// <summary>True when a rule for the whole tool names this one. The names of tools are case-sensitive.</summary>
    public bool NamesWholeTool(string tool) => Form == RuleForm.WholeTool && GlobMatches(Tool, tool);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>A tool glob knows only <c>*</c>.</summary>
    private static bool GlobMatches(string glob, string name)
    {
        int g = 0, n = 0, star = -1, from = 0;
        while (n < name.Length)
        {
            if (g < glob.Length && glob[g] == '*')
            {
                (star, from) = (g++, n);
            }
            else if (g < glob.Length && glob[g] == name[n])
            {
                g++;
                n++;
            }
            else if (star >= 0)
            {
                (g, n) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return glob.AsSpan(g).TrimStart('*').IsEmpty;
    }
}
