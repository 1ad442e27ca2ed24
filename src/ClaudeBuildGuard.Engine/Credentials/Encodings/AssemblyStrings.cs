using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>The literals of a compiled assembly, which stand in it in UTF-16: what a package was built from is not hidden by having been compiled.</summary>
internal static class AssemblyStrings
{
    private const int LargestAssembly = 64 * 1024 * 1024;
    private const int MostCharacters = 4 * 1024 * 1024;

    private const string BeyondBounds = "it is an assembly with more literals than are read";

    /// <summary>True for an assembly of .NET, unless it is the output of a build: what that was built from is judged itself.</summary>
    public static bool Is(ReadOnlySpan<byte> content, string path) =>
        content.StartsWith("MZ"u8) && content.IndexOf("BSJB"u8) > 0 && !IsOutput(path);

    /// <summary>Its literals, one a line; constants behind their names. What cannot be read as an assembly has none.</summary>
    /// <param name="content">The assembly.</param>
    /// <param name="dropped">Receives what keeps a part of them from being read.</param>
    public static unsafe byte[] Read(ReadOnlySpan<byte> content, List<string> dropped)
    {
        if (content.Length > LargestAssembly)
        {
            dropped.Add(BeyondBounds);
            return [];
        }

        var text = new StringBuilder();
        try
        {
            fixed (byte* image = content)
            {
                using var file = new PEReader(image, content.Length);
                if (file.HasMetadata)
                {
                    Append(file.GetMetadataReader(), text);
                }
            }
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // No assembly after all: its bytes are judged as they are.
        }

        if (text.Length >= MostCharacters)
        {
            dropped.Add(BeyondBounds);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(MetadataReader reader, StringBuilder text)
    {
        for (var handle = reader.GetNextHandle(default(UserStringHandle)); !handle.IsNil && text.Length < MostCharacters; handle = reader.GetNextHandle(handle))
        {
            text.Append(reader.GetUserString(handle)).Append('\n');
        }

        var count = reader.GetTableRowCount(TableIndex.Constant);
        for (var row = 1; row <= count && text.Length < MostCharacters; row++)
        {
            var constant = reader.GetConstant(MetadataTokens.ConstantHandle(row));
            if (constant is { TypeCode: ConstantTypeCode.String, Parent.Kind: HandleKind.FieldDefinition })
            {
                var value = reader.GetBlobReader(constant.Value);
                var name = reader.GetString(reader.GetFieldDefinition((FieldDefinitionHandle)constant.Parent).Name);
                text.Append(name).Append(" = \"").Append(value.ReadUTF16(value.Length)).Append("\"\n");
            }
        }
    }

    private static bool IsOutput(string path)
    {
        var at = $"/{path}";
        return at.Contains("/bin/", StringComparison.OrdinalIgnoreCase) || at.Contains("/obj/", StringComparison.OrdinalIgnoreCase);
    }
}
