namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>
/// Takes a text for Bash or PowerShell apart into simple commands, those in substitutions included, and puts in what the text itself says
/// about variables. It runs nothing and throws for nothing: best effort, in linear time, with a doubt decided for the reader.
/// </summary>
internal sealed partial class ShellReader
{
    /// <summary>Deeper substitutions are read as if their brackets only separated commands.</summary>
    private const int DeepestSubstitution = 60;

    private const int LongestArithmetic = 1000;

    private const string NotArithmetic = ";|\n'\"`./~";

    private readonly string _text;
    private readonly bool _bash;
    private readonly ShellVariables _variables;
    private readonly List<ShellCommand> _commands = [];
    private int _at;
    private int _depth;

    private ShellReader(string text, bool bash, ShellVariables variables)
    {
        _text = text;
        _bash = bash;
        _variables = variables;
    }

    /// <summary>The commands of a text, each after those whose output stands in its words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bash">True for Bash, false for PowerShell.</param>
    /// <param name="root">The absolute path of the project, which a variable of the client names.</param>
    public static IReadOnlyList<ShellCommand> Read(string text, bool bash, string root)
    {
        var reader = new ShellReader(text, bash, new ShellVariables(root));
        while (reader._at < text.Length)
        {
            // A bracket that closes nothing ends a level that was never opened.
            reader.Level('\0', null);
        }

        return reader._commands;
    }

    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    /// <summary>Reads commands up to the end of the text or the character that closes a substitution, and past it.</summary>
    private void Level(char closer, ShellCommand? partOf)
    {
        var state = new ShellLine(partOf);
        var brackets = 0;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == closer && brackets == 0)
            {
                _at++;
                break;
            }

            if (c is '(' or ')')
            {
                brackets = Math.Max(0, brackets + (c == '(' ? 1 : -1));
            }

            Step(state, c);
        }

        End(state, pipe: false);
    }

    private void Step(ShellLine line, char c)
    {
        switch (c)
        {
            case '\\' when _bash:
                // A backslash takes the meaning of the next character away; before a line break both vanish.
                _at++;
                if (_at < _text.Length && _text[_at] == '\r' && Next == '\n')
                {
                    _at++;
                }

                if (_at < _text.Length && _text[_at] != '\n')
                {
                    line.Append(_text[_at]);
                }

                _at++;
                break;
            case '`' when !_bash:
                if (Next is not ('\n' or '\r' or '\0'))
                {
                    line.Append(Next);
                }

                _at += 2;
                break;
            case '`':
                _at++;
                line.Append(Substitution(line.Command, '`'));
                break;
            case '\'':
                Literal(line);
                break;
            case '"':
                _at++;
                Quoted(line);
                break;
            case '$':
                Dollar(line, quoted: false);
                break;
            case '#' when !line.InWord:
                while (_at < _text.Length && _text[_at] != '\n')
                {
                    _at++;
                }

                break;
            case ' ' or '\t' or '\r':
            case ',' when !_bash:
                line.EndWord();
                _at++;
                break;
            case '\n':
                End(line, pipe: false);
                _at++;
                HereDocuments();
                break;
            case '<' or '>' when _bash || c == '>':
                Redirection(line, c);
                break;
            case '&' when Next == '>':
                _at++;
                break;
            case '|':
                End(line, pipe: Next != '|');
                _at += Next is '|' or '&' ? 2 : 1;
                break;
            case '(' when !line.InWord && EndOfArithmetic(_at) is { } end:
                _at = end;
                break;
            case ';' or '&' or '(' or ')':
            case '{' when !_bash || (!line.InWord && (Next == '\0' || char.IsWhiteSpace(Next))):
            case '}' when !_bash || !line.InWord:
                End(line, pipe: false);
                _at++;
                break;
            default:
                line.AppendBare(c);
                _at++;
                break;
        }
    }

    /// <summary>Single quotes: everything stands for itself; PowerShell writes a quote twice.</summary>
    private void Literal(ShellLine line)
    {
        line.Touch();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '\'')
            {
                if (_bash || Next != '\'')
                {
                    break;
                }

                _at++;
            }

            line.Append(_text[_at]);
        }

        _at++;
    }

    private void Quoted(ShellLine line)
    {
        line.Touch();
        while (_at < _text.Length && _text[_at] != '"')
        {
            var c = _text[_at];
            if (c == (_bash ? '\\' : '`') && (!_bash || Next is '"' or '\\' or '$' or '`' or '\n'))
            {
                if (Next is not ('\n' or '\0'))
                {
                    line.Append(Next);
                }

                _at += 2;
            }
            else if (c == '`' && _bash)
            {
                _at++;
                line.Append(Substitution(line.Command, '`'));
            }
            else if (c == '$')
            {
                Dollar(line, quoted: true);
            }
            else
            {
                line.Append(c);
                _at++;
            }
        }

        _at++;
    }

    private void Dollar(ShellLine line, bool quoted)
    {
        switch (Next)
        {
            case '\'' when _bash && !quoted:
                _at += 2;
                line.Touch();
                line.Append(ShellEscapes.Decode(_text, ref _at));
                break;
            case '"' when _bash && !quoted:
                _at++;
                break;
            case '(' when EndOfArithmetic(_at + 1) is { } end:
                _at = end;
                line.Append(ShellCommand.Unknown);
                break;
            case '(':
                _at += 2;
                line.Append(Substitution(line.Command, ')'));
                break;
            default:
                _at++;
                if (_variables.Read(_text, ref _at, _bash) is not { } value)
                {
                    // The field separator, which stands between words.
                    line.EndWord();
                }
                else
                {
                    line.Expand(value, quoted || !_bash);
                }

                break;
        }
    }

    /// <summary>The end of <c>((…))</c> that opens at an offset; null when what stands there may be commands. In it, <c>&lt;&lt;</c> shifts.</summary>
    private int? EndOfArithmetic(int open)
    {
        if (!_bash || !_text.AsSpan(open).StartsWith("(("))
        {
            return null;
        }

        var end = _text.AsSpan(open, Math.Min(LongestArithmetic, _text.Length - open)).IndexOf("))");
        return end >= 0 && !_text.AsSpan(open, end).ToString().Any(NotArithmetic.Contains) ? open + end + 2 : null;
    }

    /// <summary>Reads a substitution whose opening was passed, and says what it puts into the word.</summary>
    private string Substitution(ShellCommand outer, char closer)
    {
        if (_depth >= DeepestSubstitution)
        {
            return ShellCommand.Unknown.ToString();
        }

        _depth++;
        var first = _commands.Count;
        Level(closer, outer);
        _depth--;
        return _variables.OutputOf(_commands, first);
    }

    private void End(ShellLine line, bool pipe)
    {
        line.EndWord();
        if (line.Command.IsEmpty)
        {
            return;
        }

        _variables.Learn(line.Command.Words);
        _commands.Add(line.Command);
        line.Begin(pipe);
    }
}
