using System.Text.Json;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>How text carries a value under a name.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Path">The file it would stand in.</param>
/// <param name="Comment">Writes a line that says something beside the value.</param>
/// <param name="Assign">Writes the name and the value.</param>
public sealed record Carrier(string Name, string Path, Func<string, string> Comment, Func<string, string, string> Assign)
{
    /// <summary>Carriers of a token under a name.</summary>
    public static IReadOnlyList<Carrier> All { get; } =
    [
        new("JSON", "src/appsettings.json", text => $"  \"about\": {JsonSerializer.Serialize(text)},", (name, value) => $"{{\n  \"{name}\": {Json(value)}\n}}\n"),
        new("XML", "src/web.config", text => $"<!-- {text} -->", (name, value) => $"<add key=\"{name}\" value=\"{Xml(value)}\" />\n"),
        new("environment file", "deploy/app.env", text => $"# {text}", (name, value) => $"{name}={value}\n"),
        new("YAML", "deploy/values.yaml", text => $"# {text}", (name, value) => $"settings:\n  {name}: \"{value}\"\n"),
        new("plain YAML", "deploy/plain.yml", text => $"# {text}", (name, value) => $"{name}: {value}\n"),
        new("C#", "src/Client.cs", text => $"    // {text}", (name, value) => $"    private const string {Identifier(name)} = \"{value}\";\n"),
        new("verbatim C#", "src/Other.cs", text => $"    // {text}", (name, value) => $"    var {Identifier(name)} = @\"{value}\";\n"),
        new("JavaScript", "web/app.js", text => $"// {text}", (name, value) => $"const {Identifier(name)} = '{value}';\n"),
        new("Python", "tools/run.py", text => $"# {text}", (name, value) => $"{Identifier(name)} = '{value}'\n"),
        new("shell", "build/run.sh", text => $"# {text}", (name, value) => $"export {Identifier(name)}='{value}'\n"),
        new("PowerShell", "build/run.ps1", text => $"# {text}", (name, value) => $"$env:{Identifier(name)} = \"{value}\"\n"),
        new("Dockerfile", "Dockerfile", text => $"# {text}", (name, value) => $"ENV {Identifier(name)}={value}\n"),
        new("properties", "conf/app.properties", text => $"# {text}", (name, value) => $"{name} = {value}\n"),
        new("Markdown", "docs/setup.md", text => $"> {text}\n", (name, value) => $"Set `{name}` to `{value}`.\n"),
    ];

    private static string Identifier(string name) => new(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_').ToArray());

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Json(string value) => JsonSerializer.Serialize(value, Relaxed);

    private static string Xml(string value) => System.Security.SecurityElement.Escape(value);
}
