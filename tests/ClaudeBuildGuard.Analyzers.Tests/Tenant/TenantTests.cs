namespace ClaudeBuildGuard.Analyzers.Tests.Tenant;

public class TenantTests
{
    private const string Model = """
        using Dapper;
        public class Order { public int Id { get; set; } public Guid TenantId { get; set; } public string Name { get; set; } = ""; }
        public class Country { public int Id { get; set; } }

        """;

    [Test]
    public void Queries_that_name_no_tenant_are_found() => Sample.Check(Model + """
        public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Country> Countries => Set<Country>(); }
        public class Store(Db db)
        {
            public Task<List<Order>> All() => db.Orders.ToListAsync(); // CBG7201
            public Task<Order?> One(int id) => db.Orders.FirstOrDefaultAsync(o => o.Id == id); // CBG7201
            public ValueTask<Order?> Found(int id) => db.Orders.FindAsync(id); // CBG7201
            public int Count() => db.Set<Order>().Where(o => o.Name == "x").Count(); // CBG7201
            public object Joined() => (from o in db.Orders join c in db.Countries on o.Id equals c.Id select o.Name).ToList(); // CBG7201
            public void Loop() { foreach (var order in db.Orders) { Console.Write(order.Id); } } // CBG7201
            public Task<int> Wipe() => db.Orders.Where(o => o.Id > 5).ExecuteDeleteAsync(); // CBG7201
            public void RemoveUnread(int id) => db.Orders.Remove(new Order { Id = id }); // CBG7201
            public Task<List<Country>> Countries() => db.Countries.ToListAsync();
        }
        """);

    [Test]
    public void A_row_of_a_secret_that_the_caller_presents_is_silent() => Sample.Check("""
        public class ApiKey { public int Id { get; set; } public Guid TenantId { get; set; } public string KeyHash { get; set; } = ""; public string RefreshToken { get; set; } = ""; public string KeyName { get; set; } = ""; public bool Enabled { get; set; } }
        public class Db : DbContext { public DbSet<ApiKey> Keys => Set<ApiKey>(); }
        public class Store(Db db)
        {
            public Task<ApiKey?> One(string hash) => db.Keys.SingleOrDefaultAsync(k => k.KeyHash == hash && k.Enabled);
            public Task<bool> Two(string token) => db.Keys.Where(k => k.RefreshToken == token).AnyAsync();
            public Task<ApiKey?> Three(string hash) => db.Keys.IgnoreQueryFilters().SingleOrDefaultAsync(k => hash == k.KeyHash);
            public Task<ApiKey?> Four(string name) => db.Keys.SingleOrDefaultAsync(k => k.KeyName == name); // CBG7201
            public Task<List<ApiKey>> Five(string hash) => db.Keys.Where(k => k.KeyHash == hash || k.Enabled).ToListAsync(); // CBG7201
            public Task<List<ApiKey>> Six(string hash) => db.Keys.Where(k => k.KeyHash != hash).ToListAsync(); // CBG7201
        }
        """);

    [Test]
    public void Queries_with_a_tenant_condition_are_silent() => Sample.Check(Model + """
        public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        public class Store(Db db, Guid tenant)
        {
            public Task<List<Order>> All() => db.Orders.Where(o => o.TenantId == tenant).ToListAsync();
            public Task<Order?> One(int id) => db.Orders.FirstOrDefaultAsync(o => o.Id == id && o.TenantId == tenant);
            public async Task<Order?> Checked(int id)
            {
                var order = await db.Orders.FindAsync(id);
                return order?.TenantId == tenant ? order : null;
            }
            public object Query() => (from o in db.Orders where o.TenantId == tenant select o.Name).ToList();
            public Task<List<Order>> Extension() => db.Orders.OfTenant(tenant).ToListAsync();
            public Task<List<Order>> Passed(System.Linq.Expressions.Expression<Func<Order, bool>> predicate) => db.Orders.Where(predicate).ToListAsync();
            public IQueryable<Order> Source() => db.Orders;
            public Task<List<Order>> Steps(string? name)
            {
                var query = db.Orders.AsQueryable();
                query = query.Where(o => o.TenantId == tenant);
                return query.ToListAsync();
            }
            public void RemoveOwn(int id) => db.Orders.Remove(new Order { Id = id, TenantId = tenant });
            public void RemoveChecked(int id)
            {
                if (!db.Orders.Any(o => o.Id == id && o.TenantId == tenant)) return;
                db.Orders.Remove(new Order { Id = id });
            }
            public void Add(Order order) { db.Orders.Add(order); db.Orders.Remove(order); db.Orders.AddRange(order); }
        }
        public static class Extensions { public static IQueryable<Order> OfTenant(this IQueryable<Order> orders, Guid tenant) => orders.Where(o => o.TenantId == tenant); }
        """);

    [TestCase("protected override void OnModelCreating(ModelBuilder b) => b.Entity<Order>().HasQueryFilter(o => o.TenantId == Tenant);")]
    [TestCase("protected override void OnModelCreating(ModelBuilder b) => b.Entity<Order>(e => { e.HasKey(o => o.Id); e.HasQueryFilter(o => o.TenantId == Tenant); });")]
    [TestCase("protected override void OnModelCreating(ModelBuilder b) { foreach (var t in b.Model.GetEntityTypes()) t.SetQueryFilter(null); }")]
    public void A_model_that_filters_is_silent(string configuration) => Sample.Check(Model + $$"""
        public class Db : DbContext
        {
            public Guid Tenant { get; set; }
            public DbSet<Order> Orders => Set<Order>();
            {{configuration}}
        }
        public class Store(Db db) { public Task<List<Order>> All() => db.Orders.ToListAsync(); }
        """);

