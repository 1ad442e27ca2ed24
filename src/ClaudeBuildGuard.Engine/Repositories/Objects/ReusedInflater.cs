using System.IO.Compression;
using System.Runtime.InteropServices;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Inflates one object after another with one state of the zlib that comes with the runtime. The platform's stream makes a state, two
/// handles with finalizers and a buffer for each object, which costs half as much again as inflating it: docs/design/history.md.
/// Belongs to one thread.
/// </summary>
/// <remarks>
/// The runtime does not promise to keep what is called here. So it is called on the runtime only on which it was tested, and when it
/// inflated a known text; everywhere else <see cref="TryCreate"/> gives nothing, and objects are read through <see cref="ZLibStream"/>.
/// </remarks>
internal sealed unsafe class ReusedInflater : IDisposable
{
    private const int TestedRuntime = 10;
    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>The header of zlib, and the largest window, which every window is within.</summary>
    private const int WindowBits = 15;

    private const int Finish = 4;
    private const int Done = 0;
    private const int StreamEnd = 1;
    private const int BufferError = -5;

    private static readonly Exports? Tested = FindExports();

    private readonly Exports _zlib;
    private State* _state;

    private ReusedInflater(Exports zlib, State* state)
    {
        _zlib = zlib;
        _state = state;
    }

    /// <summary>How an attempt to inflate ended.</summary>
    public enum Outcome
    {
        /// <summary>All is there, and its checksum fits.</summary>
        Whole = 0,

        /// <summary>The bytes are damaged or cut off.</summary>
        Damaged,

        /// <summary>There would be more than was asked for.</summary>
        Longer,
    }

    /// <summary>An inflater; null where the runtime's zlib is not known.</summary>
    public static ReusedInflater? TryCreate() => Tested is { } zlib ? Create(zlib) : null;

    /// <summary>Inflates one object.</summary>
    /// <param name="compressed">Its bytes, and whatever follows them.</param>
    /// <param name="destination">Receives exactly what it holds.</param>
    public Outcome Inflate(ReadOnlySpan<byte> compressed, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_state is null, this);
        byte nothing;
        fixed (byte* from = compressed)
        {
            fixed (byte* to = destination)
            {
                // An empty object still has a header and a checksum to be read.
                _state->NextIn = from;
                _state->AvailableIn = (uint)compressed.Length;
                _state->NextOut = to is null ? &nothing : to;
                _state->AvailableOut = (uint)destination.Length;
                var result = _zlib.Reset(_state, WindowBits) == Done ? _zlib.Inflate(_state, Finish) : BufferError;
                return result == StreamEnd && _state->AvailableOut == 0 ? Outcome.Whole
                    : result == BufferError && _state->AvailableOut == 0 && _state->AvailableIn > 0 ? Outcome.Longer
                    : Outcome.Damaged;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_state is not null)
        {
            _zlib.End(_state);
            NativeMemory.Free(_state);
            _state = null;
        }
    }

    private static ReusedInflater? Create(Exports zlib)
    {
        var state = (State*)NativeMemory.AllocZeroed((nuint)sizeof(State));
        if (zlib.Begin(state, WindowBits) == Done)
        {
            return new ReusedInflater(zlib, state);
        }

        NativeMemory.Free(state);
        return null;
    }

    private static Exports? FindExports()
    {
        if (Environment.Version.Major != TestedRuntime || !Environment.Is64BitProcess
            || !NativeLibrary.TryLoad(Library, typeof(ZLibStream).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, "CompressionNative_InflateInit2_", out var begin)
            || !NativeLibrary.TryGetExport(library, "CompressionNative_InflateReset2_", out var reset)
            || !NativeLibrary.TryGetExport(library, "CompressionNative_Inflate", out var inflate)
            || !NativeLibrary.TryGetExport(library, "CompressionNative_InflateEnd", out var end))
        {
            return null;
        }

        var exports = new Exports(begin, reset, inflate, end);
        using var trial = Create(exports);
        Span<byte> text = stackalloc byte[23];
        ReadOnlySpan<byte> compressed = [0x78, 0xDA, 0xCB, 0xCC, 0x4B, 0xCB, 0x49, 0x2C, 0x49, 0x55, 0xC8, 0x44, 0xA5, 0x01, 0x6B, 0x12, 0x08, 0xEA];
        return trial?.Inflate(compressed, text) == Outcome.Whole && text.SequenceEqual("inflate inflate inflate"u8) ? exports : null;
    }

    /// <summary>What the runtime's library is told and tells: its own order of the fields, in both directions.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct State
    {
        public byte* NextIn;
        public byte* NextOut;
        public byte* Message;
        public void* Own;
        public uint AvailableIn;
        public uint AvailableOut;
    }

    /// <summary>The functions of the runtime's library.</summary>
    private sealed class Exports(nint begin, nint reset, nint inflate, nint end)
    {
        public int Begin(State* state, int windowBits) => ((delegate* unmanaged[Cdecl]<State*, int, int>)begin)(state, windowBits);

        public int Reset(State* state, int windowBits) => ((delegate* unmanaged[Cdecl]<State*, int, int>)reset)(state, windowBits);

        public int Inflate(State* state, int flush) => ((delegate* unmanaged[Cdecl]<State*, int, int>)inflate)(state, flush);

        public int End(State* state) => ((delegate* unmanaged[Cdecl]<State*, int>)end)(state);
    }
}
