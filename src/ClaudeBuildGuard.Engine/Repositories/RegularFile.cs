namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>
/// Asks what stands at a path before it is opened. A pipe, a socket or a device in the place of a file has no length, and opening one
/// may wait for ever.
/// </summary>
internal static class RegularFile
{
    /// <summary>Bytes of the file at a path, followed through links; 0 for an empty one and for what is no file, -1 when nothing is there.</summary>
    /// <exception cref="IOException">It cannot be asked for, as in a circle of links.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be asked for.</exception>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        }

        return file.Exists ? file.Length : -1;
    }
}
