using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Tests.Input;

public class InputTests
{
    [Test]
    public void Input_of_actions_is_followed_to_every_sink() => Sample.Check("""
        using System.Diagnostics;
        using Dapper;
        public class Search { public string Text { get; set; } = ""; public string Sort { get; set; } = ""; }
        public class Row { public int Id { get; set; } }
        public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
        public class FilesController(Db db, System.Data.IDbConnection connection) : ControllerBase
        {
            [HttpGet] public IActionResult Run(string tool) { Process.Start(tool); return Ok(); } // CBG7402
            [HttpGet] public IActionResult Convert(string name)
            {
                var arguments = $"-i {name}.png";
                Process.Start("convert", arguments); // CBG7402
                Process.Start(new ProcessStartInfo("convert", "-i " + name)); // CBG7402
                Process.Start(new ProcessStartInfo { FileName = "sh", Arguments = "-c " + name }); // CBG7402
                return Ok();
            }
            [HttpGet] public IActionResult Read(string name) => Content(System.IO.File.ReadAllText(Path.Combine("/data", name))); // CBG7403
            [HttpGet] public IResult Sent(string name) => Results.File(Path.Combine("/srv/files", name)); // CBG7403
            [HttpGet] public Task Streamed(string name) => Response.SendFileAsync("/srv/" + name); // CBG7403
            [HttpPost] public async Task<IActionResult> Upload(IFormFile file)
            {
                using var stream = new FileStream(Path.Combine("/uploads", file.FileName), FileMode.Create); // CBG7403
                await file.CopyToAsync(stream);
                return Ok();
            }
            [HttpGet] public object Sql(string name) => db.Rows.FromSqlRaw("select * from Rows where Name = '" + name + "'").ToList(); // CBG7405
            [HttpPost] public object Body([FromBody] Search search) => connection.Query<Row>($"select * from Rows order by {search.Sort}"); // CBG7405
            [HttpGet] public object Header() => connection.Query<Row>("select * from T where X = '" + Request.Headers["X-Name"] + "'"); // CBG7405
            [HttpGet] public IActionResult Go(string returnUrl) => Redirect(returnUrl); // CBG7014
            [HttpGet] public IActionResult Back() => Redirect(Request.Query["next"].ToString()); // CBG7014
            [HttpGet] public object Create(string type) => Activator.CreateInstance(Type.GetType(type)!)!; // CBG7404
            [HttpPost] public object? Json(string body) => Newtonsoft.Json.JsonConvert.DeserializeObject<object>(body, // CBG7404
                new Newtonsoft.Json.JsonSerializerSettings { TypeNameHandling = Newtonsoft.Json.TypeNameHandling.All });
        }
        """);

    [Test]
    public void Input_that_is_validated_typed_or_passed_as_parameter_is_silent() => Sample.Check("""
        using System.Diagnostics;
        using Dapper;
        public class Row { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
        public class FilesController(Db db, System.Data.IDbConnection connection, IConfiguration configuration) : ControllerBase
        {
            private static readonly HashSet<string> Tools = ["a", "b"];
            private static readonly Dictionary<string, string> Columns = new() { ["name"] = "Name" };
            [HttpGet] public IActionResult Run(string tool)
            {
                if (!Tools.Contains(tool)) return BadRequest();
                Process.Start(tool);
                return Ok();
            }
            [HttpGet] public IActionResult Read(string name)
            {
                var full = Path.GetFullPath(Path.Combine("/data", name));
                if (!full.StartsWith("/data/", StringComparison.Ordinal)) return BadRequest();
                return Content(System.IO.File.ReadAllText(full));
            }
            [HttpGet] public IActionResult ReadName(string name) => Content(System.IO.File.ReadAllText(Path.Combine("/data", Path.GetFileName(name))));
            [HttpGet] public IResult SentName(string name) => Results.File(Path.Combine("/srv/files", Path.GetFileName(name)));
            [HttpGet] public IResult Made(string name) => Results.File(Encoding.UTF8.GetBytes(name), "text/plain", name);
            [HttpGet] public Task StreamedNumber(int id) => Response.SendFileAsync($"/srv/{id}");
            [HttpGet] public IActionResult Number(int id) => Content(System.IO.File.ReadAllText($"/data/{id}.txt"));
            [HttpGet] public object Sql(string name) => db.Rows.FromSqlInterpolated($"select * from Rows where Name = {name}").ToList();
            [HttpGet] public object Parameter(string name) => connection.Query<Row>("select * from Rows where Name = @name", new { name });
            [HttpGet] public object Sorted(string sort) => connection.Query<Row>("select * from Rows order by " + Columns[sort]);
            [HttpGet] public IActionResult Go(string returnUrl) => Url.IsLocalUrl(returnUrl) ? Redirect(returnUrl) : Redirect("/");
            [HttpGet] public IActionResult Local(string returnUrl) => LocalRedirect(returnUrl);
            [HttpGet] public IActionResult Item(string slug) => Redirect($"/items/{slug}");
            [HttpGet] public IActionResult Fixed() => Redirect(configuration["Home"]!);
            [NonAction] public string Helper(string path) => System.IO.File.ReadAllText(path);
            [HttpGet] public IActionResult Pick(string kind)
            {
                var file = kind switch { "a" => "/data/a.txt", _ => "/data/b.txt" };
                return Content(System.IO.File.ReadAllText(file));
            }
        }
        public class Tool { public string Read(string path) => System.IO.File.ReadAllText(path); public void Run(string program) => Process.Start(program); }
        """);

