namespace ClaudeBuildGuard.Analyzers.Tests.Authentication;

public class SignOutTests
{
    [Test]
    public void Sign_outs_that_end_nothing_are_found() => Sample.Check("""
        public class AccountController : Controller
        {
            [HttpPost] public IActionResult Logout() // CBG7009
            {
                Response.Cookies.Delete("auth");
                return RedirectToAction("Index");
            }
            [HttpPost("out")] public IActionResult SignOutUser2() => Ok();
            [HttpPost("off")] public IActionResult LogOff() => Ok(new { message = "bye" }); // CBG7009
            public static void Map(WebApplication app)
            {
                app.MapPost("/logout", (HttpContext context) => { context.Response.Cookies.Delete("auth"); return Results.Ok(); }).RequireAuthorization(); // CBG7009
            }
        }
        public class LogoutModel : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
        {
            public void OnGet() { }
            public Microsoft.AspNetCore.Mvc.IActionResult OnPost() => RedirectToPage("Index"); // CBG7009
        }
        """);

    [Test]
    public void A_sign_out_that_leaves_the_server_session_is_found() => Sample.Check("""
        using Microsoft.AspNetCore.Authentication;
        public class AccountController : Controller
        {
            [HttpPost] public IActionResult Login() { HttpContext.Session.SetString("user", "1"); return Ok(); }
            [HttpPost] public async Task<IActionResult> Logout() // CBG7009
            {
                await HttpContext.SignOutAsync();
                return RedirectToAction("Index");
            }
        }
        """);

    [Test]
    public void Sign_outs_that_end_the_session_are_silent() => Sample.Check("""
        using Microsoft.AspNetCore.Authentication;
        public interface ITokens { Task Forget(string user); }
        public class AccountController(ITokens tokens) : Controller
        {
            [HttpPost] public IActionResult Login() { HttpContext.Session.SetString("user", "1"); return Ok(); }
            [HttpPost] public async Task<IActionResult> Logout()
            {
                HttpContext.Session.Clear();
                await HttpContext.SignOutAsync();
                return RedirectToAction("Index");
            }
            [HttpPost] public IActionResult LogOff() { HttpContext.Session.Clear(); return SignOut("Cookies"); }
            [HttpPost] public async Task<IActionResult> SignOutAsync2Logout() { await tokens.Forget("x"); return Ok(); }
            [HttpGet] public IActionResult Logout(string id) => View();
        }
        """);

    [Test]
    public void A_sign_out_that_only_clears_the_session_leaves_the_cookie() => Sample.Check("""
        public class AccountController : Controller
        {
            public static void Configure(IServiceCollection services) => services.AddAuthentication("Cookies").AddCookie();
            [HttpPost] public IActionResult LogOff() { HttpContext.Session.Clear(); return RedirectToAction("Index"); } // CBG7009
            public static void Map(WebApplication app)
            {
                app.MapPost("/auth/logout", (HttpContext c) => { c.Session.Clear(); return Results.NoContent(); }); // CBG7009
                app.MapPost("/auth/logout-all", (HttpContext c) => { c.Session.Clear(); return Results.NoContent(); }); // CBG7009
            }
        }
        """);

    [Test]
    public void A_sign_out_that_clears_the_session_is_silent_where_nobody_signs_in_by_cookie() => Sample.Check("""
        public class AccountController : Controller
        {
            public static void Configure(IServiceCollection services) => services.AddAuthentication("Bearer").AddJwtBearer();
            [HttpPost] public IActionResult LogOff() { HttpContext.Session.Clear(); return RedirectToAction("Index"); }
        }
        """);
}
