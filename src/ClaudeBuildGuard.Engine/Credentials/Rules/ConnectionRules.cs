using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Credentials in URLs and connection strings. Source: token-formats, rows 38, 208 to 211.</summary>
internal static class ConnectionRules
{
    private const string RotateConnectionURL =
        "Change the password at the server, and restrict the account to the hosts and rights it needs; look through the server's log for its use.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "url-with-password",
            Provider = "Connection URL",
            Title = "URL with user name and password",
            Shape = "{=postgresql+psycopg2://|postgresql+asyncpg://|jdbc:postgresql://|mysql+pymysql://|elasticsearch://|mongodb+srv://|cockroachdb://|postgresql://|clickhouse://|sqlserver://|couchbase://|cassandra://|snowflake://|postgres://|influxdb://|mariadb://|mongodb://|couchdb://|neo4j+s://|mysqlx://|rediss://|valkey://|oracle://|socks5://|mysql://|redis://|amqps://|mqtts://|mssql://|ldaps://|smtps://|neo4j://|stomp://|imaps://|mongo://|kafka://|amqp://|mqtt://|ldap://|smtp://|sftp://|ftps://|bolt://|nats://|imap://|ftp://|ssh://|git://|svn://|db2://|wss://|smb://|ws://}{[!$%&*+,.0-9;=A-Z_a-z~-]0-80}:({[!#-.0-9;=A-Z^_a-~-]2-200})@{[A-Za-z0-9.$%\\[_-]}",
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "the server that the URL names, as the user it names",
            Rotate = RotateConnectionURL,
            Source = "token-formats 208 and 210",
        },
        new()
        {
            Id = "web-url-with-password",
            Provider = "Connection URL",
            Title = "web address with user name and password",
            Shape = "{=https://|http://}{[!$%&*+,.0-9;=A-Z_a-z~-]1-80}:({[!#-.0-9;=A-Z^_a-~-]3-200})@{[A-Za-z0-9.\\[_-]}",
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "the site that the address names, as the user it names",
            Rotate = RotateConnectionURL,
            Source = "token-formats 208",
        },
        new()
        {
            Id = "connection-string-password",
            Provider = "Connection string",
            Title = "password in a connection string",
            Shape = "{=Password|Pwd|password|PASSWORD|PWD|pwd}{S0-1}={S0-1}{='|}({[!#-%(-:=?-_a-~]1-128})",
            Near = [
                "server=", "data source", "datasource=", "initial catalog", "host=", "addr=", "address=", "network address",
                "user id", "userid=", "uid=", "username=", "user=", "dsn=", "driver={", "database=",
            ],
            Left = Boundary.Word,
            Right = Boundary.None,
            Opens = "the database that the connection string names, as the user it names",
            Rotate = RotateConnectionURL,
            Replacement = "Use Integrated Security or 'Authentication=Active Directory Default' so that no password exists; otherwise keep the string in user secrets or Azure Key Vault.",
            Source = "token-formats 38 and 211",
        },
    ];
}
