namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>
/// The most common insecure constructs of each stack (control G2). A construct counts as spoken of under its own name or under the name of
/// the weakness it leads to.
/// </summary>
internal static class StackTopics
{
    private static readonly string[] SqlInjection =
    [
        "sql+concat", "sql+string", "sql+interpolat", "sql+raw", "sql+inject", "sql+format", "sql+dynamic", "sql+build", "sql+inline", "sql+verkett", "sql+zusammen",
        "sql+cadena", "sql+chaîne", "sql+string", "sql+stringhe", "sql+連結", "sql+文字列", "sql+拼接", "sql+字符串", "sql+注入", "sql+インジェクション", "sql+인젝션",
        "sql+строк", "sql+конкат", "sql+инъекц", "sqli$", "fromsqlraw", "executesqlraw", "quer+concat", "quer+interpolat", "sql+without+param", "unparameteri", "sql+f-string",
    ];

    private static readonly Phrases SafeSql = new(
        "parameteri", "parametri", "prepared statement", "bind variable", "bound parameter", "query parameter", "parametrisiert", "paramétr", "参数化", "パラメータ化",
        "プレースホルダ", "параметриз", "매개변수");

    private static readonly Phrases Nothing = new("\u0000");

    /// <summary>The topics of a stack.</summary>
    public static IReadOnlyList<PolicyTopic> Of(SourceStack stack) => stack switch
    {
        SourceStack.DotNet => DotNet,
        SourceStack.DotNetWeb => [.. DotNet, RawHtml],
        SourceStack.JavaScript => JavaScript,
        SourceStack.Python => Python,
        SourceStack.Java => Java,
        SourceStack.Go => Go,
        SourceStack.Php => Php,
        SourceStack.Ruby => Ruby,
        SourceStack.PowerShell => PowerShell,
        _ => [],
    };

    private static PolicyTopic RawHtml { get; } = new(
        "dotnet-html",
        "raw HTML from input ('Html.Raw', 'MarkupString')",
        "Never write input into pages unencoded: no `Html.Raw`, `MarkupString` or `HtmlString` over anything a user or a service can influence.",
        new Phrases("html.raw", "markupstring", "htmlstring", "raw html", "unencoded", "unescaped", "unsanitized", "unsanitised", "xss$", "cross-site scripting",
            "htmlcontent", "innerhtml", "html+inject", "html+ungefiltert"),
        new Phrases("html-encode", "htmlencode", "html encod", "encode output", "output encoding", "encode+html", "sanitis+html", "sanitiz+html"))
    {
        IsCore = false,
    };

    private static IReadOnlyList<PolicyTopic> DotNet { get; } =
    [
        Sql("dotnet-sql", "SQL built from strings", "Never build SQL from strings or interpolation (`FromSqlRaw`, `CommandText = $\"…\"`): use parameters or LINQ."),
        new(
            "dotnet-deserialisation",
            "unsafe deserialisation ('BinaryFormatter', 'TypeNameHandling')",
            "Never use `BinaryFormatter`, `NetDataContractSerializer`, `LosFormatter`, `SoapFormatter`, or `TypeNameHandling` other than `None`.",
            new Phrases("binaryformatter", "typenamehandling", "netdatacontract", "losformatter", "soapformatter", "deseriali+unsafe", "deseriali+insecure",
                "deseriali+untrusted", "deseriali+type", "unsafe deseriali", "insecure deseriali", "binary seriali", "deseriali+unsicher", "désérial", "反序列化",
                "逆シリアル", "デシリアライズ", "десериализ", "역직렬화"),
            new Phrases("system.text.json+only", "system.text.json+deseriali", "typenamehandling+none")),
        Hashes("dotnet-hash", "Never use MD5, SHA-1, DES, 3DES, RC4 or ECB mode."),
        new(
            "dotnet-validation",
            "switched-off certificate or token validation",
            "Never switch off certificate validation (`ServerCertificateCustomValidationCallback`, `DangerousAcceptAnyServerCertificateValidator`) or token "
                + "validation (`ValidateIssuer`, `ValidateAudience`, `ValidateLifetime`, `RequireSignedTokens`).",
            new Phrases("certificate+valid", "certificate+check", "certificate+disab", "certificate+accept", "certificate+trust", "tls+disab", "tls+valid", "ssl+disab",
                "ssl+valid", "ssl+verif", "tls+verif", "token+valid", "jwt+valid", "signature+valid", "servercertificate", "dangerousaccept", "validateissuer",
                "validateaudience", "validatelifetime", "requiresignedtokens", "zertifikat", "certificat+valid", "certificado", "証明書", "证书", "憑證驗證", "сертификат",
                "인증서"),
            new Phrases("token+validat", "certificate+validat", "validate+jwt", "validate+token", "verify+certificate", "tls+validat", "tls+verif")),
        new(
            "dotnet-process",
            "processes started with input ('Process.Start')",
            "Never pass input to `Process.Start` or a shell as one string: a fixed executable, `ArgumentList`, `UseShellExecute = false`.",
            new Phrases("process.start", "process+start+input", "shell+input", "shell command", "shell+user", "command+inject", "os command", "useshellexecute",
                "befehlsinjekt", "injection de commande", "inyección de comandos", "コマンドインジェクション", "命令注入", "инъекц+команд"),
            new Phrases("argumentlist"))
        {
            IsCore = false,
        },
    ];

