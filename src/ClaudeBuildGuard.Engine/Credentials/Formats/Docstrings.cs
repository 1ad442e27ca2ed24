namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Documentation strings of Python: three quotes that begin a line and assign nothing. Of other languages they begin a value. It goes on
/// from the place that was asked for last, so that many questions about a long text cost one pass.
/// </summary>
internal sealed class Docstrings
{
    private int _readTo;
    private int _last;
    private bool _isOpen;

    /// <summary>Takes up another text.</summary>
    public void Begin() => (_readTo, _last, _isOpen) = (0, 0, false);

    /// <summary>True when a place of the text is within one.</summary>
    public bool Holds(ReadOnlySpan<byte> text, int at)
    {
        if (at < _readTo)
        {
            Begin();
        }

        while (text[_readTo..at].IndexOf("\"\"\""u8) is >= 0 and var next)
        {
            (_last, _isOpen) = (_readTo + next, !_isOpen);
            _readTo = _last + 3;
        }

        if (!_isOpen)
        {
            return false;
        }

        // Of more quotes than three the last open it.
        var open = _last;
        while (open + 3 < at && text[open + 3] == '"')
        {
            open++;
        }

        var above = text[..open];
        var line = above[(above.LastIndexOf((byte)'\n') + 1)..].TrimStart(" \t"u8);
        return line.TrimStart("rRuU"u8).IsEmpty && above[..^line.Length].TrimEnd(" \t\r\n"u8) is [] or [.., (byte)':'];
    }
}
