using Dapper;
namespace Tenants;
public interface IHasTenant { Guid TenantId { get; } }
public class Order : IHasTenant { public int Id { get; set; } public Guid TenantId { get; set; } public string Name { get; set; } = ""; public List<Line> Lines { get; set; } = []; }
public class Line { public int Id { get; set; } public Order Order { get; set; } = null!; }
public class Doc { public int Id { get; set; } public int OrganizationId { get; set; } public string Title { get; set; } = ""; }
public class Db(DbContextOptions o) : DbContext(o) { public DbSet<Order> Orders { get; set; } = null!; public DbSet<Line> Lines { get; set; } = null!; public DbSet<Doc> Docs { get; set; } = null!; }
public class Repo(Db db, System.Data.IDbConnection c)
{
    public async Task<Order?> Get(int id) => await db.Orders.FindAsync(id); // CBG7201
    public async Task<Order?> Get2(int id) => await db.Orders.Include(o => o.Lines).FirstOrDefaultAsync(o => o.Id == id); // CBG7201
    public async Task<Order?> Get3(int id) => await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id); // CBG7201
    public IQueryable<Order> Query() => db.Orders.AsQueryable();
    public Task<int> Update(int id) => db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Name, "x")); // CBG7201
    public Task<bool> Any(int id) => db.Orders.AnyAsync(o => o.Id == id); // CBG7201
    public object Projection() => db.Orders.Select(o => new { o.Id, o.Name }).ToList(); // CBG7201
    public object Paged(int page) => db.Orders.OrderBy(o => o.Id).Skip(page * 10).Take(10).ToList(); // CBG7201
    public async Task<object> Steps(string? name) { IQueryable<Order> q = db.Orders; if (name != null) q = q.Where(o => o.Name == name); return await q.ToListAsync(); } // CBG7201
    public async Task<object> Var(string? name) { var q = db.Orders.AsQueryable(); if (name != null) { q = q.Where(o => o.Name == name); } return await q.ToListAsync(); } // CBG7201
    public object Nested(int id) => db.Lines.Where(l => l.Id == id).Select(l => l.Order).ToList();
    public object Sql(int id) => db.Orders.FromSqlInterpolated($"select * from Orders where Id = {id}").ToList(); // CBG7203
    public object Dap(int id) => c.QueryFirstOrDefault<Order>("SELECT * FROM Orders WHERE Id = @Id", new { Id = id }); // CBG7203
    public object DapAsync(int id) => c.ExecuteAsync("DELETE FROM Orders WHERE Id = @id", new { id }); // CBG7203
    public object DapUpdate(int id) => c.Execute("UPDATE Orders SET Name = 'x' WHERE Id = @id", new { id }); // CBG7203
    public object DapCommand(int id) => c.Query<Order>(new CommandDefinition("select * from Orders where Id=@id", new { id })); // CBG7203
    public object DapConst(int id) { const string sql = @"SELECT o.*
        FROM Orders o
        WHERE o.Id = @id"; return c.Query<Order>(sql, new { id }); } // CBG7203
    public object Ado(System.Data.Common.DbConnection k) { using var cmd = k.CreateCommand(); cmd.CommandText = "select * from Orders"; return cmd.ExecuteReader(); } // CBG7203
    public object OrgDocs() => db.Docs.ToList();
    public Task<List<Order>> Mine(Guid tenant) => db.Orders.Where(o => o.TenantId == tenant).ToListAsync();
    public Task<Order?> Local(int id) { var tenantId = Guid.NewGuid(); return db.Orders.FirstOrDefaultAsync(o => o.Id == id && o.TenantId == tenantId); }
}
