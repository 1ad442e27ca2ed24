namespace ClaudeBuildGuard.Engine;

/// <summary>Where the engine says what it is doing. Findings go elsewhere: nothing said here decides anything.</summary>
public interface IGuardLog
{
    /// <summary>A detail that helps someone who debugs the guard.</summary>
    void Detail(string text);

    /// <summary>Progress of a long piece of work.</summary>
    /// <param name="work">What is going on, such as <c>scanning history</c>.</param>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all; 0 when not known.</param>
    void Progress(string work, long done, long total);
}

/// <summary>A log that keeps nothing.</summary>
public sealed class SilentLog : IGuardLog
{
    /// <summary>The one instance.</summary>
    public static SilentLog Instance { get; } = new();

    /// <inheritdoc/>
    public void Detail(string text)
    {
    }

    /// <inheritdoc/>
    public void Progress(string work, long done, long total)
    {
    }
}
