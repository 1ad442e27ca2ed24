using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>A tool call that the scripted model makes.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Input">Its input.</param>
public sealed record ToolCall(string Tool, JsonObject Input)
{
    /// <summary>The Read tool.</summary>
    public static ToolCall Read(string path) => new("Read", new JsonObject { ["file_path"] = path });

    /// <summary>The Bash tool.</summary>
    public static ToolCall Bash(string command) => new("Bash", new JsonObject { ["command"] = command });
}

/// <summary>What the client sent back for a call.</summary>
/// <param name="IsError">True when the client says that the call failed.</param>
/// <param name="Text">What the model would have seen.</param>
public sealed record ToolResult(bool IsError, string Text);

/// <summary>
/// A Messages API on loopback that knows no model: it answers the first request that offers tools with every scripted call at once, and
/// keeps what the client sends back.
/// </summary>
public sealed class ScriptedModel : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly IReadOnlyList<ToolCall> _calls;
    private readonly ConcurrentDictionary<string, ToolResult> _results = new();
    private int _sent;

    public ScriptedModel(IReadOnlyList<ToolCall> calls)
    {
        _calls = calls;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The result of each call in order; null where the client sent none.</summary>
    public IReadOnlyList<ToolResult?> Results => [.. _calls.Select((_, i) => _results.GetValueOrDefault(Id(i)))];

    /// <summary>Everything that the client put into its requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => Serve(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private void Serve(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = reader.ReadToEnd();
        if (context.Request.HttpMethod != "POST" || !context.Request.Url!.AbsolutePath.EndsWith("/v1/messages", StringComparison.Ordinal))
        {
            Reply(context, "application/json", "{\"input_tokens\":1}");
            return;
        }

        Requests.Enqueue(body);
        var request = JsonNode.Parse(body)!;
        foreach (var block in request["messages"]!.AsArray().SelectMany(m => m!["content"] as JsonArray ?? []))
        {
            if ((string?)block!["type"] == "tool_result")
            {
                var content = block["content"] is JsonArray parts ? string.Concat(parts.Select(p => (string?)p!["text"])) : (string?)block["content"] ?? string.Empty;
                _results[(string)block["tool_use_id"]!] = new ToolResult((bool?)block["is_error"] ?? false, content);
            }
        }

        var offersTools = request["tools"] is JsonArray { Count: > 0 };
        var scripted = offersTools && Interlocked.Exchange(ref _sent, 1) == 0;
        Reply(context, "text/event-stream", scripted ? Calls() : Stream([("text", new JsonObject { ["type"] = "text", ["text"] = string.Empty }, new JsonObject { ["type"] = "text_delta", ["text"] = "done" })], "end_turn"));
    }

    private string Calls() => Stream(
        _calls.Select((call, i) => (
            "tool_use",
            new JsonObject { ["type"] = "tool_use", ["id"] = Id(i), ["name"] = call.Tool, ["input"] = new JsonObject() },
            new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = call.Input.ToJsonString() })),
        "tool_use");

    private static string Stream(IEnumerable<(string Kind, JsonObject Start, JsonObject Delta)> blocks, string stop)
    {
        var text = new StringBuilder();
        Event("message_start", new JsonObject
        {
            ["message"] = JsonNode.Parse("""{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}"""),
        });
        var index = 0;
        foreach (var (_, start, delta) in blocks)
        {
            Event("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = start });
            Event("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = delta });
            Event("content_block_stop", new JsonObject { ["index"] = index++ });
        }

        Event("message_delta", new JsonObject { ["delta"] = new JsonObject { ["stop_reason"] = stop, ["stop_sequence"] = null }, ["usage"] = new JsonObject { ["output_tokens"] = 5 } });
        Event("message_stop", []);
        return text.ToString();

        void Event(string name, JsonObject data)
        {
            data["type"] = name;
            text.Append("event: ").Append(name).Append("\ndata: ").Append(data.ToJsonString()).Append("\n\n");
        }
    }

    private static void Reply(HttpListenerContext context, string type, string text)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            context.Response.ContentType = type;
            context.Response.ContentLength64 = bytes.Length;
            context.Response.OutputStream.Write(bytes);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went away: it was told to stop, or it was done.
            return;
        }
    }

    private static string Id(int index) => $"toolu_{index:0000}";
}
