using System.Diagnostics;

namespace Shop;

[Authorize]
public class ReportsController(ShopContext context) : ControllerBase
{
    private static readonly HashSet<string> Formats = ["pdf", "csv"];

    [HttpGet("reports/all")]
    public IActionResult All(string format)
    {
        if (!Formats.Contains(format))
        {
            return BadRequest();
        }

        Process.Start("report", ["--format", format]);
        return Ok();
    }

    [HttpGet("reports/search")]
    public IActionResult Search(string name) =>
        Ok(context.Users.FromSqlInterpolated($"select * from Users where Email like {name}").ToList());

    [HttpPost("reports/render")]
    public IActionResult Render(string renderer) => renderer switch
    {
        "pdf" => Ok(new MemoryStream()),
        _ => BadRequest(),
    };
}

[Authorize]
public class OrdersController(ILogger<OrdersController> logger) : ControllerBase
{
    [HttpGet("orders")]
    public IActionResult All()
    {
        try
        {
            return Ok();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Orders failed");
            return Problem("Orders could not be read.");
        }
    }

    [HttpPost("orders")]
    public IActionResult Make() => Ok();

    [HttpDelete("orders/{id}")]
    public IActionResult Remove(int id) => Ok(id);
}

[Authorize]
public class StockController : ControllerBase
{
    [AllowAnonymous]
    [HttpGet("stock")]
    public IActionResult All() => Ok();

    [HttpPut("stock")]
    public IActionResult Change() => Ok();

    [HttpPost("stock/logout")]
    public IActionResult Logout() => SignOut("Cookies", "OpenIdConnect");
}
