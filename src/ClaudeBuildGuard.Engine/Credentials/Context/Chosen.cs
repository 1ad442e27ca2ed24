namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>Tells what a person chose as a password by its looks alone, where no name stands beside it.</summary>
internal static class Chosen
{
    private const int Shortest = 8;
    private const int Longest = 32;

    /// <summary>True for letters with a digit and a capital or a sign among them that name nothing: <c>Turbin3#826</c>, <c>Mireille1966</c>.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return value.Length is >= Shortest and <= Longest && characters.Spaces == 0 && characters.Digits > 0 && characters.Classes >= 3 && characters.Lower + characters.Upper >= 3
            && !IsDated(value) && !WrittenName.Is(value) && !WrittenName.IsPath(value);
    }

    // 2021-03-04T10:00:00Z
    private static bool IsDated(ReadOnlySpan<byte> value) => value is [(byte)'1' or (byte)'2', (byte)'0' or (byte)'9', _, _, (byte)'-' or (byte)'/' or (byte)'.', ..] && char.IsAsciiDigit((char)value[5]);
}
