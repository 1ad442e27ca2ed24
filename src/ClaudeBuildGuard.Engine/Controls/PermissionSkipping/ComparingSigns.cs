namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// In Visual Basic and F# the same sign assigns and compares. Here the comparing ones are written as a character of their own, and comments of these
/// languages as blanks, so that every later question is the same for all languages. Each character stays where it stood.
/// </summary>
internal sealed class ComparingSigns
{
    // No language has it, and the patterns that look for a comparison know it.
    private const char Comparing = '≟';

    // What a condition or a value of Visual Basic begins with: from there on the sign compares.
    private static readonly HashSet<string> Questions = new(StringComparer.OrdinalIgnoreCase)
        { "If", "ElseIf", "While", "Until", "Return", "AndAlso", "OrElse", "And", "Or", "Xor", "Not", "When", "Where", "Case", "Function" };

    // Behind these a statement of Visual Basic begins.
    private static readonly HashSet<string> Beginnings = new(StringComparer.OrdinalIgnoreCase) { "Then", "Else", "Sub", "As" };

    // Words that take a line of Visual Basic on to the next one.
    private static readonly HashSet<string> Continuations = new(StringComparer.OrdinalIgnoreCase) { "AndAlso", "OrElse", "And", "Or", "Xor", "Not", "Where", "_" };

    // What gives a name in F#: the sign that comes first after it.
    private static readonly HashSet<string> Binders = new(StringComparer.Ordinal) { "let", "use", "and", "member", "val", "override", "default", "type", "module", "for" };

    private static readonly HashSet<string> Separators = new(StringComparer.Ordinal) { "with", "then", "else", "elif", "do", "if", "when" };

    private readonly string _text;
    private readonly char[] _marked;
    private readonly bool _isBasic;
    private readonly Stack<Place> _places = new();
    private Place _place;
    private string _last = string.Empty;

    private ComparingSigns(string text, bool isBasic) => (_text, _marked, _isBasic, _place) = (text, text.ToCharArray(), isBasic, new Place('\0', 0, IsCall: false, IsOpen: false));

