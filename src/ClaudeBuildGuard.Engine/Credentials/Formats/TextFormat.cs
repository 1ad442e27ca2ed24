namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>How a text is read for keys and values.</summary>
internal enum TextFormat
{
    /// <summary>Lines with assignments whose values may stand without quotes: .env, INI, TOML, HCL, shell, Dockerfile, logs, prose.</summary>
    Lines = 0,

    /// <summary>A programming language: only quoted literals are values.</summary>
    Code,

    /// <summary>JSON with or without comments.</summary>
    Json,

    /// <summary>XML, MSBuild, .config, .resx.</summary>
    Xml,

    /// <summary>YAML.</summary>
    Yaml,
}

/// <summary>Tells the format by the file's name, and by its first character where there is no name.</summary>
internal static class TextFormats
{
    private static readonly Dictionary<string, TextFormat> ByEnding = Endings();

    /// <summary>The format of a content.</summary>
    public static TextFormat Of(string path, ReadOnlySpan<byte> text)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        if (dot >= 0 && ByEnding.TryGetValue(name[(dot + 1)..].ToLowerInvariant(), out var known))
        {
            return known;
        }

        // .json.example, .config.template and their like, and a blob whose path is not known yet.
        if (dot > 0 && name.LastIndexOf('.', dot - 1) is > 0 and var inner && ByEnding.TryGetValue(name[(inner + 1)..dot].ToLowerInvariant(), out known))
        {
            return known;
        }

        var first = text.TrimStart(" \t\r\n"u8);
        return first.IsEmpty ? TextFormat.Lines
            : first[0] == '{' && first[1..].TrimStart(" \t\r\n"u8) is [(byte)'"', ..] ? TextFormat.Json
            : first.StartsWith("<?xml"u8) || first.StartsWith("<Project"u8) || first.StartsWith("<configuration"u8) ? TextFormat.Xml
            : first.StartsWith("apiVersion:"u8) || first.StartsWith("---\n"u8) ? TextFormat.Yaml
            : TextFormat.Lines;
    }

    private static Dictionary<string, TextFormat> Endings()
    {
        var endings = new Dictionary<string, TextFormat>(StringComparer.Ordinal);
        Add(TextFormat.Json, "json jsonc json5 tfstate webmanifest code-workspace postman_collection postman_environment har ipynb arm geojson");
        Add(TextFormat.Xml, "xml config csproj vbproj fsproj proj props targets pubxml user resx settings nuspec xaml axaml plist publishsettings wsdl svc xsl xslt dbml edmx ruleset sitemap testsettings runsettings wxs rdl rds dtsx dtsconfig");
        Add(TextFormat.Yaml, "yml yaml");
        Add(
            TextFormat.Code,
            "cs vb fs fsx fsi csx cshtml razor vbhtml aspx ascx asax js jsx ts tsx mjs cjs mts vue svelte py pyw go java kt kts scala groovy gradle swift rb php rs c cc cpp cxx h hpp m mm dart lua pl pm r ex exs erl clj hs ml proto graphql html htm jsp erb sol cu zig nim jl");
        return endings;

        void Add(TextFormat format, string list)
        {
            foreach (var ending in list.Split(' '))
            {
                endings[ending] = format;
            }
        }
    }
}
