namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Whether a value without quotes is all the rest of its line.</summary>
internal enum WholeLines
{
    /// <summary>It ends at the first blank or sign.</summary>
    None = 0,

    /// <summary>It is, behind a sign that assigns: .env, INI.</summary>
    Assigned,

    /// <summary>It is, behind such a sign or behind a blank alone: properties of Java, the configuration of servers.</summary>
    Parted,
}