    private static IReadOnlyList<PolicyTopic> JavaScript { get; } =
    [
        Evaluation("javascript-eval", "'eval' and 'new Function'", "Never use `eval`, `new Function` or a string given to `setTimeout`."),
        new(
            "javascript-html",
            "HTML from input ('innerHTML', 'dangerouslySetInnerHTML')",
            "Never assign input to `innerHTML`, `outerHTML`, `dangerouslySetInnerHTML`, `v-html` or `document.write`.",
            new Phrases("innerhtml", "dangerouslysetinnerhtml", "v-html", "document.write", "xss$", "cross-site scripting", "raw html", "unescaped", "unsanitized",
                "unsanitised", "html+inject"),
            new Phrases("textcontent", "dompurify", "sanitis+html", "sanitiz+html")),
        new(
            "javascript-process",
            "processes started with input ('child_process.exec')",
            "Never pass input to `child_process.exec` or a shell: `execFile` or `spawn` with an argument array.",
            new Phrases("child_process", "command+inject", "shell+input", "shell command", "shell+user", "execsync", "exec()"),
            new Phrases("execfile"))
        {
            IsCore = false,
        },
        Transport("javascript-tls", "Never set `rejectUnauthorized: false` or `NODE_TLS_REJECT_UNAUTHORIZED=0`."),
    ];

    private static IReadOnlyList<PolicyTopic> Python { get; } =
    [
        Evaluation("python-eval", "'eval' and 'exec'", "Never use `eval` or `exec` on anything but constants."),
        new(
            "python-deserialisation",
            "unsafe deserialisation ('pickle', 'yaml.load')",
            "Never load untrusted data with `pickle`, `marshal`, `shelve` or `yaml.load`: JSON or `yaml.safe_load`.",
            new Phrases("pickle", "yaml.load", "unsafe yaml", "marshal", "deseriali+unsafe", "deseriali+insecure", "deseriali+untrusted", "反序列化", "デシリアライズ",
                "десериализ"),
            new Phrases("safe_load", "safeloader")),
        new(
            "python-process",
            "shells started with input ('shell=True')",
            "Never use `shell=True` or `os.system` with input: an argument list.",
            new Phrases("shell=true", "os.system", "command+inject", "shell+input", "shell command", "shell+user"),
            new Phrases("shlex.quote", "subprocess+list")),
        Sql("python-sql", "SQL built from strings", "Never build SQL from strings: pass parameters to `execute`."),
        Transport("python-tls", "Never set `verify=False` or use an unverified SSL context."),
    ];

