using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

/// <summary>
/// Ordinary texts that compare, refuse, filter, search for or tell of the flag that switches permission checks off, beside the nearest ones that start the client with it.
/// </summary>
public sealed class PermissionMentionsTests
{
    private static readonly string Flag = "--dangerously" + "-skip-permissions";
    private static readonly string Mode = "bypass" + "Permissions";

    private static IEnumerable<TestCaseData> Languages()
    {
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".vb", false, "Module X\n  Sub Check(mode As String)\n    If permissionMode = \"MODE\" Then Throw New InvalidOperationException()\n    If options.PermissionMode = \"MODE\" Then Return\n    If options.PermissionMode <> \"MODE\" Then Return\n  End Sub\nEnd Module\n"),
            (".vb", false, "Dim isBypass = permissionMode = \"MODE\"\nReturn permissionMode = \"MODE\"\nx = If(permissionMode = \"MODE\", 1, 2)\n' options.PermissionMode = \"MODE\"\nIf yolo AndAlso\n  permissionMode = \"MODE\" Then Throw New X()\nDim q = From a In opts Where a.PermissionMode = \"MODE\"\nWhile permissionMode = \"MODE\"\nAssert.IsFalse(options.PermissionMode = \"MODE\")\n"),
            (".vb", false, "Module X\n  Sub Check(args As String())\n    If args.Any(Function(a) a = \"FLAG\") Then Environment.Exit(2) ' claude\n  End Sub\nEnd Module\n"),
            (".vb", false, "' claude\nImports claude\nModule X\n  Sub Check(args As String())\n    If args.Any(Function(a) a.Equals(\"FLAG\", StringComparison.Ordinal)) Then\n      Environment.Exit(2)\n    End If\n    If Array.IndexOf(args, \"FLAG\") >= 0 Then Environment.Exit(2)\n    For Each a In args\n      If a = \"FLAG\" Then Return\n    Next\n  End Sub\nEnd Module\n"),
            (".vb", true, "Sub A()\n  options.PermissionMode = \"MODE\"\nEnd Sub\n"),
            (".vb", true, "Sub A()\n  If yolo Then options.PermissionMode = \"MODE\"\nEnd Sub\n"),
            (".vb", true, "Dim o = New ClaudeOptions With {.PermissionMode = \"MODE\"}\n"),
            (".vb", true, "Dim o = New ClaudeOptions With {\n  .Model = \"a\",\n  .PermissionMode = \"MODE\"\n}\n"),
            (".vb", true, "Const Flag As String = \"FLAG\"\nProcess.Start(\"claude\", Flag)\n"),
            (".vb", true, "Const Flag = \"FLAG\"\nProcess.Start(\"claude\", Flag & \" -p x\")\n"),
            (".vb", true, "Dim permissionMode As String = \"MODE\"\n"),
            (".vb", true, "Sub A(Optional permissionMode As String = \"MODE\")\nEnd Sub\n"),
            (".vb", true, "Sub A()\n If ci Then\n  psi.ArgumentList.Add(\"FLAG\")\n End If\n Process.Start(\"claude\")\nEnd Sub\n"),
            (".vb", true, "args.Add(If(ci, \"FLAG\", \"\"))\nProcess.Start(\"claude\", args)\n"),
            (".vb", true, "items.ForEach(Sub(o) o.PermissionMode = \"MODE\")\n"),
            (".vb", false, "Dim denied = New HashSet(Of String) From {\"FLAG\", \"--permission-mode=MODE\"}\nIf denied.Contains(a) Then Throw New X()\nProcess.Start(\"claude\", a)\n"),
            (".vb", true, "If Not running Then\n  Process.Start(\"claude\", \"FLAG -p x\")\nEnd If\n"),
            (".vb", true, "Do While running\n  psi.Arguments = \"FLAG -p x\"\n  Process.Start(\"claude\")\nLoop\n"),
            (".vb", true, "Dim psi As New ProcessStartInfo(\"claude\") With {.Arguments = \"FLAG -p x\"}\n"),
            (".vb", false, "Select Case a\n  Case \"FLAG\"\n    Throw New X(\"claude\")\nEnd Select\nProcess.Start(\"claude\", a)\n"),
            (".vb", false, "Dim s = \"a \"\" b\"\nIf s = \"x\" OrElse o.PermissionMode = \"MODE\" Then Return\n"),
        }).SetArgDisplayNames("Visual Basic");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".fs", false, "module G\nlet check (o: Options) =\n    if o.PermissionMode = \"MODE\" then failwith \"no\"\n    let isBypass = permissionMode = \"MODE\"\n    match permissionMode with \"MODE\" -> () | _ -> ()\n    permissionMode <> \"MODE\"\n"),
            (".fs", false, "let f o = o.PermissionMode = \"MODE\"\nlet g x = List.exists (fun o -> o.PermissionMode = \"MODE\") x\n// PermissionMode = \"MODE\"\n(* let permissionMode = \"MODE\" *)\nassert (permissionMode = \"MODE\")\nlet h = match x with\n        | o when o.PermissionMode = \"MODE\" -> 1\n        | _ -> 2\n"),
            (".fs", true, "let o = { PermissionMode = \"MODE\" }\n"),
            (".fs", true, "let o = {\n  Model = \"x\"\n  PermissionMode = \"MODE\"\n}\n"),
            (".fs", true, "let o = { d with PermissionMode = \"MODE\" }\n"),
            (".fs", true, "let o = ClaudeOptions(Model = \"x\", PermissionMode = \"MODE\")\n"),
            (".fs", true, "o.PermissionMode <- \"MODE\"\n"),
            (".fs", true, "let permissionMode = \"MODE\"\n"),
            (".fs", true, "type O() =\n  member val PermissionMode = \"MODE\" with get, set\n"),
            (".fs", true, "Process.Start(\"claude\", \"FLAG -p x\") |> ignore\n"),
            (".fs", true, "if ci then psi.ArgumentList.Add \"FLAG\"\nif ci then psi.ArgumentList.Add(\"FLAG\")\nProcess.Start(\"claude\")\n"),
            (".fs", true, "[<Literal>]\nlet SkipFlag = \"FLAG\"\nlet p = Process.Start(\"claude\", SkipFlag + \" -p x\")\n"),
            (".fs", false, "module Guard\nlet check (args: string list) =\n    if List.contains \"FLAG\" args then failwith \"claude FLAG is not allowed\"\n"),
            (".fs", false, "module Guard\nlet run args =\n    match args with\n    | a when List.contains \"FLAG\" a -> Error \"claude FLAG is forbidden\"\n    | a -> Ok a\n"),
            (".fs", false, "module Guard\nlet run args =\n    if Array.contains \"FLAG\" args then\n        eprintfn \"claude FLAG is forbidden\"\n        exit 2\n"),
            (".fs", false, "let denied = set [ \"FLAG\"; \"--yolo\" ]\nlet rest = args |> List.filter (fun a -> a <> \"FLAG\")\nlet bad = args |> List.exists ((=) \"FLAG\")\nlet b = [ \"FLAG\" ] |> List.contains a\nProcess.Start(\"claude\", rest)\n"),
            (".fs", false, "match arg with\n| \"FLAG\" -> failwith \"claude\"\n| \"FLAG\" | \"--x\" -> ()\n| _ -> ()\n"),
            (".fs", true, "let psi = ProcessStartInfo(\"claude\", \"FLAG -p x\")\n"),
            (".fs", true, "let args = [ \"FLAG\"; \"-p\"; \"x\" ]\nProcess.Start(\"claude\", args)\n"),
            (".fs", false, "let sign = '\"'\nlet a (x: 'T) = x\nif o.PermissionMode = \"MODE\" then failwith \"no\"\n"),
            (".fs", true, "let s = @\"c:\\\"\nlet q = \"a \\\" b\"\nlet o = ClaudeOptions(PermissionMode = \"MODE\")\n"),
        }).SetArgDisplayNames("F#");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".rb", false, "# claude\nraise \"claude FLAG is refused\" if args.include? \"FLAG\"\nargs.delete \"FLAG\"\nsystem(\"claude\", *args)\n"),
            (".go", false, "exec.Command(\"claude\", \"--disallowedTools\", \"Bash(rm:*)\", \"Bash(claude FLAG*)\")\n"),
            (".go", true, "if yolo {\n\targs = append(args, \"FLAG\")\n}\nexec.Command(\"claude\", args...)\n"),
            (".rs", true, "if yolo {\n    cmd.arg(\"FLAG\");\n}\nCommand::new(\"claude\");\n"),
            (".kt", true, "val args = if (ci) listOf(\"FLAG\") else listOf()\nProcessBuilder(listOf(\"claude\") + args).start()\n"),
            (".rb", true, "args << \"FLAG\" if yolo\nsystem(\"claude\", \"FLAG\", \"-p\", \"x\")\n"),
            (".go", false, "if slices.Contains(os.Args, \"FLAG\") {\n\tlog.Fatal(\"claude FLAG is not allowed\")\n}\nfor _, a := range os.Args {\n\tif a == \"FLAG\" {\n\t\tos.Exit(2)\n\t}\n}\nexec.Command(\"claude\", args...)\n"),
            (".go", false, "var blocked = map[string]bool{\n\t\"FLAG\": true,\n}\nexec.Command(\"claude\", args...)\n"),
            (".rs", false, "if args.iter().any(|a| a == \"FLAG\") { panic!(\"claude FLAG is refused\"); }\nlet a: Vec<_> = args.filter(|a| a != \"FLAG\").collect();\nmatches!(a, \"FLAG\" | \"--x\");\nCommand::new(\"claude\").args(a);\n"),
            (".kt", false, "if (\"FLAG\" in args) error(\"claude FLAG is refused\")\nval rest = args.filterNot { it == \"FLAG\" }\nrequire(\"FLAG\" !in args) { \"claude\" }\nProcessBuilder(listOf(\"claude\") + rest)\n"),
            (".java", false, "if (Arrays.asList(args).contains(\"FLAG\")) throw new X(\"claude FLAG is refused\");\nSet<String> DENIED = Set.of(\"FLAG\");\nassertThat(args).doesNotContain(\"FLAG\");\n"),
            (".rb", false, "abort \"claude FLAG is refused\" if ARGV.include?(\"FLAG\")\nrest = ARGV - [\"FLAG\"]\nrest = ARGV.reject { |a| a == \"FLAG\" }\nexec \"claude\", *rest\n"),
            (".tf", false, "variable \"claude_args\" {\n  validation {\n    condition = !contains(var.claude_args, \"FLAG\")\n    error_message = \"claude FLAG is refused\"\n  }\n}\n"),
            (".go", true, "if err := exec.Command(\"claude\", \"FLAG\", \"-p\", p).Run(); err != nil {\n}\n"),
            (".go", true, "for {\n\tcmd := exec.Command(\"claude\", \"FLAG\")\n\tcmd.Run()\n}\n"),
            (".rs", true, "if Command::new(\"claude\").arg(\"FLAG\").status()?.success() {}\n"),
            (".rb", true, "if system(\"claude\", \"FLAG\", \"-p\", \"x\") then puts \"ok\" end\n"),
            (".kt", true, "if (ci) { ProcessBuilder(\"claude\", \"FLAG\").start() }\n"),
            (".java", true, "if (ok) new ProcessBuilder(\"claude\", \"FLAG\").start();\n"),
            (".java", true, "List<String> cmd = List.of(\"claude\", \"FLAG\");\nnew ProcessBuilder(cmd).start();\n"),
        }).SetArgDisplayNames("other languages");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".cs", false, "private static readonly HashSet<string> BlockedArgs = new(StringComparer.Ordinal)\n{\n    \"FLAG\",\n};\npublic static void Run(string[] args){ foreach (var a in args) if (BlockedArgs.Contains(a)) throw new SecurityException($\"{a} is not allowed\"); var psi = new ProcessStartInfo(\"claude\"); foreach (var a in args) psi.ArgumentList.Add(a); Process.Start(psi); }\n"),
            (".cs", false, "private static readonly HashSet<string> DeniedArgs = new HashSet<string>\n{\n    \"--x\", \"FLAG\",\n};\nvoid R(){ Process.Start(\"claude\", args); }\n"),
            (".cs", false, "static readonly FrozenDictionary<string, string> Disallowed = new Dictionary<string, string>(StringComparer.Ordinal)\n{\n    [\"FLAG\"] = \"no\",\n    { \"FLAG\", \"claude no\" },\n}.ToFrozenDictionary();\n"),
            (".cs", true, "var args = $\"-p \\\"{prompt}\\\" FLAG\";\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "var args = Environment.GetEnvironmentVariable(\"CLAUDE_ARGS\") ?? \"-p x FLAG\";\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "var args = string.Format(\"-p {0} FLAG\", prompt);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public class AgentOptions { public string ExtraArgs { get; set; } = \"FLAG\"; }\nvoid Run(AgentOptions o) => Process.Start(\"claude\", $\"-p x {o.ExtraArgs}\");\n"),
            (".cs", true, "string AgentArgs() => \"-p x FLAG\";\nvoid Run() => Process.Start(\"claude\", AgentArgs());\n"),
            (".cs", true, "IEnumerable<string> AgentArgs()\n{\n  yield return \"-p\";\n  yield return \"FLAG\";\n}\nvoid Run() => Process.Start(\"claude\", AgentArgs());\n"),
            (".cs", true, "arguments.Insert(0, \"FLAG\");\nProcess.Start(\"claude\", arguments);\n"),
            (".cs", false, "string Forbidden() => \"FLAG\";\nif (args.Contains(Forbidden())) throw new X(\"claude\");\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "var refusal = $\"\\\"{name}\\\" was started with FLAG\";\nlogger.LogWarning(refusal);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public string SkipOption { get; set; } = \"FLAG\";\nbool Has(string[] args) => args.Contains(SkipOption);\nvoid Run() => Process.Start(\"claude\", \"-p x\");\n"),
            (".cs", true, "void Run(bool denied = false)\n{\n  Process.Start(\"claude\", \"FLAG -p x\");\n}\n"),
            (".cs", true, "var psi = new ProcessStartInfo(\"claude\")\n{\n  ArgumentList = { \"FLAG\" },\n};\n"),
            (".cs", true, "List<string> given = new(8)\n{\n  \"FLAG\",\n};\nProcess.Start(\"claude\", given);\n"),
            (".cs", false, "Process.Start(\"claude\", [\"--disallowedTools\", \"Bash(claude FLAG*)\", \"-p\", args[0]]);\n"),
            (".cs", false, "Process.Start(\"claude\", \"--disallowedTools \\\"Bash(claude FLAG*)\\\" -p x\");\n"),
            (".cs", false, "var p = new ProcessStartInfo(\"claude\");\np.ArgumentList.Add(\"--disallowedTools\");\np.ArgumentList.Add(\"Bash(claude FLAG*)\");\nProcess.Start(p);\n"),
            (".cs", true, "Process.Start(\"claude\", [\"--disallowedTools\", \"Bash(rm:*)\", \"FLAG\", \"-p\", \"x\"]);\n"),
            (".cs", true, "Process.Start(\"claude\", \"--disallowedTools \\\"Bash(rm *)\\\" FLAG -p x\");\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nRuleForEach(o => o.Args).NotEqual(SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nValidator.Deny(args, SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nif (Has(args, SkipPermissions)) throw new SecurityException();\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\ncounter.Add(1, new KeyValuePair<string, object?>(\"flag\", SkipPermissions));\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nRuleForEach(o => o.Arguments).NotEqual(\"FLAG\");\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nGuard.Against.Contains(args, SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nif (Find(args, SkipPermissions) >= 0) return 1;\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nargs.ShouldNotContain(SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nvar bad = Has(args, SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nargs = args.Where(a => a != SkipPermissions).ToArray();\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "public const string SkipPermissions = \"FLAG\"; // claude\nif (!Allowed(args, SkipPermissions)) { return; }\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nProcess.Start(\"claude\", SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nargs.Add(SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nif (yolo) args.Add(SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nif (yolo)\n  psi.ArgumentList.Add(SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nif (Run(\"claude\", SkipPermissions) != 0) throw new X();\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nif (!StartClaude(args, SkipPermissions)) return;\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nstring[] all = [.. args, SkipPermissions]; Process.Start(\"claude\", all);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nEnsureStarted(Process.Start(\"claude\", SkipPermissions));\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\nwhile (queue.TryDequeue(out var a)) psi.ArgumentList.Add(SkipPermissions);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "public const string SkipPermissions = \"FLAG\"; // claude\npsi.ArgumentList.Add(ci ? SkipPermissions : \"\");\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "if (new[] { \"FLAG\", \"--yolo\" }.Contains(a)) throw new X(); Process.Start(\"claude\", args.Where(a => !new[] { \"FLAG\" }.Contains(a)));\n"),
            (".cs", false, "class G { void X() { Process.Start(\"pgrep\", \"-fa claude.*FLAG\"); } }\n"),
            (".cs", false, "var p = new ProcessStartInfo(\"git\") { ArgumentList = { \"log\", \"-S\", \"claude FLAG\" } };\nProcess.Start(\"rg\", new[] { \"-n\", \"claude FLAG\" });\n"),
            (".cake", false, "Task(\"NoSkip\").Does(() => { if (GetFiles(\"scripts/*.sh\").Any(f => System.IO.File.ReadAllText(f.FullPath).Contains(\"claude FLAG\"))) throw new CakeException(\"claude FLAG is forbidden\"); StartProcess(\"grep\", \"-rn -- FLAG scripts\"); });\n"),
            (".cake", false, "Task(\"a\").Does(() => {\n StartProcess(\"grep\", \"-rn -- FLAG scripts\");\n});\nTask(\"b\").Does(() => {\n if (text.Contains(\"claude FLAG\")) throw new CakeException(\"claude FLAG is forbidden\");\n});\nTask(\"c\").IsDependentOn(\"a\").Does(() => StartProcess(\"claude\", \"-p x\"));\n"),
            (".cs", false, "// claude\nswitch (arg)\n{\n    case \"FLAG\":\n        throw new X();\n    case \"--permission-mode=MODE\" when strict: return 1;\n}\n"),
            (".cs", false, "var r = arg switch { \"FLAG\" => throw new X(\"claude\"), _ => arg };\nProcess.Start(\"claude\", r);\n"),
            (".cs", false, "if (args is [.., \"FLAG\", ..]) return 2; Process.Start(\"claude\", args);\n"),
            (".cs", false, "if (arg is \"FLAG\" or \"--permission-mode=MODE\") return 2; Process.Start(\"claude\", args);\n"),
            (".cs", false, "[Theory]\n[InlineData(\"FLAG\")]\npublic void Refuses(string flag) { Assert.NotEqual(0, Wrapper.Run(\"claude\", flag)); }\n"),
            (".cs", false, "private static readonly string[] NotAllowed = [\"FLAG\"];\nif (args.Any(NotAllowed.Contains)) return 2; Process.Start(\"claude\", args);\n"),
            (".cs", false, "static readonly Regex Skip = new(\"claude.*FLAG\"); static readonly SearchValues<string> Flags = SearchValues.Create([\"FLAG\"], StringComparison.Ordinal);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "options.AddPolicy(\"claude\", p => p.RequireAssertion(c => !c.Args.Contains(\"FLAG\")));\n"),
            (".cs", false, "logger.LogError(\"claude FLAG is not allowed here: {Args}\", args);\nthrow new ArgumentException(\"claude: FLAG is not allowed\", nameof(args));\n"),
            (".cs", false, "var psi = new ProcessStartInfo(\"claude\"); foreach (var a in args.Where(x => x is not \"FLAG\")) psi.ArgumentList.Add(a);\n"),
            (".cs", false, "Command c = new(\"claude\"); c.Validators.Add(r => { if (r.Tokens.Any(t => t.Value == \"FLAG\")) r.AddError(\"claude FLAG is refused\"); });\n"),
            (".cs", false, "var result = Policy.Evaluate(\"claude FLAG -p x\"); Assert.Equal(Decision.Deny, result);\n"),
            (".cs", false, "yield return new Rule(\"CLAUDE01\", \"FLAG\", Severity.Error, \"no claude without checks\");\n"),
            (".cs", false, "modelBuilder.Entity<Rule>().HasData(new Rule { Id = 1, Text = \"claude FLAG\" });\n"),
            (".cs", true, "if (!File.Exists(lockFile)) Process.Start(\"claude\", \"FLAG -p x\");\n"),
            (".cs", true, "var text = Process.Start(\"claude\", \"FLAG -p \\\"no tests, never push\\\"\");\n"),
            (".cs", true, "psi.Arguments = \"FLAG -p \\\"Do not push\\\"\";\nProcess.Start(\"claude\");\n"),
            (".cs", true, "cmd.Append(\" FLAG\"); Run(\"claude FLAG -p x\");\n"),
            (".cs", true, "var args = new List<string> { \"-p\", prompt, \"FLAG\" };\nif (args.Contains(\"-p\")) Log();\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "Cli.Wrap(\"claude\").WithArguments([\"FLAG\", \"-p\", \"x\"]).WithValidation(CommandResultValidation.None);\n"),
            (".cs", true, "await CheckoutAsync(); await Exec(\"claude\", \"FLAG\", \"-p\", \"x\");\n"),
            (".cs", true, "builder.AddExecutable(\"agent\", \"claude\", \".\", \"FLAG\");\n"),
            (".cs", true, "return Verify(await RunAsync(\"claude\", \"FLAG -p x\"));\n"),
            (".cs", true, "var o = new ClaudeOptions { PermissionMode = isCi ? \"MODE\" : \"default\" };\n"),
            (".cs", true, "Process.Start(\"claude\", \"-p \\\"fix it if you can\\\" FLAG\");\n"),
            (".cs", false, "if ((args.Length > 0 && Has(args, \"FLAG\")) || Any(args, \"FLAG\"))\n  return 2;\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "Process.Start(\"claude\", \"--disallowedTools=Bash(*FLAG*) -p x\");\n"),
            (".cs", true, "Process.Start(\"claude\", \"--disallowedTools=Bash(rm) FLAG -p x\");\n"),
            (".cs", false, "const string Sql = \"select count(*) from sessions where permission_mode = 'MODE' or s.permission_mode = 'MODE'\"; // claude\nmigrationBuilder.Sql(\"UPDATE sessions SET permission_mode = 'plan' WHERE permission_mode = 'MODE'\");\n"),
            (".py", true, "options = dict(permission_mode='MODE') # claude\n"),
            (".cs", false, "o.ForbiddenFlags.Add(\"FLAG\"); o.Blocked.Clear(); deniedArgs.AddRange([\"FLAG\", \"--x\"]);\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "const string Skip = \"FLAG\";\nroot.Add(new Option<bool>(Skip) { Hidden = true, Description = \"claude: refused\" });\nMetrics.Add(\"claude\", Skip);\n_auditLog.Write(Kind.Policy, \"claude\", Skip);\nawait bus.Publish(new PolicyViolated(\"claude\", Skip));\ntable.AddRow(\"claude\", Skip, \"refused\");\nProcess.Start(\"claude\", args);\n"),
            (".cs", false, "await mail.SendAsync(\"a@example.com\", \"claude was started with FLAG\", $\"{Environment.MachineName}\");\nRun(\"powershell\", \"-Command \\\"Get-CimInstance Win32_Process | Where-Object CommandLine -like '*FLAG*'\\\" # claude\");\n"),
            (".cs", true, "const string Skip = \"FLAG\";\nlogs.Add(\"x\"); args.Add(Skip);\nProcess.Start(\"claude\", args);\n"),
            (".cs", true, "allowedFlags.Add(\"x\"); psi.ArgumentList.Add(\"FLAG\");\nProcess.Start(\"claude\");\n"),
            (".cs", false, "const string Skip = \"FLAG\";\nvar i = Array.IndexOf(cmd.Split(' '), Skip);\nvar psi = new ProcessStartInfo { FileName = \"pgrep\", Arguments = \"-fa -- FLAG\" };\nawait Cli.Wrap(\"rg\").WithArguments(a => a.Add(\"--\").Add(\"FLAG\")).ExecuteAsync(); // claude\n"),
            (".cs", true, "var psi = new ProcessStartInfo { FileName = \"claude\", Arguments = \"-p x FLAG\" };\n"),
            (".cs", true, "await Cli.Wrap(\"claude\").WithArguments(a => a.Add(\"-p\").Add(\"FLAG\")).ExecuteAsync();\n"),
            (".cs", true, "var sb = new StringBuilder(\"-p \").Append(prompt);\nif (yolo) sb.Append(\" FLAG\");\nProcess.Start(\"claude\", sb.ToString());\n"),
            (".cs", true, "var psi = new ProcessStartInfo(\"claude\"); psi.ArgumentList.Add(string.Concat(\"HALF\", \"-skip-permissions\"));\n"),
            (".cs", false, "var sb = new StringBuilder(\"Options of claude: \");\nsb.Append(\"FLAG\").Append(\" is refused\");\n"),
        }).SetArgDisplayNames("C#");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".py", false, "subprocess.run([\"claude\", \"-p\", \"x\", \"--append-system-prompt\", \"Never use FLAG\"])\nsubprocess.run([\"claude\",\"-p\",\"x\",\"--disallowedTools\",\"Bash(claude FLAG*)\"])\nsubprocess.run([\"claude\", \"-p\", \"Report scripts with FLAG\"])\n"),
            (".py", false, "import sys, subprocess\nargs = [a for a in sys.argv[1:] if a not in (\"FLAG\",)]\nsubprocess.run([\"claude\", *args])\n"),
            (".py", false, "args = [a for a in sys.argv[1:] if a not in [\"--x\", \"FLAG\"]]\nif {\"FLAG\", \"--x\"} & set(args): sys.exit(\"claude no\")\nsubprocess.run([\"claude\", *args])\n"),
            (".py", true, "args = [\"FLAG\"] + [a for a in sys.argv[1:] if a not in (\"--x\",)]\nsubprocess.run([\"claude\", *args])\n"),
            (".py", true, "subprocess.run([\"claude\", \"FLAG\"] if yolo else [\"claude\"])\n"),
            (".py", true, "if yolo: args.append(\"FLAG\")\nsubprocess.run([\"claude\", *args])\n"),
            (".py", true, "if yolo:\n    args.append(\"FLAG\")\nsubprocess.run([\"claude\", *args])\n"),
            (".py", true, "if \"done\" in subprocess.run([\"claude\", \"FLAG\"]).stdout: pass\n"),
            (".py", false, "import subprocess\nhits = subprocess.run([\"git\", \"grep\", \"-n\", \"--\", \"FLAG\"], capture_output=True).stdout\nsubprocess.run([\"grep\", \"-rn\", \"claude FLAG\", \"scripts\"])\n"),
            (".py", true, "subprocess.run([\"git\", \"config\", \"alias.ai\", \"!claude FLAG\"])\n"),
            (".py", true, "subprocess.run([\"grep\", \"-rn\", \"x\"]); subprocess.run([\"claude\", \"FLAG\"])\n"),
            (".py", false, "BLOCKED = frozenset({\"FLAG\"})\nargs = [a for a in argv if a not in BLOCKED]\nsubprocess.run([\"claude\", *args])\n"),
            (".py", false, "parser.add_argument(\"FLAG\", action=Refuse, help=\"claude\")\nassert \"FLAG\" not in cmd, \"claude FLAG is refused\"\n"),
            (".py", false, "args = list(filter(lambda a: a != \"FLAG\", argv))\nargs = [a.replace(\"FLAG\", \"\") for a in args]\nsubprocess.run([\"claude\"] + args)\n"),
            (".py", false, "def guard(cmd):\n    return not any(f in cmd for f in [\"FLAG\", \"MODE\"])\nsubprocess.run([\"claude\"] + args)\n"),
            (".py", false, "if cmd.startswith(\"claude\") and \"FLAG\" in cmd:\n    print(json.dumps({\"decision\": \"block\", \"reason\": \"claude FLAG is blocked\"}))\n    sys.exit(2)\n"),
            (".py", false, "print(json.dumps({\"hookSpecificOutput\": {\"permissionDecision\": \"deny\", \"permissionDecisionReason\": \"claude FLAG is blocked by policy\"}}))\n"),
            (".py", false, "deny_patterns = [r\"claude\\b.*FLAG\"]\nfor p in deny_patterns:\n    if re.search(p, cmd): sys.exit(2)\n"),
            (".py", true, "os.system(\"claude FLAG -p x\")\n"),
            (".py", true, "cmd = [\"claude\", \"-p\", prompt]\nif not safe:\n    cmd += [\"FLAG\"]\nsubprocess.run(cmd)\n"),
            (".py", true, "cmd = [\"claude\", \"FLAG\"] if not in_ci else [\"claude\"]\nsubprocess.run(cmd)\n"),
            (".py", true, "subprocess.check_output([\"claude\", \"FLAG\", \"-p\", \"x\"])\n"),
            (".py", true, "if subprocess.call([\"claude\", \"FLAG\", \"-p\", \"x\"]) != 0: sys.exit(1)\n"),
            (".py", true, "while True:\n    subprocess.run([\"claude\", \"FLAG\", \"-p\", \"x\"])\n"),
            (".py", true, "assert subprocess.run([\"claude\", \"FLAG\", \"-p\", \"x\"]).returncode == 0\n"),
            (".py", true, "check(subprocess.run([\"claude\", \"FLAG\", \"-p\", \"x\"]))\n"),
            (".py", true, "if shutil.which(\"claude\") and subprocess.call([\"claude\", \"FLAG\"]): pass\n"),
            (".py", false, "if (len(argv) > 1) and has_flag(argv, \"FLAG\"): sys.exit(\"claude no\")\nsubprocess.run([\"claude\"] + argv)\n"),
            (".py", false, "subprocess.run([\"claude\", \"--disallowedTools\", \"Bash(*FLAG*),Bash(*MODE*)\"])\nsubprocess.run([\"claude\", \"--disallowed-tools\", \"Bash(rm:*)\", \"Bash(*FLAG*)\"])\n"),
            (".py", true, "for flag in [\"FLAG\", \"-p\"]:\n    args.append(flag)\nsubprocess.run([\"claude\", \"FLAG\"])\n"),
        }).SetArgDisplayNames("Python");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".ts", false, "spawn(\"claude\", [\"--disallowedTools\", \"Bash(claude FLAG*)\"]);\nspawn(\"claude\", [\"--append-system-prompt\", \"Never use FLAG\"]);\nspawn(\"claude\", [\"-p\", \"x\", \"--append-system-prompt\", \"Never start claude FLAG\"]);\n"),
            (".ts", true, "spawn(\"claude\", [\"--append-system-prompt\", \"be kind\", \"FLAG\"]);\n"),
            (".ts", true, "execSync(\"claude --append-system-prompt kind FLAG -p x\");\n"),
            (".ts", true, "spawn(\"claude\", [\"-p\", \"FLAG\"]);\n"),
            (".ts", false, "spawn(\"claude\", process.argv.slice(2).filter(a => ![\"FLAG\", \"--yolo\"].includes(a)));\n"),
            (".ts", false, "const args = process.argv.filter(a => !new Set([\"FLAG\"]).has(a));\nif ([\"FLAG\"].some(f => args.includes(f))) throw 1;\nspawn(\"claude\", args);\n"),
            (".ts", true, "if (spawnSync(\"claude\", [\"FLAG\"]).status) throw 1;\n"),
            (".ts", true, "if (execSync(\"claude FLAG -p x\").includes(\"done\")) ok();\n"),
            (".ts", true, "const args = [\"FLAG\", ...rest.filter(a => ![\"--x\"].includes(a))];\nspawn(\"claude\", args);\n"),
            (".ts", true, "const ok = [\"FLAG\", \"--x\"];\nif (ok.includes(a)) b();\nspawn(\"claude\", ok);\n"),
            (".ts", true, "spawn(\"claude\", [\"-p\", \"is it done?\", \"FLAG\"]);\n"),
            (".ts", true, "spawn(\"claude\", yolo ? [\"FLAG\"] : []);\n"),
            (".ts", false, "execSync(\"grep -rn 'claude FLAG' scripts\"); spawn(\"rg\", [\"claude FLAG\"]);\n"),
            (".ts", true, "describe(\"grep\", () => { spawn(\"claude\", [\"FLAG\"]); });\n"),
            (".ts", true, "execSync(\"git pull && claude FLAG -p x\");\n"),
            (".ts", false, "const args = process.argv.slice(2).filter((a) => a !== \"FLAG\");\nif (process.argv.some((a) => [\"FLAG\"].includes(a))) { console.error(\"claude FLAG is disabled\"); process.exit(2); }\nspawn(\"claude\", args);\n"),
            (".ts", false, "const DENY: RegExp[] = [/claude.*FLAG/];\nconst denyFlags = new Set<string>([\n  \"FLAG\",\n]);\nspawn(\"claude\", args.filter(a => !denyFlags.has(a)));\n"),
            (".ts", false, "permissions: { deny: [\"Bash(claude FLAG*)\"] }, options: { disallowedTools: [\"Bash(claude FLAG*)\"] }\n"),
            (".ts", false, "query({ prompt, options: { disallowedTools: [\"Bash(claude FLAG*)\"], systemPrompt: \"Never run claude FLAG\" } });\n"),
            (".ts", false, "const { \"dangerously-skip-permissions\": _, ...rest } = flags;\nconst program = yargs.option(\"dangerously-skip-permissions\", { describe: \"claude\" });\n"),
            (".ts", true, "const child = spawn(\"claude\", [\"FLAG\", \"-p\", prompt].filter(Boolean));\n"),
            (".ts", true, "const args = [\"FLAG\", \"-p\"].concat(rest);\nspawn(\"claude\", args);\n"),
            (".ts", true, "try { execSync(\"claude FLAG -p x\"); } catch { throw new Error(\"no\"); }\n"),
            (".ts", true, "exec(\"git add -A && claude FLAG -p commit\");\n"),
            (".ts", true, "if (process.env.CI) { execFile(\"claude\", [\"FLAG\"]); }\n"),
            (".ts", true, "while (await next()) await run(\"claude\", \"FLAG\");\n"),
            (".ts", true, "execSync(`claude FLAG -p \"never use mocks\"`);\n"),
            (".ts", true, "const cmd = `claude FLAG -p \"${p}\"`;\nexec(cmd);\n"),
            (".ts", true, "spawn(\"claude\", [\"-p\", \"stop if green\", \"FLAG\"]);\n"),
            (".ts", true, "execSync(`claude -p 'stop when done' FLAG`);\nexecSync(\"claude -p 'never push' FLAG\");\n"),
            (".ts", true, "args.push(\"-p\", \"stop if green\", \"FLAG\");\nspawn(\"claude\", args);\n"),
            (".ts", true, "execSync(\"git pull\\nclaude FLAG -p x\");\n"),
            (".vue", true, "<button v-if=\"ok\" @click=\"run('claude', ['FLAG'])\">x</button>\n"),
            (".ts", false, "execSync(\"git grep -n claude FLAG\"); exec(\"grep -rn -- claude FLAG | wc -l\");\n"),
            (".ts", false, "spawn(\"claude\", [\"--disallowedTools\", \"Bash(*FLAG*)\", \"-p\", \"x\"]);\nspawn(\"claude\", [\"--disallowedTools=Bash(*FLAG*)\"]);\n"),
            (".ts", true, "spawn(\"claude\", [\"--disallowedTools=Bash(rm)\", \"FLAG\"]);\n"),
            (".ts", true, "spawn(\"claude\", [\"--append-system-prompt\", text, \"FLAG\"]);\n"),
        }).SetArgDisplayNames("TypeScript");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".sh", true, "ssh -p 22 host \"claude FLAG -p x\"\n"),
            (".sh", true, "claude --disallowedTools \"Bash(rm *)\" FLAG -p x\n"),
            (".sh", true, "claude -p \"never touch tests\" FLAG\n"),
            (".sh", false, "claude --disallowedTools \"Bash(rm *)\" \"Bash(claude FLAG*)\" -p \"claude FLAG is forbidden\" --append-system-prompt=\"Never start claude FLAG\"\n"),
            (".sh", false, "pgrep -fa \"claude.*FLAG\"\npkill -f \"claude FLAG\"\n"),
            ("tests/w#.sh", false, "#!/bin/sh\nif ./scripts/claude-wrapper.sh FLAG; then echo \"FAIL: wrapper let the flag through\"; exit 1; fi\n"),
            ("tests/W#.Tests.ps1", false, "Describe \"wrapper\" {\n  It \"refuses the flag\" {\n    & ./claude-wrapper.ps1 FLAG\n    $LASTEXITCODE | Should -Be 2\n  }\n}\n"),
            (".sh", false, "! ./claude-wrapper.sh FLAG\n./claude-wrapper.sh FLAG && { echo FAIL; exit 1; }\nif ./claude-wrapper.sh FLAG; then\n  echo no\n  exit 1\nelse\n  echo ok\nfi\n./claude-wrapper.sh FLAG && exit 1\n"),
            (".sh", true, "./claude-wrapper.sh FLAG || exit 1\n"),
            (".sh", true, "if ! ./claude-wrapper.sh FLAG -p x; then exit 1; fi\n"),
            (".sh", true, "if ./claude-wrapper.sh FLAG -p x; then echo ok; else exit 1; fi\n"),
            (".sh", true, "./claude-wrapper.sh FLAG -p x && git push\nexit 1\n"),
            (".sh", true, "! claude FLAG -p x\n"),
            (".sh", true, "if claude FLAG -p x; then exit 1; fi\n"),
            (".sh", true, "if ./claude-wrapper.sh FLAG; then echo ok; fi\nexit 1\n"),
            ("tests/w#.sh", true, "claude FLAG -p x\n"),
            ("tests/w#.sh", true, "docker run --rm img claude FLAG -p x\n"),
            (".ps1", false, "if ($args -contains \"FLAG\") { throw \"claude FLAG is not allowed\" }\n$rest = $args | Where-Object { $_ -ne \"FLAG\" }\n& claude @rest\n"),
            (".sh", false, "claude -p \"Report every use of FLAG\" --output-format json\nclaude -p \"Explain claude FLAG\"\nclaude --append-system-prompt \"permissionMode: MODE is forbidden\" -p x\n"),
            (".sh", false, "test_refuses() {\n  run ./wrapper.sh x\n}\nif ./wrapper FLAG >/dev/null 2>&1; then\n  echo \"not ok\"\n  exit 1\nfi\n! ./wrapper --permission-mode=MODE\n"),
            (".sh", true, "if [ \"$CI\" = 1 ]; then\n  claude FLAG -p x\nfi\nexit 1\n"),
            (".sh", true, "./run-agent.sh FLAG -p \"fix\" & \nwait\nexit 1\n"),
            (".sh", true, "claude --system-prompt-file a.md FLAG -p x\n"),
            (".sh", true, "claude -p \"fix it\" --append-system-prompt \"be kind\" --permission-mode MODE\n"),
            (".sh", false, "SKIP_OPTION='FLAG'\nif git grep -n -- \"claude .*$SKIP_OPTION\"; then echo \"claude $SKIP_OPTION is used\"; exit 1; fi\n[[ \"$*\" == *\"$SKIP_OPTION\"* ]] && exit 1\ncase \" $* \" in *\" $SKIP_OPTION \"*) exit 1;; esac\nexec claude -p x\n"),
            (".sh", false, "flags=(\"FLAG\" \"--allow-x\")\nfor flag in \"${flags[@]}\"; do\n  if grep -rn -- \"$flag\" scripts; then exit 1; fi\ndone\nreadonly SKIP=\"FLAG\"\nhits=$(grep -rn -- \"$SKIP\" .)\nPROC=\"claude FLAG\"\npgrep -f \"$PROC\"\n"),
            (".sh", true, "OPTION=FLAG\n[ \"$1\" = \"$OPTION\" ] && echo same\nname=OPTION\nclaude -p x \"${!name}\"\n"),
            (".sh", true, "F=FLAG\ngrep -q -- \"$F\" README || true\nprintf -v ARGS \"%s -p\" \"$F\"\nclaude $ARGS x\n"),
            (".sh", true, "F=FLAG\ngrep -q -- \"$F\" README || true\nclaude -p x $(echo \"$F\")\n"),
            (".sh", false, "F=FLAG\nn=$(echo \"$line\" | grep -c -- \"$F\")\ngit grep -n -- \"$(printf \"%s\" \"$F\")\"\nnames=(a b)\nfor i in \"${!names[@]}\"; do echo \"${names[$i]}\"; done\n[ \"$n\" -gt 0 ] && exit 1\n"),
            (".sh", true, "F=FLAG\ngit grep -- \"$F\"\nclaude $F -p x\n"),
            (".sh", true, "F=FLAG\ngrep -rn -- \"$F\" .\nARGS=\"$F -p x\"\nclaude $ARGS\n"),
            (".sh", true, "flags=(FLAG)\ngrep -rn -- \"${flags[0]}\" .\nclaude \"${flags[@]}\" -p x\n"),
            (".sh", true, "F=FLAG\ngrep -q -- \"$F\" x\nset -- \"$F\" \"$@\"\nclaude \"$@\"\n"),
            (".sh", true, "export CLAUDE_ARGS=FLAG\necho \"$CLAUDE_ARGS\"\n./agent.sh\n"),
            (".sh", true, "F=FLAG\ngit config alias.ai \"!claude $F\"\n"),
            (".sh", true, "F=FLAG\necho \"$F\"\ndocker run -e F img\n"),
            ("c#/Makefile", false, "SKIP_OPTION := FLAG\nlint:\n\t@! git grep -n -- '$(SKIP_OPTION)' -- '*.sh'\n"),
            ("c#/Makefile", true, "ARGS := FLAG\nrun:\n\tclaude $(ARGS) -p x\n\techo $(ARGS)\n"),
            (".ps1", false, "$flag = 'FLAG'\n$hits = git grep -n -- $flag\nif ($hits) { Write-Error \"claude $flag is used\"; exit 1 }\nGet-CimInstance Win32_Process | Where-Object CommandLine -Like \"*$flag*\" | Stop-Process\nfunction Test-It([string]$Name = 'FLAG') { Select-String -Path *.sh -Pattern $Name }\n$rest = $args | Where-Object { $_ -notin @('FLAG', '--allow-x') }\n& claude @rest\n"),
            (".ps1", true, "$flag = 'FLAG'\nWrite-Host $flag\n& claude $flag\n"),
            (".ps1", true, "$flag = 'FLAG'\nif ($args -contains $flag) { }\n$psi.ArgumentList.Add($flag)\n[Diagnostics.Process]::Start($psi) # claude\n"),
            (".ps1", true, "$all = @('FLAG', '-p')\n& claude @all\n"),
            (".sh", false, "cat >> \"$GITHUB_STEP_SUMMARY\" <<'EOF'\n`claude FLAG` was not found.\nEOF\ncat > NOTES.md <<EOF\n    claude FLAG\nEOF\n"),
            (".sh", true, "cat > run.sh <<'EOF'\nclaude FLAG -p x\nEOF\n"),
            (".sh", true, "cat > run.txt <<'EOF'\nclaude FLAG -p x\nEOF\nbash run.txt\n"),
            (".sh", true, "echo 'claude FLAG -p x' > /tmp/run.txt && . /tmp/run.txt\n"),
            (".sh", true, "echo 'claude FLAG -p x' > run.txt\ncat run.txt | sh\n"),
            (".sh", false, "echo 'Never run claude FLAG' > notes.md\nbash build.sh | tee build.log\ncat notes.md\nbash publish.sh\n"),
            (".sh", false, "find . -name '*.sh' -exec grep -l -- 'FLAG' {} +\ndotnet run --project tools/Policy -- --forbid \"FLAG\" --deny-flag FLAG # claude\n"),
            (".sh", true, "find . -name '*.md' -exec claude FLAG -p {} \\;\n"),
            (".sh", true, "./agent.sh --forbid FLAG2 FLAG # claude\n"),
            (".ps1", false, "param([string] $Flag = 'FLAG', [int] $N = 1)\n$found = Get-ChildItem | Where-Object { (Get-Content $_ -Raw).Contains($Flag) }\n$found | ForEach-Object { Write-Host \"claude $Flag\" }\n$rules = @{ 'FLAG' = 'refused' }\n"),
            (".ps1", true, "param([string] $Flag = 'FLAG')\n1..3 | ForEach-Object { claude $Flag -p $_ }\n"),
            (".ps1", true, "1..3 | ForEach-Object { claude FLAG -p $_ }\n"),
            (".sh", true, "(crontab -l; echo \"0 3 * * * claude -p fix FLAG\") | crontab -\n"),
            (".sh", true, "echo '@daily claude -p fix FLAG' >> /tmp/c; crontab /tmp/c\n"),
            (".sh", false, "crontab -l | grep -v 'claude FLAG' | crontab -\necho \"No line like 0 3 * * * claude FLAG may stand there\"\n"),
            (".sh", true, "python3 - <<EOF\nimport subprocess\nsubprocess.run([\"claude\", \"-p\", \"x\", \"FLAG\"])\nEOF\n"),
            (".sh", true, "node -e 'require(\"child_process\").spawnSync(\"claude\", [\"FLAG\"])'\n"),
            (".sh", false, "python3 - <<EOF\nimport sys\nif \"FLAG\" in sys.stdin.read(): sys.exit(\"claude FLAG is refused\")\nEOF\nperl -ne 'print if /claude FLAG/' run.log\n"),
            (".sh", true, "F=FLAG\necho \"using $F\"\nexport -p\n"),
            (".sh", true, "F=FLAG\ngrep -q -- \"$F\" x\necho \"$F\" | xargs claude -p x\n"),
            (".sh", true, "F=FLAG\ngrep -q -- \"$F\" x\ncmd=\"claude $F -p x\"\necho \"$cmd\"\n$cmd\n"),
            (".sh", true, "F=FLAG\n[ -n \"$F\" ] && echo \"$F\"\ncat > run.sh <<EOF\nclaude $F -p x\nEOF\n"),
            ("c#/Makefile", true, "CLAUDE = claude FLAG\nlint:\n\tgrep -rn '$(CLAUDE)' .\nrun:\n\t$(CLAUDE) -p x\n"),
            (".sh", true, "claude --append-system-prompt --verbose FLAG\n"),
            (".sh", true, "if ./agent.sh FLAG -p x; then\n  git push || exit 1\nfi\n"),
            (".sh", true, "if ./agent.sh FLAG -p x; then\n  if ! git push; then exit 1; fi\nfi\n"),
            (".sh", true, "if ./agent.sh FLAG -p x; then exit $?; fi\n"),
            (".sh", true, "./agent.sh FLAG -p x && exit 0\n"),
            (".sh", true, "! bash -c \"claude FLAG -p x\"\n"),
            (".sh", false, "! bash ./scripts/claude-wrapper.sh FLAG\n"),
        }).SetArgDisplayNames("shell");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            ("w.yml", false, "on: push\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: x\n          claude_args: --append-system-prompt \"Never start claude FLAG\"\n"),
            ("w.yml", false, "on: push\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: x\n          claude_args: '--disallowedTools \"Bash(claude FLAG*)\" --system-prompt \"no FLAG\"'\n"),
            ("w.yml", true, "on: push\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: x\n          claude_args: --append-system-prompt \"Be kind\" FLAG\n"),
            ("w.yml", true, "on: push\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: x\n          claude_args: '\"FLAG\" --disallowedTools \"Bash(rm *)\"'\n"),
            ("w.yml", false, "on: [pull_request]\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - name: wrapper refuses\n        run: |\n          if ./scripts/claude-wrapper.sh FLAG; then exit 1; fi\n          ! ./scripts/claude-wrapper.sh --permission-mode MODE\n"),
            ("w.yml", false, "on: push\nenv:\n  SKIP_OPTION: FLAG\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          if git grep -nE -- \"$SKIP_OPTION\"; then echo \"claude $SKIP_OPTION\"; exit 1; fi\n      - run: claude -p x\n"),
            ("w.yml", true, "on: push\nenv:\n  SKIP_OPTION: FLAG\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo \"$SKIP_OPTION\"\n      - run: claude -p x $SKIP_OPTION\n"),
            ("w.yml", true, "on: push\nenv:\n  SKIP_OPTION: FLAG\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo \"$SKIP_OPTION\"\n      - uses: anthropics/claude-code-action@v1\n        with:\n          claude_args: ${{ env.SKIP_OPTION }}\n"),
            ("t#/Taskfile.yml", false, "version: '3'\nvars: { SKIP: FLAG }\ntasks:\n  lint:\n    cmds:\n      - '! git grep -n -- \"{{.SKIP}}\"'\n"),
            ("t#/Taskfile.yml", true, "version: '3'\nvars: { SKIP: FLAG }\ntasks:\n  lint:\n    cmds:\n      - 'echo {{.SKIP}}'\n      - 'claude {{.SKIP}} -p x'\n"),
            ("w.yml", true, "on: push\nenv:\n  SKIP_OPTION: FLAG\njobs:\n  r:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo \"$SKIP_OPTION\"\n      - run: ./scripts/agent.sh\n"),
        }).SetArgDisplayNames("workflows");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".claude/settings.json", false, "{\n \"hooks\":{\"PreToolUse\":[{\"matcher\":\"Bash\",\"hooks\":[{\"type\":\"prompt\",\"prompt\":\"Is this command safe? Block claude FLAG and MODE. $ARGUMENTS\"}]}]}\n}\n"),
            (".claude/settings.json", false, "{\n \"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"prompt\",\"prompt\":\"Check that no secret (.env, id_rsa) was printed and that claude FLAG was not proposed. $ARGUMENTS\"}]}]}\n}\n"),
            (".claude/settings.json", false, "{\n \"companyAnnouncements\": [\n \"Never use claude FLAG\"\n ]\n}\n"),
            (".claude/settings.json", false, "{\n \"spinnerTipsOverride\": { \"tips\": [\n \"No claude FLAG here\"\n ] }\n}\n"),
            (".claude/settings.json", false, "{\n \"autoMode\": {\n\"soft_deny\": [\n\"Starting claude FLAG\"\n]}\n}\n"),
            (".claude/settings.json", true, "{\n \"hooks\":{\"PreToolUse\":[{\"matcher\":\"Bash\",\"hooks\":[{\"type\":\"command\",\"command\":\"claude FLAG -p x\"}]}]}\n}\n"),
            (".claude/settings.json", true, "{\n \"companyAnnouncements\": [\"x\"], \"apiKeyHelper\": \"claude FLAG -p x\"\n}\n"),
            (".claude/settings.json", true, "{\n \"permissions\": { \"allow\": [\"Bash(claude FLAG *)\"] }\n}\n"),
            (".claude/settings.json", true, "{\n \"companyAnnouncements\": [\"Never use claude FLAG\"], \"env\": { \"CLAUDE_ARGS\": \"FLAG\" }\n}\n"),
            ("package.json", true, "{ \"scripts\": { \"deny:all\": \"claude FLAG -p x\" } }\n"),
            ("package.json", true, "{ \"scripts\": { \"a\": \"echo never use claude FLAG; claude FLAG -p x\" } }\n"),
            ("package.json", true, "{ \"scripts\": { \"a\": \"claude FLAG -p \\\"do not stop; never give up\\\"\" } }\n"),
            ("package.json", false, "{ \"scripts\": { \"a\": \"echo never use claude FLAG\" } }\n"),
            (".claude/settings.json", true, "{ \"env\": { \"CLAUDE_ARGS\": \"FLAG\" } }\n"),
            (".vscode/tasks.json", true, "{ \"tasks\": [ { \"label\": \"x\", \"type\": \"shell\", \"command\": \"claude FLAG -p 'do not stop'\" } ] }\n"),
            (".vscode/keybindings.json", true, "[ { \"key\": \"a\", \"args\": { \"text\": \"claude FLAG\\n\" } } ]\n"),
            ("package.json", true, "{ \"scripts\": { \"a\": \"claude -p \\\"never push\\\" FLAG\" } }\n"),
            ("package.json", true, "{ \"scripts\": { \"a\": \"claude FLAG \\\"is it done\\\"\" } }\n"),
            (".claude/settings.json", false, "{ \"hooks\": { \"PreToolUse\": [ { \"hooks\": [ { \"type\": \"agent\", \"prompt\": \"Refuse `claude FLAG`\" } ] } ] } }\n"),
        }).SetArgDisplayNames("JSON");
        yield return new TestCaseData((object)new (string, bool, string)[]
        {
            (".sql", false, "SELECT * FROM sessions WHERE command LIKE '%claude FLAG%';\n"),
            (".sql", false, "select * from sessions where permission_mode = 'MODE'; -- of claude\nselect 1 from s join claude c on c.permission_mode = 'MODE';\n"),
            (".kql", false, "DeviceProcessEvents\n| where ProcessCommandLine has \"claude FLAG\"\n"),
            (".bicep", false, "resource p 'x' = {\n  properties: {\n    message: 'claude FLAG is not allowed'\n    x: 'claude FLAG is not allowed'\n  }\n}\n"),
        }).SetArgDisplayNames("unknown texts");
    }

    [TestCaseSource(nameof(Languages))]
    public void A_text_is_found_only_where_it_starts_the_client_with_the_flag((string Name, bool IsUse, string Content)[] texts)
    {
        using var repository = new TestRepository();
        var uses = new List<string>();
        foreach (var (text, number) in texts.Select((t, i) => (t, i)))
        {
            var path = PathOf(text.Name, number);
            repository.File(path, text.Content.Replace("FLAG", Flag).Replace("MODE", Mode).Replace("HALF", Flag[..13]).Replace("SkipPermissions", $"SkipAll{number}Checks"));
            if (text.IsUse)
            {
                uses.Add(path);
            }
        }

        var found = repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id.StartsWith("CBG4", StringComparison.Ordinal)).ToList();
        Assert.That(found.Select(f => f.Location.Path).Distinct(), Is.EquivalentTo(uses));
        Assert.That(found.Select(f => f.Id).Distinct(), Is.SubsetOf(new[] { "CBG4001" }));
    }

    [Test]
    public void A_constant_is_no_use_where_another_file_asks_for_it_or_refuses_it()
    {
        using var repository = new TestRepository()
            .File("src/Flags.cs", $"public static class ClaudeFlags {{ public const string SkipAll = \"{Flag}\"; }}\n")
            .File("src/Validator.cs", "class V { V() { RuleForEach(o => o.Args).NotEqual(ClaudeFlags.SkipAll); Validator.Deny(args, ClaudeFlags.SkipAll); } }\n")
            .File("src/Guard.cs", "if (Has(args, ClaudeFlags.SkipAll)) throw new SecurityException(); // claude\n")
            .File("src/Metric.cs", "counter.Add(1, new KeyValuePair<string, object?>(\"flag\", ClaudeFlags.SkipAll));\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id == "CBG4001"), Is.Empty);
        repository.File("src/Run.cs", "if (yolo) start.ArgumentList.Add(ClaudeFlags.SkipAll);\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id == "CBG4001").Select(f => f.Location.Path), Is.EqualTo(new[] { "src/Flags.cs" }));
    }

    [TestCase("jobs.sql", "INSERT INTO jobs VALUES ('claude FLAG -p x');\n")]
    [TestCase("init.lua", "if vim.fn.has(\"nvim\") then vim.cmd(\"terminal claude FLAG\") end\n")]
    public void A_line_that_searches_for_nothing_is_still_a_warning(string path, string text)
    {
        using var repository = new TestRepository().File(path, text.Replace("FLAG", Flag));
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id.StartsWith("CBG4", StringComparison.Ordinal)).Select(f => f.Id), Is.EqualTo(new[] { "CBG4002" }));
    }

    [TestCase("claude -p review $(CLAUDE_ARGS)", 1)]
    [TestCase("git grep -n -- '$(CLAUDE_ARGS)'", 0)]
    public void A_variable_of_a_pipeline_is_read_by_what_its_commands_start(string recipe, int findings)
    {
        using var repository = new TestRepository()
            .File("Makefile", $"review:\n\t{recipe}\n")
            .File(".github/workflows/a.yml", $"on: push\nenv:\n  CLAUDE_ARGS: {Flag}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: test -n \"$CLAUDE_ARGS\"\n      - run: make review\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Count(f => f.Id == "CBG4001"), Is.EqualTo(findings));
    }

    // An extension, or a path in which a number keeps the files apart.
    private static string PathOf(string name, int number) =>
        name == "w.yml" ? $".github/workflows/w{number}.yml" : name.Contains('#', StringComparison.Ordinal) ? name.Replace("#", $"{number}", StringComparison.Ordinal)
        : name.Contains(".json", StringComparison.Ordinal) ? $"p{number}/{name}" : $"src/c{number}{name}";
}
