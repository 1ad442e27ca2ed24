using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Tests.Authorization;

public class TypeTests
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddJwtBearer();
        builder.Services.AddControllers();
        var app = builder.Build();
        app.MapControllers();
        app.MapRazorPages();
        app.Run();
        """;

    [Test]
    public void Controllers_pages_hubs_and_services_without_a_decision_are_found() => Check(Program, """
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.SignalR;
        public class OrdersController : ControllerBase // CBG7101
        {
            [HttpGet] public string All() => "";
            [HttpPost] public string Make() => "";
        }
        public class EditModel : PageModel { public void OnGet() { } } // CBG7101
        public class ChatHub : Hub { public Task Send(string text) => Clients.All.SendAsync("said", text); } // CBG7101
        [Grpc.Core.BindServiceMethod(typeof(GreeterBase), "BindService")] public abstract class GreeterBase { public static void BindService(Grpc.Core.ServiceBinderBase b, GreeterBase g) { } }
        public class GreeterService : GreeterBase { } // CBG7101
        """);

    [Test]
    public void Decisions_on_types_bases_actions_and_in_bodies_are_understood() => Check(Program, """
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.SignalR;
        [Authorize] public abstract class Secured : ControllerBase { }
        public class OrdersController : Secured { [HttpGet] public string All() => ""; }
        [AllowAnonymous] public class NewsController : ControllerBase { [HttpGet] public string All() => ""; }
        public class HomeController : Controller { public IActionResult Index() => View(); public IActionResult Privacy() => View(); }
        public class MixedController : ControllerBase
        {
            [Authorize] [HttpPost] public string Make() => "";
            [AllowAnonymous] [HttpGet] public string All() => "";
            [HttpPost] public string Login() => "";
            [HttpGet] public IActionResult Mine() => User.Identity?.IsAuthenticated == true ? Ok() : Forbid();
            [NonAction] public string Helper() => "";
            private string Hidden() => "";
        }
        [ApiKey] public class KeyedController : ControllerBase { [HttpGet] public string All() => ""; }
        public class ApiKeyAttribute : Attribute, IAuthorizationFilter { public void OnAuthorization(AuthorizationFilterContext context) { } }
        [TypeFilter(typeof(Gate))] public class FilteredController : ControllerBase { [HttpGet] public string All() => ""; }
        public class Gate : IAsyncAuthorizationFilter { public Task OnAuthorizationAsync(AuthorizationFilterContext context) => Task.CompletedTask; }
        [Authorize] public class EditModel : PageModel { public void OnGet() { } }
        public class IndexModel : PageModel { public void OnGet() { } }
        public class LoginModel : PageModel { public void OnPost() { } }
        [Authorize] public class ChatHub : Hub { }
        public class Plain { public string All() => ""; }
        """);

    [TestCase("app.MapControllers().RequireAuthorization();")]
    [TestCase("app.MapGroup(\"\").RequireAuthorization().MapControllers();")]
    [TestCase("app.MapDefaultControllerRoute().RequireAuthorization();")]
    public void Mapping_with_a_decision_decides_for_controllers(string mapping) => Check(
        Program.Replace("app.MapControllers();", mapping, StringComparison.Ordinal),
        "public class OrdersController : ControllerBase { [HttpGet] public string All() => \"\"; }");

    [TestCase("AddControllers(o => o.Filters.Add(new Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter()))")]
    [TestCase("AddControllers(o => o.Filters.Add<Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter>())")]
    public void A_global_filter_decides_for_controllers(string filter) => Check(
        Program.Replace("AddControllers()", filter, StringComparison.Ordinal),
        "public class OrdersController : ControllerBase { [HttpGet] public string All() => \"\"; }");

    [TestCase("app.MapControllers();", "app.MapControllers().RequireAuthorization();")]
    [TestCase("AddControllers()", "AddControllers(o => o.Filters.Add(new Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter()))")]
    [TestCase("AddControllers()", "AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())")]
    public void A_write_action_that_is_opened_although_all_actions_ask_is_found(string part, string asking) => Check(
        Program.Replace(part, asking, StringComparison.Ordinal),
        """
        public class OrdersController : ControllerBase
        {
            [HttpDelete("{id}"), AllowAnonymous] public string Remove(int id) => ""; // CBG7104
            [HttpPost, AllowAnonymous] public string Login() => "";
            [HttpPost("webhooks/payment"), AllowAnonymous] public string Paid() => "";
            [HttpPost("import"), AllowAnonymous] public IActionResult Import() => User.IsInRole("importer") ? Ok() : Forbid();
            [HttpGet, AllowAnonymous] public string All() => "";
            [HttpPut] public string Change() => "";
        }
        [AllowAnonymous] public class NewsController : ControllerBase { [HttpPost] public string Rate() => ""; }
        """);

    [Test]
    public void Conventions_and_markup_decide_for_pages() => Check(
        Program.Replace("AddControllers()", "AddRazorPages(o => o.Conventions.AuthorizeFolder(\"/\"))", StringComparison.Ordinal),
        "using Microsoft.AspNetCore.Mvc.RazorPages; public class EditModel : PageModel { public void OnGet() { } }");

    [Test]
    public void Markup_decides_for_its_page() => Check(Program, """
        using Microsoft.AspNetCore.Mvc.RazorPages;
        public class EditModel : PageModel { public void OnGet() { } }
        namespace AspNetCoreGeneratedDocument
        {
            [Authorize] internal class Pages_Edit : Page { public EditModel Model => null!; public override Task ExecuteAsync() => Task.CompletedTask; }
        }
        """);

    [Test]
    public void A_mapped_hub_with_a_decision_is_silent() => Check(
        Program.Replace("app.MapRazorPages();", "app.MapHub<ChatHub>(\"/chat\").RequireAuthorization();", StringComparison.Ordinal),
        "public class ChatHub : Microsoft.AspNetCore.SignalR.Hub { }");

    [Test]
    public void An_action_that_lacks_what_its_siblings_have_is_found() => Sample.Check("""
        public class OrdersController : ControllerBase
        {
            [Authorize] [HttpGet] public string All() => "";
            [Authorize] [HttpPost] public string Make() => "";
            [HttpDelete] public string Remove() => ""; // CBG7102
        }
        """);

    [Test]
    public void A_controller_that_lacks_what_its_siblings_have_is_found() => Sample.Check("""
        [Authorize] public class OneController : ControllerBase { [HttpGet] public string All() => ""; }
        [Authorize] public class TwoController : ControllerBase { [HttpGet] public string All() => ""; }
        public class ThreeController : ControllerBase { [HttpGet] public string All() => ""; } // CBG7102
        """);

    [Test]
    public void Anonymous_that_cancels_authorise_is_found() => Sample.Check("""
        [AllowAnonymous] public class OrdersController : ControllerBase
        {
            [Authorize] [HttpGet] public string All() => ""; // CBG7103
            [HttpGet] public string Open() => "";
            [Authorize(AuthenticationSchemes = "Bearer")] [HttpGet] public string Optional() => "";
        }
        [AllowAnonymous] public class OpenBase : ControllerBase { }
        [Authorize] public class ClosedController : OpenBase { [HttpGet] public string All() => ""; } // CBG7103
        [Authorize] public class UsersController : ControllerBase
        {
            [AllowAnonymous] [HttpPost] public string Register() => "";
            [AllowAnonymous] [HttpGet] public string Names() => "";
            [AllowAnonymous] [HttpDelete] public string Remove() => ""; // CBG7104
        }
        """);

    [Test]
    public void An_attribute_that_is_given_an_array_is_read() => Sample.Check("""
        [Authorize] public class OneController : ControllerBase
        {
            [Consumes("application/json", "text/json"), HttpPost] public string Make() => "";
            [AllowAnonymous, Consumes("application/json", "text/json"), HttpDelete] public string Remove() => ""; // CBG7104
        }
        """);

    private static void Check(string program, string types) => Sample.Check([("Program.cs", program), ("Types.cs", types)], OutputKind.ConsoleApplication);
}
