using System.Collections.Immutable;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Passwords and keys among the arguments of commands whose options do not say so: <c>docker login -p x</c>, <c>mysql -px</c>,
/// <c>dotnet user-secrets set name x</c>, <c>echo x | chpasswd</c>. They stand in scripts, in documentation and in the strings of other files.
/// </summary>
internal static class CommandSecrets
{
    private const int LongestCommand = 2048;
    private const int MostArguments = 64;

    private static readonly Form[] Forms =
    [
        new("docker login", ["-p"]), new("podman login", ["-p"]), new("helm registry login", ["-p"]), new("az login", ["-p"]), new("sshpass", ["-p", "-p*"]) { Word = "sshpass" },
        new("mysql", ["-p*"]) { Word = "mysql" }, new("sqlcmd", ["-P", "-P*"]) { Word = "sqlcmd" }, new("bcp", ["-P", "-P*"]), new("redis-cli", ["-a"]) { Word = "redis-" }, new("mongosh", ["-p"]), new("mongo", ["-p"]), new("mongodump", ["-p"]), new("mongorestore", ["-p"]),
        new("ldapsearch", ["-w"]), new("ldapmodify", ["-w"]), new("ldapadd", ["-w"]), new("useradd", ["-p"]), new("keytool", ["-storepass", "-keypass", "-deststorepass", "-destkeypass", "-srcstorepass", "-srckeypass"]), new("jarsigner", ["-storepass", "-keypass"]),
        new("signtool sign", ["/p", "-p"]), new("signtool.exe sign", ["/p", "-p"]), new("lftp", ["-u"]) { Separator = (byte)',' }, new("certutil", ["-p"]), new("osql", ["-P", "-P*"]) { Word = "osql" }, new("schtasks", ["/rp"]), new("psexec", ["-p"]) { Word = "psexec" }, new("smbclient", ["-U", "-U*"]) { Separator = (byte)'%' }, new("rpcclient", ["-U", "-U*"]) { Separator = (byte)'%' }, new("dev-certs https", ["-p"]), new("7z a", ["-p*"]), new("7z x", ["-p*"]), new("zip -P", []) { Position = 0 }, new("redis-server", ["--requirepass"]) { Word = "redis-" },
        new("plink", ["-pw"]), new("pscp", ["-pw"]), new("psftp", ["-pw"]), new("ipmitool", ["-P"]), new("tsql", ["-P"]), new("isql", []) { Position = 2 }, new("rdesktop", ["-p"]), new("xfreerdp", ["/p:*"]), new("mosquitto_pub", ["-P"]) { Word = "mosquitto_" }, new("mosquitto_sub", ["-P"]) { Word = "mosquitto_" }, new("ncftpput", ["-p"]) { Word = "ncftp" }, new("ncftpget", ["-p"]) { Word = "ncftp" }, new("open -u", []) { Position = 0, Separator = (byte)',' },
        new("net ads join", ["-U", "-U*"]) { Separator = (byte)'%' }, new("snmpwalk", ["-c", "-A", "-X"]) { Name = "secret", Word = "snmp" }, new("snmpget", ["-c", "-A", "-X"]) { Name = "secret", Word = "snmp" }, new("snmpset", ["-c", "-A", "-X"]) { Name = "secret", Word = "snmp" },
        new("nuget push", ["-k"]) { Position = 1, Name = "apikey" }, new("nuget.exe push", []) { Position = 1, Name = "apikey" }, new("nuget setapikey", []) { Position = 0 }, new("nuget.exe setapikey", []) { Position = 0 }, new("nuget add source", ["-p"]), new("nuget update source", ["-p"]),
        new("net use", []) { Position = 2, Word = "net use", BeginsLine = true }, new("net user", []) { Position = 1, Word = "net use", BeginsLine = true }, new("htpasswd -b", []) { Position = 2, Word = "htpasswd -" }, new("htpasswd -cb", []) { Position = 2, Word = "htpasswd -" }, new("htpasswd -bc", []) { Position = 2, Word = "htpasswd -" },
        new("user-secrets set", []) { IsPair = true }, new("aws configure set", []) { IsPair = true }, new("npm config set", []) { IsPair = true }, new("setenv", []) { IsPair = true }, new("pulumi config set", []) { IsPair = true },
        new("proxy_set_header", []) { IsPair = true }, new("fastcgi_param", []) { IsPair = true }, new("uwsgi_param", []) { IsPair = true },
        new("rabbitmqctl add_user", []) { Position = 1 }, new("rabbitmqctl change_password", []) { Position = 1 }, new("openssl enc", ["-k"]),
        new("keyvault secret set", ["--value"]) { IsNamed = true }, new("gh secret set", ["--body", "-b", "-b*"]) { IsNamed = true },
    ];

