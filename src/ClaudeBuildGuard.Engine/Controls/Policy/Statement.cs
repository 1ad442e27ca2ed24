namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>One clause of a memory file with what it inherits from the heading and the sentence that leads to it.</summary>
/// <param name="Written">The clause as written.</param>
/// <param name="Text">Lower case, without marks of emphasis, with the sentence that leads to it in front.</param>
/// <param name="Stance">What it says about its subject; inherited where the clause itself is neutral.</param>
/// <param name="Excludes">True when it, or what leads to it, speaks of files that the agent shall not read.</param>
internal readonly record struct Statement(string Written, string Text, Stance Stance, bool Excludes);
