using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Objects out of <c>git cat-file --batch</c>: for shapes of database that the reader does not know, as long as the installed git
/// knows them. Ids are listed first and asked for one by one, so that an object on which git gives up costs only itself.
/// </summary>
internal sealed class GitProcessObjectSource(GitRepository repository, string git) : IObjectSource
{
    /// <summary>After so many objects on which git died, the rest is left unread: something larger is wrong.</summary>
    private const int MostRestarts = 200;

    private readonly Lazy<HashSet<ObjectId>> _all = new(() => [.. ListIds(repository, git, null, CancellationToken.None)]);

    /// <inheritdoc/>
    public string Name => "git cat-file";

    /// <summary>Whether the installed git opens the repository at all.</summary>
    public static bool CanRead(GitRepository repository, string git)
    {
        using var process = Process.Start(GitExecutable.Start(git, repository, "rev-parse", "--git-dir"))!;
        process.StandardInput.Close();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <inheritdoc/>
    public IReadOnlyList<UnreadableObject> Visit(ObjectQuery query, ObjectVisitor visitor, CancellationToken cancellation)
    {
        var unreadable = new List<UnreadableObject>();
        var ids = ListIds(repository, git, query.Wanted, cancellation);
        var done = 0;
        for (var restarts = 0; done < ids.Count; restarts++)
        {
            if (restarts == MostRestarts)
            {
                unreadable.AddRange(ids.Skip(done).Select(id => new UnreadableObject(id.ToString(), $"git gave up on {MostRestarts} objects before this one")));
                break;
            }

            done += VisitFrom(ids, done, query, visitor, unreadable, cancellation);
        }

        return unreadable;
    }

    /// <inheritdoc/>
    public bool Contains(ObjectId id) => _all.Value.Contains(id);

    /// <inheritdoc/>
    public bool TryRead(ObjectId id, out ObjectType type, out ReadOnlyMemory<byte> content)
    {
        var found = default(ObjectType);
        var bytes = default(ReadOnlyMemory<byte>);
        VisitFrom(
            [id],
            0,
            ObjectQuery.Everything,
            (in GitObject item) =>
            {
                found = item.Type;
                bytes = item.IsWhole ? item.Content.ToArray() : default;
            },
            [],
            CancellationToken.None);
        type = found;
        content = bytes;
        return found != default && (bytes.Length > 0 || found is ObjectType.Blob or ObjectType.Tree);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static List<ObjectId> ListIds(GitRepository repository, string git, Func<ObjectId, bool>? wanted, CancellationToken cancellation)
    {
        using var process = Process.Start(GitExecutable.Start(
            git, repository, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"))!;
        using var stop = cancellation.Register(static p => Stop((Process)p!), process);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.StandardInput.Close();
        var ids = new List<ObjectId>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (ObjectId.TryParse(line, out var id) && wanted?.Invoke(id) != false)
            {
                ids.Add(id);
            }
        }

        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? ids
            : throw new InvalidDataException($"git could not list the objects of '{repository.CommonDirectory}': {FirstLine(error.Result)}");
    }

    /// <summary>Asks for objects from a position on until all are read or git dies.</summary>
    /// <returns>How many ids were dealt with, read or not; at least 1.</returns>
    private int VisitFrom(
        List<ObjectId> ids, int from, ObjectQuery query, ObjectVisitor visitor, List<UnreadableObject> unreadable, CancellationToken cancellation)
    {
        using var process = Process.Start(GitExecutable.Start(git, repository, "cat-file", "--batch", "--buffer"))!;
        using var stop = cancellation.Register(static p => Stop((Process)p!), process);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var asking = Task.Run(() => Ask(process, ids, from), CancellationToken.None);
        var output = process.StandardOutput.BaseStream;
        var header = new byte[256];
        var at = from;
        try
        {
            while (at < ids.Count && ReadHeader(output, header) is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
                var parts = line.Split(' ');
                if (parts.Length == 3 && ObjectId.TryParse(parts[0], out var id) && TypeOf(parts[1]) is { } type)
                {
                    var size = long.Parse(parts[2], CultureInfo.InvariantCulture);
                    var isWanted = query.Types.HasFlag((ObjectTypes)(1 << (int)type));
                    ObjectPieces.Read(output, id, type, size, isWanted ? visitor : null);
                    output.ReadByte();
                }
                else
                {
                    unreadable.Add(new UnreadableObject(ids[at].ToString(), "git says that it is missing"));
                }

                at++;
                query.Progress?.Invoke(at, ids.Count);
            }
        }
        catch (EndOfStreamException)
        {
            // Git died in the middle of an object: named below.
        }

        if (at == ids.Count)
        {
            process.WaitForExit();
        }
        else
        {
            Stop(process);
            cancellation.ThrowIfCancellationRequested();
            unreadable.Add(new UnreadableObject(ids[at].ToString(), $"git cannot read it: {FirstLine(error.Result)}"));
            at++;
        }

        asking.Wait(CancellationToken.None);
        return at - from;
    }

    private static void Ask(Process process, List<ObjectId> ids, int from)
    {
        try
        {
            using var input = process.StandardInput;
            for (var i = from; i < ids.Count; i++)
            {
                input.Write(ids[i].ToString());
                input.Write('\n');
            }
        }
        catch (IOException)
        {
            // Git died or was stopped: the reading side knows.
        }
    }

    private static string? ReadHeader(Stream output, byte[] buffer)
    {
        for (var length = 0; length < buffer.Length; length++)
        {
            var b = output.ReadByte();
            if (b < 0)
            {
                return null;
            }

            if (b == '\n')
            {
                return Encoding.ASCII.GetString(buffer, 0, length);
            }

            buffer[length] = (byte)b;
        }

        return null;
    }

    private static ObjectType? TypeOf(string name) => name switch
    {
        "commit" => ObjectType.Commit,
        "tree" => ObjectType.Tree,
        "blob" => ObjectType.Blob,
        "tag" => ObjectType.Tag,
        _ => null,
    };

    private static string FirstLine(string text) => text.Length == 0 ? "it said nothing" : text.Split('\n')[0].Trim();

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
