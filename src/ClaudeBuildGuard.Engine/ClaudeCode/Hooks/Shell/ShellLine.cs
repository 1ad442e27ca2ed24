using System.Text;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>The command that is being read, and the word.</summary>
internal sealed class ShellLine(ShellCommand? partOf)
{
    private readonly StringBuilder _word = new();
    private bool _started;
    private List<string>? _target;

    public ShellCommand Command { get; private set; } = new() { PartOf = partOf };

    public bool InWord => _started;

    public void Touch() => _started = true;

    /// <summary>Puts in a character outside of quotes.</summary>
    public void AppendBare(char c)
    {
        Command.HasGlob |= c is '*' or '?' or '[' or '{';
        Append(c);
    }

    public void Append(char c)
    {
        _word.Append(c);
        _started = true;
    }

    public void Append(string text)
    {
        _word.Append(text);
        _started |= text.Length > 0;
    }

    /// <summary>Puts in the value of a variable; outside of quotes, blanks in it part words.</summary>
    public void Expand(string value, bool whole)
    {
        var parts = whole ? [value] : value.Split([' ', '\t', '\n']);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                EndWord();
            }

            Command.HasGlob |= !whole && parts[i].AsSpan().ContainsAny('*', '?', '[');
            Append(parts[i]);
        }
    }

    public void Target(List<string> target) => _target = target;

    /// <summary>Ends the word before a redirection, unless it is the number of a descriptor.</summary>
    public void DropDescriptor()
    {
        if (_word.Length is > 0 and < 4 && char.IsAsciiDigit(_word[0]))
        {
            _word.Clear();
            _started = false;
        }

        EndWord();
    }

    public void EndWord()
    {
        if (_started)
        {
            (_target ?? Command.Words).Add(_word.ToString());
            _target = null;
        }

        _word.Clear();
        _started = false;
    }

    public void Begin(bool pipe)
    {
        var next = new ShellCommand { PartOf = partOf };
        Command.PipedInto = pipe ? next : null;
        Command = next;
        _target = null;
    }
}
