namespace ClaudeBuildGuard.Engine.Scripts;

/// <content>Redirections and here-documents.</content>
internal sealed partial class ShellScriptReader
{
    private readonly List<(string Delimiter, bool StripTabs)> _pendingHereDocuments = [];

    private void Redirection(char c)
    {
        var isOther = false;
        if (_word.Length > 0 && _word.ToString() is var descriptor && descriptor.All(char.IsAsciiDigit))
        {
            // A file descriptor, as in 2>, which is not standard output.
            isOther = descriptor != "1";
            _word.Clear();
            _wordStart = -1;
        }
        else
        {
            EndWord();
        }

        if (c == '<' && Next == '<' && _at + 2 < text.Length && text[_at + 2] != '<')
        {
            HereDocumentStart();
            return;
        }

        _nextIsTarget = c == '>' && !isOther;
        _nextIsDiscarded = (c == '>' && isOther) || (c == '<' && Next != '<' && Next != '(');
        _at++;
        while (_at < text.Length && Current is '>' or '<' or '|')
        {
            _at++;
        }
    }

    private void HereDocumentStart()
    {
        _at += 2;
        var strip = Current == '-';
        _at += strip ? 1 : 0;
        while (_at < text.Length && Current is ' ' or '\t')
        {
            _at++;
        }

        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(Current) && Current is not (';' or '|' or '&' or ')' or '>'))
        {
            _at++;
        }

        var delimiter = text[start.._at].Trim('\'', '"', '\\');
        if (delimiter.Length > 0)
        {
            _pendingHereDocuments.Add((delimiter, strip));
        }
    }

    private void HereDocuments()
    {
        foreach (var (delimiter, strip) in _pendingHereDocuments)
        {
            var start = _at;
            var end = start;
            while (_at < text.Length)
            {
                end = _at;
                var newLine = text.IndexOf('\n', _at);
                var line = text[_at..(newLine < 0 ? text.Length : newLine)].TrimEnd('\r');
                _at = newLine < 0 ? text.Length : newLine + 1;
                if ((strip ? line.TrimStart('\t') : line) == delimiter || line.Trim() == delimiter)
                {
                    break;
                }

                end = _at;
            }

            if (_last is not null)
            {
                var (atLine, atColumn) = source.Place(offset + start);
                var withBody = _last with { HereDocument = new ShellWord(text[start..end], atLine, atColumn) { Start = offset + start, End = offset + end }, PipedInto = _last.PipedInto };
                var index = commands.FindLastIndex(c => ReferenceEquals(c, _last));
                if (index >= 0)
                {
                    commands[index] = withBody;
                }

                _last = withBody;
            }
        }

        _pendingHereDocuments.Clear();
    }
}
