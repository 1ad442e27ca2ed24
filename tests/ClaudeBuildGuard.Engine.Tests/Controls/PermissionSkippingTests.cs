using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

public sealed class PermissionSkippingTests
{
    private static readonly string Flag = "--dangerously" + "-skip-permissions";
    private static readonly string Mode = "bypass" + "Permissions";
    private static readonly string Allow = "allowDangerouslySkip" + "Permissions";

    private static IEnumerable<TestCaseData> Uses()
    {
        TestCaseData Case(string name, string path, int line, string text) => new TestCaseData(path, line, text).SetArgDisplayNames(name);
        yield return Case("script", "run.sh", 2, $"#!/bin/sh\nclaude -p 'fix it' {Flag}\n");
        yield return Case("continued", "run.sh", 3, $"claude \\\n  -p 'fix it' \\\n  {Flag}\n");
        yield return Case("mode with equals", "run.sh", 1, $"claude --permission-mode={Mode} -p x\n");
        yield return Case("mode with space", "run.sh", 1, $"claude --permission-mode {Mode} -p x\n");
        yield return Case("only offered", "run.sh", 1, $"claude --allow-dangerously{Flag[13..]}\n");
        yield return Case("alias", ".bash_aliases", 1, $"alias yolo='claude {Flag}'\n");
        yield return Case("variable", "run.sh", 1, $"CLAUDE_ARGS=\"{Flag} --verbose\"\nclaude $CLAUDE_ARGS\n");
        yield return Case("array", "run.sh", 2, $"ARGS=(\n  {Flag}\n  -p\n)\nclaude \"${{ARGS[@]}}\"\n");
        yield return Case("substitution", "run.sh", 1, $"out=$(claude {Flag} -p x)\n");
        yield return Case("shell in shell", "run.sh", 1, $"ssh build@host \"cd app && claude {Flag} -p x\"\n");
        yield return Case("written script", "run.sh", 2, $"cat > start.sh <<EOF\nclaude {Flag}\nEOF\n");
        yield return Case("settings argument", "run.sh", 1, $"claude --settings '{{\"permissions\":{{\"defaultMode\":\"{Mode}\"}}}}' -p x\n");
        yield return Case("npx", "run.sh", 1, $"npx -y @anthropic-ai/claude-code {Flag}\n");
        yield return Case("PowerShell", "run.ps1", 2, $"# starts it\nStart-Process claude -ArgumentList '{Flag}','-p'\n");
        yield return Case("batch", "run.cmd", 2, $"REM start\nclaude {Flag}\n");
        yield return Case("Makefile", "Makefile", 2, $"agent:\n\t@claude {Flag} -p \"don't stop\"\n");
        yield return Case("justfile", "justfile", 2, $"agent:\n  claude {Flag}\n");
        yield return Case("package.json", "package.json", 3, $"{{\n  \"scripts\": {{\n    \"agent\": \"claude {Flag}\"\n  }}\n}}\n");
        yield return Case("tasks.json", ".vscode/tasks.json", 2, $"{{ \"tasks\": [ {{ \"command\": \"claude\", \"args\": [\n  \"{Flag}\" ] }} ] }}\n");
        yield return Case("launchSettings", "Properties/launchSettings.json", 2, $"{{ \"profiles\": {{ \"agent\": {{ \"executablePath\": \"claude\",\n \"commandLineArgs\": \"{Flag}\" }} }} }}\n");
        yield return Case("project settings", ".claude/settings.json", 2, $"{{ \"permissions\": {{\n \"defaultMode\": \"{Mode}\" }} }}\n");
        yield return Case("prompt skipped", ".claude/settings.local.json", 1, "{ \"skipDangerousMode" + "PermissionPrompt\": true }\n");
        yield return Case("allow rule", ".claude/settings.json", 1, $"{{ \"permissions\": {{ \"allow\": [\"Bash(claude {Flag} *)\"] }} }}\n");
        yield return Case("project settings in escapes", ".claude/settings.json", 1, $"{{ \"permissions\": {{ \"defaultMode\": \"\\u0062{Mode[1..6]}\\u0050{Mode[7..]}\" }} }}\n");
        yield return Case("editor in escapes", ".vscode/settings.json", 1, $"{{ \"claudeCode.allowD\\u0061ngerouslySkip\\u0050ermissions\": true }}\n");
        yield return Case("YAML in escapes", "Taskfile.yml", 2, $"version: '3'\ntasks: {{ fix: {{ cmds: [\"claude \\x2d-d\\x61ngerously\\x2dskip-permissions -p fix\"] }} }}\n");
        yield return Case("hook", ".claude/settings.json", 2, $"{{ \"hooks\": {{ \"Stop\": [ {{ \"hooks\": [ {{ \"type\": \"command\",\n \"command\": \"claude {Flag} -p again\" }} ] }} ] }} }}\n");
        yield return Case("editor", ".vscode/settings.json", 1, $"{{ \"claudeCode.{Allow}\": true }}\n");
        yield return Case("editor mode", "app.code-workspace", 1, $"{{ \"settings\": {{ \"claudeCode.initialPermissionMode\": \"{Mode}\" }} }}\n");
        yield return Case("subagent", ".claude/agents/fixer.md", 3, $"---\nname: fixer\npermissionMode: {Mode}\n---\nFix it.\n");
        yield return Case("inline command", ".claude/commands/go.md", 1, $"Result: !`claude {Flag} -p x`\n");
        yield return Case("TypeScript SDK", "src/agent.ts", 2, $"for await (const m of query({{ prompt, options: {{\n  permissionMode: '{Mode}' }} }})) {{}}\n");
        yield return Case("TypeScript switch", "src/agent.ts", 1, $"const o = {{ {Allow}: true }};\n");
        yield return Case("Python SDK", "agent.py", 1, $"options = ClaudeAgentOptions(permission_mode=\"{Mode}\")\n");
        yield return Case("Python list", "agent.py", 1, $"subprocess.run([\"claude\", \"-p\", prompt, \"{Flag}\"])\n");
        yield return Case("C# arguments", "Agent.cs", 1, $"var p = Process.Start(\"claude\", \"{Flag} -p x\");\n");
        yield return Case("C# list", "Agent.cs", 2, $"var start = new ProcessStartInfo(\"claude\");\nstart.ArgumentList.Add(\"{Flag}\");\n");
        yield return Case("command line with quotes", "src/agent.ts", 1, $"execSync(`claude {Flag} -p \"${{prompt}}\"`);\n");
        yield return Case("Go", "agent.go", 1, $"exec.Command(\"claude\", \"-p\", prompt, \"{Flag}\")\n");
        yield return Case("pushed argument", "src/agent.ts", 2, $"const args = ['claude'];\nif (yolo) args.push('{Flag}');\n");
        yield return Case("C# mode", "Agent.cs", 1, $"Process.Start(\"claude\", \"-p fix --permission-mode {Mode}\");\n");
        yield return Case("C# mode added", "Agent.cs", 2, $"var args = new List<string>();\nif (fast) args.Add(\"--permission-mode={Mode}\");\nProcess.Start(\"claude\", args);\n");
        yield return Case("C# mode in two arguments", "Agent.cs", 1, $"Process.Start(new ProcessStartInfo(\"claude\") {{ ArgumentList = {{ \"--permission-mode\", \"{Mode}\" }} }});\n");
        yield return Case("C# mode in two calls", "Agent.cs", 1, $"Cli.Wrap(\"claude\").WithArguments(a => a.Add(\"--permission-mode\").Add(\"{Mode}\"));\n");
        yield return Case("C# mode in two statements", "Agent.cs", 2, $"var start = new ProcessStartInfo(\"claude\");\nstart.ArgumentList.Add(\"--permission-mode\");\nstart.ArgumentList.Add(\"{Mode}\");\n");
        yield return Case("C# mode behind quotes", "Agent.cs", 1, $"var p = new ProcessStartInfo {{ FileName = \"claude\", Arguments = $\"-p \\\"x\\\" --permission-mode {Mode}\" }};\n");
        yield return Case("Python mode", "agent.py", 2, $"import subprocess\nsubprocess.run([\"claude\", \"-p\", \"x\", \"--permission-mode\", \"{Mode}\"])\n");
        yield return Case("JavaScript mode", "a.js", 2, $"const {{ execSync }} = require(\"child_process\");\nexecSync(\"claude -p x --permission-mode {Mode}\");\n");
        yield return Case("Visual Basic mode", "a.vb", 4, $"Imports System.Diagnostics\nModule M\n Sub A()\n  Process.Start(\"claude\", \"--permission-mode {Mode} -p x\")\n End Sub\nEnd Module\n");
        yield return Case("mode chosen", "a.js", 2, $"const {{ spawn }} = require(\"child_process\");\nconst mode = process.env.CI ? \"{Mode}\" : \"default\";\nspawn(\"claude\", [\"--permission-mode\", mode]);\n");
        yield return Case("mode in a constant", "Agent.cs", 1, $"const string Mode = \"{Mode}\";\nProcess.Start(\"claude\", $\"--permission-mode {{Mode}} -p x\");\n");
        yield return Case("promise", "a.js", 1, $"new Promise((resolve, reject) => {{ spawn(\"claude\", [\"--permission-mode\", \"{Mode}\"]) }});\n");
        yield return Case("Cake script", "build.cake", 1, $"Task(\"ai\").Does(() => {{ StartProcess(\"claude\", new ProcessSettings {{ Arguments = \"{Flag} -p x\" }}); }});\n");
        yield return Case("Cake SDK", "cake.cs", 2, $"#:package Cake.Sdk@5.0.0\nTask(\"ai\").Does(() => StartProcess(\"claude\", \"{Flag} -p x\"));\n");
        yield return Case("CircleCI", ".circleci/config.yml", 5, $"jobs:\n  a:\n    steps:\n      - run:\n          command: claude {Flag} -p x\n");
        yield return Case("Jenkins", "Jenkinsfile", 1, $"sh 'claude {Flag} -p x'\n");
        yield return Case("Jenkins in one line", "Jenkinsfile", 1, $"pipeline {{ agent any; stages {{ stage('ai') {{ steps {{ sh 'claude {Flag} -p fix' }} }} }} }}\n");
        yield return Case("Jenkins by name", "Jenkinsfile", 2, $"node {{\n  def out = sh(script: 'claude {Flag} -p fix', returnStdout: true)\n}}\n");
        yield return Case("shell variable of the mode", "run.sh", 1, $"MODE={Mode}\nclaude -p x --permission-mode \"$MODE\"\n");
        yield return Case("fallback of the mode", "run.sh", 1, $"mode=${{1:-{Mode}}}\nclaude -p x --permission-mode=${{mode}}\n");
        yield return Case("PowerShell variable of the mode", "run.ps1", 1, $"$mode = '{Mode}'\nclaude -p x --permission-mode $mode\n");
        yield return Case("mode that a substitution chooses", "run.ps1", 1, $"claude -p x --permission-mode $(if ($env:CI) {{ '{Mode}' }} else {{ 'default' }})\n");
        yield return Case("make variable of the mode", "Makefile", 1, $"MODE := {Mode}\nagent:\n\tclaude -p x --permission-mode $(MODE)\n");
        yield return Case("workflow variable of the mode", ".github/workflows/a.yml", 2, $"on: push\nenv: {{ MODE: {Mode} }}\njobs:\n  a:\n    steps:\n      - run: claude -p x --permission-mode $MODE\n");
        yield return Case("workflow variable in arguments", ".github/workflows/a.yml", 3, $"on: push\nenv:\n  MODE: {Mode}\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          claude_args: --permission-mode ${{{{ env.MODE }}}}\n");
        yield return Case("matrix", ".github/workflows/a.yml", 4, $"on: push\njobs:\n  a:\n    strategy: {{ matrix: {{ flags: [\"{Flag}\"] }} }}\n    steps:\n      - run: claude -p x ${{{{ matrix.flags }}}}\n");
        yield return Case("matrix of modes", ".github/workflows/a.yml", 8, $"on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        include:\n          - mode: plan\n          - mode: {Mode}\n    steps:\n      - run: claude -p x --permission-mode ${{{{ matrix.mode }}}}\n");
        yield return Case("called workflow", ".github/workflows/a.yml", 5, $"on: push\njobs:\n  a:\n    uses: ./.github/workflows/claude.yml\n    with: {{ claude_args: \"{Flag}\" }}\n");
        yield return Case("Kubernetes job", "k8s/job.yaml", 8, $"apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        command: [\"sh\", \"-c\", \"claude {Flag} -p x\"]\n");
        yield return Case("Kubernetes cron job", "deploy/cron.yml", 15, $"apiVersion: v1\nkind: ConfigMap\n---\napiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n          - name: a\n            command: [\"claude\"]\n            args:\n            - {Flag}\n            - -p\n");
        yield return Case("Terraform provisioner", "infra/a.tf", 3, $"resource \"null_resource\" \"a\" {{\n  provisioner \"local-exec\" {{\n    command = \"claude {Flag} -p x\"\n  }}\n}}\n");
        yield return Case("Terraform list", "infra/a.tf", 2, $"provisioner \"remote-exec\" {{\n  inline = [\"cd app\", \"claude {Flag} -p \\\"x\\\"\"]\n}}\n");
        yield return Case("Terraform machine", "infra/a.tf", 4, $"resource \"aws_instance\" \"b\" {{\n  user_data = base64encode(<<-EOT\n    #!/bin/bash\n    claude {Flag} -p x\n  EOT\n  )\n}}\n");
        yield return Case("Ansible", "infra/play.yml", 4, $"- hosts: all\n  tasks:\n    - name: ai\n      ansible.builtin.shell: claude {Flag} -p x\n");
        yield return Case("Ansible role", "roles/ai/tasks/main.yml", 3, $"- name: ai\n  command:\n    argv: [claude, {Flag}]\n");
        yield return Case("Zed", ".zed/settings.json", 2, $"{{\n  \"agent_servers\": {{ \"claude\": {{ \"command\": \"claude\", \"args\": [\"{Flag}\"] }} }}\n}}\n");
        yield return Case("application settings", "appsettings.Agent.json", 1, $"{{ \"Agent\": {{ \"Command\": \"claude\", \"Args\": \"{Flag}\" }} }}\n");
        yield return Case("application settings with a list", "appsettings.json", 1, $"{{ \"Agent\": {{ \"FileName\": \"/usr/bin/claude\", \"Arguments\": [\"--permission-mode\", \"{Mode}\"] }} }}\n");
        yield return Case("Exec task", "app.csproj", 1, $"<Project><Target Name=\"A\"><Exec Command=\"claude {Flag} -p x\" /></Target></Project>\n");
        yield return Case("workflow run", ".github/workflows/a.yml", 6, $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: claude -p x {Flag}\n");
        yield return Case("workflow block", ".github/workflows/a.yml", 8, $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          echo start\n          claude -p x {Flag}\n");
        yield return Case("folded block", ".github/workflows/a.yml", 8, $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: >-\n          claude -p x\n          {Flag}\n");
        yield return Case("action arguments", ".github/workflows/a.yml", 8, $"on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          claude_args: |\n            {Flag}\n            --max-turns 3\n");
        yield return Case("action settings", ".github/workflows/a.yml", 7, $"on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          settings: '{{\"permissions\":{{\"defaultMode\":\"{Mode}\"}}}}'\n");
        yield return Case("workflow variable", ".github/workflows/a.yml", 3, $"on: push\nenv:\n  CLAUDE_ARGS: {Flag}\njobs:\n  a:\n    steps:\n      - run: claude $CLAUDE_ARGS\n");
        yield return Case("Azure Pipelines", "azure-pipelines.yml", 2, $"steps:\n- script: claude -p x {Flag}\n");
        yield return Case("GitLab", ".gitlab-ci.yml", 4, $"review:\n  image: node:22\n  script:\n    - claude -p x {Flag}\n");
        yield return Case("Dockerfile", "Dockerfile", 3, $"FROM node:22\nRUN npm install -g @anthropic-ai/claude-code@2.1.300\nCMD [\"claude\", \"{Flag}\"]\n");
        yield return Case("compose", "compose.yaml", 4, $"services:\n  agent:\n    image: my/claude:1\n    command: claude {Flag}\n");
        yield return Case("Taskfile", "Taskfile.yml", 5, $"version: '3'\ntasks:\n  agent:\n    cmds:\n      - claude {Flag}\n");
        yield return Case("mise", "mise.toml", 2, $"[tasks.agent]\nrun = \"claude {Flag}\"\n");
        yield return Case("program without an extension", "yolo", 2, $"#!/bin/sh\nexec claude {Flag} \"$@\"\n");
        yield return Case("interpreter that is the client", "tools/fixer", 1, $"#!/usr/bin/env -S claude {Flag} -p\nfix\n");
        yield return Case("Python without an extension", "tools/fixer", 3, $"#!/usr/bin/env python3\nimport subprocess\nsubprocess.run([\"claude\", \"{Flag}\"])\n");
        yield return Case("C# constant", "A.cs", 1, $"class A {{ const string Flag = \"{Flag}\"; void M() {{ Process.Start(\"claude\", $\"{{Flag}} -p x\"); }} }}\n");
        yield return Case("C# constant as an argument", "A.cs", 1, $"class A {{ const string Flag = \"{Flag}\"; void M() {{ Process.Start(\"claude\", Flag + \" -p x\"); }} }}\n");
        yield return Case("C# literals joined", "A.cs", 1, $"Process.Start(\"claude\", \"--dangerously-\" + \"{Flag[14..]} -p x\");\n");
        yield return Case("C# raw literal", "A.cs", 2, $"var s = \"\"\"\n  claude {Flag} -p x\n  \"\"\";\nProcess.Start(\"bash\", [\"-c\", s]);\n");
        yield return Case("C# behind many lines", "A.cs", 60001, string.Concat(Enumerable.Repeat("var x = 1;\n", 60000)) + $"Process.Start(\"claude\", \"{Flag} -p x\");\n");
        yield return Case("tagged template", "a.mjs", 1, $"await $`claude {Flag} -p ${{p}}`;\n");
        yield return Case("tagged template with options", "a.mjs", 1, $"await $({{ quiet: true }})`claude {Flag} -p x`;\n");
        yield return Case("TypeScript constant of the mode", "a.ts", 1, $"const MODE = \"{Mode}\";\nquery({{ prompt, options: {{ permissionMode: MODE }} }});\n");
        yield return Case("TypeScript choice", "a.ts", 1, $"query({{ options: {{ permissionMode: process.env.CI ? \"{Mode}\" : \"default\" }} }});\n");
        yield return Case("TypeScript other choice", "a.ts", 1, $"query({{ options: {{ permissionMode: isSafe ? \"default\" : \"{Mode}\" }} }});\n");
        yield return Case("TypeScript fallback", "a.ts", 1, $"query({{ options: {{ permissionMode: opts.mode ?? \"{Mode}\" }} }});\n");
        yield return Case("TypeScript extra arguments", "a.ts", 1, $"query({{ options: {{ extraArgs: {{ \"{Flag[2..]}\": null }} }} }});\n");
        yield return Case("TypeScript flag chosen", "a.ts", 1, $"const flags = yolo ? \"{Flag}\" : \"\";\nexec(`claude ${{flags}} -p x`);\n");
        yield return Case("Python constant of the mode", "a.py", 1, $"PERMISSION_MODE = \"{Mode}\"\no = ClaudeAgentOptions(permission_mode=PERMISSION_MODE)\n");
        yield return Case("Python value in parentheses", "a.py", 2, $"o = ClaudeAgentOptions(\n    permission_mode=(\n        \"{Mode}\"\n    ),\n)\n");
        yield return Case("Python value of the environment", "a.py", 1, $"o = ClaudeAgentOptions(permission_mode=os.environ.get(\"MODE\", \"{Mode}\"))\n");
        yield return Case("Python extra arguments", "a.py", 1, $"o = ClaudeAgentOptions(extra_args={{\"{Flag[2..]}\": None}})\n");
        yield return Case("Python literal of lines", "a.py", 3, $"import subprocess\ncmd = f\"\"\"\nclaude {Flag} -p x\n\"\"\"\nsubprocess.run(cmd, shell=True)\n");
        yield return Case("Go constant", "m.go", 1, $"const skipFlag = \"{Flag}\"\nfunc main() {{ exec.Command(\"claude\", skipFlag, \"-p\").Run() }}\n");
        yield return Case("notebook", "a.ipynb", 1, $"{{ \"cells\": [ {{ \"cell_type\": \"code\", \"source\": [\"!claude {Flag} -p x\"] }} ] }}\n");
        yield return Case("build property", "build/ai.targets", 2, $"<Project>\n<PropertyGroup><ClaudeArgs>{Flag}</ClaudeArgs></PropertyGroup>\n<Target Name=\"F\"><Exec Command=\"claude $(ClaudeArgs) -p x\" /></Target></Project>\n");
        yield return Case("jq", "run.sh", 1, $"jq '.permissions.defaultMode=\"{Mode}\"' s.json > ~/.claude/settings.json\n");
        yield return Case("setting of the client", "run.sh", 1, $"claude config set -g permissions.defaultMode {Mode}\n");
        yield return Case("git alias", "run.sh", 1, $"git config alias.ai '!claude {Flag} -p'\n");
        yield return Case("git alias file", ".gitconfig", 2, $"[alias]\n  ai = \"!claude {Flag}\"\n");
        yield return Case("expect", "run.sh", 1, $"expect -c 'spawn claude {Flag}'\n");
        yield return Case("abbreviation", "a.fish", 1, $"abbr -a cc 'claude {Flag}'\n");
        yield return Case("Taskfile variable", "Taskfile.yml", 2, $"version: '3'\nvars: {{ MODE: {Mode} }}\ntasks: {{ fix: {{ cmds: [\"claude --permission-mode {{{{.MODE}}}} -p fix\"] }} }}\n");
        yield return Case("word in two quotes", "run.sh", 1, $"claude --permission-mode \"bypass\"\"{Mode[6..]}\"\n");
        yield return Case("word from a variable", "run.sh", 2, $"P=dangerously-skip\nclaude \"--$P-permissions\" -p x\n");
        yield return Case("fallback of the flag", "run.sh", 1, $"claude ${{CLAUDE_FLAGS:-{Flag}}} -p x\n");
        yield return Case("fallback given", "run.sh", 1, $"CLAUDE_FLAGS=\"${{CLAUDE_FLAGS:-{Flag}}}\"\nclaude $CLAUDE_FLAGS -p x\n");
        yield return Case("quotes of bash", "run.sh", 1, $"claude $'{Flag}' -p x\n");
        yield return Case("braces", "run.sh", 1, $"claude --dangerously-{{skip,x}}-permissions\n");
        yield return Case("crontab", "deploy/crontab", 1, $"0 3 * * * agent claude {Flag} -p loop\n");
        yield return Case("supervisor", "deploy/supervisord.conf", 2, $"[program:agent]\ncommand=claude {Flag} -p loop\n");
        yield return Case("template of a script", "infra/user_data.sh.tpl", 2, $"#!/bin/bash\nclaude {Flag} -p fix\n");
        yield return Case("file of variables", "config/agent.env", 1, $"CLAUDE_ARGS={Flag}\n");
        yield return Case("settings of the client in an application", "appsettings.Development.json", 1, $"{{ \"Claude\": {{ \"PermissionMode\": \"{Mode}\" }} }}\n");
        yield return Case("Husky.Net", ".husky/task-runner.json", 1, $"{{ \"tasks\": [ {{ \"command\": \"claude\", \"args\": [\"{Flag}\", \"-p\"] }} ] }}\n");
        yield return Case("list by its name", "A.cs", 1, $"string[] given = [\"-p\", \"{Flag}\"];\nProcess.Start(\"claude\", given);\n");
        yield return Case("dangerous list that is passed on", "a.js", 1, $"const dangerousArgs = [\"-p\", \"{Flag}\"];\nspawn(\"claude\", [...dangerousArgs]);\n");
        yield return Case("docker run as root", "run.sh", 1, $"docker run --rm -it node:22 claude {Flag}\n");
    }

    private static IEnumerable<TestCaseData> UsesInPipelines()
    {
        const string GitHub = ".github/workflows/a.yml";
        TestCaseData Case(string name, string path, int line, string text) => new TestCaseData(path, line, text).SetArgDisplayNames(name);
        yield return Case("included file of GitLab", "ci/agent.yml", 3, $"fix:\n  image: node:22\n  script: [\"claude {Flag} -p fix\"]\n");
        yield return Case("component of GitLab", "templates/agent.gitlab-ci.yml", 4, $"spec: {{ inputs: {{ a: {{ default: b }} }} }}\n---\nfix:\n  script: [\"claude {Flag} -p fix\"]\n");
        yield return Case("template of Azure", "templates/agent.yml", 2, $"steps:\n- script: claude {Flag} -p fix\n");
        yield return Case("variable in a list", "azure-pipelines.yml", 3, $"variables:\n- name: flags\n  value: {Flag}\nsteps:\n- script: claude $(flags) -p fix\n");
        yield return Case("parameter", "azure-pipelines.yml", 1, $"parameters: [{{ name: mode, type: string, default: {Mode} }}]\nsteps:\n- script: claude --permission-mode ${{{{ parameters.mode }}}} -p fix\n");
        yield return Case("parameter of a template", "azure-pipelines.yml", 3, $"steps:\n- template: agent.yml\n  parameters: {{ extra: {Flag} }}\n- script: claude -p x\n");
        yield return Case("file of variables", "ci/variables.yml", 3, $"variables:\n- name: claudeFlags\n  value: {Flag}\n");
        yield return Case("default of an input", GitHub, 2, $"on:\n  workflow_dispatch: {{ inputs: {{ flags: {{ default: {Flag} }} }} }}\njobs:\n  a:\n    steps:\n      - run: claude ${{{{ inputs.flags }}}} -p fix\n");
        yield return Case("choice of an input", GitHub, 2, $"on:\n  workflow_dispatch: {{ inputs: {{ mode: {{ options: [plan, {Mode}] }} }} }}\njobs:\n  a:\n    steps:\n      - run: claude --permission-mode ${{{{ inputs.mode }}}} -p fix\n");
        yield return Case("literal in an expression", GitHub, 5, $"on: push\njobs:\n  a:\n    steps:\n      - run: claude ${{{{ github.event_name == 'schedule' && '{Flag}' || '' }}}} -p fix\n");
        yield return Case("format in an expression", GitHub, 5, $"on: push\njobs:\n  a:\n    steps:\n      - run: claude ${{{{ format('{Flag} --max-turns {{0}}', 3) }}}} -p fix\n");
        yield return Case("mode on a line of its own", GitHub, 8, $"on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          claude_args: |\n            --permission-mode\n            # the mode\n            {Mode}\n");
        yield return Case("action that retries", GitHub, 7, $"on: push\njobs:\n  a:\n    steps:\n      - uses: nick-fields/retry@v3\n        with:\n          command: claude {Flag} -p fix\n");
        yield return Case("script of an action", GitHub, 7, $"on: push\njobs:\n  a:\n    steps:\n      - uses: actions/github-script@v7\n        with:\n          script: await exec.exec('claude', ['{Flag}', '-p', 'fix']);\n");
        yield return Case("another language", GitHub, 8, $"on: push\njobs:\n  a:\n    steps:\n      - shell: python\n        run: |\n          import subprocess\n          subprocess.run([\"claude\", \"{Flag}\"])\n");
        yield return Case("Gitea", ".gitea/workflows/a.yml", 5, $"on: push\njobs:\n  a:\n    steps:\n      - run: claude -p x {Flag}\n");
        yield return Case("Semaphore", ".semaphore/semaphore.yml", 2, $"version: v1.0\nblocks: [{{ task: {{ jobs: [{{ commands: [\"claude {Flag} -p fix\"] }}] }} }}]\n");
        yield return Case("Tekton", "k8s/task.yaml", 3, $"apiVersion: tekton.dev/v1\nkind: Task\nspec: {{ steps: [{{ image: x, script: \"claude {Flag} -p fix\" }}] }}\n");
        yield return Case("Argo", "k8s/argo.yaml", 3, $"apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {{ templates: [{{ container: {{ command: [claude], args: [\"{Flag}\"] }} }}] }}\n");
        yield return Case("file in a ConfigMap", "k8s/map.yaml", 5, $"apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: |\n    claude {Flag} -p fix\n");
        yield return Case("settings in a ConfigMap", "k8s/map.yaml", 5, $"apiVersion: v1\nkind: ConfigMap\ndata:\n  settings.json: |\n    {{ \"permissions\": {{ \"defaultMode\": \"{Mode}\" }} }}\n");
        yield return Case("variable of a pod", "k8s/pod.yaml", 7, $"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    command: [sh, -c, claude $CLAUDE_ARGS -p fix]\n    env: [{{ name: CLAUDE_ARGS, value: \"{Flag}\" }}]\n");
        yield return Case("patch", "k8s/kustomization.yaml", 4, $"patches:\n- target: {{ kind: Deployment }}\n  patch: |-\n    - {{ op: add, path: /spec/command, value: [\"claude\", \"{Flag}\"] }}\n");
        yield return Case("values of a chart", "charts/a/values.yaml", 1, $"command: [\"claude\", \"{Flag}\", \"-p\", \"fix\"]\n");
        yield return Case("template of a chart", "charts/a/templates/job.yaml", 6, $"{{{{- if .Values.agent }}}}\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - {{ name: a, image: {{{{ .Values.image }}}}, command: [claude, {Flag}] }}\n{{{{- end }}}}\n");
        yield return Case("first boot", "infra/cloud-init.yaml", 2, $"#cloud-config\nruncmd: [\"claude {Flag} -p fix\"]\n");
        yield return Case("Jenkins by another name", "ci/agent.jenkinsfile", 1, $"node {{ sh 'claude {Flag} -p fix' }}\n");
        yield return Case("input of a component", "ci/x.yml", 1, $"spec: {{ inputs: {{ mode: {{ default: {Mode} }} }} }}\n---\na:\n  script: [\"claude --permission-mode $[[ inputs.mode ]] -p x\"]\n");
        yield return Case("shell in a list", "jobs.yaml", 2, $"jobs:\n- command: [bash, -lc, \"cd /w && claude {Flag} -p x\"]\n- script: echo\n");
        yield return Case("variable before a program", "jobs.yaml", 2, $"jobs:\n- run: CLAUDE_ARGS=\"{Flag}\" ./start.sh\n");
        yield return Case("value on the next line", ".claude/agents/d.md", 3, $"---\nname: d\npermissionMode:\n  {Mode}\n---\nx\n");
    }

    [TestCaseSource(nameof(UsesInPipelines))]
    public void A_use_is_found_in_whatever_starts_the_client(string path, int line, string text)
    {
        using var repository = new TestRepository().File(path, text);
        Assert.That(Findings(repository, "CBG4001").Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { (path, line) }));
    }

    [Test]
    public void A_value_handed_to_another_workflow_is_found_where_it_is_handed_over()
    {
        using var repository = new TestRepository()
            .File(".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with: {{ mode: {Mode} }}\n")
            .File(".github/workflows/b.yml", "on: { workflow_call: { inputs: { mode: { type: string } } } }\njobs:\n  a:\n    steps:\n      - run: claude --permission-mode ${{ inputs.mode }} -p fix\n");
        Assert.That(Findings(repository, "CBG4001").Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { (".github/workflows/a.yml", 5) }));
    }

    [TestCase(".github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with: { settings: ci/agent.json }\n")]
    [TestCase("run.sh", "claude --settings ci/agent.json -p fix\n")]
    [TestCase("Dockerfile", "FROM node:22\nRUN npm i -g @anthropic-ai/claude-code@2.1.332\nCOPY ci/agent.json /root/.claude/settings.json\n")]
    public void A_settings_file_that_something_hands_to_the_client_is_judged(string path, string text)
    {
        using var repository = new TestRepository().File("ci/agent.json", $"{{ \"permissions\": {{ \"defaultMode\": \"{Mode}\" }} }}\n");
        Assert.That(Group(repository), Is.Empty);
        repository.File(path, text);
        Assert.That(Group(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG4001", "ci/agent.json") }));
    }

    [Test]
    public void A_value_handed_to_an_included_file_is_found_where_it_is_handed_over()
    {
        using var repository = new TestRepository()
            .File(".gitlab-ci.yml", $"include:\n- local: /ci/x.yml\n  inputs: {{ mode: {Mode} }}\n")
            .File("ci/x.yml", "spec: { inputs: { mode: { default: plan } } }\n---\na:\n  script: [\"claude --permission-mode $[[ inputs.mode ]] -p x\"]\n");
        Assert.That(Findings(repository, "CBG4001").Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { (".gitlab-ci.yml", 3) }));
    }

    [Test]
    public void A_variable_of_the_file_counts_for_the_jobs_that_read_it()
    {
        const string Text = """
            on: push
            env: { CLAUDE_ARGS: FLAG }
            jobs:
              agent:
                container: { image: "acme/claude-code:1", options: --user 1000 --network none }
                steps: [{ run: claude $CLAUDE_ARGS }]
              build:
                steps: [{ run: dotnet build }]
            """;
        using var repository = new TestRepository().File(".github/workflows/a.yml", Text.Replace("FLAG", Flag));
        Assert.That(Group(repository).Select(f => f.Id).Distinct(), Has.None.EqualTo("CBG4003"));
        Assert.That(Group(repository)[0].Finding.Message, Does.Contain("Job 'agent'"));
    }

    [Test]
    public void A_settings_file_that_was_clean_because_nothing_named_it_is_judged_when_something_does()
    {
        using var repository = new TestRepository().File("ci/agent.json", $"{{ \"permissions\": {{ \"defaultMode\": \"{Mode}\" }} }}\n");
        File.SetLastWriteTimeUtc(repository.FullPath("ci/agent.json"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.That(Group(repository), Is.Empty);
        Assert.That(Group(repository), Is.Empty);
        repository.File("run.sh", "claude --settings ci/agent.json -p x\n");
        Assert.That(Group(repository).Select(f => f.Location.Path), Is.EqualTo(new[] { "ci/agent.json" }));
    }

    [Test]
    public void A_hardened_dev_container_that_a_pipeline_enters_is_a_sandbox()
    {
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", """{ "image": "mcr.microsoft.com/devcontainers/dotnet:10.0", "remoteUser": "vscode", "runArgs": ["--cap-add=NET_ADMIN"], "postStartCommand": "sudo /usr/local/bin/firewall.sh" }""")
            .File(".devcontainer/firewall.sh", "iptables -P OUTPUT DROP\n")
            .File(".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    steps:\n      - uses: devcontainers/ci@v0.3\n        with: {{ runCmd: claude {Flag} -p fix }}\n");
        Assert.That(Group(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG4002" }));
    }

    [TestCaseSource(nameof(Uses))]
    public void Every_spelling_is_found_on_its_line(string path, int line, string text)
    {
        using var repository = new TestRepository().File(path, text);
        var found = Findings(repository, "CBG4001");
        Assert.That(found.Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { (path, line) }));
        Assert.That(found[0].Severity, Is.EqualTo(Severity.Error));
        Assert.That(found[0].Finding.Fix, Does.Contain("permissionSkipping"));
    }

    private static IEnumerable<TestCaseData> Mentions()
    {
        TestCaseData Case(string name, string path, string text) => new TestCaseData(path, text).SetArgDisplayNames(name);
        yield return Case("comment", "run.sh", $"# never use {Flag}\nclaude -p x # not {Flag}\n");
        yield return Case("printed", "run.sh", $"echo \"Do not use claude {Flag} here\"\nprintf '%s\\n' {Flag}\n");
        yield return Case("searched", "run.sh", $"if grep -rq -- {Flag} .; then exit 1; fi\ngit grep -n -- \"{Flag}\"\n");
        yield return Case("compared", "run.sh", $"if [[ \"$1\" == \"{Flag}\" ]]; then exit 1; fi\n");
        yield return Case("case pattern", "run.sh", $"case \"$1\" in\n  -y|{Flag})\n    exit 1 ;;\n  {Flag}) exit 2 ;;\nesac\n");
        yield return Case("usage", "run.sh", $"cat <<EOF\nUsage: run.sh [{Flag}]\n  claude {Flag} is refused\nEOF\n");
        yield return Case("message variable", "run.sh", $"MESSAGE=\"claude {Flag} is not allowed\"\n");
        yield return Case("batch comment", "run.cmd", $"REM claude {Flag}\n:: claude {Flag}\n");
        yield return Case("PowerShell comment", "run.ps1", $"<#\nclaude {Flag}\n#>\nWrite-Host 'no {Flag}'\n");
        yield return Case("prose", "CLAUDE.md", $"Never run `claude {Flag}`.\n\n```sh\nclaude {Flag}\n```\n");
        yield return Case("readme", "README.md", $"Run `claude {Flag}` only in a container.\n");
        yield return Case("prompt in a substitution", "run.sh", $"OUT=$(claude --append-system-prompt \"permissionMode: {Mode} is forbidden\" -p x)\n");
        yield return Case("deny rule in escapes", ".claude/settings.json", $"{{ \"permissions\": {{ \"deny\": [\"Bash(claude \\u002d-d\\u0061ngerously-skip-permissions *)\"] }} }}\n");
        yield return Case("deny rule", ".claude/settings.json", $"{{ \"permissions\": {{ \"deny\": [\"Bash(claude {Flag} *)\", \"Bash(*{Flag}*)\"] }} }}\n");
        yield return Case("switched off", ".claude/settings.json", "{ \"permissions\": { \"disableBypassPermissionsMode\": \"disable\", \"defaultMode\": \"default\" } }\n");
        yield return Case("comparison in code", "src/guard.ts", $"// claude\nif (args.includes('{Flag}')) throw new Error('claude {Flag} is forbidden');\n");
        yield return Case("type in code", "src/types.ts", $"export interface Options {{ permissionMode: '{Mode}' | 'default'; }}\n// permissionMode: '{Mode}'\n");
        yield return Case("option declared", "src/cli.ts", $"program.option('{Flag}', 'passed to claude');\n");
        yield return Case("searched in code", "cli.py", $"if \"{Flag}\" in sys.argv: raise SystemExit(\"claude: no\")\n");
        yield return Case("mode compared", "src/guard.ts", $"if (options.permissionMode === '{Mode}') {{ refuse(); }}\n");
        yield return Case("mode compared in code", "Guard.cs", $"// claude\nif (args.Contains(\"--permission-mode={Mode}\") || a == \"--permission-mode {Mode}\") throw new Refused();\n");
        yield return Case("mode refused by name", "Guard.cs", $"// claude\nprivate static readonly string[] Forbidden = [\"{Flag}\", \"--permission-mode\", \"{Mode}\"];\nstring[] denied = new[] {{ \"--permission-mode={Mode}\" }};\n");
        yield return Case("mode told to people", "cli.py", $"# claude\nprint(\"claude --permission-mode {Mode} is refused\")\nraise SystemExit(\"no --permission-mode {Mode}\")\n");
        yield return Case("mode of a user", "a.js", $"const modes = [\"default\", \"{Mode}\"];\nconst mode = pick(modes);\nif (mode === \"{Mode}\") refuse();\nspawn(\"claude\", [\"--permission-mode\", mode]);\n");
        yield return Case("mode in a comment", "Agent.cs", $"// Process.Start(\"claude\", \"--permission-mode {Mode}\");\n// args.Add(\"--permission-mode\"); args.Add(\"{Mode}\");\nProcess.Start(\"claude\", \"-p x\");\n");
        yield return Case("another mode", "Agent.cs", $"// not {Mode}\nProcess.Start(new ProcessStartInfo(\"claude\") {{ ArgumentList = {{ \"--permission-mode\", \"plan\" }} }});\n");
        yield return Case("Jenkins comment", "Jenkinsfile", $"pipeline {{ stages {{\n  // sh 'claude {Flag}'\n  stage('a') {{ steps {{ echo \"never ${{X}} claude {Flag}\"; sh \"grep -r -- {Flag} .\" }} }}\n}} }}\n");
        yield return Case("mode variable that is not read", "run.sh", $"FORBIDDEN_MODE={Mode}\nif [ \"$MODE\" = {Mode} ]; then exit 1; fi\nclaude -p x --permission-mode \"$MODE\"\n");
        yield return Case("workflow variable that is not read", ".github/workflows/a.yml", $"on: push\nenv: {{ REFUSED: {Mode}, MODE: plan }}\njobs:\n  a:\n    steps:\n      - run: claude -p x --permission-mode $MODE\n");
        yield return Case("matrix of a test", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    strategy: {{ matrix: {{ refused: [\"{Flag}\", \"{Mode}\"] }} }}\n    steps:\n      - run: ./test-guard.sh ${{{{ matrix.refused }}}}\n      - run: claude -p x\n");
        yield return Case("Kubernetes text", "k8s/job.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  annotations: {{ note: \"claude {Flag} is refused\" }}\ndata:\n  forbidden: {Flag}\n  command: claude {Flag}\n---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    command: [grep, -r, --, {Flag}]\n");
        yield return Case("YAML of rules", "rules/agent.yml", $"rules:\n- command: claude {Flag}\n  verdict: refuse\n- {Flag}\n");
        yield return Case("list of rules", "rules/list.yml", $"- command: claude {Flag}\n  verdict: refuse\n- {Flag}\n");
        yield return Case("Ansible text", "infra/play.yml", $"- hosts: all\n  tasks:\n    - name: refuse claude {Flag}\n      ansible.builtin.command: grep -r -- {Flag} /srv\n    - debug: {{ msg: claude {Flag} }}\n");
        yield return Case("foreign sandbox task", "infra/pay.yml", "- hosts: all\n  tasks:\n    - shell: IS_SANDBOX=1 ./pay\n");
        yield return Case("foreign sandbox machine", "infra/pay.tf", "user_data = \"export IS_SANDBOX=1\"\n");
        yield return Case("refused by a member's name", "src/policy.ts", $"// claude\nexport const policy = {{ blockedFlags: ['{Flag}', '--permission-mode={Mode}'] }};\n");
        yield return Case("chart template", "charts/a/templates/notes.yaml", $"{{{{- if .Values.agent }}}}\nnote: claude {Flag}\n{{{{- end }}}}\n");
        yield return Case("rule of a scanner", "rules/semgrep.yml", $"rules:\n- id: a\n  pattern: claude {Flag}\n  message: claude {Flag} is refused\n  severity: ERROR\n  languages: [bash]\n");
        yield return Case("case of a check", "cases.yaml", $"cases:\n- command: claude {Flag}\n  expect: deny\n- expected: deny\n  args: [claude, {Flag}]\n");
        yield return Case("description of an interface", "openapi.yaml", $"paths:\n  /run:\n    post:\n      description: |\n        claude {Flag}\n      summary: claude {Flag}\n");
        yield return Case("list of forbidden words", "policy.yaml", $"forbiddenCommands: [claude, {Flag}]\ndeny:\n  - command: claude {Flag}\n");
        yield return Case("sentences", "texts.yaml", $"- content: Never run claude {Flag} here\n- value: claude is started by {Flag}\n- run: If claude {Flag} is used, refuse\n- start: Start claude without {Flag}\n");
        yield return Case("hook that forbids", "hooks.yaml", $"- id: a\n  entry: claude {Flag}\n  language: pygrep\n");
        yield return Case("variable of a refusal", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    env: {{ FORBIDDEN: \"{Flag}\" }}\n    steps:\n      - run: claude -p x\n");
        yield return Case("script of an action that refuses", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    steps:\n      - uses: actions/github-script@v7\n        with:\n          script: |\n            if (context.payload.body.includes('{Flag}')) {{ core.setFailed('claude {Flag} is forbidden'); }}\n");
        yield return Case("another program", "jobs.yaml", $"jobs:\n- command: ./check-agent {Flag}\n- run: grep -r -- {Flag} .\n");
        yield return Case("question in an expression", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    steps:\n      - run: claude -p fix ${{{{ contains(inputs.flags, '{Flag}') && '--verbose' || '' }}}}\n      - run: claude -p ${{{{ inputs.mode == '{Mode}' && 'a' || 'b' }}}}\n");
        yield return Case("input that is not read", ".github/workflows/a.yml", $"on:\n  workflow_dispatch: {{ inputs: {{ refused: {{ default: {Flag} }}, mode: {{ options: [{Mode}] }} }} }}\njobs:\n  a:\n    steps:\n      - run: ./refuse ${{{{ inputs.refused }}}}\n      - run: claude -p x\n");
        yield return Case("comment of an action", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    steps:\n      - uses: a/comment@v1\n        with:\n          body: claude {Flag} is refused\n          message: |\n            claude {Flag}\n");
        yield return Case("check of an action", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    steps:\n      - uses: a/retry@v1\n        with:\n          command: grep -r -- {Flag} .\n");
        yield return Case("settings that nothing names", "samples/bad.json", $"{{ \"permissions\": {{ \"defaultMode\": \"{Mode}\" }} }}\n");
        yield return Case("schema of settings", "schema.json", $"{{ \"properties\": {{ \"permissions\": {{ \"properties\": {{ \"defaultMode\": {{ \"enum\": [\"{Mode}\"] }} }} }} }} }}\n");
        yield return Case("Terraform text", "infra/a.tf", $"variable \"a\" {{\n  description = \"claude {Flag} is refused\"\n  # command = \"claude {Flag}\"\n}}\nresource \"null_resource\" \"a\" {{\n  provisioner \"local-exec\" {{ command = \"! grep -r -- '{Flag}' .\" }}\n}}\n");
        yield return Case("application settings that refuse", "appsettings.json", $"{{ \"Policy\": {{ \"Refused\": [\"{Flag}\"], \"Command\": \"scanner\", \"Args\": \"{Flag}\", \"defaultMode\": \"{Mode}\" }} }}\n");
        yield return Case("test", "tests/guard.test.ts", $"spawn('claude', ['{Flag}']);\n");
        yield return Case("test project", "src/App.Tests/GuardTests.cs", $"Process.Start(\"claude\", \"{Flag}\");\n");
        yield return Case("doc string", "agent.py", $"\"\"\"Runs claude.\n\npermission_mode=\"{Mode}\" is not used.\n\"\"\"\n");
        yield return Case("workflow name and comment", ".github/workflows/a.yml", $"# claude {Flag}\nname: No claude {Flag}\non: push\njobs:\n  a:\n    steps:\n      - name: refuse {Flag}\n        run: |\n          # claude {Flag}\n          ! grep -r -- '{Flag}' .\n");
        yield return Case("workflow prompt", ".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: Report every use of {Flag}\n");
        yield return Case("Dockerfile comment", "Dockerfile", $"FROM node:22\n# CMD claude {Flag}\nLABEL note=\"{Flag}\"\n");
        yield return Case("package description", "package.json", $"{{ \"description\": \"claude {Flag}\" }}\n");
        yield return Case("XML comment", "app.csproj", $"<Project><!-- <Exec Command=\"claude {Flag}\" /> --></Project>\n");
        yield return Case("PowerShell comparisons", "guard.ps1", $"if ($args -contains '{Flag}') {{ throw 'no' }}\nif ($cmd -match '{Flag}') {{ exit 2 }}\nif ('{Flag}' -in $args) {{ exit 2 }}\nif ($args.Contains('{Flag}')) {{ exit 2 }}\nif ([regex]::IsMatch($c, '{Flag}')) {{ exit 2 }}\n$rest = $args | Where-Object {{ $_ -cne '{Flag}' }}\n");
        yield return Case("pre-commit search", ".pre-commit-config.yaml", $"repos:\n- repo: local\n  hooks:\n  - {{id: a, name: a, language: pygrep, entry: {Flag}, args: [{Flag}]}}\n  - id: b\n    language: fail\n    entry: {Flag}\n");
        yield return Case("flag taken away", "A.cs", $"var p = new ProcessStartInfo(\"claude\");\np.ArgumentList.Remove(\"{Flag}\");\nargs = args.Except([\"{Flag}\"]);\n");
        yield return Case("constant that is compared", "A.cs", $"// claude\nconst string SkipFlag = \"{Flag}\";\nbool Bad(string[] args) => args.Contains(SkipFlag) || args.Any(a => a == SkipFlag);\nvoid No() => throw new Refused($\"{{SkipFlag}} is refused\");\nvoid Less(List<string> args) {{ args.Remove(SkipFlag); Process.Start(\"claude\", args); }}\n");
        yield return Case("constant that nobody reads", "A.cs", $"// claude\npublic const string SkipFlag = \"{Flag}\";\n");
        yield return Case("literal of lines that is shown", "A.cs", $"var help = \"\"\"\n  claude {Flag}\n  \"\"\";\nConsole.WriteLine(help);\n");
        yield return Case("literal of lines in a doc string", "a.py", $"def a():\n    \"\"\"\n    claude {Flag}\n    \"\"\"\n    run()\n");
        yield return Case("modes of a schema", "a.ts", $"// claude\nconst S = z.object({{ permissionMode: z.enum([\"default\", \"{Mode}\"]) }});\nconst o = {{ permissionMode: m === \"{Mode}\" ? \"default\" : m }};\nif (o.permissionMode == \"{Mode}\") refuse();\nconst q = {{ permissionMode: mode, label: \"{Mode}\" }};\n");
        yield return Case("extra arguments taken away", "a.ts", $"delete options.extraArgs[\"{Flag[2..]}\"];\nconst q = {{ extraArgs: {{ \"{Flag[2..]}\": false }} }};\n");
        yield return Case("removed in bash", "run.sh", $"args=(\"${{args[@]/{Flag}}}\")\nCLEAN=\"${{CMD//{Flag}/}}\"\n");
        yield return Case("jq that compares", "run.sh", $"jq '.permissions.defaultMode == \"{Mode}\"' s.json > out\njq -e 'select(.defaultMode==\"{Mode}\")' s.json\n");
        yield return Case("build property that is refused", "a.targets", $"<Project><PropertyGroup><ForbiddenFlag>{Flag}</ForbiddenFlag><Description>claude {Flag}</Description><Unused>{Flag}</Unused></PropertyGroup><Target Name=\"C\"><Exec Command=\"grep -rn -- $(ForbiddenFlag) .\" /></Target></Project>\n");
        yield return Case("configuration that refuses", "conf/deny.conf", $"# claude {Flag}\ndeny = claude {Flag}\npattern = claude.*{Flag}\n");
        yield return Case("notebook that tells", "a.ipynb", $"{{ \"cells\": [ {{ \"cell_type\": \"markdown\", \"source\": [\"!claude {Flag}\"] }}, {{ \"cell_type\": \"code\", \"source\": [\"!grep -rn -- {Flag} .\\n\", \"print('claude {Flag}')\"] }} ] }}\n");
        yield return Case("notes", "notes.txt", $"claude {Flag}\n");
        yield return Case("documentation without an extension", "docs/run", $"claude {Flag}\n");
        yield return Case("guard without an extension", "guard", $"#!/usr/bin/env bash\nif grep -rn -- '{Flag}' .; then echo 'claude {Flag}'; exit 1; fi\n");
        yield return Case("file of variables that refuses", ".env.example", $"# CLAUDE_ARGS={Flag}\nFORBIDDEN_ARGS={Flag}\n");
        yield return Case("JSON that refuses", "eslint/rules.json", $"{{ \"claude\": {{ \"deniedFlags\": [\"{Flag}\"], \"description\": \"{Flag}\" }} }}\n");
        yield return Case("lists of a guard", "guard.py", $"# claude\nPATTERNS = [\n    r\"claude\\s+{Flag}\",\n    \"{Flag}\",\n]\nDANGEROUS_FLAGS = [\"--x\", \"{Flag}\"]\nRULES = [(\"CLAUDE-1\", \"{Flag}\", \"no\")]\nif any(f in argv for f in DANGEROUS_FLAGS): sys.exit(1)\n");
        yield return Case("flags described", "src/flags.ts", $"// claude\nexport const flags = [{{ flag: \"{Flag}\", risk: \"high\" }}, {{ name: \"--permission-mode {Mode}\" }}];\n");
        yield return Case("analyzer", "Analyzer.cs", $"const string SkipFlag = \"{Flag}\";\nstatic readonly ImmutableArray<string> Flags = ImmutableArray.Create(\"--x\", \"{Flag}\");\nDictionary<string, string> Messages = new() {{ [SkipFlag] = \"no\", [\"{Flag}\"] = \"claude\" }};\nstatic readonly DiagnosticDescriptor D = new(\"A1\", \"t\", \"Do not start claude with \" + SkipFlag, \"Security\");\nvoid T() {{ Assert.Equal(\"claude\", SkipFlag); throw new ArgumentException(\"claude\", nameof(SkipFlag)); }}\n");
        yield return Case("lists of a guard in bash", "wrap.sh", $"BLOCKED_FLAGS=(\n  --foo\n  {Flag}\n)\nfor a in \"$@\"; do case \"$a\" in {Flag}|--permission-mode={Mode}) exit 1;; esac; done\nexec claude \"$@\"\n");
        yield return Case("lists of a guard in PowerShell", "wrap.ps1", $"$blocked = '{Flag}', '--permission-mode {Mode}'\n$denied = @(\n  '--x',\n  '{Flag}'\n)\n$found = Select-String -Path *.sh -Pattern '{Flag}'\n$rest = $args -replace '{Flag}', ''\n& claude @rest\n");
        yield return Case("hook that tells", "lefthook.yml", $"pre-commit:\n  commands:\n    guard:\n      run: \"! git grep -n -- '{Flag}'\"\n      fail_text: \"claude {Flag} is refused\"\n");
        yield return Case("rules in JSON", "data/rules.json", $"{{ \"rules\": [ {{ \"match\": {{ \"command\": \"claude\", \"args\": [\"{Flag}\"] }}, \"verdict\": \"deny\" }} ] }}\n");
        yield return Case("page of React", "web/bundle.js", $"var a=\"{new string('x', 600_000)}\";el.dangerouslySetInnerHTML={{__html:a}};\n");
        yield return Case("foreign sandbox variable", ".env.example", "IS_SANDBOX=1\n");
        yield return Case("foreign sandbox script", "pay.sh", "export IS_SANDBOX=1\n./pay\n");
    }

    [TestCaseSource(nameof(Mentions))]
    public void A_mention_is_no_use(string path, string text)
    {
        using var repository = new TestRepository().File(path, text);
        Assert.That(Group(repository), Is.Empty);
    }

    [Test]
    public void A_sandboxed_use_that_nobody_documented_is_a_warning()
    {
        using var repository = Sandboxed();
        var found = Group(repository);
        Assert.That(found.Select(f => (f.Id, f.Severity, f.Location.Line)), Is.EqualTo(new[] { ("CBG4002", Severity.Warning, 2) }));
    }

    [Test]
    public void A_sandboxed_use_in_the_register_is_silent()
    {
        using var repository = Sandboxed().File("claude-build-guard.json", Register("run.sh", "2026-12-31"));
        var found = Group(repository);
        Assert.That(found.Select(f => (f.Id, f.Severity)), Is.EqualTo(new[] { ("CBG4002", Severity.Information) }));
        Assert.That(found[0].Finding.Message, Does.Contain("leave no log"));
        repository.File(".claude/settings.json", """{ "hooks": { "PreToolUse": [ { "matcher": "*", "hooks": [ { "type": "command", "command": "claude-build-guard hook" } ] } ] } }""");
        Assert.That(Group(repository), Is.Empty);
        Assert.That(Findings(repository, "CBG0005"), Is.Empty);
    }

    [Test]
    public void A_pod_that_is_a_sandbox_is_one()
    {
        const string Pod = """
            apiVersion: batch/v1
            kind: Job
            spec:
              template:
                metadata: { labels: { app: agent } }
                spec:
                  securityContext: { runAsNonRoot: true }
                  containers:
                  - name: agent
                    image: example/agent:1
                    command: [claude]
                    args: [FLAG, -p, x]
            """;
        const string Policy = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            spec:
              podSelector: { matchLabels: { app: agent } }
              policyTypes: [Egress]
              egress: [{ to: [{ ipBlock: { cidr: 10.1.2.3/32 } }] }]
            """;
        using var repository = new TestRepository().File("k8s/job.yaml", Pod.Replace("FLAG", Flag)).File("k8s/network.yaml", Policy);
        Assert.That(Group(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG4002" }));
        repository.File("k8s/network.yaml", Policy.Replace("10.1.2.3/32", "0.0.0.0/0"));
        Assert.That(Findings(repository, "CBG4001").Single().Finding.Message, Does.Contain("Container 'agent'").And.Contain("reaches any host"));
        repository.File("k8s/network.yaml", Policy).File("k8s/job.yaml", Pod.Replace("FLAG", Flag).Replace("runAsNonRoot: true", "runAsUser: 0"));
        Assert.That(Findings(repository, "CBG4001").Single().Finding.Message, Does.Contain("runs as root"));
    }

    [Test]
    public void An_expired_entry_covers_nothing_and_says_so()
    {
        using var repository = new TestRepository().File("run.sh", $"claude {Flag}\n").File("claude-build-guard.json", Register("run.sh", "2025-12-31"));
        Assert.That(Findings(repository, "CBG4001").Single().Finding.Message, Does.Contain("expired on 2025-12-31"));
    }

    [Test]
    public void An_entry_for_a_file_without_a_use_is_stale()
    {
        using var repository = new TestRepository().File("run.sh", "claude -p x\n")
            .File("claude-build-guard.json", Register("run.sh", "2026-12-31"));
        Assert.That(Findings(repository, "CBG0005").Single().Finding.Message, Does.Contain("no permission is skipped"));
    }

    [Test]
    public void An_entry_for_a_file_that_is_gone_is_stale()
    {
        using var repository = new TestRepository().File("claude-build-guard.json", Register("gone.sh", "2026-12-31"));
        Assert.That(Findings(repository, "CBG0005").Single().Finding.Message, Does.Contain("does not exist"));
    }

    [Test]
    public void A_job_with_a_production_environment_is_an_error_that_no_entry_covers()
    {
        const string Path = ".github/workflows/a.yml";
        using var repository = new TestRepository()
            .File(Path, $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: claude -p x {Flag}\n")
            .File("claude-build-guard.json", Register(Path, "2026-12-31"));
        var found = Group(repository).FindAll(f => f.Severity > Severity.Information);
        Assert.That(found.Select(f => (f.Id, f.Location.Line)), Is.EqualTo(new[] { ("CBG4003", 7) }));
        Assert.That(found[0].Finding.Message, Does.Contain("'production'"));
    }

    [TestCase("9999-12-31", "Ada", "nightly fixes", "no limit")]
    [TestCase("2026-12-31", "TODO", "-", "'TODO' for authorisedBy and '-' for reason")]
    public void An_entry_that_documents_nothing_is_said(string expires, string authorisedBy, string reason, string says)
    {
        using var repository = Sandboxed().File("claude-build-guard.json", Register("run.sh", expires).Replace("Ada", authorisedBy).Replace("nightly fixes", reason));
        Assert.That(Group(repository).Where(f => f.Severity == Severity.Warning).Select(f => f.Finding.Message), Has.One.Contains(says));
    }

    [TestCase("    environment: ${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}\n", "")]
    [TestCase("    strategy: { matrix: { env: [staging, production] } }\n    environment: ${{ matrix.env }}\n", "")]
    [TestCase("    environment: { name: prod-eu }\n", "")]
    [TestCase("", "      - run: azd deploy\n")]
    [TestCase("", "      - run: azd provision --no-prompt\n")]
    [TestCase("", "      - uses: azure/webapps-deploy@v3\n        with: { app-name: shop, package: out/tests.zip }\n")]
    [TestCase("", "      - uses: azure/webapps-deploy@v3\n        with: { app-name: shop-prod, slot-name: staging }\n")]
    [TestCase("", "      - uses: azure/webapps-deploy@v3\n        if: github.ref == 'refs/heads/main'\n")]
    [TestCase("", "      - run: kubectl apply --dry-run=none --validate=false -f k8s/\n")]
    [TestCase("", "      - run: kubectl apply -f https://raw.githubusercontent.com/acme/shop/dev/k8s.yaml\n")]
    [TestCase("", "      - run: kubectl apply -f tests/load --context prod-eu\n")]
    [TestCase("", "      - run: kind create cluster && terraform apply -auto-approve\n")]
    [TestCase("", "      - run: dotnet nuget push out/Test.nupkg --source nuget.org\n")]
    [TestCase("", "      - run: dotnet nuget push out/Local.nupkg\n")]
    [TestCase("", "      - run: npm publish packages/test-utils\n")]
    [TestCase("", "      - run: docker push localhost.example.com/shop:ci\n")]
    [TestCase("", "      - uses: docker/build-push-action@v6\n        with: { push: true }\n")]
    [TestCase("", "      - run: az login --tenant dev\n")]
    [TestCase("", "      - run: make deploy test\n")]
    [TestCase("", "      - run: psql -h db.prod.example.com -c 'select 1'\n")]
    [TestCase("", "      - run: sqlcmd -S sql-prod.database.windows.net -i a.sql\n")]
    [TestCase("", "      - run: psql \"$PROD_DATABASE_URL\"\n")]
    [TestCase("", "      - run: make all\n")]
    [TestCase("", "      - run: npm run ship\n")]
    [TestCase("", "      - run: pwsh ./eng/ship.ps1\n")]
    [TestCase("", "      - run: bash ship.sh\n        working-directory: eng\n")]
    [TestCase("    defaults: { run: { working-directory: eng } }\n", "      - run: ./ship.sh\n")]
    [TestCase("", "      - run: bash eng/all.sh\n")]
    [TestCase("    env: { K: \"${{ secrets.STRIPE_LIVE_KEY }}\" }\n", "")]
    [TestCase("    env: { K: \"${{ secrets.ProductionDb }}\" }\n", "")]
    [TestCase("    env: { K: \"${{ secrets.prodDbConnection }}\" }\n", "")]
    [TestCase("    strategy: { matrix: { t: [{ name: staging }, { name: production }] } }\n    environment: ${{ matrix.t.name }}\n", "")]
    [TestCase("", "      - run: docker buildx build --push -t ghcr.io/acme/shop .\n")]
    [TestCase("", "      - run: vercel --prod && true\n")]
    [TestCase("", "      - run: func azure functionapp publish shop\n")]
    [TestCase("", "      - run: ansible-playbook -i inventories/production site.yml\n")]
    [TestCase("", "      - uses: cloudflare/wrangler-action@v3\n")]
    [TestCase("", "      - run: ssh deploy@prod.example.com \"systemctl restart shop\"\n")]
    [TestCase("", "      - run: scp -r out deploy@www.example.com:/srv\n")]
    [TestCase("", "      - run: ./scripts/deploy-prod.sh\n")]
    [TestCase("", "      - run: bash eng/ship.sh\n")]
    [TestCase("", "      - run: make deploy\n")]
    [TestCase("", "      - run: npm run deploy:prod\n")]
    [TestCase("", "      - run: docker push ghcr.io/acme/shop:latest\n")]
    [TestCase("", "      - uses: appleboy/ssh-action@v1\n        with: { host: a, script: restart }\n")]
    [TestCase("", "      - uses: acme/tool@v1\n        with: { host: prod.example.com }\n")]
    [TestCase("", "      - uses: webfactory/ssh-agent@v0.9.0\n        with: { ssh-private-key: \"${{ secrets.SERVER_KEY }}\" }\n")]
    [TestCase("", "      - uses: ./.github/actions/ship\n")]
    [TestCase("", "      - uses: Azure/functions-action@v1\n")]
    [TestCase("    env: { A: \"${{ secrets.AWS_SECRET_ACCESS_KEY }}\" }\n", "")]
    [TestCase("    env: { ALL: \"${{ toJSON(secrets) }}\" }\n", "")]
    [TestCase("    env: { DB: \"${{ secrets.CONNECTIONSTRING_LIVE }}\" }\n", "")]
    [TestCase("    env: { DB_HOST: db.prod.example.com }\n", "")]
    [TestCase("", "      - run: az webapp deployment slot swap -g shop-rg -n shop --slot staging\n")]
    [TestCase("", "      - run: helm upgrade shop charts/shop --set image.tag=dev-17 -l 'tier!=test'\n")]
    [TestCase("", "      - run: kind create cluster && kubectl config use-context shop-prod && kubectl apply -f k8s\n")]
    [TestCase("", "      - run: kind create cluster && kubectl --context shop-prod apply -f k8s\n")]
    [TestCase("", "      - run: kind create cluster && helm upgrade shop charts/shop --kube-context=production\n")]
    [TestCase("", "      - run: kind create cluster && gcloud container clusters get-credentials shop --region x && kubectl apply -f k8s\n")]
    [TestCase("", "      - run: kubectl -n shop apply -f k8s\n")]
    [TestCase("", "      - uses: azure/webapps-deploy@v3\n        with: { app-name: shop, package-name: test-drop }\n")]
    [TestCase("", "      - uses: SamKirkland/FTP-Deploy-Action@v4\n        with: { server: ftp.example.com, username: dev }\n")]
    [TestCase("", "      - run: make everything\n")]
    [TestCase("", "      - run: make put-shop\n")]
    public void Production_beside_an_agent_is_an_error(string job, string steps)
    {
        using var repository = new TestRepository()
            .File(".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n{job}    steps:\n      - run: claude -p x {Flag}\n{steps}")
            .File(".github/actions/ship/action.yml", "runs:\n  using: composite\n  steps:\n    - uses: azure/webapps-deploy@v3\n")
            .File("eng/ship.sh", "kubectl apply -f k8s\n")
            .File("eng/all.sh", "dotnet build\nsource ./ship.sh\n")
            .File("eng/ship.ps1", "Publish-AzWebApp -Name shop -ArchivePath out.zip -Force\n")
            .File("Makefile", "build:\n\tdotnet build\n\nall: build ship # everything\n\nship: build\n\tkubectl apply -f k8s\n\neverything:\n\t$(MAKE) -C eng up\n\nput-%:\n\thelm upgrade $* charts/$*\n")
            .File("eng/Makefile", "up:\n\tkubectl apply -f k8s\n")
            .File("package.json", "{\"scripts\": {\"build\": \"tsc\", \"ship\": \"npm run build && firebase deploy\"}}");
        Assert.That(Findings(repository, "CBG4003").Select(f => f.Location.Path), Is.EqualTo(new[] { ".github/workflows/a.yml" }));
    }

    [TestCase("    environment: non-prod\n", "")]
    [TestCase("    environment: ${{ github.ref == 'refs/heads/production' && 'test' || 'staging' }}\n", "")]
    [TestCase("    env: { NODE_ENV: production, ASPNETCORE_ENVIRONMENT: Production, CONFIG: config/appsettings.Production.json }\n", "")]
    [TestCase("    env: { ANTHROPIC_BASE_URL: \"https://models.prod.example.com\", GH: \"${{ secrets.GITHUB_TOKEN }}\", KEY: \"${{ secrets.ANTHROPIC_API_KEY }}\" }\n", "")]
    [TestCase("    env: { AWS_ACCESS_KEY_ID: \"${{ secrets.AWS_ACCESS_KEY_ID }}\", CLAUDE_CODE_USE_BEDROCK: 1 }\n", "")]
    [TestCase("", "      - run: make deploy-preview && ./scripts/deploy-staging.sh && ./scripts/deploy-to-kind.sh && make deploy ENV=staging && ./deploy.sh --env uat\n")]
    [TestCase("", "      - run: kubectl apply -f k8s/ --dry-run=client && kubectl apply -f k8s/ --dry-run=server && helm upgrade shop charts/shop --dry-run && npm publish --dry-run\n")]
    [TestCase("", "      - run: kubectl -n staging apply -f k8s/ && helm upgrade shop charts/shop --namespace shop-dev && cdk deploy ShopStagingStack && terraform apply -var-file=test.tfvars\n")]
    [TestCase("", "      - run: dotnet nuget push 'out/*.nupkg' --source ./local-feed && dotnet nuget push a.nupkg -s $RUNNER_TEMP/feed && npm publish --registry http://localhost:4873\n")]
    [TestCase("", "      - run: docker push localhost:5000/shop:ci && docker push registry:5000/shop:ci\n")]
    [TestCase("", "      - run: kind create cluster && kubectl apply -f k8s/\n")]
    [TestCase("", "      - run: kind create cluster && kubectl config use-context kind-kind && kubectl apply -f k8s/\n")]
    [TestCase("", "      - run: kind create cluster && kubectl --context kind-kind -n shop apply -f k8s/ && gcloud container clusters get-credentials shop-staging && helm upgrade shop charts/shop --kube-context kind-kind\n")]
    [TestCase("", "      - run: kubectl --context shop-staging apply -f k8s/ && kubectl -n shop get pods\n")]
    [TestCase("", "      - run: az webapp deployment slot swap -g shop-rg -n shop --slot test --target-slot staging && make -C deploy lint\n")]
    [TestCase("", "      - run: azd provision --preview && az deployment group create -g shop -f main.bicep --what-if\n")]
    [TestCase("", "      - uses: azure/webapps-deploy@v3\n        with: { app-name: shop-staging, package: out.zip }\n")]
    [TestCase("", "      - uses: azure/webapps-deploy@v3\n        if: false\n")]
    [TestCase("", "      - uses: helm/kind-action@v1\n      - run: helm install shop charts/shop\n      - run: bash eng/ship.sh\n")]
    [TestCase("", "      - run: az deployment group what-if -g shop -f main.bicep && terraform apply -auto-approve infra/localstack\n")]
    [TestCase("", "      - uses: docker/build-push-action@v6\n        with: { push: true, tags: \"localhost:5000/shop:1\" }\n")]
    [TestCase("", "      - run: docker push ghcr.io/acme/claude-sandbox:1\n")]
    [TestCase("", "      - uses: acme/tool@v1\n        with: { anthropic_base_url: \"https://models.prod.example.com\", key: \"${{ secrets.SUBMODULE_SSH_PRIVATE_KEY }}\" }\n")]
    [TestCase("", "      - run: ssh -T git@github.com\n")]
    [TestCase("", "      - run: scp a build@builder.example.com:/tmp\n")]
    [TestCase("", "      - run: dotnet publish -c Release\n      - run: echo deploy\n      - run: gh release list\n")]
    [TestCase("", "  b:\n    environment: production\n    steps:\n      - run: docker push ghcr.io/acme/shop:1\n      - uses: azure/webapps-deploy@v3\n")]
    [TestCase("", "      - run: echo \"$PROD_DOCS_URL\"\n")]
    [TestCase("    env: { PRODUCTION: false }\n", "      - run: if [ \"$PRODUCTION\" = true ]; then dotnet build -c Release; fi\n")]
    [TestCase("", "      - run: psql -h localhost && psql \"$TEST_DATABASE_URL\" && make build && npm run build && npm ci && vercel deploy && gradle build\n")]
    [TestCase("    env: { K: \"${{ secrets.ProductCatalogKey }}\", L: \"${{ secrets.preProdDb }}\", M: \"${{ secrets.REPRODUCTION_KEY }}\" }\n", "")]
    public void What_is_not_production_or_not_beside_the_agent_is_no_access(string job, string steps)
    {
        using var repository = new TestRepository()
            .File("eng/ship.sh", "kubectl apply -f k8s\n")
            .File("Makefile", "build:\n\tdotnet build\n\nship: build\n\tterraform apply\n")
            .File("package.json", "{\"scripts\": {\"build\": \"tsc\", \"ship\": \"firebase deploy\"}}")
            .File(".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n{job}    steps:\n      - run: claude -p x {Flag}\n{steps}");
        Assert.That(Findings(repository, "CBG4003"), Is.Empty);
        Assert.That(Findings(repository, "CBG4001"), Is.Not.Empty);
    }

    [TestCase("psql \"host=db.prod.example.com password=hunter2secret\"")]
    [TestCase("mongosh mongodb://me:hunter2secret@db.prod.example.com/shop")]
    [TestCase("vercel --token hunter2secret --prod")]
    [TestCase("ansible-playbook --vault-password hunter2secret -i inventories/production site.yml")]
    public void The_evidence_of_a_command_holds_none_of_its_values(string command)
    {
        using var repository = new TestRepository()
            .File(".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: claude -p x {Flag}\n      - run: |\n          {command}\n");
        Assert.That(Findings(repository, "CBG4003").Single().Finding.Message, Does.Not.Contain("hunter2secret").And.Contain(command.Split(' ')[0]));
    }

    [Test]
    public void A_file_of_variables_alone_is_a_template_of_the_pipeline_that_reads_them()
    {
        using var repository = new TestRepository()
            .File("azure-pipelines.yml", "variables:\n  - template: eng/vars.yml\nsteps:\n  - script: claude -p x $(flags)\n")
            .File("eng/vars.yml", $"variables:\n  other: 1\n  flags: {Flag}\n");
        Assert.That(Findings(repository, "CBG4001").Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { ("eng/vars.yml", 3) }));
    }

    [Test]
    public void Environments_that_are_extended_and_groups_of_variables_are_those_of_the_job()
    {
        using var repository = new TestRepository()
            .File(".gitlab-ci.yml", $".release:\n  environment: production\na:\n  extends: .release\n  script: [claude -p x {Flag}]\nb:\n  extends: .other\n  script: [claude -p y {Flag}]\n.other:\n  environment: review\n")
            .File("azure-pipelines.yml", $"variables:\n  - group: shop-prod\nsteps:\n  - script: claude -p x {Flag}\n");
        Assert.That(Findings(repository, "CBG4003").Select(f => (f.Location.Path, f.Location.Line)), Is.EquivalentTo(new[] { (".gitlab-ci.yml", 5), ("azure-pipelines.yml", 4) }));
    }

    [Test]
    public void Secrets_and_environments_are_followed_through_callers_that_hand_them_on()
    {
        using var repository = new TestRepository()
            .File(".github/workflows/top.yml", "on: push\njobs:\n  a:\n    uses: ./.github/workflows/middle.yml\n    with: { target: production }\n")
            .File(".github/workflows/middle.yml", "on: { workflow_call: { inputs: { target: { type: string } } } }\njobs:\n  a:\n    uses: ./.github/workflows/inner.yml\n    with: { place: \"${{ inputs.target }}\" }\n")
            .File(".github/workflows/inner.yml", $"on: {{ workflow_call: {{ inputs: {{ place: {{ type: string }} }} }} }}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    environment: ${{{{ inputs.place }}}}\n    steps:\n      - run: claude -p x {Flag}\n")
            .File(".github/workflows/caller.yml", "on: push\njobs:\n  a:\n    uses: ./.github/workflows/called.yml\n    secrets: { token: \"${{ secrets.PROD_API_KEY }}\" }\n")
            .File(".github/workflows/called.yml", $"on: {{ workflow_call: {{ secrets: {{ token: {{}} }} }} }}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: claude -p x {Flag}\n");
        Assert.That(Findings(repository, "CBG4003").Select(f => f.Location.Path), Is.EquivalentTo(new[] { ".github/workflows/called.yml", ".github/workflows/inner.yml" }));
    }

    [Test]
    public void The_environment_that_a_caller_names_is_the_one_of_the_job()
    {
        using var repository = new TestRepository()
            .File(".github/workflows/a.yml", "on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with: { environment: production }\n")
            .File(".github/workflows/b.yml", $"on: {{ workflow_call: {{ inputs: {{ environment: {{ type: string }} }} }} }}\njobs:\n  a:\n    environment: ${{{{ inputs.environment }}}}\n    steps:\n      - run: claude -p x {Flag}\n");
        Assert.That(Findings(repository, "CBG4003").Select(f => f.Location.Path), Is.EqualTo(new[] { ".github/workflows/b.yml" }));
    }

    [TestCase("agent:\n\tclaude -p x FLAG\ndeploy: build\n\taz webapp deploy --name shop\n", false)]
    [TestCase("agent:\n\tclaude -p x FLAG\n\taz webapp deploy --name shop\n", true)]
    [TestCase("agent: deploy\n\tclaude -p x FLAG\ndeploy:\n\taz webapp deploy --name shop\n", true)]
    [TestCase("release: agent deploy\nagent:\n\tclaude -p x FLAG\ndeploy:\n\taz webapp deploy --name shop\n", true)]
    [TestCase("agent:\n\tclaude -p x FLAG\n\t$(MAKE) deploy\ndeploy:\n\taz webapp deploy --name shop\n", true)]
    [TestCase("agent: MODE := x\nagent:\n\tclaude -p x FLAG\n\taz webapp deploy --name shop\n", true)]
    public void A_target_of_a_Makefile_counts_with_what_runs_beside_it(string text, bool isFound)
    {
        using var repository = new TestRepository().File("Makefile", text.Replace("FLAG", Flag));
        Assert.That(Findings(repository, "CBG4003").Count, Is.EqualTo(isFound ? 1 : 0));
    }

    [TestCase("description: \"Flags permissionMode: MODE\"\npermissionMode: plan\n", 0)]
    [TestCase("description: |\n  Looks for\n  permissionMode: MODE\n# permissionMode: MODE\n", 0)]
    [TestCase("description: Examples: <example>permissionMode: MODE</example>\npermissionMode: plan\n", 0)]
    [TestCase("description: Examples: <example>x</example>\npermissionMode: MODE\n", 4)]
    [TestCase("description: x\n\"permissionMode\": 'MODE'\n", 4)]
    public void The_description_of_an_agent_may_name_the_mode(string matter, int line)
    {
        using var repository = new TestRepository().File(".claude/agents/a.md", $"---\nname: a\n{matter.Replace("MODE", Mode)}---\nx\n");
        Assert.That(Findings(repository, "CBG4001").Select(f => f.Location.Line), Is.EqualTo(line == 0 ? [] : new[] { line }));
    }

    [TestCase("metadata: { namespace: production }", "", true)]
    [TestCase("metadata: { namespace: agents }", "serviceAccountName: prod-deployer, ", true)]
    [TestCase("metadata: { namespace: agents }", "volumes: [{ name: v, secret: { secretName: prod-kubeconfig } }], ", true)]
    [TestCase("metadata: { namespace: agents }", "serviceAccountName: agent, volumes: [{ name: v, secret: { secretName: anthropic-key } }], ", false)]
    [TestCase("metadata: { namespace: non-prod }", "", false)]
    public void A_pod_beside_production_is_an_error(string metadata, string pod, bool isFound)
    {
        using var repository = new TestRepository()
            .File("k8s/pod.yaml", $"apiVersion: v1\nkind: Pod\n{metadata}\nspec: {{ {pod}containers: [{{ name: a, command: [claude, {Flag}] }}] }}\n");
        Assert.That(Findings(repository, "CBG4003").Count, Is.EqualTo(isFound ? 1 : 0));
    }

    [Test]
    public void A_cloud_login_for_the_model_is_no_production_access()
    {
        using var repository = new TestRepository().File(
            ".github/workflows/a.yml",
            $"on: push\njobs:\n  a:\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n      - uses: anthropics/claude-code-action@v1\n        with:\n          use_bedrock: 'true'\n          claude_args: {Flag}\n");
        Assert.That(Findings(repository, "CBG4003"), Is.Empty);
    }

    [Test]
    public void A_hardened_dev_container_contains_its_editor_setting()
    {
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", $$"""
            {
              // hardened
              "image": "mcr.microsoft.com/devcontainers/dotnet:10.0",
              "remoteUser": "vscode",
              "runArgs": ["--cap-add=NET_ADMIN"],
              "postStartCommand": "sudo /usr/local/bin/firewall.sh",
              "customizations": { "vscode": { "settings": { "claudeCode.{{Allow}}": true } } },
            }
            """)
            .File(".devcontainer/firewall.sh", "iptables -P OUTPUT DROP\n");
        Assert.That(Group(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG4002" }));
    }

    [Test]
    public void A_dev_container_with_the_engine_socket_contains_nothing()
    {
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", $$"""
            { "image": "mcr.microsoft.com/devcontainers/dotnet:10.0",
              "mounts": ["source=/var/run/docker.sock,target=/var/run/docker.sock,type=bind"],
              "customizations": { "vscode": { "settings": { "claudeCode.{{Allow}}": true } } } }
            """);
        var found = Findings(repository, "CBG4001").Single();
        Assert.That(found.Finding.Message, Does.Contain("docker.sock").And.Contain("reaches any host"));
    }

    [Test]
    public void A_sandbox_variable_in_client_settings_is_an_error_outside_a_container()
    {
        using var repository = new TestRepository().File(".claude/settings.json", "{ \"env\": { \"IS_SANDBOX\": \"1\" } }\n");
        Assert.That(Group(repository).Select(f => (f.Id, f.Severity)), Is.EqualTo(new[] { ("CBG4004", Severity.Error) }));
    }

    [Test]
    public void A_use_that_is_written_into_a_remembered_file_is_found()
    {
        using var repository = new TestRepository().File("src/agent.ts", "export const a = 1;\n");
        File.SetLastWriteTimeUtc(repository.FullPath("src/agent.ts"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.That(Group(repository), Is.Empty);
        Assert.That(Group(repository), Is.Empty);
        repository.File("src/agent.ts", $"const o = {{ {Allow}: true }};\n");
        Assert.That(Group(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG4001" }));
        Assert.That(Group(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG4001" }));
    }

    [TestCase("init.lua", "vim.keymap.set('n', 'c', ':terminal claude FLAG<CR>')\n")]
    [TestCase("aliases.toml", "fix = \"claude FLAG\"\n")]
    [TestCase("agents.json", "{ \"servers\": [ { \"command\": \"claude\", \"args\": [\"FLAG\"] } ] }\n")]
    public void A_line_of_a_file_that_nobody_knows_is_a_warning_that_a_marker_or_an_entry_silences(string path, string text)
    {
        using var repository = new TestRepository().File(path, text.Replace("FLAG", Flag));
        var found = Group(repository);
        Assert.That(found.Select(f => (f.Id, f.Severity, f.Location.Line)), Is.EqualTo(new[] { ("CBG4002", Severity.Warning, 1) }));
        Assert.That(found[0].Finding.Fix, Does.Contain("permissionSkipping").And.Contain("claude-build-guard:allow"));
        repository.File("claude-build-guard.json", Register(path, "2026-12-31"));
        Assert.That(Group(repository).FindAll(f => f.Severity > Severity.Information), Is.Empty);
        Assert.That(Findings(repository, "CBG0005"), Is.Empty);
    }

    [Test]
    public void A_constant_is_a_use_where_another_file_passes_it_on()
    {
        using var repository = new TestRepository()
            .File("src/Flags.cs", $"public static class AgentFlags {{ public const string SkipAll = \"{Flag}\"; }}\n")
            .File("src/Guard.cs", "bool Bad(string[] args) => args.Contains(AgentFlags.SkipAll); // claude\n");
        Assert.That(Group(repository), Is.Empty);
        repository.File("src/Run.cs", "Process.Start(\"claude\", AgentFlags.SkipAll + \" -p x\");\n");
        Assert.That(Group(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG4001", "src/Flags.cs") }));
    }

    [Test]
    public void A_build_property_is_a_use_where_another_file_reads_it()
    {
        using var repository = new TestRepository()
            .File("Directory.Build.props", $"<Project><PropertyGroup><AgentArgs>{Flag}</AgentArgs></PropertyGroup></Project>\n")
            .File("a.targets", "<Project><Target Name=\"A\"><Error Text=\"$(AgentArgs)\" /></Target></Project>\n");
        Assert.That(Group(repository), Is.Empty);
        repository.File("b.targets", "<Project><PropertyGroup><Line>claude $(AgentArgs)</Line></PropertyGroup><Target Name=\"A\"><Exec Command=\"$(Line)\" /></Target></Project>\n");
        Assert.That(Group(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG4001", "Directory.Build.props") }));
    }

    [Test]
    public void What_is_not_read_to_its_end_is_said()
    {
        var many = string.Concat(Enumerable.Repeat("echo hello\n", 50_000));
        using var repository = new TestRepository().File("a.sh", $"{many}claude {Flag} -p x\n").File("b.sh", $"# {Flag}\n{many}echo {many}\n")
            .File("page.js", $"el.dangerouslySetInnerHTML={{}};{new string('a', 600_000)}\n").File("packed.js", $"// claude\n{new string('a', 600_000)};spawn('claude',['{Flag}'])\n");
        Assert.That(Findings(repository, "CBG0007").Select(f => f.Location.Path), Is.EqualTo(new[] { "a.sh", "packed.js" }));
    }

    private static TestRepository Sandboxed() =>
        new TestRepository().File("run.sh", $"docker network create --internal agents\ndocker run --rm --user 1000 --network agents -v \"$PWD:/work\" node:22 claude -p x {Flag}\n");

    private static string Register(string path, string expires) =>
        $$"""{ "permissionSkipping": [ { "path": "{{path}}", "environment": "build container", "authorisedBy": "Ada", "reason": "nightly fixes", "expires": "{{expires}}" } ] }""";

    private static List<JudgedFinding> Group(TestRepository repository) =>
        [.. repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id.StartsWith("CBG4", StringComparison.Ordinal))];

    private static List<JudgedFinding> Findings(TestRepository repository, string code) =>
        [.. repository.Judge(GuardParts.All).Findings.Where(f => f.Id == code)];
}