    /// <summary>The words that commands begin with, in one literal or in two, and those behind what is piped.</summary>
    public static HashSet<string> Words
    {
        get
        {
            var words = new HashSet<string>(StringComparer.Ordinal)
            {
                "password-stdin", "chpasswd", "sudo -s ", "net\", \"use", "net\", @\"use", "net.exe\", \"use", "net.exe\", @\"use", "7z\", \"", "7z.exe\", \"",
            };
            foreach (var form in Forms)
            {
                words.Add(form.Word);
            }

            return words;
        }
    }

    /// <summary>The secret among the arguments of the command that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where one of the words stands.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="start">Where it stands.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int at, out string name, out int start, out int length)
    {
        name = string.Empty;
        start = length = 0;
        if (at > 0 && (char.IsAsciiLetterOrDigit((char)text[at - 1]) || text[at - 1] is (byte)'_'))
        {
            return false;
        }

        foreach (var form in Forms)
        {
            var from = form.EndOfCommand(text, at);
            if (from > 0 && form.BeginsLine && !BeginsLine(text, at))
            {
                return false;
            }

            if (from > 0)
            {
                return TryReadArguments(text[..Math.Min(text.Length, from + LongestCommand)], from, form, out name, out start, out length);
            }
        }

        name = "password";
        return TryReadPiped(text, at, out start, out length);
    }

    private static bool TryReadArguments(ReadOnlySpan<byte> text, int from, Form form, out string name, out int start, out int length)
    {
        name = string.Empty;
        start = length = 0;
        var option = string.Empty;
        var position = 0;
        var isList = text[from - 1] == ',';
        for (var count = 0; count < MostArguments && (isList ? TryNextOfList(text, ref from, out var at, out var size, out var isQuoted) : TryNext(text, ref from, out at, out size, out isQuoted)); count++)
        {
            var argument = text.Slice(at, size);
            var isOption = !isQuoted && size > 1 && (argument[0] is (byte)'-' || (argument[0] == '/' && size < 16 && argument[1..].IndexOf((byte)'/') < 0));
            if (isOption)
            {
                var prefix = form.Attached(argument);
                option = prefix > 0 ? string.Empty : Encoding.UTF8.GetString(argument[..Math.Min(size, 24)]);
                if (prefix > 0)
                {
                    // -pX, -p'X'
                    var quotes = argument[prefix] is (byte)'"' or (byte)'\'' ? 1 : 0;
                    (start, length) = (at + prefix + quotes, size - prefix - (2 * quotes));
                }
                else if (form.Position >= 0 && !form.Takes(option))
                {
                    // Behind an option that may have a value nobody knows what is counted.
                    position = option[0] == '-' ? MostArguments : position;
                    option = string.Empty;
                }

                continue;
            }

            var written = argument[..Math.Min(size, 80)];
            if (option.Length > 0)
            {
                name = option is "--name" or "-n" ? Encoding.UTF8.GetString(written) : name;
                if (form.Takes(option) && (length == 0 || Placeholder.Is(text.Slice(start, length), [])))
                {
                    (start, length) = (at, size);
                }

                option = string.Empty;
                continue;
            }

            // net use \\server\share x: without a device before it.
            position += position == 0 && form.Word == "net use" && form.Position == 2 && written.StartsWith("\\\\"u8) ? 1 : 0;
            if (position == form.Position || (form.IsPair && position == 1))
            {
                (start, length) = (at, size);
            }

            name = position == 0 && (form.IsPair || form.IsNamed) ? Encoding.UTF8.GetString(written) : name;
            position++;
        }

        if (form.Separator != 0 && length > 0)
        {
            var before = text.Slice(start, length).IndexOf(form.Separator) + 1;
            (start, length) = before == 0 ? (start, 0) : (start + before, length - before);
        }

        name = form.IsPair || (form.IsNamed && SecretName.Of(name) != NameMeaning.Nothing) ? name : form.IsNamed ? "secret" : form.Name;
        return length > 0;
    }

