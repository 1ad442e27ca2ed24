using System.Diagnostics;
using Dapper;
namespace Input;
public class Row { public int Id { get; set; } public string Name { get; set; } = ""; }
public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
public class Request { public string Cmd { get; set; } = ""; public string Path { get; set; } = ""; public string Password { get; set; } = ""; public string Sort { get; set; } = ""; public string CardNumber { get; set; } = ""; }
public class FController(Db db, System.Data.IDbConnection connection, ILogger<FController> logger) : ControllerBase
{
    [HttpGet] public object A(string x) => db.Rows.FromSqlRaw($"select * from Rows where Name = '{x}'").ToList(); // CBG7405
    [HttpGet] public Task<int> B(string x) => db.Database.ExecuteSqlRawAsync("delete from Rows where Name = '" + x + "'"); // CBG7405
    [HttpGet] public Task<IEnumerable<Row>> C(string x) => connection.QueryAsync<Row>($"select * from Rows where Name = '{x}'"); // CBG7405
    [HttpGet] public object D(string x) => connection.Query<Row>(string.Format("select * from Rows where Name = '{0}'", x)); // CBG7405
    [HttpGet] public object E(string x) { var sb = new StringBuilder("select * from Rows where 1=1"); sb.Append(" and Name = '" + x + "'"); return connection.Query<Row>(sb.ToString()); } // CBG7405
    [HttpGet] public object E2(string x) { var sql = "select * from Rows"; if (x != null) { sql += $" where Name like '%{x}%'"; } return connection.Query<Row>(sql); } // CBG7405
    [HttpPost] public object E3([FromBody] Request r) => db.Rows.FromSqlRaw("select * from Rows order by " + r.Sort).ToList(); // CBG7405
    [HttpGet] public object E4(string x) { using var cmd = connection.CreateCommand(); cmd.CommandText = $"select 1 where '{x}' = 'a'"; return cmd.ExecuteScalar()!; } // CBG7405
    [HttpGet] public object E5(string x) { FormattableString s = $"select * from Rows where Name = {x}"; return db.Rows.FromSqlInterpolated(s).ToList(); }
    [HttpGet] public object E6(string x) { var sql = $"select * from Rows where Name = '{x}'"; return db.Database.SqlQueryRaw<string>(sql).ToList(); } // CBG7405
    [HttpGet] public void F(string input) => Process.Start("bash", $"-c {input}"); // CBG7402
    [HttpGet] public void F2(string input) => Process.Start(new ProcessStartInfo { FileName = "/bin/sh", Arguments = "-c \"" + input + "\"" }); // CBG7402
    [HttpPost] public void F3(Request r) { var p = new Process(); p.StartInfo.FileName = "cmd.exe"; p.StartInfo.Arguments = $"/c {r.Cmd}"; p.Start(); } // CBG7402
    [HttpGet] public void F4(string host) { var psi = new ProcessStartInfo("ping"); psi.ArgumentList.Add(host); Process.Start(psi); }
    [HttpGet] public void F5(string cmd) { var psi = new ProcessStartInfo("sh"); psi.ArgumentList.Add("-c"); psi.ArgumentList.Add(cmd); Process.Start(psi); } // CBG7402
    [HttpGet("{fileName}")] public string G(string fileName) { var root = "/data"; return System.IO.File.ReadAllText(Path.Combine(root, fileName)); } // CBG7403
    [HttpGet("{fileName}")] public IActionResult G2(string fileName) => PhysicalFile(Path.Combine("/data", fileName), "application/pdf"); // CBG7403
    [HttpGet("{fileName}")] public async Task<IActionResult> G3(string fileName) { var path = Path.Combine("/data", fileName); if (!System.IO.File.Exists(path)) return NotFound(); var bytes = await System.IO.File.ReadAllBytesAsync(path); return File(bytes, "x"); } // CBG7403
    [HttpPost] public async Task G4(IFormFile file) { using var s = new FileStream(Path.Combine("/uploads", file.FileName), FileMode.Create); await file.CopyToAsync(s); } // CBG7403
    [HttpDelete] public void G5(string name) { System.IO.File.Delete("/data/" + name); } // CBG7403
    [HttpPost] public async Task G6(List<IFormFile> files) { foreach (var f in files) { var p = Path.Combine("/up", f.FileName); using var s = System.IO.File.Create(p); await f.CopyToAsync(s); } } // CBG7403
    [HttpPost] public IActionResult H(Request request) { logger.LogInformation("Got {@request}", request); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H2(Request request) { logger.LogInformation($"Login with {request.Password}"); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H3(Request request) { logger.LogInformation("Body: {Body}", System.Text.Json.JsonSerializer.Serialize(request)); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H4(Request request) { logger.LogDebug("auth {Header}", Request.Headers["Authorization"]); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H5(Request request) { logger.LogDebug("auth {Header}", Request.Headers.Authorization.ToString()); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H6(Request request) { Console.WriteLine("card " + request.CardNumber); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H7(string token) { logger.LogInformation("Reset token {Token}", token); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H8(IConfiguration c) { logger.LogInformation("Conn {C}", c.GetConnectionString("Default")); return Ok(); } // CBG7301
    [HttpPost] public IActionResult H9(Request request) { using (logger.BeginScope(new Dictionary<string, object> { ["Password"] = request.Password })) { } return Ok(); } // CBG7301
    [HttpGet] public IActionResult I() { try { return Ok(); } catch (Exception ex) { return BadRequest(ex.ToString()); } } // CBG7302
    [HttpGet] public IActionResult I2() { try { return Ok(); } catch (Exception ex) { return StatusCode(500, new { error = ex.Message, stack = ex.StackTrace }); } } // CBG7302
    [HttpGet] public IResult I3() { try { return Results.Ok(); } catch (Exception ex) { return Results.Problem(ex.ToString()); } } // CBG7302
    [HttpGet] public IActionResult I4() { try { return Ok(); } catch (Exception ex) { return BadRequest(new { message = $"Failed: {ex.InnerException?.Message ?? ex.Message}" }); } } // CBG7302
    [HttpGet] public ActionResult<string> I5() { try { return "x"; } catch (Exception ex) { return ex.Message; } } // CBG7302
    [HttpGet] public IActionResult I6() { try { return Ok(); } catch (Exception ex) { return Problem(detail: ex.StackTrace, title: ex.Message); } } // CBG7302
    [HttpGet] public IActionResult I7() { try { return Ok(); } catch (DbUpdateException ex) { return Conflict(ex.InnerException!.Message); } } // CBG7302
    [HttpPost] public object J(string json) => Newtonsoft.Json.JsonConvert.DeserializeObject(json, new Newtonsoft.Json.JsonSerializerSettings { TypeNameHandling = Newtonsoft.Json.TypeNameHandling.All })!; // CBG7404
    [HttpPost] public object J2(string t) { var type = Type.GetType(t); return Activator.CreateInstance(type!)!; } // CBG7404
    [HttpPost] public object J3() { var s = new System.Xml.Serialization.XmlSerializer(Type.GetType(Request.Query["type"]!)!); return s.Deserialize(Request.Body)!; } // CBG7404
    [HttpPost] public object J4(string asm) => System.Reflection.Assembly.LoadFrom(asm); // CBG7404
}
static class Startup
{
    public static void Use(WebApplication app, IServiceCollection services)
    {
        app.UseCors(b => b.SetIsOriginAllowed(o => true).AllowCredentials()); // CBG7401
        app.UseCors(b => b.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowAnyMethod().AllowCredentials()); // CBG7401
        services.AddCors(o => o.AddDefaultPolicy(p => { p.AllowCredentials(); p.SetIsOriginAllowed(origin => true); p.AllowAnyHeader(); })); // CBG7401
        services.AddCors(o => o.AddPolicy("a", new Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder().SetIsOriginAllowed(x => true).AllowCredentials().Build())); // CBG7401
        services.AddCors(o => o.AddPolicy("b", p => { p.SetIsOriginAllowed(Any); p.AllowCredentials(); })); // CBG7401
        app.Use(async (c, next) => { c.Response.Headers["Access-Control-Allow-Origin"] = c.Request.Headers["Origin"]; c.Response.Headers["Access-Control-Allow-Credentials"] = "true"; await next(); }); // CBG7401
        app.UseExceptionHandler(e => e.Run(async c => { var f = c.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>(); await c.Response.WriteAsync(f!.Error.ToString()); })); // CBG7302
        app.UseExceptionHandler(e => e.Run(async c => { var ex = c.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerPathFeature>()?.Error; await c.Response.WriteAsJsonAsync(new { error = ex?.Message, trace = ex?.StackTrace }); })); // CBG7302
    }
    static bool Any(string origin) => true;
}
public class Handler : Microsoft.AspNetCore.Diagnostics.IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        await context.Response.WriteAsJsonAsync(new ProblemDetails { Title = "Error", Detail = exception.Message }, ct); // CBG7302
        return true;
    }
}
public class ErrorMiddleware(RequestDelegate next)
{
    public async Task Invoke(HttpContext context)
    {
        try { await next(context); }
        catch (Exception ex)
        {
            var json = System.Text.Json.JsonSerializer.Serialize(new { error = ex.Message, ex.StackTrace });
            await context.Response.WriteAsync(json); // CBG7302
        }
    }
}
