using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.Mvc.RazorPages;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer();
builder.Services.AddAuthorization(o => o.AddPolicy("admin", p => p.RequireRole("admin")));
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();
app.MapHub<ChatHub>("/chat");
app.MapRazorPages();
app.MapGet("/users", () => 1); // CBG7101
app.MapMethods("/users", ["DELETE"], () => 1); // CBG7101
app.MapPost("/transfer", (int amount) => amount); // CBG7101
app.MapPut("/settings", Handlers.Save); // CBG7101
app.MapDelete("/x/{id}", [AllowAnonymous] (int id) => id);
var api = app.MapGroup("/api");
api.MapGet("/a", () => 1); // CBG7101
api.MapPost("/b", () => 1).WithName("b").Produces(200); // CBG7101
var orders = app.MapGroup("/orders");
orders.MapGet("/", () => 1).RequireAuthorization();
orders.MapPost("/", () => 1).RequireAuthorization("admin");
orders.MapPut("/{id}", (int id) => 1).RequireAuthorization();
orders.MapDelete("/{id}", (int id) => 1); // CBG7102
var secure = app.MapGroup("/secure").RequireAuthorization();
secure.MapDelete("/all", () => 1).AllowAnonymous(); // CBG7104
secure.MapPost("/wipe", [AllowAnonymous] () => 1); // CBG7104
var open = app.MapGroup("/open").AllowAnonymous();
open.MapPost("/admin", () => 1).RequireAuthorization(); // CBG7103
app.MapReports();
app.MapGet("/files/{**path}", (string path) => Results.Ok()); // CBG7101
app.MapFallback(() => "x");
app.Run();
static class Handlers { public static IResult Save(HttpContext c) => Results.Ok(); }
static class Reports { public static void MapReports(this IEndpointRouteBuilder app) { var g = app.MapGroup("/reports"); g.MapGet("/", All); g.MapDelete("/{id}", Remove); } // CBG7101 CBG7101
    static IResult All() => Results.Ok(); static IResult Remove(int id) => Results.Ok(); }
public class ChatHub : Hub { public Task Send(string m) => Clients.All.SendAsync("m", m); } // CBG7101
public class CustomersController : ControllerBase { [HttpGet] public IActionResult All() => Ok(); [HttpDelete] public IActionResult Remove(int id) => Ok(); } // CBG7101
[Authorize] public class AccountsController : ControllerBase { [HttpGet] public IActionResult All() => Ok(); [AllowAnonymous, HttpDelete("{id}")] public IActionResult Remove(int id) => Ok(); } // CBG7104
[AllowAnonymous] public abstract class Base : ControllerBase { }
[Authorize(Roles = "admin")] public class AdminController : Base { [HttpGet] public IActionResult All() => Ok(); } // CBG7103
public class InvoicesController : ControllerBase
{
    [Authorize, HttpGet] public IActionResult All() => Ok();
    [Authorize, HttpPost] public IActionResult Make() => Ok();
    [HttpPut("{id}")] public IActionResult Change(int id) => Ok(); // CBG7102
    [HttpGet("export")] public IActionResult Export() => Ok(); // CBG7102
}
[ApiController, Route("api/[controller]")] public class PocoThing { [HttpGet] public string Get() => "x"; } // CBG7101
public class EditModel : PageModel { public void OnGet() { } public void OnPost() { } } // CBG7101
