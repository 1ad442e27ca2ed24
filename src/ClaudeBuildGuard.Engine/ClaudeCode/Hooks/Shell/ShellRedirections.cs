namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <content>Redirections, here-documents and here-strings.</content>
internal sealed partial class ShellReader
{
    /// <summary>Looking for ends that are not there must not take quadratic time.</summary>
    private const int MostMissingDocuments = 20;

    private readonly List<Pending> _pending = [];
    private int _missingDocuments;

    private void Redirection(ShellLine line, char c)
    {
        line.DropDescriptor();
        if (c == '<' && Next == '<' && _at + 2 < _text.Length && _text[_at + 2] != '<')
        {
            HereDocument(line);
            return;
        }

        if (Next == '(')
        {
            // <(…): the commands in brackets follow, and their output is a file.
            _at += 2;
            line.Append(Substitution(line.Command, ')'));
            return;
        }

        var both = c == '<' && Next == '>';
        line.Target(c == '<' ? (Next == '<' ? line.Command.Documents : line.Command.Inputs) : line.Command.Outputs);
        for (_at++; _at < _text.Length && _text[_at] is '<' or '>' or '|'; _at++)
        {
        }

        if (_at < _text.Length && _text[_at] == '&' && !both)
        {
            // 2>&1 and 3<&-: another descriptor, or in Bash a file for both streams.
            _at++;
            while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '-'))
            {
                _at++;
                line.Target(line.Command.Words);
            }
        }
    }

    private void HereDocument(ShellLine line)
    {
        line.EndWord();
        _at += Next == '<' && _at + 2 < _text.Length && _text[_at + 2] == '-' ? 3 : 2;
        while (_at < _text.Length && _text[_at] is ' ' or '\t')
        {
            _at++;
        }

        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not (';' or '|' or '&' or '<' or '>' or '(' or ')'))
        {
            _at++;
        }

        var written = _text[start.._at];
        var delimiter = string.Concat(written.Split('\'', '"', '\\'));
        if (delimiter.Length > 0)
        {
            _pending.Add(new Pending(line.Command, delimiter, delimiter.Length != written.Length));
        }
    }

    private void HereDocuments()
    {
        foreach (var (command, delimiter, literal) in _pending.ToArray())
        {
            if (_missingDocuments >= MostMissingDocuments || !TryDocument(delimiter, out var body))
            {
                // No end, no document: what follows is read as commands, to be on the safe side.
                _missingDocuments++;
                continue;
            }

            command.Documents.Add(body);
            if (!literal && body.AsSpan().IndexOfAny('$', '`') >= 0)
            {
                // Of an unquoted one the shell runs the substitutions and nothing else.
                var quoted = new ShellReader(body.Replace('"', '\''), _bash, _variables) { _depth = _depth };
                quoted.Quoted(new ShellLine(command));
                _commands.AddRange(quoted._commands);
            }
        }

        _pending.Clear();
    }

    private bool TryDocument(string delimiter, out string body)
    {
        for (var at = _at; at < _text.Length;)
        {
            var newLine = _text.IndexOf('\n', at);
            var next = newLine < 0 ? _text.Length : newLine + 1;
            if (_text.AsSpan(at, (newLine < 0 ? _text.Length : newLine) - at).Trim().SequenceEqual(delimiter))
            {
                body = _text[_at..at];
                _at = next;
                return true;
            }

            at = next;
        }

        body = string.Empty;
        return false;
    }

    /// <summary>A here-document whose text begins on the next line.</summary>
    private sealed record Pending(ShellCommand Command, string Delimiter, bool Literal);
}
