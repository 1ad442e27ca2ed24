using System.Diagnostics;

namespace Shop;

public class ReportsController(ShopContext context) : ControllerBase // CBG7101
{
    [HttpGet("reports/all")]
    public IActionResult All(string format)
    {
        Process.Start("report", "--format " + format); // CBG7402
        return Ok();
    }

    [HttpGet("reports/search")]
    public IActionResult Search(string name) =>
        Ok(context.Users.FromSqlRaw("select * from Users where Email like '%" + name + "%'").ToList()); // CBG7405

    [HttpPost("reports/render")]
    public IActionResult Render(string renderer) =>
        Ok(Activator.CreateInstance(Type.GetType(renderer)!)); // CBG7404
}

public class OrdersController : ControllerBase
{
    [Authorize]
    [HttpGet("orders")]
    public IActionResult All()
    {
        try
        {
            return Ok();
        }
        catch (Exception e)
        {
            return StatusCode(500, e.ToString()); // CBG7302
        }
    }

    [Authorize]
    [HttpPost("orders")]
    public IActionResult Make() => Ok();

    [HttpDelete("orders/{id}")]
    public IActionResult Remove(int id) => Ok(id); // CBG7102
}

[AllowAnonymous]
public class StockController : ControllerBase
{
    [HttpGet("stock")]
    public IActionResult All() => Ok();

    [Authorize]
    [HttpPut("stock")]
    public IActionResult Change() => Ok(); // CBG7103

    [HttpPost("stock/logout")]
    public IActionResult Logout() // CBG7009
    {
        Response.Cookies.Delete("shop");
        return NoContent();
    }
}