    [Test]
    public void Input_that_the_route_constrains_or_a_loop_cleans_is_silent() => Sample.Check("""
        using System.ComponentModel.DataAnnotations;
        public interface IInteraction { Task<object?> GetAuthorizationContextAsync(string url); }
        [Route("files"), Authorize] public class FilesController : Controller
        {
            [HttpGet("a/{name:alpha}")] public IActionResult One(string name) => Content(System.IO.File.ReadAllText("/data/" + name));
            [HttpGet("b/{name:length(3):regex(^[[a-z]]+$)}")] public IActionResult Two(string name) => Content(System.IO.File.ReadAllText("/data/" + name));
            [HttpGet("c/{name:length(3)}")] public IActionResult Three(string name) => Content(System.IO.File.ReadAllText("/data/" + name)); // CBG7403
            [HttpGet("d/{other:alpha}/{name}")] public IActionResult Four(string other, string name) => Content(System.IO.File.ReadAllText("/data/" + name)); // CBG7403
            [HttpGet("e")] public IActionResult Five(string name)
            {
                foreach (var c in Path.GetInvalidFileNameChars()) name = name.Replace(c, '_');
                return Content(System.IO.File.ReadAllText("/data/" + name));
            }
            [HttpGet("f")] public IActionResult Six(string name, string[] parts)
            {
                foreach (var part in parts) name = name.Replace(" ", "_");
                return Content(System.IO.File.ReadAllText("/data/" + name)); // CBG7403
            }
            [HttpGet("h")] public IActionResult Eight(string name, Dictionary<string, string> slots)
            {
                var path = "/data/{slot}";
                foreach (var slot in slots) path = path.Replace(slot.Key, name);
                return Content(System.IO.File.ReadAllText(path + name)); // CBG7403
            }
            [HttpGet("g")] public IActionResult Seven([RegularExpression("^[a-z]+$")] string name) => Content(System.IO.File.ReadAllText("/data/" + name));
            [HttpGet("h")] public async Task<IActionResult> Eight(string returnUrl, [FromServices] IInteraction interaction)
            {
                var context = await interaction.GetAuthorizationContextAsync(returnUrl);
                return context is null ? Redirect("~/") : Redirect(returnUrl);
            }
            public static void Map(WebApplication app)
            {
                app.MapGet("/i/{name:alpha}", (string name) => System.IO.File.ReadAllText("/data/" + name)).RequireAuthorization();
                app.MapGet("/j/{name}", (string name) => System.IO.File.ReadAllText("/data/" + name)).RequireAuthorization(); // CBG7403
            }
        }
        """);

    [Test]
    public void Input_of_minimal_routes_pages_and_hubs_is_followed() => Sample.Check("""
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.SignalR;
        static class Routes
        {
            public static void Map(WebApplication app)
            {
                app.MapGet("/file", (string name) => File.ReadAllText(name)); // CBG7403
                app.MapGet("/go", (string url) => Results.Redirect(url)); // CBG7014
                app.MapGet("/query", (HttpContext context) => Results.Redirect(context.Request.Query["url"]!)); // CBG7014
                app.MapGet("/back", Back);
                app.MapPost("/upload", async (IFormFile file) =>
                {
                    await using var target = File.Create(Path.Combine("/uploads", file.FileName)); // CBG7403
                });
                Run(text => File.ReadAllText(text));
            }
            static void Run(Func<string, string> read) => read("/etc/app.json");
            public static IResult Back(string url) => Results.Redirect(url); // CBG7014
        }
        public class EditModel : PageModel
        {
            [BindProperty(SupportsGet = true)] public string ReturnUrl { get; set; } = "";
            [BindProperty] public Form Data { get; set; } = new();
            public IActionResult OnGet(string back) => Redirect(back); // CBG7014
            public IActionResult OnPost() => Redirect(ReturnUrl); // CBG7014
            public class Form { public string Name { get; set; } = ""; }
        }
        public class ChatHub : Hub { public string Read(string file) => File.ReadAllText(file); } // CBG7403
        """);