    // echo x | docker login --password-stdin, echo x | sudo -S, echo user:x | chpasswd
    private static bool TryReadPiped(ReadOnlySpan<byte> text, int at, out int start, out int length)
    {
        start = length = 0;
        var floor = Math.Max(0, at - (LongestCommand / 4));
        var line = text[floor..at];
        floor += line.LastIndexOf((byte)'\n') + 1;
        line = text[floor..at];
        var pipe = line.LastIndexOf((byte)'|');
        var echo = pipe < 0 ? -1 : line[..pipe].LastIndexOf("echo "u8);
        var from = floor + echo + 5;
        if (echo < 0 || !TryNext(text[..(floor + pipe)], ref from, out start, out length, out _) || !text[from..(floor + pipe)].Trim(" \t"u8).IsEmpty)
        {
            return false;
        }

        if (text[at] == 'c' && text.Slice(start, length).IndexOf((byte)':') is > 0 and var colon)
        {
            (start, length) = (start + colon + 1, length - colon - 1);
        }

        return length > 0;
    }

    // Only signs of a prompt, of a script or of a literal stand before it: "net user" is English too.
    private static bool BeginsLine(ReadOnlySpan<byte> text, int at)
    {
        var before = text[Math.Max(0, at - 32)..at].TrimEnd(" \t@"u8);
        return before.IsEmpty || !(char.IsAsciiLetterOrDigit((char)before[^1]) || before[^1] is (byte)',' or (byte)'.' or (byte)')' or (byte)'-');
    }

    // The next word of a command, without its quotes; over line breaks that a sign takes back.
    private static bool TryNext(ReadOnlySpan<byte> text, ref int from, out int start, out int length, out bool isQuoted)
    {
        while (from < text.Length && (text[from] is (byte)' ' or (byte)'\t' || IsContinuation(text, from)))
        {
            from += text[from] is (byte)' ' or (byte)'\t' ? 1 : text[from + 1] == '\n' ? 2 : 3;
        }

        start = from;
        length = 0;
        isQuoted = false;
        if (from >= text.Length || text[from] is (byte)'\r' or (byte)'\n' or (byte)'|' or (byte)';' or (byte)'&' or (byte)')' or (byte)'<' or (byte)'>')
        {
            return false;
        }

        if (text[from..].StartsWith("&quot;"u8))
        {
            // &quot;x&quot; within an attribute.
            isQuoted = true;
            start = from + 6;
            length = text[start..].IndexOf("&quot;"u8);
            from = start + Math.Max(0, length) + 6;
            return length > 0 && !text.Slice(start, length).Contains((byte)'\n');
        }

        // \"x\" within a literal.
        var escaped = text[from] == '\\' && from + 1 < text.Length && text[from + 1] is (byte)'"' ? 1 : 0;
        if (text[from + escaped] is (byte)'"' or (byte)'\'')
        {
            isQuoted = true;
            start = from + 1 + escaped;
            var rest = text[start..];
            var end = escaped > 0 ? rest.IndexOf("\\\""u8) : rest.IndexOf(text[from]);
            if (end < 0 || rest[..end].Contains((byte)'\n'))
            {
                // The quote ends the literal in which the command stands.
                return false;
            }

            length = end;
            from = start + end + 1 + escaped;
            return true;
        }

        while (from < text.Length && text[from] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'|' or (byte)';' or (byte)'"' or (byte)'\'' or (byte)'`' or (byte)'<') && !(text[from] == '\\' && from + 1 < text.Length && text[from + 1] == '"'))
        {
            from++;
        }

        // name='x', -p'x'
        if (from < text.Length && text[from] is (byte)'"' or (byte)'\'' && text[(from + 1)..].IndexOfAny(text[from], (byte)'\n') is >= 0 and var close && text[from + 1 + close] == text[from])
        {
            from += close + 2;
        }