    /// <summary>The text of a source file; unchanged where its language has a sign of its own for comparisons.</summary>
    public static string Mark(string text, string path) =>
        path.EndsWith(".vb", StringComparison.OrdinalIgnoreCase) ? new ComparingSigns(text, isBasic: true).Mark()
        : path.EndsWith(".fs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".fsx", StringComparison.OrdinalIgnoreCase) ? new ComparingSigns(text, isBasic: false).Mark()
        : text;

    private string Mark()
    {
        for (var at = 0; at < _text.Length;)
        {
            at = Next(at);
        }

        return new string(_marked);
    }

    // Reads one token, and says where the next one begins.
    private int Next(int at)
    {
        var c = _text[at];
        if (char.IsLetter(c) || c == '_')
        {
            var end = at;
            while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
            {
                end++;
            }

            Word(_text[at..end], end);
            return end;
        }

        if (c == '"')
        {
            return Literal(at);
        }

        if (Comment(at) is var behind && behind > at)
        {
            return behind;
        }

        if (c == '\'' && !_isBasic)
        {
            // A character, which may be a quote; anything else is the name of a type.
            return at + 2 < _text.Length && _text[at + 1] == '\\' ? at + 4 : at + 2 < _text.Length && _text[at + 2] == '\'' ? at + 3 : at + 1;
        }

        Sign(at, c);
        return at + 1;
    }

    private void Word(string word, int end)
    {
        _last = word;
        if (_isBasic)
        {
            _place = Questions.Contains(word) ? _place with { IsOpen = true } : Beginnings.Contains(word) ? _place with { IsOpen = false } : _place;
        }
        else if (Binders.Contains(word))
        {
            _place = _place with { IsOpen = true };
        }
        else if (Separators.Contains(word))
        {
            _place = _place with { Start = end };
        }
    }

    private void Sign(int at, char c)
    {
        switch (c)
        {
            case '(' or '[' or '{':
                _places.Push(_place);

                // In the parentheses of Visual Basic the sign compares: its named arguments have another one.
                _place = new Place(c, at + 1, IsCall: at > 0 && (char.IsLetterOrDigit(_text[at - 1]) || _text[at - 1] == '>'), IsOpen: _isBasic && c != '{');
                break;
            case ')' or ']' or '}':
                _place = _places.TryPop(out var outer) ? outer : _place;
                break;
            case ',' or ';':
                _place = _place with { Start = at + 1, IsOpen = _isBasic && _place.Bracket is '(' or '[' };
                break;
            case ':' when _isBasic && _places.Count == 0 && Following(at) != '=':
                _place = _place with { IsOpen = false };
                break;
            case '\n' when !_isBasic || (_places.Count == 0 && !Continuations.Contains(_last)):
                _place = _place with { Start = at + 1, IsOpen = false };
                break;
            case '=' when Following(at) is not ('=' or '>') && (at == 0 || _text[at - 1] is not ('=' or '<' or '>' or '!' or ':' or '+' or '-' or '*' or '&' or '^' or '|' or '/')):
                Equal(at);
                break;
        }

        _last = char.IsWhiteSpace(c) ? _last : string.Empty;
    }

    private void Equal(int at)
    {
        if (_isBasic)
        {
            // The first sign of a statement assigns, and what follows it is a value.
            _marked[at] = _place.IsOpen ? Comparing : '=';
            _place = _place with { IsOpen = true };
            return;
        }

        // A name is given, a member of a record, or an argument by its name.
        var before = _text.AsSpan(_place.Start, at - _place.Start).Trim().TrimStart("|?").Trim();
        var isMember = _place.Bracket == '{' && IsName(before, mayBeQualified: true);
        var isArgument = _place is { Bracket: '(', IsCall: true } && IsName(before, mayBeQualified: false);
        _marked[at] = _place.IsOpen || isMember || isArgument ? '=' : Comparing;
        _place = _place with { IsOpen = false };
    }

    private static bool IsName(ReadOnlySpan<char> text, bool mayBeQualified)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != '_' && !(mayBeQualified && c == '.'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    // The end of the literal that begins at a place.
    private int Literal(int at)
    {
        _last = string.Empty;
        if (!_isBasic && _text.AsSpan(at).StartsWith("\"\"\""))
        {
            return _text.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal) is >= 0 and var close ? close + 3 : _text.Length;
        }

        // A quote is doubled in Visual Basic, which needs no further care, and stands behind a backslash in F#.
        var hasEscapes = !_isBasic && (at == 0 || _text[at - 1] != '@');
        var end = at + 1;
        while (end < _text.Length && _text[end] != '"')
        {
            end += hasEscapes && _text[end] == '\\' ? 2 : 1;
        }

        return end + 1;
    }

    // Blanks the comment that begins at a place; the place itself when none does.
    private int Comment(int at)
    {
        var isBlock = !_isBasic && _text.AsSpan(at).StartsWith("(*") && !_text.AsSpan(at).StartsWith("(*)");
        if (!isBlock && !(_isBasic ? _text[at] == '\'' : _text.AsSpan(at).StartsWith("//")))
        {
            return at;
        }

        var end = _text.IndexOf(isBlock ? "*)" : "\n", at, StringComparison.Ordinal);
        end = end < 0 ? _text.Length : isBlock ? end + 2 : end;
        for (var i = at; i < end; i++)
        {
            _marked[i] = _text[i] is '\n' or '\r' ? _text[i] : ' ';
        }

        return end;
    }

    private char Following(int at) => at + 1 < _text.Length ? _text[at + 1] : '\0';

    // What is open at a place. In Visual Basic it is a question when it is open, in F# a name that waits for its value.
    private readonly record struct Place(char Bracket, int Start, bool IsCall, bool IsOpen);
}
