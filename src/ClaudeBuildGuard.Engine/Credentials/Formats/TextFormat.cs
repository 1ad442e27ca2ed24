namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>How a text is read for keys and values.</summary>
internal enum TextFormat
{
    /// <summary>Lines with assignments whose values may stand without quotes: .env, shell, Dockerfile, logs, prose.</summary>
    Lines = 0,

    /// <summary>The same below headings in brackets: INI, TOML.</summary>
    Sections,

    /// <summary>A programming language: only quoted literals are values.</summary>
    Code,

    /// <summary>JSON with or without comments.</summary>
    Json,

    /// <summary>XML, MSBuild, .config, .resx.</summary>
    Xml,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>HCL: Terraform and its relatives.</summary>
    Hcl,
}

/// <summary>Tells the format by the file's name, and by its first character where there is no name.</summary>
internal static class TextFormats
{
    // In ordinal order, so that a part of a path is looked up without a string of its own; behind an ending its format as a character.
    private static readonly string[] ByEnding = Endings();

    private const int LongestEnding = 24;

    /// <summary>The format of a content.</summary>
    public static TextFormat Of(string path, ReadOnlySpan<byte> text)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        var dot = name.LastIndexOf('.');
        if (dot >= 0 && TryGet(name[(dot + 1)..], out var known))
        {
            return known;
        }

        // .json.example, .config.template and their like, and a blob whose path is not known yet.
        if (dot > 0 && name[..dot].LastIndexOf('.') is > 0 and var inner && TryGet(name[(inner + 1)..dot], out known))
        {
            return known;
        }

        var first = text.TrimStart(" \t\r\n"u8);
        return first.IsEmpty ? TextFormat.Lines
            : first[0] == '{' && first[1..].TrimStart(" \t\r\n"u8) is [(byte)'"', ..] ? TextFormat.Json
            : first is [(byte)'[', ..] && first[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? TextFormat.Json
            : first.StartsWith("<?xml"u8) || first is [(byte)'<', (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z'), ..] ? TextFormat.Xml
            : first.StartsWith("apiVersion:"u8) || first.StartsWith("---\n"u8) ? TextFormat.Yaml
            : TextFormat.Lines;
    }

    /// <summary>Whether each line of a file is a name and, up to its end, a value.</summary>
    public static WholeLines WholeLinesOf(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name.EndsWith(".properties", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".conf", StringComparison.OrdinalIgnoreCase) || name is ".netrc" or "_netrc" ? WholeLines.Parted
            : name.StartsWith(".env", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".env", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".ini", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".cfg", StringComparison.OrdinalIgnoreCase) ? WholeLines.Assigned
            : WholeLines.None;
    }

    private static bool TryGet(ReadOnlySpan<char> ending, out TextFormat format)
    {
        format = default;
        if (ending.Length is 0 or > LongestEnding)
        {
            return false;
        }

        Span<char> lower = stackalloc char[LongestEnding];
        lower = lower[..ending.ToLowerInvariant(lower)];
        int from = 0, to = ByEnding.Length - 1;
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var order = lower.SequenceCompareTo(ByEnding[middle].AsSpan(0, ByEnding[middle].Length - 1));
            if (order == 0)
            {
                format = (TextFormat)ByEnding[middle][^1];
                return true;
            }

            (from, to) = order < 0 ? (from, middle - 1) : (middle + 1, to);
        }

        return false;
    }

    private static string[] Endings()
    {
        var endings = new List<string>();
        Add(TextFormat.Json, "json jsonc json5 tfstate webmanifest code-workspace postman_collection postman_environment har ipynb arm geojson");
        Add(TextFormat.Xml, "xml config csproj vbproj fsproj proj props targets pubxml user resx settings nuspec xaml axaml plist publishsettings wsdl svc xsl xslt dbml edmx ruleset sitemap testsettings runsettings wxs rdl rds dtsx dtsconfig");
        Add(TextFormat.Yaml, "yml yaml");
        Add(TextFormat.Hcl, "tf tfvars hcl nomad");
        Add(TextFormat.Sections, "ini toml cfg conf cnf inf gitconfig pypirc npmrc editorconfig service");
        Add(
            TextFormat.Code,
            "cs vb fs fsx fsi csx cshtml razor vbhtml aspx ascx asax js jsx ts tsx mjs cjs mts vue svelte py pyw go java kt kts scala groovy gradle swift rb php rs c cc cpp cxx h hpp m mm dart lua pl pm r ex exs erl clj hs ml proto graphql html htm jsp erb sol cu zig nim jl pas pp dpr il");
        endings.Sort(string.CompareOrdinal);
        return [.. endings];

        void Add(TextFormat format, string list)
        {
            foreach (var ending in list.Split(' '))
            {
                endings.Add(ending + (char)format);
            }
        }
    }
}
