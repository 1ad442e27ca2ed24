using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Receives the keys and values that a reader finds.</summary>
internal interface IPairSink
{
    /// <summary>One key with its value.</summary>
    /// <param name="key">The name with its path, parts joined by <c>:</c>.</param>
    /// <param name="value">The value with escapes undone and neighbouring literals joined.</param>
    /// <param name="start">Offset of the value as written, without quotes.</param>
    /// <param name="length">Bytes of the value as written.</param>
    /// <param name="form">Where it stands.</param>
    void OnPair(ReadOnlySpan<char> key, ReadOnlySpan<byte> value, int start, int length, ValueForm form);
}
