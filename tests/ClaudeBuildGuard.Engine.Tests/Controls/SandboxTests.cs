using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

public sealed class SandboxTests
{
    private const string Install = "RUN npm install -g @anthropic-ai/claude-code@2.1.300\n";

    private static IEnumerable<TestCaseData> Mistakes()
    {
        TestCaseData Case(string name, string code, Severity severity, string path, int line, string text) =>
            new TestCaseData(code, severity, path, line, text).SetArgDisplayNames(name);
        const string Dev = ".devcontainer/devcontainer.json";
        string Agent(string rest) => $"{{\n  \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\",\n  \"features\": {{ \"ghcr.io/anthropics/devcontainer-features/claude-code:1.0\": {{}} }},\n  {rest}\n}}\n";
        string Service(string rest) => $"services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n{rest}\n";

        yield return Case("root user", "CBG5001", Severity.Error, Dev, 4, Agent("\"remoteUser\": \"root\""));
        yield return Case("Dockerfile ends as root", "CBG5001", Severity.Error, "Dockerfile", 4, $"FROM node:22\nUSER node\n{Install}USER root\n");
        yield return Case("Dockerfile without user", "CBG5001", Severity.Error, "Dockerfile", 1, $"FROM node:22\n{Install}");
        yield return Case("user from a variable", "CBG5001", Severity.Error, "Dockerfile", 4, $"FROM node:22\nARG WHO=root\n{Install}USER ${{WHO}}\n");
        yield return Case("user from a variable of a variable", "CBG5001", Severity.Error, "Dockerfile", 5, $"FROM node:22\nARG WHO=root\nENV APP_USER=${{WHO}}\n{Install}USER ${{APP_USER:-node}}\n");
        yield return Case("user from a fallback", "CBG5001", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}USER ${{WHO:-root}}\n");
        yield return Case("unknown user", "CBG5001", Severity.Warning, "compose.yaml", 2, "services:\n  agent:\n    image: example/claude-code:1\n    network_mode: none\n");
        yield return Case("ssh keys", "CBG5002", Severity.Error, Dev, 4, Agent("\"mounts\": [\"source=${localEnv:HOME}/.ssh,target=/home/vscode/.ssh,type=bind,readonly\"]"));
        yield return Case("home", "CBG5002", Severity.Error, "compose.yaml", 7, Service("    volumes:\n      - ~:/host:ro"));
        yield return Case("cloud login", "CBG5002", Severity.Error, "compose.yaml", 7, Service("    volumes:\n      - type: bind\n        source: ${HOME}/.aws\n        target: /root/.aws"));
        yield return Case("client state", "CBG5002", Severity.Warning, Dev, 4, Agent("\"mounts\": [\"source=${localEnv:HOME}/.claude,target=/home/vscode/.claude,type=bind\"]"));
        yield return Case("no agent, dev container", "CBG5002", Severity.Warning, Dev, 2, "{ \"image\": \"node:22\",\n  \"mounts\": [\"source=${localEnv:HOME}${localEnv:USERPROFILE}/.aws,target=/root/.aws,type=bind\"] }\n");
        yield return Case("engine socket", "CBG5003", Severity.Error, "compose.yaml", 7, Service("    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock"));
        yield return Case("engine feature", "CBG5003", Severity.Error, Dev, 4, "{\n  \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\",\n  \"features\": { \"ghcr.io/anthropics/devcontainer-features/claude-code:1.0\": {},\n    \"ghcr.io/devcontainers/features/docker-outside-of-docker:1\": {} }\n}\n");
        yield return Case("privileged", "CBG5004", Severity.Error, "compose.yaml", 6, Service("    privileged: true"));
        yield return Case("privileged in capitals", "CBG5004", Severity.Error, "compose.yaml", 6, Service("    privileged: True"));
        yield return Case("privileged in words", "CBG5004", Severity.Error, "compose.yaml", 6, Service("    privileged: \"yes\""));
        yield return Case("host network", "CBG5004", Severity.Error, Dev, 4, Agent("\"runArgs\": [\"--network=host\"]"));
        yield return Case("seccomp", "CBG5004", Severity.Error, Dev, 4, Agent("\"securityOpt\": [\"seccomp=unconfined\"]"));
        yield return Case("capability", "CBG5004", Severity.Error, "compose.yaml", 6, Service("    cap_add: [SYS_ADMIN]"));
        yield return Case("host processes", "CBG5004", Severity.Error, "compose.yaml", 6, Service("    pid: host"));
        yield return Case("engine in container", "CBG5004", Severity.Warning, Dev, 4, "{\n  \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\",\n  \"features\": { \"ghcr.io/anthropics/devcontainer-features/claude-code:1.0\": {},\n    \"ghcr.io/devcontainers/features/docker-in-docker:2\": {} }\n}\n");
        yield return Case("net admin without firewall", "CBG5004", Severity.Warning, Dev, 4, Agent("\"capAdd\": [\"NET_ADMIN\"]"));
        yield return Case("open network", "CBG5005", Severity.Warning, Dev, 4, Agent("\"name\": \"agent\""));
        yield return Case("secret in ENV", "CBG5006", Severity.Error, "Dockerfile", 2, $"FROM node:22\nENV API_TOKEN=q7w{"8e9r0t1y2u"}\n{Install}USER node\n");
        yield return Case("secret in dev container", "CBG5006", Severity.Error, Dev, 4, Agent($"\"containerEnv\": {{ \"DB_PASSWORD\": \"q7w{"8e9r0t1y2u"}\" }}"));
        yield return Case("secret file copied", "CBG5007", Severity.Error, "Dockerfile", 2, $"FROM node:22\nCOPY .env /app/\n{Install}USER node\n");
        yield return Case("sudo", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN echo 'node ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/node\nUSER node\n");
        yield return Case("sudo with a tag", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN printf \"node ALL=(ALL) NOPASSWD:SETENV: ALL\\n\" > /etc/sudoers.d/a\nUSER node\n");
        yield return Case("sudo for a shell", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN echo \"node ALL=(root) NOPASSWD: /bin/bash\" > /etc/sudoers.d/b\nUSER node\n");
        yield return Case("doas", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN echo \"permit nopass node\" > /etc/doas.conf\nUSER node\n");
        yield return Case("second root", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN useradd -o -u 0 toor\nUSER node\n");
        yield return Case("second root in a list", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN [\"/bin/sh\", \"-c\", \"useradd -o -u 0 toor\"]\nUSER node\n");
        yield return Case("second root of a shell", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN bash -euxo pipefail -c 'useradd -o -u 0 toor'\nUSER node\n");
        yield return Case("shell that becomes root", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}RUN chmod u+s /bin/bash\nUSER node\n");
        yield return Case("sudo in the Dockerfile", "CBG5008", Severity.Error, "Dockerfile", 3, $"FROM node:22\n{Install}COPY <<EOF /etc/sudoers.d/a\nnode ALL=(ALL) NOPASSWD: ALL\nEOF\nUSER node\n");
        yield return Case("argument in ENV", "CBG5006", Severity.Error, "Dockerfile", 4, $"FROM node:22\n{Install}ARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\nUSER node\n");
        yield return Case("argument in a file", "CBG5006", Severity.Error, "Dockerfile", 4, $"FROM node:22\n{Install}ARG NPM_TOKEN\nRUN echo \"//registry.npmjs.org/:_authToken=${{NPM_TOKEN}}\" > /home/node/.npmrc\nUSER node\n");
        yield return Case("argument in a file by a list", "CBG5006", Severity.Error, "Dockerfile", 4, $"FROM node:22\n{Install}ARG NPM_TOKEN\nRUN [\"sh\", \"-c\", \"echo _authToken=$NPM_TOKEN > /home/node/.npmrc\"]\nUSER node\n");
        yield return Case("writable reference", "CBG5009", Severity.Warning, "compose.yaml", 7, Service("    volumes:\n      - /srv/reference:/reference"));
        yield return Case("directory above", "CBG5010", Severity.Error, "compose.yaml", 7, Service("    volumes:\n      - ..:/work"));
        yield return Case("directory above all", "CBG5010", Severity.Error, "compose.yaml", 7, Service("    volumes:\n      - ../other/../..:/work:ro"));
        yield return Case("directory above the dev container", "CBG5010", Severity.Error, Dev, 4, Agent("\"mounts\": [\"source=${localWorkspaceFolder}/..,target=/all,type=bind,readonly\"]"));
        yield return Case("writable sibling", "CBG5009", Severity.Warning, "compose.yaml", 7, Service("    volumes:\n      - ../shared-lib:/reference"));
        yield return Case("keys beside the project", "CBG5002", Severity.Error, "compose.yaml", 7, Service("    volumes:\n      - ../.ssh:/keys:ro"));
        yield return Case("whole host", "CBG5010", Severity.Error, "run.sh", 1, "docker run --rm --user 1000 --network none -v /:/host node:22 claude -p x\n");
        yield return Case("whole host by a shell", "CBG5010", Severity.Error, "run.sh", 1, "bash -c 'docker run --rm --user 1000 --network none -v /:/host node:22 claude -p x'\n");
        yield return Case("whole host by a here document", "CBG5010", Severity.Error, "run.sh", 2, "bash <<'EOF'\ndocker run --rm --user 1000 --network none -v /:/host node:22 claude -p x\nEOF\n");
        yield return Case("host command", "CBG5011", Severity.Warning, Dev, 4, Agent("\"initializeCommand\": \"npm ci\""));
        yield return Case("excluded commands", "CBG5012", Severity.Error, ".claude/settings.json", 1, "{ \"sandbox\": { \"enabled\": true, \"excludedCommands\": [\"*\"] } }\n");
        yield return Case("socket for the sandbox", "CBG5012", Severity.Error, ".claude/settings.json", 2, "{ \"sandbox\": { \"network\": { \"allowUnixSockets\": [\n \"/var/run/docker.sock\" ] } } }\n");
        yield return Case("any domain", "CBG5012", Severity.Warning, ".claude/settings.json", 1, "{ \"sandbox\": { \"network\": { \"allowedDomains\": [\"*\"] } } }\n");
        yield return Case("writes to home", "CBG5012", Severity.Error, ".claude/settings.json", 1, "{ \"sandbox\": { \"filesystem\": { \"allowWrite\": [\"~\"] } } }\n");
        yield return Case("writes to everything", "CBG5012", Severity.Error, ".claude/settings.json", 1, "{ \"sandbox\": { \"filesystem\": { \"allowWrite\": [\"/**\"] } } }\n");
        yield return Case("writes below home", "CBG5012", Severity.Error, ".claude/settings.json", 1, "{ \"sandbox\": { \"filesystem\": { \"allowWrite\": [\"~/**\"] } } }\n");
        yield return Case("writes above the project", "CBG5012", Severity.Warning, ".claude/settings.json", 1, "{ \"sandbox\": { \"filesystem\": { \"allowWrite\": [\"../..\"] } } }\n");
        yield return Case("commands outside", "CBG5012", Severity.Warning, ".claude/settings.json", 1, "{ \"sandbox\": { \"enabled\": true, \"allowUnsandboxedCommands\": true } }\n");
        yield return Case("services of the machine", "CBG5012", Severity.Warning, ".claude/settings.json", 1, "{ \"sandbox\": { \"network\": { \"allowMachLookup\": [\"*\"] } } }\n");
        yield return Case("another proxy", "CBG5012", Severity.Warning, ".claude/settings.json", 1, "{ \"sandbox\": { \"network\": { \"httpProxyPort\": 8080 } } }\n");
        yield return Case("variable file", "CBG5013", Severity.Warning, "compose.yaml", 6, Service("    env_file: .env"));
        yield return Case("self-hosted", "CBG5014", Severity.Warning, ".github/workflows/a.yml", 4, "on: push\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps:\n      - run: claude -p x\n");
        yield return Case("docker run as root", "CBG5001", Severity.Error, ".github/workflows/a.yml", 6, "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker run --rm --network none --user root node:22 claude -p x\n");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_is_found_on_its_line(string code, Severity severity, string path, int line, string text)
    {
        using var repository = new TestRepository().File(path, text);
        var found = Group(repository).Where(f => f.Id == code).ToList();
        Assert.That(found.Select(f => (f.Severity, f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { (severity, path, line) }));
        Assert.That(found[0].Finding.Fix, Is.Not.Empty);
    }

    private static IEnumerable<TestCaseData> Clean()
    {
        TestCaseData Case(string name, string path, string text) => new TestCaseData(path, text).SetArgDisplayNames(name);
        yield return Case("ordinary service", "src/Web/Dockerfile", """
            # syntax=docker/dockerfile:1
            FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS base
            WORKDIR /app
            EXPOSE 8080
            ENV ASPNETCORE_ENVIRONMENT=Production TOKEN_LIFETIME=3600
            FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
            ARG BUILD_CONFIGURATION=Release
            WORKDIR /src
            COPY ["src/Web/Web.csproj", "src/Web/"]
            RUN dotnet restore "src/Web/Web.csproj"
            COPY . .
            RUN dotnet publish "src/Web/Web.csproj" -c $BUILD_CONFIGURATION -o /app/publish
            FROM base AS final
            COPY --from=build /app/publish .
            ENTRYPOINT ["dotnet", "Web.dll"]
            """);
        yield return Case("ordinary compose", "docker-compose.yml", """
            services:
              db:
                image: postgres:17
                environment:
                  POSTGRES_PASSWORD: postgres1234
                volumes: ["data:/var/lib/postgresql/data", "/etc/localtime:/etc/localtime:ro"]
              proxy:
                image: traefik:3
                privileged: true
                volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
                env_file: .env
              api:
                build: .
                environment:
                  - ANTHROPIC_API_KEY
            volumes: { data: {} }
            """);
        yield return Case("ordinary dev container", ".devcontainer/devcontainer.json", """
            // a comment
            { "image": "mcr.microsoft.com/dotnet/sdk:10.0", "features": { "ghcr.io/devcontainers/features/docker-in-docker:2": {}, },
              "initializeCommand": "echo hi", "mounts": ["source=nuget,target=/root/.nuget,type=volume"] }
            """);
        yield return Case("sibling for reading", "compose.yaml", "services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n    volumes:\n      - .:/workspace\n      - ../shared-lib:/reference:ro\n      - ../../team/docs:/docs:ro\n");
        yield return Case("project from a directory of it", "build/compose.yaml", "services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n    volumes: [\"..:/workspace\", \"../src/../docs:/docs\"]\n");
        yield return Case("client sandbox with no proxy of its own", ".claude/settings.json", """{ "sandbox": { "enabled": true, "network": { "httpProxyPort": null, "allowMachLookup": ["com.apple.trustd"] }, "filesystem": { "allowWrite": ["./out/**", "/tmp/build", "../sibling/out"] } } }""");
        yield return Case("single commands as root", "Dockerfile", $"FROM node:22\n{Install}RUN chmod 0755 /bin/bash && chmod u+x /run.sh && useradd -u 1000 agent && echo 'agent ALL=(root) NOPASSWD: /usr/local/bin/init-firewall.sh, /bin/bash /opt/fix.sh' > /etc/sudoers.d/a && echo 'permit nopass agent cmd /opt/fix.sh' > /etc/doas.conf\nUSER agent\n");
        yield return Case("argument for one step", "Dockerfile", $"FROM node:22 AS build\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\nFROM node:22\n{Install}ARG NPM_TOKEN\nARG VITE_MAP_TOKEN\nARG VERSION\nENV VERSION=$VERSION VITE_MAP_TOKEN=$VITE_MAP_TOKEN\nRUN echo \"_authToken=$NPM_TOKEN\" > .npmrc && npm ci && rm .npmrc\nUSER node\n");
        yield return Case("client sandbox", ".claude/settings.json", """{ "sandbox": { "enabled": true, "allowUnsandboxedCommands": false, "excludedCommands": ["docker compose ps"], "network": { "allowedDomains": ["api.example.com"] } } }""");
        yield return Case("switched off in capitals", "compose.yaml", "services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    networks: [closed]\n    privileged: False\n    volumes: [{ type: bind, source: ../lib, target: /lib2, read_only: True }]\nnetworks: { closed: { internal: TRUE } }\n");
        yield return Case("user from a variable that is none of root", "Dockerfile", $"FROM node:22\nARG WHO=node\nENV APP_USER=$WHO\n{Install}RUN [\"/bin/sh\", \"-c\", \"useradd -u 1001 other\"]\nUSER ${{APP_USER:-root}}\n");
        yield return Case("unrelated docker run of a shell", "run.sh", "# claude\nbash -c 'docker run --privileged -v /:/host ubuntu ls'\n");
        yield return Case("unrelated docker run", "run.sh", "docker run --privileged -v /:/host -v /var/run/docker.sock:/var/run/docker.sock ubuntu ls\n");
        yield return Case("application with a model of that name", "Makefile", "up:\n\tdocker run --rm -v $(PWD):/w my/app:1 python main.py --model claude\n");
        yield return Case("default of the engine", "compose.yaml", "services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n    security_opt: [\"no-new-privileges:false\"]\n");
        yield return Case("image near the name", "compose.yaml", "services:\n  proxy:\n    image: ghcr.io/acme/claude-proxy:1\n");
        yield return Case("hosted job", ".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: claude -p x\n");
        yield return Case("gitlab image", ".gitlab-ci.yml", "review:\n  image: node:22\n  script:\n    - claude -p x\n");
    }

    [TestCaseSource(nameof(Clean))]
    public void What_is_ordinary_stays_silent(string path, string text)
    {
        using var repository = new TestRepository().File(path, text).File(".env.example", "A=1\n");
        Assert.That(Group(repository), Is.Empty);
    }

    [Test]
    public void A_context_with_a_secret_file_is_found_until_the_dockerignore_names_it()
    {
        using var repository = new TestRepository()
            .File(".env", "A=1\n")
            .File("Dockerfile", $"FROM node:22\n{Install}COPY . /app\nUSER node\n");
        Assert.That(Group(repository).Select(f => (f.Id, f.Location.Line)), Is.EqualTo(new[] { ("CBG5007", 3) }));
        repository.File(".dockerignore", "**/node_modules\n.env*\n!.env.example\n");
        Assert.That(Group(repository), Is.Empty);
    }

    [Test]
    public void A_pattern_that_names_a_secret_file_is_found_until_the_dockerignore_names_it()
    {
        using var repository = new TestRepository().File("Dockerfile", $"FROM node:22\n{Install}COPY .env* package*.json /app/\nUSER node\n").File(".env.example", "A=1\n");
        Assert.That(Group(repository), Is.Empty);
        repository.File(".env", "A=1\n");
        Assert.That(Group(repository).Select(f => (f.Id, f.Location.Line)), Is.EqualTo(new[] { ("CBG5007", 3) }));
        repository.File(".dockerignore", ".env\n");
        Assert.That(Group(repository), Is.Empty);
    }

    [Test]
    public void The_dockerignore_that_is_named_after_the_Dockerfile_stands_for_the_other_one()
    {
        using var repository = new TestRepository()
            .File(".env", "A=1\n").File(".dockerignore", "**/.env\n")
            .File("docker/agent.Dockerfile", $"FROM node:22\n{Install}COPY . /app\nUSER node\n")
            .File("docker/agent.Dockerfile.dockerignore", "node_modules\n")
            .File("compose.yaml", "services: { agent: { network_mode: none, build: { context: ., dockerfile: docker/agent.Dockerfile } } }\n");
        Assert.That(Group(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG5007" }));
        repository.File("docker/agent.Dockerfile.dockerignore", "**/.env\n");
        Assert.That(Group(repository), Is.Empty);
        repository.File("docker/agent.Dockerfile.dockerignore", "node_modules\n").File("compose.yaml", "services: { agent: { network_mode: none, build: { context: docker, dockerfile: agent.Dockerfile } } }\n");
        Assert.That(Group(repository), Is.Empty, "the file is not in the context");
    }

    [Test]
    public void A_sudoers_file_that_is_copied_is_read()
    {
        using var repository = new TestRepository()
            .File("Dockerfile", $"FROM node:22\n{Install}COPY docker/sudoers /etc/sudoers.d/agent\nUSER node\n")
            .File("docker/sudoers", "# node ALL=(ALL) NOPASSWD: ALL\nnode ALL=(root) NOPASSWD: /usr/local/bin/init-firewall.sh\n");
        Assert.That(Group(repository), Is.Empty);
        repository.File("docker/sudoers", "node ALL=(ALL) NOPASSWD: ALL\n");
        Assert.That(Group(repository).Select(f => (f.Id, f.Location.Line)), Is.EqualTo(new[] { ("CBG5008", 3) }));
    }

    [TestCase("Dockerfile", "certs/")]
    [TestCase("Dockerfile", "./certs")]
    [TestCase("Dockerfile", "certs/*")]
    [TestCase("docker/agent/Dockerfile", "certs")]
    public void A_directory_with_a_key_is_found_until_the_dockerignore_names_it(string path, string directory)
    {
        using var repository = new TestRepository()
            .File("certs/server.key", $"-----BEGIN {"PRIVATE"} KEY-----\nMIIE\n-----END {"PRIVATE"} KEY-----\n")
            .File(path, $"FROM node:22\n{Install}COPY {directory} /certs/\nUSER node\n");
        var found = Group(repository);
        Assert.That(found.Select(f => (f.Id, f.Location.Line)), Is.EqualTo(new[] { ("CBG5007", 3) }));
        Assert.That(found[0].Finding.Message, Does.Contain("certs/server.key"));
        repository.File(".dockerignore", "certs\n");
        Assert.That(Group(repository), Is.Empty);
    }

    [TestCase("PUBLIC KEY BLOCK", false)]
    [TestCase("PRIVATE KEY BLOCK", true)]
    public void A_key_that_is_copied_by_its_name_counts_by_what_it_is(string kind, bool isSecret)
    {
        using var repository = new TestRepository()
            .File("docker/packages.gpg.key", $"-----BEGIN PGP {kind}-----\n\nmQINBFE9lCwBEADi0WUAApM\n-----END PGP {kind}-----\n")
            .File("docker/Dockerfile", $"FROM node:22\n{Install}COPY packages.gpg.key /etc/apt/trusted.gpg.d/packages.asc\nUSER node\n");
        Assert.That(Group(repository).Select(f => f.Id), isSecret ? Is.EqualTo(new[] { "CBG5007" }) : Is.Empty);
    }

    [TestCase("docker compose run --rm agent ./work.sh -f plan.md", true)]
    [TestCase("docker compose -f \"$FILE\" run --rm agent claude -p x", true)]
    [TestCase("docker compose -f \"${FILE:-compose.yaml}\" run --rm agent claude -p x", true)]
    [TestCase("docker compose -f gone.yaml run --rm agent claude -p x", false)]
    [TestCase("docker compose -f \"$FILE\" run --rm --user root agent claude -p x", false)]
    public void The_service_is_found_whatever_stands_behind_it_and_whichever_file_a_variable_names(string command, bool isSandboxed)
    {
        const string Flag = "--dangerously-skip-" + "permissions";
        using var repository = new TestRepository().File("run.sh", $"#!/bin/bash\n{command} {Flag}\n")
            .File("compose.yaml", "services:\n  agent:\n    image: acme/agent\n    command: sleep 1\n    network_mode: none\n    user: \"1000\"\n    volumes: [\"./src:/src\"]\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Any(f => f.Id == "CBG4001"), Is.EqualTo(!isSandboxed));
    }

    [TestCase("CERTIFICATE", false)]
    [TestCase("PRIVATE KEY", true)]
    public void A_copied_file_that_may_be_one_of_two_is_judged_by_both(string other, bool isSecret)
    {
        using var repository = new TestRepository()
            .File("docker/tls.pem", "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n").File("tls.pem", $"-----BEGIN {other}-----\nMIIE\n-----END {other}-----\n")
            .File("docker/Dockerfile", $"FROM node:22\n{Install}COPY tls.pem /etc/tls.pem\nUSER node\n");
        Assert.That(Group(repository).Select(f => f.Id), isSecret ? Is.EqualTo(new[] { "CBG5007" }) : Is.Empty);
    }

    [Test]
    public void A_directory_with_public_certificates_alone_is_silent()
    {
        using var repository = new TestRepository()
            .File("certs/proxy.pem", "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n")
            .File("slides/talk.key", "PK\u0003\u0004slides")
            .File("other/server.key", $"-----BEGIN {"PRIVATE"} KEY-----\nMIIE\n-----END {"PRIVATE"} KEY-----\n")
            .File("Dockerfile", $"FROM node:22\n{Install}COPY certs/ /usr/local/share/ca-certificates/\nCOPY slides certs2 $OTHER /slides/\nUSER node\n");
        Assert.That(Group(repository), Is.Empty);
    }

    [TestCase("docker build -f Dockerfile.e2e -t agent .", false)]
    [TestCase("docker compose -f broken.yml up agent", true)]
    public void A_Dockerfile_that_a_command_names_is_no_compose_file(string command, bool isSaid)
    {
        using var repository = new TestRepository().File("Dockerfile.e2e", "FROM node:22\nRUN node -e \" \\\n  const a = { \\\n    b: 'c', \\\n  } \\\n  \"\n")
            .File("broken.yml", "services: [\n").File("test.sh", $"#!/bin/sh\n{command}\ndocker run --rm agent claude -p hi\n");
        var codes = repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id).ToList();
        Assert.That(codes.Contains("CBG0007"), Is.EqualTo(isSaid));
        Assert.That(codes, Has.No.Member("CBG0001"));
    }

    [Test]
    public void A_file_that_is_no_JSON_or_YAML_is_named_with_its_line()
    {
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", "{\n  \"image\": \n}\n")
            .File("compose.yaml", "services:\n\tagent: x\n");
        var found = repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id == "CBG0007").ToList();
        Assert.That(found.Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { (".devcontainer/devcontainer.json", 3), ("compose.yaml", 2) }));
        Assert.That(found[1].Finding.Message, Does.Contain("tab"));
    }

    [Test]
    public void A_firewall_that_nothing_starts_is_named()
    {
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", "{ \"name\": \"a\", \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"customizations\": { \"vscode\": { \"extensions\": [\"anthropic.claude-code\"] } } }\n")
            .File(".devcontainer/init-firewall.sh", "iptables -P OUTPUT DROP\n");
        Assert.That(Group(repository).Single(f => f.Id == "CBG5005").Finding.Message, Does.Contain("init-firewall.sh"));
    }

    private static List<JudgedFinding> Group(TestRepository repository) =>
        [.. repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id.StartsWith("CBG5", StringComparison.Ordinal))];
}
