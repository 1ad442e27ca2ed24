using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of HCL (Terraform, Packer, Nomad): attributes and object items with the labels of the blocks around them.
/// The default of a variable stands under the variable's name. What stands in a heredoc is left to the line reader. Tolerant: what is
/// no HCL is stepped over.
/// </summary>
internal ref struct HclPairs
{
    private const int LongestName = 200;
    private const int LongestLiteral = 64 * 1024;
    private const int MostLabels = 8;

    private readonly ReadOnlySpan<byte> _text;
    private readonly KeyPath _path;
    private readonly DecodedText _decoded = new();

    // The words of the statement so far: an attribute's name, or a block's type with its labels.
    private readonly List<string> _words = [];

    // How many names each open brace or bracket has put on the path, and whether it opened a variable.
    private readonly List<(int Names, bool IsVariable)> _open = [];
    private string _name = string.Empty;
    private bool _heredocsEnd = true;

    private HclPairs(ReadOnlySpan<byte> text, IPairSink sink)
    {
        _text = text;
        _path = new KeyPath(sink);
    }

    /// <summary>Reads a text.</summary>
    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var reader = new HclPairs(text, sink);
        for (var at = 0; at < text.Length;)
        {
            at = reader.ReadToken(at);
        }

        reader._path.End();
    }

    private int ReadToken(int at)
    {
        var b = _text[at];
        switch (b)
        {
            case (byte)'\n':
                _words.Clear();
                _name = string.Empty;
                return at + 1;
            case (byte)'"':
                return ReadLiteral(at);
            case (byte)'<' when Rest(at).StartsWith("<<"u8):
                return SkipHeredoc(at);
            case (byte)'/' when Rest(at).StartsWith("/*"u8):
                // Attributes that are commented out are read like others; only the marks are skipped.
                return at + 2;
            case (byte)'{':
                Open();
                return at + 1;
            case (byte)'[' or (byte)'(':
                _path.Push(_name);
                _open.Add((1, false));
                _words.Clear();
                _name = string.Empty;
                return at + 1;
            case (byte)'}' or (byte)']' or (byte)')':
                Close();
                return at + 1;
            case (byte)',':
                _words.Clear();
                _name = string.Empty;
                return at + 1;
            case (byte)'=' or (byte)':' when !Rest(at).StartsWith("=="u8) && !Rest(at).StartsWith("=>"u8):
                _name = _words.Count > 0 ? _words[^1] : _name;
                _words.Clear();
                return at + 1;
            case (byte)'=':
                _words.Clear();
                return at + 2;
            default:
                return IsWord(b) ? ReadWord(at) : at + 1;
        }
    }

    private readonly ReadOnlySpan<byte> Rest(int at) => _text[at..Math.Min(_text.Length, at + 2)];

    private readonly int ReadWord(int at)
    {
        var end = at + 1;
        while (end < _text.Length && IsWord(_text[end]))
        {
            end++;
        }

        Add(_text[at..end]);
        return end;
    }

    private int ReadLiteral(int at)
    {
        var end = EndOfLiteral(at);
        var inner = _text[(at + 1)..Math.Max(at + 1, end - 1)];
        if (_name.Length > 0)
        {
            _decoded.Clear();
            Literal.AppendUnescaped(inner, at + 1, _decoded);
            _path.Value(NameOfValue(), _decoded);
        }
        else
        {
            Add(inner);
        }

        return end;
    }

    private readonly string NameOfValue() => _name == "default" && _open is [.., { IsVariable: true }] ? string.Empty : _name;

    private readonly void Add(ReadOnlySpan<byte> word)
    {
        if (_words.Count < MostLabels)
        {
            _words.Add(Encoding.UTF8.GetString(word[..Math.Min(word.Length, LongestName)]));
        }
    }

    // resource "type" "name" { … }, name = { … }, locals { … }
    private void Open()
    {
        var names = 0;
        var isVariable = false;
        if (_name.Length > 0 || _words.Count == 0)
        {
            _path.Push(_name);
            names = 1;
        }
        else
        {
            isVariable = _words[0] == "variable";
            for (var i = _words.Count > 1 ? 1 : 0; i < _words.Count; i++)
            {
                _path.Push(_words[i]);
                names++;
            }
        }

        _open.Add((names, isVariable));
        _words.Clear();
        _name = string.Empty;
    }

    private void Close()
    {
        if (_open.Count > 0)
        {
            for (var i = 0; i < _open[^1].Names; i++)
            {
                _path.Pop();
            }

            _open.RemoveAt(_open.Count - 1);
        }

        _words.Clear();
        _name = string.Empty;
    }

    // One past the closing quote. Expressions within ${ } and %{ } may hold quotes of their own.
    private readonly int EndOfLiteral(int at)
    {
        var depth = 0;
        var limit = Math.Min(_text.Length, at + LongestLiteral);
        for (var i = at + 1; i < limit; i++)
        {
            var b = _text[i];
            if (b == '\\')
            {
                i++;
            }
            else if (b == '\n')
            {
                // A literal ends on its line: the quote was none, or the file is broken.
                return i;
            }
            else if (b == '{' && (_text[i - 1] is (byte)'$' or (byte)'%' || depth > 0))
            {
                depth++;
            }
            else if (b == '}' && depth > 0)
            {
                depth--;
            }
            else if (b == '"' && depth == 0)
            {
                return i + 1;
            }
        }

        return limit;
    }

    private int SkipHeredoc(int at)
    {
        var name = at + 2;
        if (name < _text.Length && _text[name] == '-')
        {
            name++;
        }

        var end = name;
        while (end < _text.Length && IsWord(_text[end]))
        {
            end++;
        }

        if (!_heredocsEnd || end == name || end >= _text.Length || _text[end] is not ((byte)'\n' or (byte)'\r'))
        {
            return at + 2;
        }

        var mark = _text[name..end];
        for (var start = end; start < _text.Length;)
        {
            var next = _text[(start + 1)..].IndexOf((byte)'\n') is >= 0 and var length ? start + 1 + length : _text.Length;
            if (_text[Math.Min(start + 1, _text.Length)..next].Trim(" \t\r"u8).SequenceEqual(mark))
            {
                return next;
            }

            start = next;
        }

        // It never ends: the file is broken, and the line reader reads what follows. No other is looked for, or hostile text would cost its square.
        _heredocsEnd = false;
        return end;
    }

    private static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or >= 0x80;
}
