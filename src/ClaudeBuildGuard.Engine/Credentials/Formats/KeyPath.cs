using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// The names that lead to the place where a reader of a nested format is, and what becomes of a value there: it is reported under its
/// path, and under the name beside it where an entry is written as a name and a value (<c>{ "name": "X", "value": "Y" }</c>), in either order.
/// </summary>
/// <param name="sink">Receives the values.</param>
internal sealed class KeyPath(IPairSink sink)
{
    private const int DeepestNesting = 200;
    private const int LongestName = 200;

    private readonly List<Frame> _frames = [new(0)];
    private char[] _path = new char[256];
    private int _length;
    private int _beyond;

    /// <summary>Enters a value that has values of its own.</summary>
    /// <param name="name">Its name; empty for an item of a list.</param>
    public void Push(ReadOnlySpan<char> name)
    {
        if (_frames.Count >= DeepestNesting)
        {
            _beyond++;
            return;
        }

        _frames.Add(new Frame(_length));
        Append(name);
        if (!name.IsEmpty)
        {
            Append(":");
        }
    }

    /// <summary>Leaves the last value that was entered; nothing when there is none.</summary>
    public void Pop()
    {
        if (_beyond > 0)
        {
            _beyond--;
            return;
        }

        if (_frames.Count > 1)
        {
            Settle();
            _length = _frames[^1].Before;
            _frames.RemoveAt(_frames.Count - 1);
        }
    }

    /// <summary>Leaves everything.</summary>
    public void End()
    {
        _beyond = 0;
        while (_frames.Count > 1)
        {
            Pop();
        }

        Settle();
        _frames[0] = new Frame(0);
    }

    /// <summary>Takes a value.</summary>
    /// <param name="name">Its name; empty for an item of a list.</param>
    /// <param name="value">The value.</param>
    public void Value(ReadOnlySpan<char> name, DecodedText value)
    {
        var frame = _frames[^1];
        if (name.IsEmpty)
        {
            // ["--password", "x"]
            Report(frame.Option, value);
            var written = value.Span;
            frame.Option = written is [(byte)'-', ..] && written.Length < LongestName && !written.Contains((byte)'=') && SecretName.MayPromise(written) ? Encoding.UTF8.GetString(written) : string.Empty;
            return;
        }

        if (IsName(name) && value.Length is > 0 and < LongestName)
        {
            frame.Hint = Encoding.UTF8.GetString(value.Span);
        }

        if (!IsValue(name))
        {
            Report(name, value);
        }
        else if (frame.Hint is not null)
        {
            Report(frame.Hint, value);
        }
        else if (frame.Pending is null && value.Length is >= 4 and < 4096)
        {
            // Its name may stand behind it.
            frame.Pending = value.Copy();
            frame.PendingName = name.ToString();
        }
        else
        {
            Report(name, value);
        }
    }

    private void Settle()
    {
        var frame = _frames[^1];
        if (frame.Pending is { } value)
        {
            Report(frame.Hint ?? frame.PendingName, value);
            frame.Pending = null;
        }
    }

    private void Report(ReadOnlySpan<char> name, DecodedText value)
    {
        var before = _length;
        Append(name);
        var path = _path.AsSpan(0, _length);
        sink.OnPair(name.IsEmpty && path is [.., ':'] ? path[..^1] : path, value, ValueForm.Quoted);
        _length = before;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, LongestName)];
        if (_length + text.Length > _path.Length)
        {
            Array.Resize(ref _path, Math.Max(2 * _path.Length, _length + text.Length));
        }

        text.CopyTo(_path.AsSpan(_length));
        _length += text.Length;
    }

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Equals("name", StringComparison.OrdinalIgnoreCase) || name.Equals("key", StringComparison.OrdinalIgnoreCase) || name is "parameterName";

    private static bool IsValue(ReadOnlySpan<char> name) =>
        name.Equals("value", StringComparison.OrdinalIgnoreCase) || name is "defaultValue" or "default" or "val";

    private sealed class Frame(int before)
    {
        /// <summary>Length of the path without it.</summary>
        public int Before { get; } = before;

        /// <summary>The option of a command that the next item of a list is the value of; empty for none.</summary>
        public string Option { get; set; } = string.Empty;

        /// <summary>The name that stands beside the value.</summary>
        public string? Hint { get; set; }

        public DecodedText? Pending { get; set; }

        public string PendingName { get; set; } = string.Empty;
    }
}