        length = from - start;
        return length > 0;
    }

    // The next of arguments that are literals of their own: ["mysqldump", "-u", user, "-px"].
    private static bool TryNextOfList(ReadOnlySpan<byte> text, ref int from, out int start, out int length, out bool isQuoted)
    {
        (start, length, isQuoted) = (0, 0, false);
        while (from < text.Length && text[from] is (byte)' ' or (byte)',' or (byte)'\r' or (byte)'\n' or (byte)'\t')
        {
            from++;
        }

        if (from >= text.Length || text[from] is (byte)']' or (byte)')' or (byte)'}')
        {
            return false;
        }

        start = from;
        if (text[from] is not ((byte)'"' or (byte)'\''))
        {
            // What a variable holds is no option, and not the secret.
            isQuoted = true;
            from += text[from..].IndexOfAny(",])}\n"u8) is > 0 and var end ? end : text.Length - from;
            return from < text.Length;
        }

        start++;
        length = text[start..].IndexOfAny(text[from], (byte)'\n');
        from = start + Math.Max(0, length) + 1;
        return length >= 0 && text[start + length] != '\n';
    }

    private static bool IsContinuation(ReadOnlySpan<byte> text, int at) =>
        text[at] is (byte)'\\' or (byte)'^' or (byte)'`' && at + 1 < text.Length && (text[at + 1] == '\n' || (text[at + 1] == '\r' && at + 2 < text.Length && text[at + 2] == '\n'));

    // A command and where its secret stands: behind options ("-p" apart, "-p*" attached), at a position, or behind its name.
    private sealed record Form(string Command, ImmutableArray<string> Options)
    {
        private readonly byte[] _command = Encoding.UTF8.GetBytes(Command);

        /// <summary>Which argument without an option is the secret; -1 for none.</summary>
        public int Position { get; init; } = -1;

        /// <summary>True when a name and its value are the arguments.</summary>
        public bool IsPair { get; init; }

        /// <summary>True when the value has a name of its own among the arguments.</summary>
        public bool IsNamed { get; init; }

        /// <summary>What the secret is called.</summary>
        public string Name { get; init; } = "password";

        /// <summary>What stands between a user and the secret in one argument; 0 when there is no user.</summary>
        public byte Separator { get; init; }

        /// <summary>True when the command must stand at the beginning of its line.</summary>
        public bool BeginsLine { get; init; }

        /// <summary>What the prefilter looks for: the commands of one family have one word, so that it is as long as can be.</summary>
        public string Word { get; init; } = Command.ToLowerInvariant() + " ";

        /// <summary>One past the command; 0 when it is not this one.</summary>
        public int EndOfCommand(ReadOnlySpan<byte> text, int at)
        {
            var rest = text[at..];
            var end = LengthOf(rest);
            if (end == 0)
            {
                return 0;
            }

            while (end < rest.Length && char.IsAsciiLetter((char)rest[end]) && Command == "mysql")
            {
                end++;
            }

            return end < rest.Length && rest[end] == ' ' ? at + end : IsOfList(text, at, end) ? at + end + 2 : EndOfLiteral(rest, end) is > 0 and var apart ? at + apart : 0;
        }

        // "sshpass", "-p": a literal of its own, and the next one no line of arguments.
        private static bool IsOfList(ReadOnlySpan<byte> text, int at, int end)
        {
            var rest = text[(at + end)..];
            return at > 0 && rest.Length > 6 && rest[0] is (byte)'"' or (byte)'\'' && text[at - 1] == rest[0] && rest[1] == ','
                && rest[2..].TrimStart(" \t\r\n"u8) is [var quote, .. var argument] && quote == rest[0] && argument.IndexOf(quote) is > 0 and var length && !argument[..length].Contains((byte)' ');
        }

        // "net use" or, where the program is a literal of its own, "net", "use; with or without .exe.
        private int LengthOf(ReadOnlySpan<byte> rest)
        {
            if (rest.Length > _command.Length && Ascii.EqualsIgnoreCase(rest[.._command.Length], _command))
            {
                return _command.Length;
            }

            var blank = Command.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0 || rest.Length <= blank || !Ascii.EqualsIgnoreCase(rest[..blank], _command.AsSpan(0, blank)))
            {
                return 0;
            }

            var behind = _command.AsSpan(blank + 1);
            var from = EndOfLiteral(rest, blank);
            return from > 0 && rest.Length > from + behind.Length && Ascii.EqualsIgnoreCase(rest.Slice(from, behind.Length), behind) ? from + behind.Length : 0;
        }

        // Start("sqlcmd.exe", "-P x"): the arguments are a literal of their own.
        private static int EndOfLiteral(ReadOnlySpan<byte> rest, int end)
        {
            end += rest[end..].StartsWith(".exe"u8) ? 4 : 0;
            if (!rest[end..].StartsWith("\","u8))
            {
                return 0;
            }

            end += 2;
            end += rest[end..].IndexOfAnyExcept(" $@"u8) is > 0 and var blanks ? blanks : 0;
            return end < rest.Length && rest[end] == '"' ? end + 1 : 0;
        }

        /// <summary>True for an option that the secret follows; those of Windows are written in any case.</summary>
        public bool Takes(string option) => Options.Contains(option) || (option[0] == '/' && Options.Contains(option, StringComparer.OrdinalIgnoreCase));

        /// <summary>How long an option is to which its value is attached; 0 for any other.</summary>
        public int Attached(ReadOnlySpan<byte> argument)
        {
            foreach (var option in Options)
            {
                if (option.EndsWith('*') && argument.Length > option.Length && argument[0] == option[0] && argument[1] == option[1] && argument[option.Length - 2] == option[^2])
                {
                    return option.Length - 1;
                }
            }

            return 0;
        }
    }
}