    [Test]
    public void Input_of_minimal_routes_that_is_checked_is_silent() => Sample.Check("""
        static class Routes
        {
            public static void Map(WebApplication app, HashSet<string> allowed)
            {
                app.MapGet("/go", (string url) => allowed.Contains(url) ? Results.Redirect(url) : Results.BadRequest());
                app.MapGet("/go2", (string url) => Results.LocalRedirect(url));
                app.MapGet("/id", (Guid id) => File.ReadAllText($"/data/{id}"));
                app.MapGet("/go3", (string url) =>
                {
                    if (!Uri.TryCreate(url, UriKind.Relative, out _)) return Results.BadRequest();
                    return Results.Redirect(url);
                });
                app.MapGet("/svc", ([FromServices] string root) => File.ReadAllText(root));
            }
            public static IResult NotMapped(string url) => Results.Redirect(url);
        }
        """, OutputKind.DynamicallyLinkedLibrary);

    [Test]
    public void A_parameter_between_quotes_of_sql_is_found() => Sample.Check("""
        using Dapper;
        public class Row { public int Id { get; set; } }
        public class Store(System.Data.IDbConnection sql)
        {
            public Task<IEnumerable<Row>> One(string note) => sql.QueryAsync<Row>($"select * from Rows where Note like '%{note}%'"); // CBG7407
            private int Two(string name) => sql.Execute("delete from Rows where Name = '" + name + "'"); // CBG7407
            public int Three(string name)
            {
                var text = $"update Rows set Name = '{name}'";
                return sql.Execute(text); // CBG7407
            }
        }
        """);

    [Test]
    public void Tables_numbers_parameters_and_checked_text_in_sql_are_silent() => Sample.Check("""
        using Dapper;
        public class Row { public int Id { get; set; } }
        public class Store(System.Data.IDbConnection sql)
        {
            private const string State = "open";
            private static readonly HashSet<string> Kinds = ["a", "b"];
            public IEnumerable<Row> One(string table) => sql.Query<Row>($"select * from {table}");
            public IEnumerable<Row> Two(int id) => sql.Query<Row>($"select * from Rows where Id = '{id}'");
            public IEnumerable<Row> Three(string note) => sql.Query<Row>("select * from Rows where Note = @note", new { note });
            public IEnumerable<Row> Four() => sql.Query<Row>($"select * from Rows where State = '{State}'");
            public IEnumerable<Row> Five(string kind)
            {
                if (!Kinds.Contains(kind)) throw new ArgumentException(kind);
                return sql.Query<Row>($"select * from Rows where Kind = '{kind}'");
            }
            public IEnumerable<Row> Six(string column) => sql.Query<Row>($"select {column} as Name, 'x' from Rows order by {column}");
            public IEnumerable<Row> Seven(string note) => sql.Query<Row>($"select * from Rows where Note = '{note.Replace("'", "''")}'");
        }
        """);

    [Test]
    public void Constraints_that_take_any_text_are_no_check() => Sample.Check("""
        class C
        {
            void M(WebApplication app)
            {
                app.MapGet("/f/{*path:nonfile}", (string path) => File.ReadAllText("/data/" + path)).RequireAuthorization(); // CBG7403
                app.MapGet("/f/{name:regex(.*)}", (string name) => File.ReadAllText("/data/" + name)).RequireAuthorization(); // CBG7403
                app.MapGet("/f/{id:int}", (int id, string name) => File.ReadAllText("/data/" + name)).RequireAuthorization(); // CBG7403
                app.MapGet("/f/{name:file}", (string name) => File.ReadAllText("/data/" + name)).RequireAuthorization(); // CBG7403
                app.MapGet("/f/{name}", (string name) => File.ReadAllText("/data/" + name)).RequireAuthorization(); // CBG7403
            }
        }
        """);
}