    [Test]
    public void A_filter_in_a_configuration_class_is_seen() => Sample.Check(Model + """
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        public class OrderMap : IEntityTypeConfiguration<Order> { public void Configure(EntityTypeBuilder<Order> b) => b.HasQueryFilter(o => o.TenantId != Guid.Empty); }
        public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        public class Store(Db db) { public Task<List<Order>> All() => db.Orders.ToListAsync(); }
        """.Replace("using Microsoft.EntityFrameworkCore.Metadata.Builders;\n", "", StringComparison.Ordinal).Replace("EntityTypeBuilder<", "Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<", StringComparison.Ordinal));

    [Test]
    public void Filters_that_are_switched_off_are_found() => Sample.Check(Model + """
        public class Db : DbContext
        {
            public Guid Tenant { get; set; }
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder b) => b.Entity<Order>().HasQueryFilter(o => o.TenantId == Tenant);
        }
        public class Store(Db db, Guid tenant)
        {
            public Task<List<Order>> All() => db.Orders.IgnoreQueryFilters().ToListAsync(); // CBG7202
            public Task<List<Order>> Named() => db.Orders.IgnoreQueryFilters(["Tenant"]).ToListAsync(); // CBG7202
            public Task<List<Order>> Other() => db.Orders.IgnoreQueryFilters(["SoftDelete"]).ToListAsync();
            public Task<List<Order>> Own() => db.Orders.IgnoreQueryFilters().Where(o => o.TenantId == tenant).ToListAsync();
        }
        """);

    [Test]
    public void Sql_that_names_no_tenant_is_found() => Sample.Check(Model + """
        public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        public class Store(Db db, System.Data.IDbConnection connection)
        {
            public object Dapper(int id) => connection.Query<Order>("select * from Orders where Id = @id", new { id }); // CBG7203
            public object Schema(int id) => connection.QuerySingle<string>("select Name from [dbo].[Orders] where Id = @id", new { id }); // CBG7203
            public Task<int> Direct(int id) => db.Database.ExecuteSqlAsync($"update Orders set Name = 'x' where Id = {id}"); // CBG7203
            public object Entity(int id) => db.Orders.FromSql($"select * from Orders where Id = {id}").ToList(); // CBG7203
        }
        """);

    [Test]
    public void Sql_that_names_the_tenant_or_no_tenant_table_is_silent() => Sample.Check(Model + """
        public class Db : DbContext
        {
            public Guid Tenant { get; set; }
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder b) => b.Entity<Order>().HasQueryFilter(o => o.TenantId == Tenant);
        }
        public class Store(Db db, System.Data.IDbConnection connection, Guid tenant)
        {
            public object Dapper(int id) => connection.Query<Order>("select * from Orders where Id = @id and TenantId = @tenant", new { id, tenant });
            public object Snake(int id) => connection.Query<Order>("select * from orders where id = @id and tenant_id = @tenant", new { id, tenant });
            public object Other() => connection.Query<Country>("select * from Countries");
            public object Entity(int id) => db.Orders.FromSql($"select * from Orders where Id = {id}").ToList();
        }
        """);

    [Test]
    public void The_tenant_key_is_configurable() => Sample.Check(
        """
        public class Order { public int Id { get; set; } public int CustomerNumber { get; set; } public Guid TenantId { get; set; } }
        public class Item { public int Id { get; set; } public Guid TenantId { get; set; } }
        public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Item> Items => Set<Item>(); }
        public class Store(Db db)
        {
            public Task<List<Order>> All() => db.Orders.ToListAsync(); // CBG7201
            public Task<List<Item>> Items() => db.Items.ToListAsync();
        }
        """,
        config: new Dictionary<string, string> { ["claude_build_guard.tenant_key"] = "CustomerNumber, AccountId" });

    [Test]
    public void A_context_whose_base_is_in_another_package_is_left_alone()
    {
        var library = Sample.Compile([("Library.cs", "public abstract class TenantContext : DbContext { }")]);
        var found = Sample.Judge(
            [("Sample.cs", Model + """
            public class Db : TenantContext { public DbSet<Order> Orders => Set<Order>(); }
            public class Store(Db db) { public Task<List<Order>> All() => db.Orders.ToListAsync(); }
            """)],
            moreReferences: library.ToMetadataReference());
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void A_row_that_no_secret_names_is_found() => Sample.Check("""
        public class Key { public int Id { get; set; } public Guid TenantId { get; set; } public string KeyHash { get; set; } = ""; public string? RefreshToken { get; set; } public string SyncToken { get; set; } = ""; public string ConcurrencyToken { get; set; } = ""; public string OldKeyHash { get; set; } = ""; }
        public class Db(DbContextOptions<Db> o) : DbContext(o) { public DbSet<Key> Keys => Set<Key>(); }
        public class R(Db db)
        {
            public Task<List<Key>> One() => db.Keys.Where(k => k.RefreshToken == null).ToListAsync(); // CBG7201
            public Task<List<Key>> Two() => db.Keys.Where(k => k.KeyHash == k.OldKeyHash).ToListAsync(); // CBG7201
            public Task<List<Key>> Three(string sync) => db.Keys.Where(k => k.SyncToken == sync).ToListAsync(); // CBG7201
            public Task<List<Key>> Four() => db.Keys.Where(k => k.RefreshToken == "").ToListAsync(); // CBG7201
            public Task<List<Key>> Five(string t) => db.Keys.Where(k => k.ConcurrencyToken == t).ToListAsync(); // CBG7201
            public Task<List<Key>> Six() => db.Keys.Where(k => k.Id == 4).ToListAsync(); // CBG7201
        }
        """);
}
