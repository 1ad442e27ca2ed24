using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Receives the keys and values that a reader finds.</summary>
internal interface IPairSink
{
    /// <summary>One key with its value.</summary>
    /// <param name="key">The name with its path, parts joined by <c>:</c>.</param>
    /// <param name="value">The value with escapes undone and neighbouring literals joined; used again after the call.</param>
    /// <param name="form">Where it stands.</param>
    /// <returns>True when the value consists of names and values of its own, which were taken instead.</returns>
    bool OnPair(ReadOnlySpan<char> key, DecodedText value, ValueForm form);
}