    private static IReadOnlyList<PolicyTopic> Java { get; } =
    [
        Sql("java-sql", "SQL built from strings", "Never build SQL from strings: `PreparedStatement` or named parameters."),
        new(
            "java-deserialisation",
            "unsafe deserialisation ('ObjectInputStream')",
            "Never deserialise untrusted data with `ObjectInputStream`, `XMLDecoder` or polymorphic typing.",
            new Phrases("objectinputstream", "xmldecoder", "enabledefaulttyping", "deseriali+unsafe", "deseriali+insecure", "deseriali+untrusted", "java seriali"),
            Nothing),
        Hashes("java-hash", "Never use MD5, SHA-1, DES or ECB mode."),
    ];

    private static IReadOnlyList<PolicyTopic> Go { get; } =
    [
        Sql("go-sql", "SQL built from strings", "Never build SQL with `fmt.Sprintf`: pass parameters."),
        new(
            "go-process",
            "shells started with input ('exec.Command(\"sh\", \"-c\", …)')",
            "Never run a shell with input: `exec.Command` with separate arguments.",
            new Phrases("exec.command", "command+inject", "shell+input", "shell command", "sh -c"),
            Nothing),
        Transport("go-tls", "Never set `InsecureSkipVerify`."),
    ];

    private static IReadOnlyList<PolicyTopic> Php { get; } =
    [
        Sql("php-sql", "SQL built from strings", "Never build SQL from strings: prepared statements."),
        Evaluation("php-eval", "'eval' and shell functions", "Never use `eval`, `system`, `exec` or `unserialize` on input."),
        new(
            "php-html",
            "unescaped output",
            "Never print input without `htmlspecialchars` or the template's escaping.",
            new Phrases("unescaped", "xss$", "cross-site scripting", "raw html", "unsanitized", "unsanitised"),
            new Phrases("htmlspecialchars", "escape+output")),
    ];

    private static IReadOnlyList<PolicyTopic> Ruby { get; } =
    [
        Sql("ruby-sql", "SQL built from strings", "Never interpolate into `where` or `find_by_sql`: pass parameters."),
        Evaluation("ruby-eval", "'eval' and 'send' with input", "Never use `eval`, `instance_eval` or `send` with input."),
        new(
            "ruby-deserialisation",
            "unsafe deserialisation ('Marshal.load', 'YAML.load')",
            "Never load untrusted data with `Marshal.load` or `YAML.load`.",
            new Phrases("marshal.load", "yaml.load", "deseriali+unsafe", "deseriali+insecure", "deseriali+untrusted"),
            new Phrases("safe_load")),
    ];

    private static IReadOnlyList<PolicyTopic> PowerShell { get; } =
    [
        new(
            "powershell-eval",
            "'Invoke-Expression'",
            "Never use `Invoke-Expression` on anything but constants.",
            new Phrases("invoke-expression", "iex$", "eval$", "command+inject"),
            Nothing),
    ];

    private static PolicyTopic Sql(string id, string missing, string rule) => new(id, missing, rule, new Phrases(SqlInjection), SafeSql);

    private static PolicyTopic Hashes(string id, string rule) => new(
        id,
        "broken hashes and ciphers (MD5, SHA-1)",
        rule,
        new Phrases("md5", "sha-1", "sha1", "weak hash", "weak crypto", "weak cipher", "broken hash", "insecure hash", "schwache hash", "弱い暗号", "弱加密", "弱哈希"),
        new Phrases("sha-256", "sha256", "sha-2$", "sha2$", "sha-384", "sha-512", "sha512", "sha-3", "sha3"));

    private static PolicyTopic Transport(string id, string rule) => new(
        id,
        "switched-off certificate validation",
        rule,
        new Phrases("rejectunauthorized", "reject_unauthorized", "verify=false", "unverified", "insecureskipverify", "certificate", "tls+disab", "tls+valid", "ssl+disab",
            "ssl+verif", "tls+verif", "zertifikat", "証明書", "证书", "сертификат"),
        new Phrases("certificate+validat", "verify+certificate", "tls+verif"))
    {
        IsCore = false,
    };

    private static PolicyTopic Evaluation(string id, string missing, string rule) => new(
        id,
        missing,
        rule,
        new Phrases("eval$", "eval(", "exec()", "new function", "code+inject", "dynamic code", "arbitrary code"),
        Nothing);
}
