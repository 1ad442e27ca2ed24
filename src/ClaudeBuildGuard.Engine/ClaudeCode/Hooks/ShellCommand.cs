using System.Text;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>One simple command of a shell text.</summary>
/// <param name="Words">Its words with quotes removed; the first is the program.</param>
/// <param name="Inputs">What is redirected into it.</param>
/// <param name="Outputs">What it is redirected to.</param>
internal sealed record ShellCommand(IReadOnlyList<string> Words, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>
    /// Splits a text for Bash or PowerShell into simple commands, those in substitutions included. It understands quotes, escapes,
    /// separators and redirections and runs nothing: best effort, in linear time, for commands that nobody meant to hide.
    /// </summary>
    /// <param name="text">The command.</param>
    /// <param name="backslashEscapes">True for Bash; false for PowerShell, where a backslash is a separator.</param>
    public static IReadOnlyList<ShellCommand> Split(string text, bool backslashEscapes)
    {
        var commands = new List<ShellCommand>();
        var words = new List<string>();
        var inputs = new List<string>();
        var outputs = new List<string>();
        var word = new StringBuilder();
        var target = words;
        var quote = '\0';
        var started = false;

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else if (quote == '"' && c == '`')
                {
                    EndCommand();
                }
                else if (quote == '"' && c == '$' && i + 1 < text.Length && text[i + 1] == '(')
                {
                    EndCommand();
                    i++;
                }
                else if (quote == '"' && c == ')' && words.Count + word.Length > 0)
                {
                    // The end of a substitution, or a bracket in a text: cutting a text in two only adds words to look at.
                    EndWord();
                }
                else
                {
                    i += backslashEscapes && quote == '"' && c == '\\' && i + 1 < text.Length ? 1 : 0;
                    word.Append(text[i]);
                }
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                started = true;
            }
            else if (c == '\\' && backslashEscapes && i + 1 < text.Length)
            {
                word.Append(text[++i] == '\n' ? string.Empty : text[i]);
            }
            else if (c is ' ' or '\t' or '\r')
            {
                EndWord();
            }
            else if (c == '<')
            {
                EndWord();
                target = inputs;
            }
            else if (c == '>')
            {
                EndWord();
                target = outputs;
            }
            else if (c is ';' or '|' or '&' or '\n' or '(' or ')' or '`' or '{' or '}' && (c is not ('{' or '}') || word.Length == 0))
            {
                EndCommand();
            }
            else if (c == '$' && i + 1 < text.Length && text[i + 1] == '(')
            {
                EndCommand();
                i++;
            }
            else
            {
                word.Append(c);
            }
        }

        EndCommand();
        return commands;

        void EndWord()
        {
            if (word.Length > 0 || started)
            {
                target.Add(word.ToString());
                target = words;
            }

            word.Clear();
            started = false;
        }

        void EndCommand()
        {
            EndWord();
            target = words;
            if (words.Count + inputs.Count + outputs.Count > 0)
            {
                commands.Add(new ShellCommand([.. words], [.. inputs], [.. outputs]));
                words.Clear();
                inputs.Clear();
                outputs.Clear();
            }
        }
    }
}
