using System.Security.Cryptography;
using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>
/// Where the state of a repository is kept: in its common git directory, so that all working trees share it; where that cannot be
/// written, below the user's own cache directory. Files are replaced as a whole, never changed in place.
/// </summary>
internal sealed class StateDirectory
{
    private const string Name = "claude-build-guard";

    private StateDirectory(string path)
    {
        FullPath = path;
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The directory of a repository; null when none can be written, and then nothing is remembered.</summary>
    public static StateDirectory? Of(GitRepository repository)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(repository.CommonDirectory)), 0, 16).ToLowerInvariant();
        var cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string[] candidates = cache.Length == 0
            ? [Path.Combine(repository.CommonDirectory, Name)]
            : [Path.Combine(repository.CommonDirectory, Name), Path.Combine(cache, Name, hash)];
        return candidates.Where(IsThere).Select(c => new StateDirectory(c)).FirstOrDefault();
    }

    /// <summary>Reads a file; null when it is not there or cannot be read.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            var path = Path.Combine(FullPath, name);
            return RegularFile.LengthOf(path) > 0 ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces a file as a whole.</summary>
    /// <returns>False when that was not possible: the next build judges again what this one did.</returns>
    public bool TryWrite(string name, ReadOnlySpan<byte> bytes)
    {
        var temporary = Path.Combine(FullPath, $"{name}.{Guid.NewGuid():n}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
            }

            File.Move(temporary, Path.Combine(FullPath, name), overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return false;
        }
    }

    /// <summary>Deletes the files of a kind but one, and what killed builds left behind.</summary>
    public void Clean(string extension, string keep)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(FullPath))
            {
                var isOld = file.EndsWith(".tmp", StringComparison.Ordinal) && File.GetLastWriteTimeUtc(file) < DateTime.UtcNow.AddHours(-1);
                if (isOld || (file.EndsWith(extension, StringComparison.Ordinal) && Path.GetFileName(file) != keep))
                {
                    TryDelete(file);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left for the next build.
        }
    }

    /// <summary>
    /// Waits until no other build of this repository scans. The operating system frees the lock of a process that died.
    /// </summary>
    /// <returns>Disposing it lets the next one in; null when locks do not work here, and then builds may do the same work twice.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IDisposable? Lock(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(Path.Combine(FullPath, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
            catch (IOException) when (Directory.Exists(FullPath))
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    private static bool IsThere(string directory)
    {
        try
        {
            return Directory.CreateDirectory(directory).Exists;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Someone still reads it; a later build deletes it.
        }
    }
}
