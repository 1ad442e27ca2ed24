using System.Text;
using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>Reads one text of a script, or of a substitution in it, character by character.</summary>
internal sealed partial class ShellScriptReader(
    SourceText source, ShellDialect dialect, List<ShellCommand> commands, string text, int offset, int depth)
{
    private const int DeepestSubstitution = 64;

    private readonly StringBuilder _word = new();
    private readonly Stack<string> _callers = new();
    private List<ShellWord> _words = [];
    private List<ShellWord> _writes = [];
    private int _wordStart = -1;
    private bool _nextIsTarget;
    private bool _nextIsDiscarded;
    private bool _pipe;
    private char _opened;
    private ShellCommand? _last;
    private int _at;

    public void Read()
    {
        while (_at < text.Length && commands.Count < ShellScript.MostCommands)
        {
            Step();
        }

        EndCommand(pipe: false);
    }

    private char Current => text[_at];

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private void Step()
    {
        var c = Current;
        if (IsEscape(c))
        {
            Escape();
        }
        else if (c == '$' && Next == '{' && _at + 2 < text.Length && text[_at + 2] == '{')
        {
            Expression();
        }
        else if (dialect == ShellDialect.Groovy && c == '$' && Next == '{')
        {
            Interpolation();
        }
        else if (dialect == ShellDialect.Groovy && c is '{' or '}')
        {
            EndCommand(pipe: false);
            _at++;
        }
        else if (c == '$' && Next is '\'' or '"' && dialect == ShellDialect.Posix)
        {
            // $'…' and $"…" are quotes of their own; what is before the quote is no part of the word.
            _at++;
        }
        else if (c == '$' && Next == '(')
        {
            Substitution();
        }
        else if (c == '`' && dialect is ShellDialect.Posix or ShellDialect.Lines or ShellDialect.Groovy && text.IndexOf('`', _at + 1) > 0)
        {
            Backquotes();
        }
        else if (c == '"' || (c == '\'' && dialect != ShellDialect.Batch))
        {
            Quoted(c);
        }
        else if (IsComment(c))
        {
            SkipComment();
        }
        else if (c == '\n')
        {
            EndCommand(pipe: false);
            _at++;
            HereDocuments();
        }
        else if (c is ' ' or '\t' or '\r')
        {
            EndWord();
            _at++;
        }
        else if (c == '&' && Next == '>' && dialect is ShellDialect.Posix or ShellDialect.Lines && _at > 0 && text[_at - 1] != '>')
        {
            // &> file is a redirection of both outputs.
            EndWord();
            _at++;
            Redirection('>');
        }
        else if (c is ';' or '&' or '|' or '(' or ')')
        {
            Operator(c);
        }
        else if (c is '<' or '>')
        {
            Redirection(c);
        }
        else
        {
            Append(c);
            _at++;
        }
    }

    private bool IsEscape(char c) => dialect switch
    {
        ShellDialect.PowerShell => c == '`',
        ShellDialect.Batch => c == '^',
        _ => c == '\\',
    };

    private void Escape()
    {
        if (Next == '\n')
        {
            EndWord();
            _at += 2;
        }
        else if (Next == '\r' && _at + 2 < text.Length && text[_at + 2] == '\n')
        {
            EndWord();
            _at += 3;
        }
        else if (Next == '\0')
        {
            _at++;
        }
        else
        {
            Append(Next);
            _at += 2;
        }
    }

    // A template expression of a workflow, ${{ … }}, is one opaque piece of a word.
    private void Expression()
    {
        var end = text.IndexOf("}}", _at, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end + 2;
        while (_at < end)
        {
            Append(Current);
            _at++;
        }
    }

    // The braces of ${…} are no block.
    private void Interpolation()
    {
        do
        {
            Append(Current);
        }
        while (text[_at++] != '}' && _at < text.Length && Current != '\n');
    }

    private void Substitution()
    {
        var start = _at + 2;
        var open = 1;
        var end = start;
        while (end < text.Length && open > 0)
        {
            open += text[end] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            end++;
        }

        Inner(start, open == 0 ? end - 1 : end);
        while (_at < end)
        {
            Append(Current);
            _at++;
        }
    }

    private void Backquotes()
    {
        var end = text.IndexOf('`', _at + 1);
        Inner(_at + 1, end);
        while (_at <= end)
        {
            Append(Current);
            _at++;
        }
    }

    private void Inner(int start, int end)
    {
        if (depth < DeepestSubstitution && end > start)
        {
            new ShellScriptReader(source, dialect, commands, text[start..end], offset + start, depth + 1).Read();
        }
    }

    private void Quoted(char quote)
    {
        var end = ClosingQuote(quote);
        if (end < 0)
        {
            // An apostrophe in text that is no script: it quotes nothing.
            Append(quote);
            _at++;
            return;
        }

        Touch();
        for (_at++; _at < end; _at++)
        {
            if (quote == '"' && IsEscape(Current) && _at + 1 < end)
            {
                if (Next is '"' or '\\' or '$' or '`' or '\n')
                {
                    _at++;
                }

                _word.Append(Current);
            }
            else
            {
                if (quote == '"' && Current == '$' && Next == '(')
                {
                    var close = text.IndexOf(')', _at);
                    Inner(_at + 2, close < 0 || close > end ? end : close);
                }

                _word.Append(Current);
            }
        }

        _at = end + 1;
    }

    private int ClosingQuote(char quote)
    {
        for (var at = _at + 1; at < text.Length; at++)
        {
            if (text[at] == '\n' && dialect is ShellDialect.Lines or ShellDialect.Groovy or ShellDialect.Batch && text[at - 1] != '\\')
            {
                return -1;
            }

            if (quote == '"' && IsEscape(text[at]))
            {
                at++;
            }
            else if (text[at] == quote)
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsComment(char c) => _wordStart < 0 && dialect switch
    {
        ShellDialect.Batch => _words.Count == 0 && (text.AsSpan(_at).StartsWith("::") || IsWordHere("rem") || IsWordHere("@rem")),
        ShellDialect.Groovy => c == '#' || (c == '/' && Next == '/'),
        _ => c == '#' || (dialect == ShellDialect.PowerShell && c == '<' && Next == '#'),
    };

    private bool IsWordHere(string word) =>
        text.AsSpan(_at).StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (_at + word.Length == text.Length || char.IsWhiteSpace(text[_at + word.Length]));

    private void SkipComment()
    {
        if (Current == '<')
        {
            var close = text.IndexOf("#>", _at, StringComparison.Ordinal);
            _at = close < 0 ? text.Length : close + 2;
            return;
        }

        var end = text.IndexOf('\n', _at);
        _at = end < 0 ? text.Length : end;
    }

    private void Operator(char c)
    {
        var isPipe = c == '|' && Next != '|';
        if (c == '&' && _at > 0 && text[_at - 1] == '>')
        {
            // 2>&1
            _at++;
            while (_at < text.Length && (char.IsAsciiDigit(Current) || Current == '-'))
            {
                _at++;
            }

            _nextIsTarget = _nextIsDiscarded = false;
            return;
        }

        // A method by its name; a list by the variable that it is given to, or by the operator before it.
        var word = _word.ToString();
        var caller = word is not ("" or "@") || _words.Count == 0 ? word
            : _words.Count > 1 && _words[^1].Text == "=" ? _words[^2].Text
            : dialect == ShellDialect.PowerShell && _words[^1].Text is ['-', ..] and var option ? option
            : word;
        EndCommand(isPipe);
        if (c == '(')
        {
            _callers.Push(caller);
        }
        else if (c == ')')
        {
            _callers.TryPop(out _);
        }

        _at += Next == c ? 2 : 1;
    }

    private void Append(char c)
    {
        Touch();
        _word.Append(c);
    }

    private void Touch()
    {
        if (_wordStart < 0)
        {
            _wordStart = _at;
        }
    }

    private void EndWord()
    {
        if (_wordStart < 0)
        {
            return;
        }

        var (line, column) = source.Place(offset + _wordStart);
        var word = new ShellWord(Written(), line, column) { Start = offset + _wordStart, End = offset + _at };
        _word.Clear();
        _wordStart = -1;
        if (_nextIsTarget)
        {
            _writes.Add(word);
        }
        else if (!_nextIsDiscarded)
        {
            _words.Add(word);
        }

        _nextIsTarget = _nextIsDiscarded = false;
    }

    // The signs before a command of make or cmd are no part of its program: @docker, -docker.
    private string Written()
    {
        var text = _word.ToString();
        if (_words.Count > 0 || dialect is not (ShellDialect.Lines or ShellDialect.Batch))
        {
            return text;
        }

        var sign = 0;
        while (sign + 2 < text.Length && (text[sign] == '@' || (text[sign] is '-' or '+' && (char.IsAsciiLetter(text[sign + 1]) || text[sign + 1] is '$' or '@'))))
        {
            sign++;
        }

        return text[sign..];
    }

    private void EndCommand(bool pipe)
    {
        EndWord();
        var closing = _at < text.Length ? Current : '\0';
        _nextIsTarget = _nextIsDiscarded = false;
        if (_words.Count > 0)
        {
            var command = new ShellCommand(_words) { WritesTo = _writes, OpenedBy = _opened, ClosedBy = closing, IsSubstituted = depth > 0, Caller = _callers.TryPeek(out var caller) ? caller : string.Empty };
            if (_pipe && _last is not null)
            {
                _last.PipedInto = command;
            }

            commands.Add(command);
            _last = command;
            _words = [];
            _writes = [];
            _pipe = pipe;
        }
        else if (_opened == ')' && closing == '\n')
        {
            // A line break behind a parenthesis says nothing more.
            return;
        }

        _opened = closing;
    }
}
