using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Exclusion;

public sealed class ExclusionControlTests
{
    private const string Promise = ".env\n.env.local\n";
    private const string Rules = """{"permissions":{"deny":["Read(.env)","Read(.env.local)"]},"sandbox":{"enabled":true,"allowUnsandboxedCommands":false,"filesystem":{"denyRead":["./.env"]}}}""";

    /// <summary>Made at run time: the first line of a private key in this file would be a finding of its own.</summary>
    private static readonly string PrivateKey = $"-----BEGIN {"PRIVATE"} KEY-----\nMIIB\n-----END {"PRIVATE"} KEY-----\n";

    private static readonly string Password = "Xk9" + "vTq2Lw8zR";

    [Test]
    public void A_fresh_repository_gets_one_error()
    {
        using var repository = new TestRepository().File("Program.cs", "Console.WriteLine();").File("App.csproj", "<Project/>");
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1001" }));
    }

    [Test]
    public void A_repository_that_follows_the_practice_is_silent()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".env", "A=1").File(".claude/settings.json", Rules).File(".env.example", "A=");
        Assert.That(Codes(repository), Is.Empty);
    }

    [Test]
    public void An_ignore_file_without_environment_files_lacks_a_pattern()
    {
        using var repository = new TestRepository().File(".claudeignore", "node_modules/\nbin/\n");
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1002" }));
    }

    [Test]
    public void A_negation_that_takes_the_environment_file_back_in_is_named()
    {
        using var repository = new TestRepository().File(".claudeignore", ".env*\n!.env\n").File(".claude/settings.json", Rules);
        Assert.That(Findings(repository).Single(f => f.Diagnostic.Id == "CBG1002").Message, Does.Contain("Line 2"));
    }

    [Test]
    public void A_secret_file_that_nothing_excludes_or_denies_gets_both_findings()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File("certs/a.pem", PrivateKey);
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1003", "CBG1102" }));
        Assert.That(Findings(repository).Select(f => f.Location.Path), Is.All.EqualTo("certs/a.pem"));
    }

    [Test]
    public void An_ignore_file_alone_enforces_nothing()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "*.png\n").File("x/.env", "A=1");
        var findings = Findings(repository);
        Assert.That(findings.Select(f => f.Diagnostic.Id), Is.EqualTo(new[] { "CBG1101", "CBG1102" }));
        Assert.That(findings[0].Message, Does.Contain("'.env', '.env.local'").And.Not.Contain("png"));
        Assert.That((findings[0].Location.Path, findings[0].Location.Line), Is.EqualTo((".claudeignore", 1)));
    }

    [Test]
    public void An_ignore_file_about_size_needs_no_rules_for_it()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "node_modules/\ndist/\n*.png\n*.user\nconfig/\n*.json\n*.local\n").File(".claude/settings.json", Rules);
        Assert.That(Codes(repository), Is.Empty);
    }

    [Test]
    public void A_settings_file_that_is_lost_is_told_with_its_place_and_its_rules()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", "{\n  // secrets\n  \"permissions\": {}\n}");
        var finding = Findings(repository).Single(f => f.Diagnostic.Id == "CBG1103");
        Assert.That((finding.Location.Path, finding.Location.Line, finding.Location.Column), Is.EqualTo((".claude/settings.json", 2, 3)));
    }

    [Test]
    public void A_wrong_mode_loses_the_rules_and_names_the_secret_they_protected()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".env", "A=1")
            .File(".claude/settings.json", "{\"permissions\":{\"defaultMode\":\"allowEdits\",\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}");
        var findings = Findings(repository);
        Assert.That(findings.Select(f => f.Diagnostic.Id), Is.EquivalentTo(new[] { "CBG1103", "CBG1102" }));
        Assert.That(findings.Single(f => f.Diagnostic.Id == "CBG1102").Message, Does.Contain("does not load"));
    }

    [TestCase("Write(.env)", "Read(.env)")]
    [TestCase("read(.env)", "Read(.env)")]
    [TestCase("Read (.env)", "Read(.env)")]
    [TestCase("Read(.env", "Read(.env)")]
    [TestCase("Grep(.env)", "Read(.env)")]
    [TestCase("Read(file_path:.env)", "Read(.env)")]
    [TestCase("Read(.env, .env.local)", "Read(.env)")]
    [TestCase("Read(.env/)", "Read(.env)")]
    public void A_rule_that_was_to_protect_a_secret_and_does_not_is_an_error(string rule, string meant)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", $"{{\n\"permissions\":{{\"deny\":[\"{rule}\"]}}}}").File(".env", "A=1");
        var finding = Findings(repository).Single(f => f.Diagnostic.Id == "CBG1104");
        Assert.That((finding.Severity, finding.Location.Line), Is.EqualTo(((Severity?)Severity.Error, 2)));
        Assert.That(finding.Fix, Does.Contain(meant));
    }

    [TestCase("Write(CLAUDE.md)")]
    [TestCase("Write(.env)")]
    [TestCase("bash")]
    [TestCase("Read([[:alpha:]].txt)")]
    [TestCase("Read(a\\\\?.txt)")]
    public void A_dead_rule_that_no_secret_depends_on_is_a_warning(string rule)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise)
            .File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"{rule}\"]}}}}");
        Assert.That(Findings(repository).Select(f => (f.Diagnostic.Id, f.Severity)), Is.EqualTo(new[] { ("CBG1104", (Severity?)null) }));
    }

    [TestCase("Raed(.env)")]
    [TestCase("Reed(.env)")]
    [TestCase("Reads(.env)")]
    [TestCase("Rad(.env)")]
    public void A_misspelt_tool_before_a_secret_is_an_error(string rule)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"{rule}\"]}}}}").File(".env", "A=1");
        var finding = Findings(repository).Single(f => f.Diagnostic.Id == "CBG1104");
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Fix, Does.Contain("Read(.env)"));
    }

    [TestCase("Raed(.env)")]
    [TestCase("Reviewer(.env)")]
    public void A_tool_that_is_not_known_is_left_alone_where_the_secret_is_denied(string rule)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"Read(.env*)\",\"{rule}\"]}}}}");
        Assert.That(Codes(repository), Does.Not.Contain("CBG1104"));
    }

    [Test]
    public void A_key_that_is_written_twice_loses_the_first()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise)
            .File(".claude/settings.json", "{\n\"permissions\":{\"ask\":[\"Bash(x)\"]},\n\"permissions\":{\"deny\":[\"Read(.env*)\"]}}");
        var finding = Findings(repository).Single();
        Assert.That((finding.Diagnostic.Id, finding.Location.Line), Is.EqualTo(("CBG1108", 2)));
        Assert.That(finding.Message, Does.Contain("line 3"));
    }

    [Test]
    public void Application_settings_in_which_the_scanner_finds_a_credential_are_a_secret_file()
    {
        // The name beside it says nothing: only the scanner knows what it is.
        var text = $"{{\"Feed\":{{\"Account\":\"{new TokenMint(7).WithBase62Checksum("ghp" + "_", 30)}\"}}}}";
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File("appsettings.Staging.json", text);
        Assert.That(Codes(repository), Does.Contain("CBG1003").And.Contain("CBG1102"));
    }

    [TestCase("Read(src/**)")]
    [TestCase("Read(secrets/)")]
    [TestCase("Bash(rm *)")]
    [TestCase("mcp__x__y")]
    [TestCase("WebFetch(domain:x.y)")]
    [TestCase("Skill(x)")]
    [TestCase("NewTool(a)")]
    [TestCase("Read(/src/app/**)")]
    public void A_rule_that_works_or_cannot_be_judged_is_silent(string rule)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise)
            .File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"{rule}\"]}}}}");
        Assert.That(Findings(repository).Where(f => f.Severity != Severity.Information), Is.Empty);
    }

    [TestCase("dist/ # output", "comment")]
    [TestCase("config\\secrets.json", "backslash")]
    [TestCase("../**", "out of the repository")]
    [TestCase("~/.ssh", "home directory")]
    [TestCase("/etc/**", "no 'etc'")]
    [TestCase("/[Obj]/", "one single letter")]
    [TestCase("C:/keys", "absolute")]
    [TestCase("a[b", "can match nothing")]
    public void A_line_that_cannot_mean_what_it_was_meant_to_is_explained(string line, string word)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + line).File(".claude/settings.json", Rules);
        var finding = Findings(repository).Single();
        Assert.That((finding.Diagnostic.Id, finding.Location.Line), Is.EqualTo(("CBG1105", 3)));
        Assert.That(finding.Message, Does.Contain(word));
    }

    [TestCase("[Bb]in/")]
    [TestCase("# comment")]
    [TestCase("\\#x")]
    [TestCase("my\\ file")]
    [TestCase("*.[oa]")]
    public void A_line_that_works_is_silent(string line)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + line).File(".claude/settings.json", Rules);
        Assert.That(Codes(repository), Is.Empty);
    }

    [Test]
    public void A_rule_that_hides_the_template_is_a_warning()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".env.example", "A=").File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env*)\"]}}");
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1106" }));
    }

    [Test]
    public void A_secret_imported_into_memory_is_an_error_whatever_the_rules_say()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File(".env", "A=1").File("CLAUDE.md", "See @.env for keys.\n");
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1107" }));
    }

    [TestCase("\"deny\":[\"Read(.env)\"]")]
    [TestCase("\"sandbox\":{\"network\":{\"strictAllowlist\":true}}")]
    [TestCase("\"skipDangerousModePermissionPrompt\":true")]
    public void A_key_that_has_no_effect_there_is_told(string member)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"Read(.env*)\"]}},{member}}}");
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1108" }));
    }

    [Test]
    public void Shell_routes_are_a_warning_and_an_error_where_nobody_watches()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".env", "A=1").File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env*)\"]}}");
        Assert.That(Findings(repository).Select(f => (f.Diagnostic.Id, f.Severity)), Is.EqualTo(new[] { ("CBG1110", (Severity?)null) }));
        repository.File(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n");
        Assert.That(Findings(repository).Select(f => (f.Diagnostic.Id, f.Severity)), Is.EqualTo(new[] { ("CBG1110", (Severity?)Severity.Error) }));
    }

    [Test]
    public void Many_secrets_of_one_kind_are_one_finding()
    {
        using var repository = new TestRepository().File(".claudeignore", "x");
        for (var i = 0; i < 30; i++)
        {
            repository.File($"k{i:00}/a.pem", PrivateKey).File($"e{i:00}/.env", "A=1");
        }

        Assert.That(Codes(repository), Has.Length.LessThan(8));
        Assert.That(Findings(repository).First(f => f.Diagnostic.Id == "CBG1102").Message, Does.Contain("27 more files"));
    }

    [Test]
    public void Only_files_that_hold_secrets_are_secret_files()
    {
        using var repository = new TestRepository()
            .File(".env", "A=1").File(".env.example", "A=").File(".env.sample", "A=").File("certs/key.pem", PrivateKey)
            .File("certs/public.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").File("a.pfx", [1, 2]).File("src/CredentialsService.cs", "class A {}")
            .File("keys/packages.gpg.key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQIN\n-----END PGP PUBLIC KEY BLOCK-----\n")
            .File("aws-credentials.json", "{\"a\":\"b\"}").File("locales/en/credentials.json", "{\"title\":\"Your credentials\"}").File("config/secrets.json", "{}")
            .File("appsettings.json", "{\"Logging\":{}}").File("appsettings.Production.json", $"{{\"ConnectionStrings\":{{\"Db\":\"Server=db;Password={Password}\"}}}}")
            .File("appsettings.Development.json", "{\"ConnectionStrings\":{\"Db\":\"Server=localhost;Password=postgres\"}}")
            .File(".npmrc", "registry=https://example.com/").File("sub/.npmrc", $"//example.com/:_authToken={Password}").File("other/.npmrc", "//example.com/:_authToken=${TOKEN}")
            .File("bin/.env", string.Empty).File("id_rsa", PrivateKey).File("id_rsa.pub", "ssh-rsa AAAA");
        Assert.That(
            Model(repository, m => m.Secrets.All.Select(s => s.Path).ToArray()),
            Is.EqualTo(new[] { ".env", "a.pfx", "appsettings.Production.json", "aws-credentials.json", "certs/key.pem", "config/secrets.json", "id_rsa", "sub/.npmrc" }));
    }

    [TestCase("[\"Read(!.env.example)\",\"Read(**/.env)\"]", "Move it below 'Read(**/.env)'")]
    [TestCase("[\"Read(!.env.example)\"]", "Delete it.")]
    public void A_negation_above_the_rules_it_is_for_has_to_be_moved(string deny, string fix)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":{deny}}}}}");
        var finding = Findings(repository).Single(f => f.Diagnostic.Id == "CBG1104");
        Assert.That(finding.Fix, Does.StartWith(fix));
        repository.File(".claude/settings.json", """{"permissions":{"deny":["Read(**/.env)","Read(!.env.example)"]}}""");
        Assert.That(Codes(repository), Has.None.EqualTo("CBG1104"));
    }

    [Test]
    public void An_ignore_file_that_is_a_link_is_named_with_the_command_that_helps()
    {
        using var repository = new TestRepository().File(".gitignore", "bin/\n.env\n");
        LinkIgnoreFile(repository);
        var finding = Findings(repository).Single(f => f.Diagnostic.Id == "CBG1001");
        Assert.That(finding.Message, Does.Contain("symbolic link to '.gitignore'").And.Not.Contain("large"));
        Assert.That(finding.Fix, Does.StartWith("Delete it ('rm .claudeignore'). Then run 'claude-build-guard init'"));
    }

    [TestCase("vault-agent.hcl", "template {\n  source      = \"app.ctmpl\"\n  destination = \"./config/app.resolved.json\"\n}\n", "config/app.resolved.json", 3)]
    [TestCase("deploy/agent.hcl", "auto_auth { method \"approle\" { config = { role = \"r\" } } }\nsink \"file\" { config = { path = \"token\" } }\n", "token", 2)]
    [TestCase("pull.sh", "az keyvault secret download --vault-name shop -n db --file config/db.txt\n", "config/db.txt", 1)]
    [TestCase("pull.sh", "#!/bin/sh\nvault kv get -format=json secret/shop > config/shop.json\n", "config/shop.json", 2)]
    [TestCase("pull.sh", "vault read -field=data secret/shop | jq .data > config/shop.json\n", "config/shop.json", 1)]
    [TestCase("pull.sh", "aws secretsmanager get-secret-value --secret-id db --query SecretString | tee out/db.txt\n", "out/db.txt", 1)]
    [TestCase("pull.sh", "gcloud secrets versions access latest --secret=db --out-file=out/db.txt\n", "out/db.txt", 1)]
    [TestCase("pull.ps1", "op inject -i app.tpl -o app.resolved\n", "app.resolved", 1)]
    [TestCase("deploy/pull.sh", "sops -d secrets.enc.yaml > plain.yaml\n", "deploy/plain.yaml", 1)]
    [TestCase("pull.sh", "dotnet user-secrets list > us.txt\n", "us.txt", 1)]
    public void What_a_vault_will_write_in_reach_is_a_warning_until_it_is_excluded_and_denied(string path, string text, string output, int line)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File(path, text);
        var finding = Findings(repository).Single();
        Assert.That((finding.Diagnostic.Id, finding.Location.Path, finding.Location.Line), Is.EqualTo(("CBG1113", path, line)));

        repository.File(".claudeignore", $"{Promise}/{output}\n");
        Assert.That(Findings(repository).Single().Message, Does.Contain("no deny rule"));

        repository.File(".claude/settings.json", Rules.Replace("\"Read(.env)\"", $"\"Read(.env)\",\"Read(/{output})\"", StringComparison.Ordinal));
        Assert.That(Codes(repository), Is.Empty);
    }

    [TestCase("vault-agent.hcl", "template {\n  destination = \"/run/secrets/app.json\"\n}\n")]
    [TestCase("job.hcl", "job \"shop\" {\n  vault {\n  }\n  template {\n    destination = \"secrets/app.env\"\n  }\n}\n")]
    [TestCase("main.hcl", "resource \"x\" \"y\" {\n  destination = \"a/b.json\"\n}\n")]
    [TestCase("pull.sh", "vault kv get -field=pw secret/shop > /dev/null\n")]
    [TestCase("pull.sh", "vault kv get -field=pw secret/shop > \"$TMP/pw\"\n")]
    [TestCase("pull.sh", "vault kv get -field=pw secret/shop > ../outside.txt\n")]
    [TestCase("pull.sh", "vault kv get -field=pw secret/shop > .env\n")]
    [TestCase("pull.sh", "vault kv get -field=pw secret/shop 2> err.log\n")]
    [TestCase("pull.sh", "vault status > status.txt\n")]
    [TestCase("pull.sh", "vault kv put secret/shop @in.json\n")]
    [TestCase("pull.sh", "az keyvault secret show -n db -o tsv\n")]
    [TestCase("pull.sh", "sops -e plain.yaml > secrets.enc.yaml\n")]
    [TestCase("pull.sh", "# vault kv get secret/shop > shop.json\n")]
    public void What_a_vault_writes_elsewhere_is_silent(string path, string text)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File(path, text);
        Assert.That(Codes(repository), Is.Empty);
    }

    [TestCase("#{DbPassword}#")]
    [TestCase("__DbPassword__")]
    [TestCase("[DB_PASSWORD]")]
    [TestCase("@@DB_PASSWORD@@")]
    [TestCase("vault:secret/db#pw")]
    [TestCase("secretref:db-pw")]
    [TestCase("from-key-vault")]
    [TestCase("from-user-secrets")]
    [TestCase("overridden by env")]
    [TestCase("set in the portal.")]
    [TestCase("${DB_PASSWORD}")]
    [TestCase("$(DbPassword)")]
    [TestCase("%DB_PASSWORD%")]
    [TestCase("{{DbPassword}}")]
    [TestCase("<password>")]
    public void What_a_deployment_fills_in_is_no_password(string value)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules)
            .File("appsettings.Production.json", $"{{\"ConnectionStrings\":{{\"Shop\":\"Server=db;User ID=app;Password={value}\"}}}}")
            .File("appsettings.Staging.json", $"{{\"Smtp\":{{\"Password\":\"{value}\",\"ClientSecret\":\"{value}\"}}}}");
        Assert.That(Codes(repository), Is.Empty);
    }

    [TestCase("", "")]
    [TestCase("", "[2]")]
    [TestCase("", " and more")]
    public void A_value_that_only_looks_a_little_like_a_placeholder_is_a_password(string before, string after)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules)
            .File("appsettings.Production.json", $"{{\"Smtp\":{{\"Password\":\"{before}{Password}{after}\"}}}}");
        Assert.That(Codes(repository), Is.EqualTo(new[] { "CBG1003", "CBG1102" }));
    }

    [Test]
    public void A_configuration_adds_secret_files_and_takes_some_out()
    {
        using var repository = new TestRepository().File("keys/a.txt", "x").File("test/data/.env", "A=1");
        var configuration = GuardConfiguration.Default with { SecretFiles = ["/keys/*.txt"], NotSecretFiles = ["test/**"] };
        Assert.That(Model(repository, m => m.Secrets.All.Select(s => s.Path).ToArray(), configuration), Is.EqualTo(new[] { "keys/a.txt" }));
    }

    [Test]
    public void A_directory_in_place_of_the_settings_and_a_link_are_judged()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json/x", "1");
        Assert.That(Codes(repository), Does.Contain("CBG1103"));
    }

    [Test]
    public void A_path_is_explained_with_every_route()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File(".env", "A=1").File("certs/a.pem", PrivateKey);
        using var session = GuardSession.Open(new GuardOptions { RepositoryRoot = repository.Root, Parts = GuardParts.AgentFiles }, SilentLog.Instance, CancellationToken.None);
        var closed = PathExplanation.Of(session, ".env", CancellationToken.None);
        var open = PathExplanation.Of(session, "certs/a.pem", CancellationToken.None);
        Assert.That((closed.IsExcluded, closed.IgnoreLine, closed.Coverage), Is.EqualTo((true, ".claudeignore:1 .env", "denied")));
        Assert.That(closed.Routes.Where(r => r.IsOpen).Select(r => r.Name), Is.EqualTo(new[] { "NotebookEdit", "a session started elsewhere that adds this directory" }));
        Assert.That((open.IsExcluded, open.Coverage, open.Secret), Is.EqualTo((false, "not denied", "a private key")));
        Assert.That(open.Routes.Count(r => r.IsOpen), Is.GreaterThan(8));
        Assert.That(open.ToText(), Does.Contain("certs/a.pem").And.Contain("open; closed by"));
    }

    [TestCase("Kx9!vW2q", "Lm7zRt4", 2, "line 2 holds a credential")]
    [TestCase("${DB_", "PASSWORD}", 0, "no: neither its name nor its content says so")]
    public void A_path_with_a_credential_is_not_explained_as_one_without(string first, string second, int line, string says)
    {
        using var repository = new TestRepository().File("a.ini", $"[db]\ndb_password={first}{second}\n");
        using var session = GuardSession.Open(new GuardOptions { RepositoryRoot = repository.Root, Parts = GuardParts.AgentFiles }, SilentLog.Instance, CancellationToken.None);
        var explained = PathExplanation.Of(session, "a.ini", CancellationToken.None);
        Assert.That((explained.Secret, explained.CredentialLine), Is.EqualTo(((string?)null, line)));
        Assert.That(explained.ToText(), Does.Contain(says));
    }

    [TestCase("Api/Api.csproj", "<Project><PropertyGroup>\n<UserSecretsId>api</UserSecretsId></PropertyGroup></Project>", 1)]
    [TestCase("Api/Api.csproj", "<Project><PropertyGroup /></Project>", 0)]
    public void User_secrets_of_a_project_need_a_rule_for_the_home_directory(string path, string text, int found)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File(path, text);
        var findings = Findings(repository).Where(f => f.Diagnostic.Id == "CBG1112").ToArray();
        Assert.That(findings, Has.Length.EqualTo(found));
        Assert.That(findings.Select(f => f.Location.Line), Has.All.EqualTo(2));
    }

    [TestCase("Read(~/.microsoft/usersecrets/**)", true)]
    [TestCase("Read(~/.microsoft/**)", true)]
    [TestCase("Read(~/AppData/Roaming/Microsoft/UserSecrets/**)", true)]
    [TestCase("Read(//**/usersecrets/**)", true)]
    [TestCase("Read(//**/secrets.json)", true)]
    [TestCase("Read(.microsoft/usersecrets/**)", false)]
    [TestCase("Read(~/.ssh/**)", false)]
    public void A_rule_covers_user_secrets_wherever_the_home_directory_is(string rule, bool covers)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File("a.csproj", "<UserSecretsId>a</UserSecretsId>")
            .File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"Read(.env*)\",\"{rule}\"]}}}}");
        Assert.That(Codes(repository).Contains("CBG1112"), Is.Not.EqualTo(covers));
    }

    private static string[] Codes(TestRepository repository) => [.. Findings(repository).Select(f => f.Diagnostic.Id)];

    private static IReadOnlyList<Finding> Findings(TestRepository repository)
    {
        var findings = new FindingCollector();
        Model(repository, m =>
        {
            new ExclusionControl().Examine(m.Repository, findings, CancellationToken.None);
            return 0;
        });
        return findings.Sorted();
    }

    [TestCase("Microsoft.NET.Sdk.Web", "/appsettings.Production.json", true)]
    [TestCase("Microsoft.NET.Sdk.Web", "**/appsettings.Production.json", false)]
    [TestCase("Microsoft.NET.Sdk", "/appsettings.Production.json", false)]
    public void A_rule_for_one_path_leaves_the_copy_of_a_build_open(string sdk, string rule, bool found)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "appsettings.Production.json\n").File("App.csproj", $"<Project Sdk=\"{sdk}\"/>")
            .File("appsettings.json", "{}").File("appsettings.Production.json", $"{{\"Password\":\"{Password}\"}}")
            .File(".claude/settings.json", $"{{\"permissions\":{{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"Read({rule})\"]}}}}");
        var findings = Findings(repository).Where(f => f.Diagnostic.Id == "CBG1102").ToArray();
        Assert.That(findings.Select(f => f.Message), found ? Has.One.Contains("bin/Debug") : Is.Empty);
        Assert.That(findings.Select(f => f.Fix), Has.All.Contain("Read(**/appsettings.Production.json)"));
    }

    [TestCase("<Project><ItemGroup><None Update=\"config\\prod.env\"><CopyToOutputDirectory>Always</CopyToOutputDirectory></None></ItemGroup></Project>", true)]
    [TestCase("<Project><ItemGroup><None Update=\"config/*.env\" CopyToOutputDirectory=\"PreserveNewest\"/></ItemGroup></Project>", true)]
    [TestCase("<Project><ItemGroup><None Update=\"config/prod.env\" CopyToOutputDirectory=\"Never\"/></ItemGroup></Project>", false)]
    [TestCase("<Project><ItemGroup><None Update=\"config/other.env\" CopyToOutputDirectory=\"Always\"/></ItemGroup></Project>", false)]
    public void What_a_project_copies_is_read_from_it(string project, bool found)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "prod.env\n").File("src/App.csproj", project).File("src/config/prod.env", $"DB_PASSWORD={Password}\n")
            .File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"Read(/src/config/prod.env)\"]}}");
        Assert.That(Findings(repository).Count(f => f.Diagnostic.Id == "CBG1102"), Is.EqualTo(found ? 1 : 0));
    }

    private const string None = "<Project Sdk=\"Microsoft.NET.Sdk\"/>";

    [TestCase("src/a/a.csproj", "<Content Include=\"..\\..\\conf\\prod.json\" CopyToOutputDirectory=\"Always\"/>", "src/a/bin/Debug/net10.0/prod.json")]
    [TestCase("src/a/a.csproj", "<Content Include=\"..\\..\\conf\\prod.json\" Link=\"db.json\" CopyToOutputDirectory=\"Always\"/>", "src/a/bin/Debug/net10.0/db.json")]
    [TestCase("src/a/a.csproj", "<None Include=\"../../conf/**/*.json\" LinkBase=\"x\"><CopyToOutputDirectory>PreserveNewest</CopyToOutputDirectory></None>", "src/a/bin/Debug/net10.0/x/prod.json")]
    [TestCase("src/a/a.csproj", "<None Include=\"../../conf/*.json\" Link=\"cfg/%(Filename)%(Extension)\" CopyToOutputDirectory=\"Always\"/>", "src/a/bin/Debug/net10.0/cfg/prod.json")]
    [TestCase("src/a/a.csproj", "<None Include=\"$(SolutionDir)conf\\prod.json\" CopyToOutputDirectory=\"Always\"/>", "src/a/bin/Debug/net10.0/prod.json")]
    [TestCase("src/a/a.csproj", "<None Include=\"$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildThisFileDirectory), 'all.sln'))/conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", "src/a/bin/Debug/net10.0/prod.json")]
    [TestCase("src/a/a.csproj", "<None Include=\"$(WhoKnows)/conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", "src/a/bin/Debug/net10.0/prod.json")]
    [TestCase("src/a/a.csproj", "<None Include=\"$(NuGetPackageRoot)x/conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", null)]
    [TestCase("src/a/a.csproj", "<None Include=\"$(WhoKnows)/conf/*.json\" CopyToOutputDirectory=\"Always\"/>", null)]
    [TestCase("src/a/a.csproj", "<None Include=\"../../conf/*.json\" Exclude=\"../../conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", null)]
    [TestCase("src/a/a.csproj", "<None Include=\"../../conf/prod.json\" Link=\"prod.json\"/>", null)]
    [TestCase("src/a/a.csproj", "<None Include=\"conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", null)]
    [TestCase("app.csproj", "<None Include=\"$(MSBuildThisFileDirectory)conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", "bin/Debug/net10.0/conf/prod.json")]
    [TestCase("app.csproj", "<None Update=\"conf/prod.json\" CopyToPublishDirectory=\"Always\"/>", "bin/Release/net10.0/publish/conf/prod.json")]
    [TestCase("app.csproj", "<None Update=\"$(C)/prod.json\" CopyToOutputDirectory=\"Always\"/>", "bin/Debug/net10.0/conf/prod.json")]
    [TestCase("app.csproj", "<None Update=\"conf/$(Stage).json\" CopyToOutputDirectory=\"$(When)\"/>", "bin/Debug/net10.0/conf/prod.json")]
    [TestCase("app.csproj", "<None Update=\"conf/prod.json\" CopyToOutputDirectory=\"Always\"/><None Update=\"conf/prod.json\" CopyToOutputDirectory=\"Never\"/>", null)]
    [TestCase("app.csproj", "</ItemGroup><PropertyGroup><A>conf</A>DOUBLED</PropertyGroup><ItemGroup><None Update=\"$(A)\" CopyToOutputDirectory=\"Always\"/><None Update=\"$(C)/prod.json\" CopyToOutputDirectory=\"Always\"/>", "bin/Debug/net10.0/conf/prod.json")]
    [TestCase("app.csproj", "<!-- <None Update=\"conf/prod.json\" CopyToOutputDirectory=\"Always\"/> -->", null)]
    [TestCase("Directory.Build.props", "<None Include=\"$(MSBuildThisFileDirectory)conf/prod.json\" CopyToOutputDirectory=\"Always\"/>", "bin/Debug/net10.0/conf/prod.json")]
    [TestCase("Directory.Build.targets", "<None Include=\"$(MSBuildThisFileDirectory)conf/prod.json\" Link=\"a/prod.json\" CopyToOutputDirectory=\"Always\"/>", "bin/Debug/net10.0/a/prod.json")]
    [TestCase("Directory.Build.props", "<None Include=\"$(MSBuildThisFileDirectory)conf/sample.json\" CopyToOutputDirectory=\"Always\"/>", null)]
    public void A_copy_is_said_wherever_the_item_stands(string file, string item, string? copy)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "prod.json\n").File(".gitignore", "prod.json\n").File("all.sln", "x").File("app.csproj", None).File("conf/sample.json", "{}")
            .File(file, $"<Project><PropertyGroup><C>conf</C></PropertyGroup><ItemGroup>{item.Replace("DOUBLED", string.Concat(Enumerable.Repeat("<A>$(A)$(A)</A>", 50)))}</ItemGroup></Project>").File("conf/prod.json", $"{{\"ConnectionStrings\":{{\"Db\":\"Server=db;Password={Password}\"}}}}")
            .File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"Read(/conf/prod.json)\"]}}");
        Assert.That(Findings(repository).Where(f => f.Diagnostic.Id == "CBG1102").Select(f => f.Message), copy is null ? Is.Empty : Has.One.Contains($"'{copy}'"));
    }

    [TestCase("<Copy SourceFiles=\"conf/prod.json\" DestinationFolder=\"$(OutDir)\"/>", "bin/Debug/net10.0/prod.json")]
    [TestCase("<ItemGroup><Conf Include=\"conf/**/*.json\"/></ItemGroup><Copy SourceFiles=\"@(Conf)\" DestinationFiles=\"@(Conf->'$(PublishDir)%(RecursiveDir)%(Filename)%(Extension)')\"/>", "bin/Release/net10.0/publish/prod.json")]
    [TestCase("<Copy SourceFiles=\"conf/prod.json\" DestinationFolder=\"dist\"/>", "dist/prod.json")]
    [TestCase("<Copy SourceFiles=\"conf/prod.json\" DestinationFolder=\"$(DeployTo)\"/>", null)]
    [TestCase("<Copy SourceFiles=\"conf/prod.json\" DestinationFolder=\"/srv/app\"/>", null)]
    [TestCase("<Copy SourceFiles=\"conf/sample.json\" DestinationFolder=\"$(OutDir)\"/>", null)]
    public void A_task_that_copies_is_read(string task, string? copy)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "prod.json\n").File(".gitignore", "prod.json\n").File("conf/sample.json", "{}")
            .File("app.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><Target Name=\"X\" AfterTargets=\"Build\">{task}</Target></Project>").File("conf/prod.json", $"{{\"Db\":\"Server=db;Password={Password}\"}}")
            .File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"Read(/conf/prod.json)\"]}}");
        Assert.That(Findings(repository).Where(f => f.Diagnostic.Id == "CBG1102").Select(f => f.Message), copy is null ? Is.Empty : Has.One.Contains($"'{copy}'"));
    }

    [TestCase("<Import Project=\"..\\shared\\Shared.projitems\" Label=\"Shared\"/>", true)]
    [TestCase("<Import Project=\"$(SolutionDir)shared/*.projitems\"/>", true)]
    [TestCase("<Import Project=\"..\\shared\\Other.projitems\"/>", false)]
    public void Items_of_imported_files_are_the_projects_own(string import, bool found)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "prod.json\n").File(".gitignore", "prod.json\n").File("all.slnx", "x").File("a/a.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{import}</Project>")
            .File("shared/Shared.shproj", "<Project><Import Project=\"Shared.projitems\"/></Project>")
            .File("shared/Shared.projitems", "<Project><ItemGroup><None Include=\"$(MSBuildThisFileDirectory)prod.json\"><CopyToOutputDirectory>Always</CopyToOutputDirectory></None></ItemGroup></Project>")
            .File("shared/prod.json", $"{{\"Db\":\"Server=db;Password={Password}\"}}")
            .File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"Read(/shared/prod.json)\"]}}");
        Assert.That(Findings(repository).Where(f => f.Diagnostic.Id == "CBG1102").Select(f => f.Message), found ? Has.One.Contains("'a/bin/Debug/net10.0/prod.json'") : Is.Empty);
    }

    [TestCase("<None Update=\"prod.json\" CopyToOutputDirectory=\"Never\"/>", true)]
    [TestCase("<Content Update=\"prod.json\" CopyToOutputDirectory=\"Never\" CopyToPublishDirectory=\"Never\"/>", false)]
    [TestCase("<Content Remove=\"prod.json\"/>", false)]
    [TestCase("<Content Remove=\"prod.json\"/><None Include=\"prod.json\"/>", false)]
    public void What_a_web_project_does_not_copy_is_read_as_its_build_does(string item, bool found)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise + "prod.json\n").File(".gitignore", "prod.json\n").File("a.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup>{item}</ItemGroup></Project>")
            .File("prod.json", $"{{\"Db\":\"Server=db;Password={Password}\"}}")
            .File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\",\"Read(/prod.json)\"]}}");
        Assert.That(Findings(repository).Count(f => f.Diagnostic.Id == "CBG1102"), Is.EqualTo(found ? 1 : 0));
    }

    [TestCase("compose.yml", "secrets:\n  db:\n    file: ./keys/db\n", "keys/db", true)]
    [TestCase("compose.yml", "secrets:\n  db:\n    external: true\n", "keys/db", false)]
    [TestCase("compose.yml", "secrets:\n  db:\n    file: ${DB_FILE}\n", "keys/db", false)]
    [TestCase("compose.yml", "secrets:\n  db:\n    file: ./keys/db.example\n", "keys/db.example", false)]
    [TestCase("README.md", "x", "secrets/db_password", true)]
    [TestCase("README.md", "x", "deploy/secrets/db_password.txt", true)]
    [TestCase("README.md", "x", "src/secrets/Store.cs", false)]
    [TestCase("README.md", "x", "prod.env", false)]
    public void A_secret_of_a_container_is_one_by_its_place(string other, string text, string path, bool found)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(other, text).File(path, Password + "\n");
        Assert.That(Codes(repository).Count(c => c is "CBG1003" or "CBG1102"), Is.EqualTo(found ? 2 : 0));
    }

    [TestCase("db.env", "POSTGRES_USER=postgres\nPOSTGRES_PASSWORD=postgres\n")]
    [TestCase("secrets/README", "What stands here\nis told by nobody.\n")]
    [TestCase("secrets/db_password", "changeme\n")]
    [TestCase("secrets/db_password", "${DB_PASSWORD}\n")]
    [TestCase("secrets/notes.txt", "Ask the team for the values.\n")]
    [TestCase("sample.env", "DB_PASSWORD=\n")]
    [TestCase("web.env", "ASPNETCORE_ENVIRONMENT=Development\n")]
    public void A_file_that_only_stands_beside_secrets_is_none(string path, string text)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File(path, text);
        Assert.That(Codes(repository), Is.Empty);
    }

    [TestCase("prod.env")]
    [TestCase("deploy/env.production")]
    public void An_environment_file_of_another_name_is_one_by_its_content(string path)
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(path, $"DB_PASSWORD={Password}\n");
        Assert.That(Codes(repository), Does.Contain("CBG1003").And.Contain("CBG1102"));
    }

    [Test]
    public void A_credential_in_a_text_that_is_imported_is_sent_in_every_session()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".claude/settings.json", Rules).File("CLAUDE.md", "@config/db.txt\n@config/notes.txt\n")
            .File("config/db.txt", $"Server=db.prod.corp;Database=x;User Id=sa;Password={Password}\n").File("config/notes.txt", "Ask the team.\n");
        Assert.That(Findings(repository).Where(f => f.Diagnostic.Id == "CBG1107").Select(f => f.Location.Line), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void A_value_that_only_older_versions_refuse_is_a_warning_and_the_rules_count()
    {
        using var repository = new TestRepository().File(".claudeignore", Promise).File(".env", "A=1")
            .File(".claude/settings.json", "{\"permissions\":{\n\"defaultMode\":\"manual\",\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}");
        var finding = Findings(repository).Single(f => f.Diagnostic.Id == "CBG1103");
        Assert.That((finding.Severity, finding.Location.Line), Is.EqualTo(((Severity?)Severity.Warning, 2)));
        Assert.That(finding.Message, Does.Contain("2.1.197"));
        Assert.That(Codes(repository), Has.None.EqualTo("CBG1102"));
    }

    private static T Model<T>(TestRepository repository, Func<ExclusionModel, T> read, GuardConfiguration? configuration = null)
    {
        using var view = RepositoryView.Open(
            new GuardOptions { RepositoryRoot = repository.Root, Parts = GuardParts.AgentFiles },
            configuration ?? GuardConfiguration.Default,
            new FindingCollector(),
            CancellationToken.None);
        return read(ExclusionModel.Of(view));
    }

    private static void LinkIgnoreFile(TestRepository repository)
    {
        try
        {
            File.CreateSymbolicLink(repository.FullPath(".claudeignore"), ".gitignore");
        }
        catch (IOException e)
        {
            Assert.Ignore($"This machine lets no test make a symbolic link: {e.Message}");
        }
    }
}
