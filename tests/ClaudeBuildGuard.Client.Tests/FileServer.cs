using System.Text.Json;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>An MCP server of the plainest kind: one tool that reads a file. Run by node, which the client's package needs anyway.</summary>
internal static class FileServer
{
    /// <summary>The name of its tool, as the client calls it.</summary>
    public const string Tool = "mcp__fs__read_file";

    private const string Script =
        """
        let text = '';
        process.stdin.on('data', data => {
          text += data;
          for (let end; (end = text.indexOf('\n')) >= 0; text = text.slice(end + 1)) {
            const request = JSON.parse(text.slice(0, end));
            const answer = result => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id: request.id, result }) + '\n');
            if (request.method === 'initialize') answer({ protocolVersion: request.params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'fs', version: '1' } });
            else if (request.method === 'tools/list') answer({ tools: [{ name: 'read_file', description: 'reads', inputSchema: { type: 'object', properties: { path: { type: 'string' } } } }] });
            else if (request.method === 'tools/call') answer({ content: [{ type: 'text', text: require('fs').readFileSync(request.params.arguments.path, 'utf8') }] });
            else if (request.id !== undefined) answer({});
          }
        });
        """;

    /// <summary>The text of <c>.mcp.json</c> that starts it, named as a file server is.</summary>
    public static string Configuration =>
        JsonSerializer.Serialize(new { mcpServers = new { fs = new { command = "node", args = new[] { "-e", Script, "server-filesystem", "." } } } });
}
