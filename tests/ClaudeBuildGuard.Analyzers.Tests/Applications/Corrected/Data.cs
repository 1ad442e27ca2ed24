using Dapper;

namespace Shop;

public class Invoice
{
    public int Id { get; set; }
    public Guid TenantId { get; set; }
    public decimal Total { get; set; }
}

public class Payment
{
    public int Id { get; set; }
    public Guid TenantId { get; set; }
}

public class User
{
    public int Id { get; set; }
    public string Email { get; set; } = "";
    public string PasswordHash { get; set; } = "";
}

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public Guid Tenant { get; set; }
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<User> Users => Set<User>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Payment>().HasQueryFilter(p => p.TenantId == Tenant);
}

public class Books(ShopContext context, System.Data.IDbConnection connection)
{
    public Task<List<Invoice>> Open() =>
        context.Invoices.Where(i => i.TenantId == context.Tenant && i.Total > 0).ToListAsync();

    public Task<List<Payment>> Everything() =>
        context.Payments.ToListAsync();

    public IEnumerable<Invoice> Large(decimal least) =>
        connection.Query<Invoice>("select * from Invoices where TenantId = @tenant and Total > @least", new { tenant = context.Tenant, least });

    public IEnumerable<User> Named(string email) =>
        connection.Query<User>("select * from Users where Email = @email", new { email });
}
