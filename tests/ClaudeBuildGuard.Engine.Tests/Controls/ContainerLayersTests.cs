using System.Globalization;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

/// <summary>What is said of a container in more than one place, and what cannot be read of it.</summary>
public sealed partial class ContainerLayersTests
{
    private static readonly string Flag = "--dangerously" + "-skip-permissions";
    private static readonly string Allow = "allowDangerouslySkip" + "Permissions";

    // A service that is a sandbox; what follows it belongs to it.
    private static readonly string Closed = $"services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n    command: [claude, {Flag}, -p, x]\n";

    private static IEnumerable<TestCaseData> Cases()
    {
        // Files are written one after the other, each begun by a line '=== path'.
        TestCaseData Case(string name, string codes, string files) => new TestCaseData(codes, files).SetArgDisplayNames(name);
        var networked = Closed.Replace("network_mode: none", "networks: [closed]", StringComparison.Ordinal);
        const string Networks = "networks: { closed: { internal: true } }\n";

        yield return Case("a sandbox", "CBG4002", $"=== compose.yaml\n{Closed}");
        yield return Case("override", "CBG4001 CBG5001 CBG5002 CBG5003 CBG5004 CBG5005", $"=== compose.yaml\n{networked}{Networks}=== compose.override.yml\nservices:\n  agent:\n    user: root\n    privileged: true\n    volumes: [\"/var/run/docker.sock:/var/run/docker.sock\", \"~/.ssh:/home/agent/.ssh\"]\n    networks: [open]\nnetworks: {{ open: {{}} }}\n");
        yield return Case("override that changes nothing of it", "CBG4002", $"=== compose.yaml\n{Closed}=== compose.override.yaml\nservices:\n  agent:\n    environment: [EDITOR=vi]\n  db:\n    image: postgres:17\n    user: root\n");
        yield return Case("override with an image of its own", "CBG4002", $"=== compose.yaml\n{Closed}=== compose.override.yaml\nservices:\n  agent:\n    image: example/claude-code:2\n");
        yield return Case("file that is laid over", "CBG4001 CBG5004", $"=== docker-compose.yml\n{Closed}=== docker-compose.debug.yml\nservices:\n  agent:\n    cap_add: [SYS_PTRACE]\n");
        const string Privileged = "services:\n  agent:\n    privileged: true\n";
        const string Harmless = "services:\n  agent:\n    environment: [EDITOR=vi]\n";
        var stack = $"=== docker/base.yml\n{Closed}=== docker/dev.yml\n";
        yield return Case("files that make lays over each other", "CBG4001 CBG5004", $"{stack}{Privileged}=== Makefile\nup:\n\tdocker compose -f docker/base.yml -f docker/dev.yml up\n");
        yield return Case("files that a script lays over each other", "CBG4001 CBG5004", $"{stack}{Privileged}=== run.sh\nCOMPOSE=\"docker compose -f docker/base.yml --file=docker/dev.yml\"\n$COMPOSE up\n");
        yield return Case("files beside a script", "CBG4001 CBG5004", $"{stack}{Privileged}=== docker/run.sh\nHERE=$(dirname \"$0\")\ndocker compose -f \"$HERE/base.yml\" \\\n  -f \"$HERE/dev.yml\" up -d\n");
        yield return Case("files that a pipeline lays over each other", "CBG4001 CBG5004", $"{stack}{Privileged}=== .github/workflows/a.yml\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - working-directory: docker\n      run: docker compose -f base.yml -f dev.yml run tests\n");
        yield return Case("files in a variable", "CBG4001 CBG5004", $"{stack}{Privileged}=== .env.dev\nCOMPOSE_FILE=docker/base.yml:docker/dev.yml\n");
        yield return Case("files in an array", "CBG4001 CBG5004", $"{stack}{Privileged}=== package.json\n{{ \"scripts\": {{ \"up\": \"docker compose -f docker/base.yml -f docker/dev.yml up\" }} }}\n");
        yield return Case("file of a stage", "CBG4001 CBG5004", $"{stack}{Privileged}=== run.sh\ndocker compose -f docker/base.yml -f docker/$STAGE.yml up\n");
        yield return Case("files that add nothing", "CBG4002", $"{stack}{Harmless}=== Makefile\nup:\n\tdocker compose -f docker/base.yml -f docker/dev.yml up\n");
        yield return Case("files that are not laid over each other", "CBG4002", $"{stack}{Privileged}=== Makefile\nup:\n\tdocker compose -f docker/base.yml up\ncheck:\n\tkubectl diff -f docker/dev.yml\n");
        yield return Case("files in a comment", "CBG4002", $"{stack}{Privileged}=== Makefile\n# docker compose -f docker/base.yml -f docker/dev.yml up\nup:\n\tdocker compose -f docker/base.yml up\n");
        yield return Case("file that is closed by another one", "CBG4002", $"=== docker/base.yml\n{Closed.Replace("    user: \"1000\"\n    network_mode: none\n", string.Empty, StringComparison.Ordinal)}=== docker/safe.yml\nservices:\n  agent:\n    user: \"1000\"\n    network_mode: none\n=== Makefile\nup:\n\tdocker compose -f docker/base.yml -f docker/safe.yml up\n");
        yield return Case("compose run with files of other names", "CBG4001 CBG5004", $"=== run.sh\ndocker compose -f docker/base.yml -f docker/dev.yml run agent claude {Flag}\n=== docker/base.yml\nservices:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n=== docker/dev.yml\n{Privileged}");
        yield return Case("include with an override", "CBG4001 CBG5004", $"=== compose.yaml\ninclude: [{{ path: [agents/a.yaml, agents/o.yaml] }}]\n=== agents/a.yaml\n{Closed}=== agents/o.yaml\n{Privileged}");
        yield return Case("include with a harmless override", "CBG4002", $"=== compose.yaml\ninclude: [{{ path: [agents/a.yaml, agents/o.yaml] }}]\n=== agents/a.yaml\n{Closed}=== agents/o.yaml\n{Harmless}");
        yield return Case("client after the start", "CBG4001 CBG5001 CBG5004 CBG5005", $"=== compose.yaml\nservices:\n  agent:\n    image: node:22\n    privileged: true\n    command: sleep infinity\n    post_start:\n    - {{ command: \"claude {Flag} -p x\", user: root }}\n");
        yield return Case("client after the start in a sandbox", "CBG4002", $"=== compose.yaml\nservices:\n  agent:\n    image: node:22\n    user: \"1000\"\n    network_mode: none\n    command: sleep infinity\n    post_start:\n    - command: [claude, {Flag}, -p, x]\n    - {{ command: chown -R 1000 /data, user: root, privileged: true }}\n");
        yield return Case("client as root after the start", "CBG4001 CBG5001", $"=== compose.yaml\nservices:\n  agent:\n    image: node:22\n    user: \"1000\"\n    network_mode: none\n    post_start: [{{ command: \"claude {Flag} -p x\", user: root }}]\n");
        yield return Case("something else after the start", string.Empty, "=== compose.yaml\nservices:\n  db:\n    image: postgres:17\n    privileged: true\n    post_start: [{ command: ./seed.sh, user: root }]\n    healthcheck: { test: [CMD-SHELL, pg_isready -U postgres], interval: 5s }\n");
        yield return Case("client that checks the health", "CBG4001 CBG5001 CBG5005", $"=== compose.yaml\nservices:\n  agent:\n    image: node:22\n    user: root\n    healthcheck: {{ test: [CMD-SHELL, \"claude {Flag} -p ping\"] }}\n");
        yield return Case("version that checks the health", "CBG4002", $"=== compose.yaml\n{Closed}    healthcheck: {{ test: [CMD, claude, --version] }}\n");
        yield return Case("Dockerfile inside", "CBG4001 CBG5001 CBG5004 CBG5005", $"=== compose.yaml\nservices:\n  agent:\n    privileged: true\n    build:\n      context: .\n      dockerfile_inline: |\n        FROM node:22\n        RUN npm i -g @anthropic-ai/claude-code@2.1.332\n        CMD [\"claude\", \"{Flag}\"]\n");
        yield return Case("Dockerfile of a sandbox inside", "CBG4002", $"=== compose.yaml\nservices:\n  agent:\n    network_mode: none\n    build:\n      dockerfile_inline: |\n        FROM node:22\n        RUN npm i -g @anthropic-ai/claude-code@2.1.332\n        USER node\n        CMD [\"claude\", \"{Flag}\"]\n  web:\n    privileged: true\n    build:\n      dockerfile_inline: |\n        FROM nginx:1\n        COPY site /usr/share/nginx/html\n");
        yield return Case("extends", "CBG4001 CBG5002 CBG5004", $"=== compose.yaml\n{Closed}    extends: {{ service: base }}\n  base:\n    privileged: true\n    volumes: [\"~:/host\"]\n");
        yield return Case("extends another file", "CBG4001 CBG5004", $"=== compose.yaml\n{Closed}    extends: {{ file: docker/common.yaml, service: base }}\n=== docker/common.yaml\nservices:\n  base:\n    pid: host\n");
        yield return Case("extends the flag", "CBG4001 CBG5004", $"=== compose.yaml\nservices:\n  agent:\n    extends: {{ file: docker/common.yaml, service: base }}\n    privileged: true\n=== docker/common.yaml\n{Closed.Replace("agent:", "base:", StringComparison.Ordinal)}");
        yield return Case("extends and closes", "CBG4002", $"=== compose.yaml\nservices:\n  agent:\n    extends: {{ file: docker/common.yaml, service: base }}\n    network_mode: none\n=== docker/common.yaml\n{Closed.Replace("agent:", "base:", StringComparison.Ordinal).Replace("    network_mode: none\n", string.Empty, StringComparison.Ordinal)}");
        yield return Case("extends what is not there", "CBG4001", $"=== compose.yaml\n{Closed}    extends: {{ file: ../shared/common.yaml, service: base }}\n");
        yield return Case("extends itself", "CBG4002", $"=== compose.yaml\n{Closed}    extends: agent\n");
        yield return Case("another name", "CBG4001 CBG5004", $"=== deploy/stack.yml\n{Closed}    privileged: true\n");
        yield return Case("another name and a quoted key", "CBG4001 CBG5004", $"=== docker/agent-stack.yml\n\"services\" :\n  \"agent\":\n    \"image\": example/claude-code:1\n    \"user\": \"1000\"\n    \"network_mode\": none\n    \"privileged\": true\n    \"command\": [\"claude\", \"{Flag}\"]\n");
        yield return Case("another name of a sandbox", "CBG4002", $"=== docker/agent-compose.yml\n{Closed}");
        yield return Case("second document", "CBG4001 CBG5004", $"=== compose.yaml\nservices: {{ db: {{ image: postgres }} }}\n---\n{Closed}    privileged: true\n");
        yield return Case("volume that binds", "CBG4001 CBG5002", $"=== compose.yaml\n{Closed}    volumes: [\"h:/host\"]\nvolumes:\n  h: {{ driver: local, driver_opts: {{ type: none, o: bind, device: /home/ada }} }}\n");
        yield return Case("volume that binds the project", "CBG4002", $"=== compose.yaml\n{Closed}    volumes: [\"h:/work\", \"data:/data\"]\nvolumes:\n  h: {{ driver: local, driver_opts: {{ type: none, o: bind, device: \"${{PWD}}/src\" }} }}\n  data: {{}}\n");
        yield return Case("secrets of the host", "CBG4001 CBG4003 CBG5002", $"=== compose.yaml\n{Closed}    secrets: [kubeconfig_prod]\n    configs: [{{ source: aws, target: /home/agent/.aws/credentials }}]\nsecrets: {{ kubeconfig_prod: {{ file: ~/.kube/config }} }}\nconfigs: {{ aws: {{ file: ~/.aws/credentials }} }}\n");
        yield return Case("secret from a variable of the host", "CBG4002 CBG4003", $"=== compose.yaml\n{Closed}    secrets: [db]\nsecrets: {{ db: {{ environment: PROD_DB_PASSWORD }} }}\n");
        yield return Case("secret that the engine knows", "CBG4002 CBG4003", $"=== compose.yaml\n{Closed}    secrets: [db]\nsecrets: {{ db: {{ external: true, name: prod_db }} }}\n");
        yield return Case("secrets of the project", "CBG4002", $"=== compose.yaml\n{Closed}    secrets: [key, token]\nsecrets: {{ key: {{ file: ./local/anthropic.txt }}, token: {{ environment: TOKEN }} }}\n");
        yield return Case("mounts of another service", "CBG4001 CBG5003", $"=== compose.yaml\n{Closed}    volumes_from: [web]\n  web:\n    image: traefik:3\n    volumes: [\"/var/run/docker.sock:/var/run/docker.sock\"]\n");
        yield return Case("mounts of a container", "CBG4001", $"=== compose.yaml\n{Closed}    volumes_from: [\"container:web\"]\n");
        yield return Case("engine beside it", "CBG4001 CBG5004", $"=== compose.yaml\n{networked}    environment: {{ DOCKER_HOST: \"tcp://dind:2375\" }}\n  dind:\n    image: docker:dind\n    privileged: true\n    networks: [closed]\n{Networks}");
        yield return Case("engine elsewhere", "CBG4001 CBG5003", $"=== compose.yaml\n{Closed}    environment: [\"DOCKER_HOST=tcp://host.docker.internal:2375\"]\n");
        yield return Case("traefik, portainer and a database beside it", "CBG4002", $"=== compose.yaml\n{networked}    volumes: [\".:/work\"]\n  traefik:\n    image: traefik:3\n    volumes: [\"/var/run/docker.sock:/var/run/docker.sock:ro\"]\n  portainer:\n    image: portainer/portainer-ce\n    privileged: true\n    volumes: [\"/var/run/docker.sock:/var/run/docker.sock\", \"/:/host\"]\n  db:\n    image: postgres:17\n    networks: [closed, default]\n    env_file: .env.db\n{Networks}");
        yield return Case("default network that is closed", "CBG4002", $"=== compose.yaml\n{Closed.Replace("    network_mode: none\n", string.Empty, StringComparison.Ordinal)}networks: {{ default: {{ internal: true }} }}\n");
        yield return Case("user that may be chosen", "CBG4002", $"=== compose.yaml\n{Closed.Replace("\"1000\"", "\"${UID:-1000}:${GID:-1000}\"", StringComparison.Ordinal)}");
        yield return Case("user that may be root", "CBG4001 CBG5001", $"=== compose.yaml\n{Closed.Replace("\"1000\"", "\"${UID:-0}\"", StringComparison.Ordinal)}");
        yield return Case("root by number", "CBG4001 CBG5001", $"=== compose.yaml\n{Closed.Replace("\"1000\"", "\"00\"", StringComparison.Ordinal)}");
        yield return Case("device", "CBG4001 CBG5004", $"=== compose.yaml\n{Closed}    devices: [\"/dev/sda:/dev/sda\"]\n");

        const string Options = "docker run --rm --user 1000 --network none";
        yield return Case("options in a variable", "CBG4001 CBG5002 CBG5004", $"=== run.sh\nOPTS=\"-v $HOME:/host --privileged\"\n{Options} $OPTS example/claude-code:1 claude {Flag}\n");
        yield return Case("harmless options in a variable", "CBG4002", $"=== run.sh\nOPTS=\"\"\n[ -t 0 ] && OPTS=\"-it\"\n{Options} $OPTS example/claude-code:1 claude {Flag}\n");
        yield return Case("options of a user", "CBG4001", $"=== run.sh\n{Options} $OPTS example/claude-code:1 claude {Flag}\n");
        yield return Case("options of a user with a default", "CBG4001", $"=== run.sh\nOPTS=\"${{OPTS:-}}\"\n{Options} $OPTS example/claude-code:1 claude {Flag}\n");
        yield return Case("options that are added to", "CBG4002", $"=== run.sh\nOPTS=\"--init\"\nOPTS=\"$OPTS --cap-drop ALL\"\n{Options} $OPTS example/claude-code:1 claude {Flag}\n");
        yield return Case("variables that hold each other", "CBG4001", $"=== run.sh\nA=\"$B\"\nB=\"$A\"\n{Options} $A example/claude-code:1 claude {Flag}\n");
        yield return Case("options in arguments", "CBG4001", $"=== run.sh\n{Options} \"$@\" example/claude-code:1 claude {Flag}\n");
        yield return Case("arguments of the client", "CBG4002", $"=== run.sh\n{Options} example/claude-code:1 claude {Flag} \"$@\"\n");
        yield return Case("image in a variable", "CBG4002", $"=== run.sh\nIMAGE=${{IMAGE:-example/claude-code:1}}\n{Options} \"$IMAGE\" claude {Flag}\n{Options} \"$1\" claude {Flag}\n");
        yield return Case("options in an array", "CBG4002", $"=== run.sh\nargs=(\n  --rm\n  --user 1000 # nobody\n  -v \"$PWD:/work\"\n)\nargs+=(--network none)\ndocker run \"${{args[@]}}\" example/claude-code:1 claude {Flag}\n");
        yield return Case("dangerous option in an array", "CBG4001 CBG5004", $"=== run.sh\nargs=(--rm --user 1000 --network none)\nargs+=(--privileged)\ndocker run \"${{args[@]}}\" example/claude-code:1 claude {Flag}\n");
        yield return Case("mount in a variable", "CBG4001", $"=== run.sh\n{Options} -v \"$MOUNT\" example/claude-code:1 claude {Flag}\n");
        yield return Case("caller and root of the repository", "CBG4002", $"=== run.sh\nset -euo pipefail\nROOT=\"$(git rev-parse --show-toplevel)\"\ndocker run --rm --user \"$(id -u):$(id -g)\" --network none -v \"$ROOT\":/work --mount type=bind,source=\"$ROOT/src\",target=/src example/claude-code:1 claude {Flag}\n");
        yield return Case("number of the caller in a variable", "CBG4002", $"=== run.sh\nUSER_ID=$(id -u)\ndocker run --rm --user \"$USER_ID\" --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("number of the caller by the shell", "CBG4002", $"=== run.sh\ndocker run --rm -u $UID:$GID --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("empty array", "CBG4002", $"=== run.sh\nextra=()\n{Options} ${{extra[@]+\"${{extra[@]}}\"}} example/claude-code:1 claude {Flag}\n");
        yield return Case("terminal where there is one", "CBG4002", $"=== run.sh\ndocker run --rm $([ -t 0 ] && echo \"-it\") ${{CI:+--init}} --user 1000 --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("options that a command prints", "CBG4001", $"=== run.sh\n{Options} $(./options.sh) example/claude-code:1 claude {Flag}\n");
        yield return Case("options for a stage", "CBG4001", $"=== run.sh\n{Options} $STAGE_OPTS example/claude-code:1 claude {Flag}\n");
        yield return Case("splatted options", "CBG4001 CBG5004", $"=== run.ps1\n$opts = @('--privileged', '--init')\n{Options} @opts example/claude-code:1 claude {Flag}\n");
        yield return Case("another agent's container", string.Empty, $"=== run.sh\ndocker run --rm $OPTS example/web:1 npm start\n");
        yield return Case("place of the script", "CBG4002", $"=== scripts/run.sh\nSCRIPT_DIR=\"$(cd \"$(dirname \"${{BASH_SOURCE[0]}}\")\" && pwd)\"\nROOT=\"$(dirname \"$SCRIPT_DIR\")\"\n{Options} -v \"$ROOT:/work\" -v \"$SCRIPT_DIR/..:/again\" example/claude-code:1 claude {Flag}\n");
        yield return Case("above the script at the root", "CBG4001 CBG5010", $"=== run.sh\nROOT=\"$(cd \"$(dirname \"$0\")/..\" && pwd)\"\n{Options} -v \"$ROOT:/work\" example/claude-code:1 claude {Flag}\n");
        yield return Case("home in a variable", "CBG4001 CBG5002", $"=== run.sh\nKEYS=\"$HOME/.ssh\"\n{Options} -v \"$KEYS:/keys:ro\" example/claude-code:1 claude {Flag}\n");
        yield return Case("PowerShell", "CBG4002", $"=== scripts/run.ps1\n$root = Split-Path -Parent $PSScriptRoot\n{Options} -v \"${{root}}:/work\" -v \"$($PWD.Path):/again\" example/claude-code:1 claude {Flag}\n");
        yield return Case("make", "CBG4002", $"=== Makefile\nagent:\n\tdocker run --rm --user $$(id -u):$$(id -g) --network none -v $(CURDIR):/work example/claude-code:1 claude {Flag}\n");
        yield return Case("image that the script builds", "CBG4002", $"=== run.sh\ndocker build -t agent docker\ndocker run --rm --network none agent claude {Flag}\n=== docker/Dockerfile\nFROM node:22\nRUN useradd -m agent\nUSER agent\n");
        yield return Case("mounts of another container", "CBG4001", $"=== run.sh\n{Options} --volumes-from web example/claude-code:1 claude {Flag}\n");
        yield return Case("socket of the engine by its option", "CBG4001 CBG5003", $"=== run.sh\n{Options} --use-api-socket example/claude-code:1 claude {Flag}\n");

        const string Service = "services:\n  agent:\n    image: example/claude-code:1\n    user: \"1000\"\n    network_mode: none\n";
        yield return Case("run of a shell", "CBG4002", $"=== run.sh\nbash -euo pipefail -c 'docker run --rm --user 1000 --network none example/claude-code:1 claude {Flag}'\n");
        yield return Case("run of a shell with the host", "CBG4001 CBG5010", $"=== run.sh\nsudo sh -c \"docker run --rm --user 1000 --network none -v /:/host example/claude-code:1 claude {Flag}\"\n");
        yield return Case("engine in a variable", "CBG4002", $"=== run.sh\nENGINE=docker\n$ENGINE run --rm --user 1000 --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("engine in a variable with the host", "CBG4001 CBG5010", $"=== run.sh\nENGINE=\"${{ENGINE:-docker}}\"\n\"$ENGINE\" run --rm --user 1000 --network none -v /:/host example/claude-code:1 claude {Flag}\n");
        yield return Case("engine in a fallback", "CBG4002", $"=== run.sh\n${{DOCKER:-docker}} run --rm --user 1000 --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("engine of make", "CBG4002", $"=== Makefile\nDOCKER ?= docker\nagent:\n\t$(DOCKER) run --rm --user 1000 --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("engine of make with the host", "CBG4001 CBG5010", $"=== Makefile\nDOCKER := docker\nagent:\n\t@$(DOCKER) run --rm --user 1000 --network none -v /:/host example/claude-code:1 claude {Flag}\n");
        yield return Case("silent recipe", "CBG4001 CBG5010", $"=== Makefile\nagent:\n\t@docker run --rm --user 1000 --network none -v /:/host example/claude-code:1 claude {Flag}\n");
        yield return Case("silent recipe of a sandbox", "CBG4002", $"=== Makefile\nagent:\n\t-@docker run --rm --user 1000 --network none example/claude-code:1 claude {Flag}\n");
        yield return Case("step of a shell", "CBG4001 CBG5010", $"=== .github/workflows/a.yml\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: bash -c 'docker run --rm --user 1000 --network none -v /:/host example/claude-code:1 claude {Flag}'\n");
        yield return Case("step of a shell in lines", "CBG4002", $"=== .github/workflows/a.yml\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          bash -c '\n            docker run --rm --user 1000 --network none example/claude-code:1 claude {Flag}\n          '\n");
        yield return Case("files of a stack on a line each", "CBG4001 CBG5004", $"{stack}{Privileged}=== .github/workflows/a.yml\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          docker compose \\\n            -f \\\n              docker/base.yml \\\n            -f \\\n              docker/dev.yml \\\n            up\n");
        yield return Case("empty list before a subshell", "CBG4002", $"=== run.sh\nextra=()\n(docker run --rm --user 1000 --network none ${{extra[@]+\"${{extra[@]}}\"}} example/claude-code:1 claude {Flag})\n");
        yield return Case("both outputs before the options", "CBG4001 CBG5010", $"=== run.sh\ndocker run &>run.log --rm --user 1000 --network none -v /:/host example/claude-code:1 claude {Flag}\n");
        yield return Case("compose run", "CBG4002", $"=== run.sh\ndocker compose run --rm agent claude {Flag}\n=== compose.yaml\n{Service}");
        yield return Case("compose run with options", "CBG4001 CBG5001 CBG5002", $"=== run.sh\ndocker compose run --rm -v ~/.aws:/aws -u root agent claude {Flag}\n=== compose.yaml\n{Service}");
        yield return Case("compose run of the service's own command as root", "CBG4001 CBG5001", $"=== run.sh\n# claude\ndocker compose run --rm --user=root agent\n=== compose.yaml\n{Closed}");
        yield return Case("compose run of the service's own command", "CBG4002", $"=== run.sh\ndocker compose run --rm -e DEBUG=1 agent\n=== compose.yaml\n{Closed}");
        yield return Case("compose run of another command as root", "CBG4002", $"=== run.sh\ndocker compose run --rm -u root agent chown -R 1000 /data\n=== compose.yaml\n{Closed}");
        yield return Case("exec as root", "CBG4001 CBG5001", $"=== run.sh\ndocker compose exec -u 0 agent claude {Flag}\n=== compose.yaml\n{Service}");
        yield return Case("compose run with two files", "CBG4001 CBG5004", $"=== run.sh\ndocker compose -f compose.yaml -f compose.host.yaml run agent claude {Flag}\n=== compose.yaml\n{Service}=== compose.host.yaml\nservices:\n  agent:\n    privileged: true\n");

        const string Pod = "apiVersion: batch/v1\nkind: Job\nmetadata: { name: a }\nspec:\n  template:\n    metadata: { labels: { app: agent } }\n    spec:\n      securityContext: { runAsNonRoot: true }\n      containers:\n      - { name: a, image: \"example/agent:1\", command: [claude, FLAG] }\n---\n";
        const string Deny = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: { podSelector: { matchLabels: { app: agent } }, policyTypes: [Egress], egress: [] }\n---\n";
        string pod = Pod.Replace("FLAG", Flag, StringComparison.Ordinal) + Deny;
        yield return Case("policies that add up to little", "CBG4002", $"=== k8s/job.yaml\n{pod}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: {{ podSelector: {{}}, policyTypes: [Egress], egress: [{{ ports: [{{ port: 53, protocol: UDP }}] }}, {{ to: [{{ ipBlock: {{ cidr: 10.0.0.0/16 }} }}] }}] }}\n");
        yield return Case("policies that add up to everything", "CBG4001", $"=== k8s/job.yaml\n{pod}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: {{ podSelector: {{ matchLabels: {{ app: agent }} }}, policyTypes: [Egress], egress: [{{}}] }}\n");
        yield return Case("policy that opens other pods", "CBG4002", $"=== k8s/job.yaml\n{pod}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: {{ podSelector: {{ matchLabels: {{ app: web }} }}, policyTypes: [Egress], egress: [{{}}] }}\n");
        const string Bare = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n";
        var job = Pod.Replace("FLAG", Flag, StringComparison.Ordinal);
        yield return Case("policy about the way in", "CBG4001", $"=== k8s/job.yaml\n{job}{Bare}spec: {{ podSelector: {{}}, policyTypes: [Ingress], egress: [] }}\n");
        yield return Case("policy without types and rules", "CBG4001", $"=== k8s/job.yaml\n{job}{Bare}spec: {{ podSelector: {{}}, egress: [] }}\n");
        yield return Case("policy without types, with rules", "CBG4002", $"=== k8s/job.yaml\n{job}{Bare}spec: {{ podSelector: {{}}, egress: [{{ to: [{{ ipBlock: {{ cidr: 10.0.0.0/16 }} }}] }}] }}\n");
        yield return Case("policy in a list", "CBG4001", $"=== k8s/job.yaml\n{pod}=== k8s/more.yaml\napiVersion: v1\nkind: List\nitems:\n- {{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {{ podSelector: {{}}, policyTypes: [Egress], egress: [{{}}] }} }}\n");
        yield return Case("policy in JSON", "CBG4001", $"=== k8s/job.yaml\n{pod}=== k8s/o.json\n{{ \"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"NetworkPolicy\", \"spec\": {{ \"podSelector\": {{}}, \"policyTypes\": [\"Egress\"], \"egress\": [{{}}] }} }}\n");
        yield return Case("closed policy in JSON", "CBG4002", $"=== k8s/job.yaml\n{job}=== k8s/o.json\n{{ \"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"NetworkPolicy\", \"spec\": {{ \"podSelector\": {{}}, \"policyTypes\": [\"Egress\"] }} }}\n");
        var overlay = $"=== k8s/base/job.yaml\n{pod}=== k8s/dev/kustomization.yaml\nresources: [../base]\npatches:\n";
        yield return Case("patch that opens", "CBG4001", $"{overlay}- target: {{ kind: NetworkPolicy, name: a }}\n  patch: |\n    - op: replace\n      path: /spec/egress\n      value: [{{}}]\n");
        yield return Case("patch that opens, in a file", "CBG4001", $"{overlay}- {{ target: {{ kind: NetworkPolicy }}, path: open.yaml }}\n=== k8s/dev/open.yaml\n- {{ op: add, path: /spec/egress/-, value: {{ to: [{{ ipBlock: {{ cidr: 0.0.0.0/0 }} }}] }} }}\n");
        yield return Case("patch of a part that opens", "CBG4001", $"{overlay}- path: open.yaml\n=== k8s/dev/open.yaml\n{Bare}metadata: {{ name: a }}\nspec: {{ egress: [{{}}] }}\n");
        yield return Case("patch that deletes", "CBG4001", $"{overlay}- patch: |\n    $patch: delete\n    apiVersion: networking.k8s.io/v1\n    kind: NetworkPolicy\n    metadata: {{ name: a }}\n");
        yield return Case("patch of one network", "CBG4002", $"{overlay}- target: {{ kind: NetworkPolicy, name: a }}\n  patch: |\n    - op: add\n      path: /spec/egress/-\n      value: {{ to: [{{ ipBlock: {{ cidr: 10.1.0.0/16 }} }}] }}\n- target: {{ kind: Deployment }}\n  patch: |\n    - {{ op: replace, path: /spec/replicas, value: 1 }}\n");
        yield return Case("Cilium opens", "CBG4001", $"=== k8s/job.yaml\n{pod}apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nspec: {{ endpointSelector: {{ matchLabels: {{ \"k8s:app\": agent }} }}, egress: [{{ toEntities: [world] }}] }}\n");
        yield return Case("Cilium opens other pods", "CBG4002", $"=== k8s/job.yaml\n{pod}apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nspec: {{ endpointSelector: {{ matchLabels: {{ app: web }} }}, egress: [{{ toEntities: [world] }}] }}\n");
        yield return Case("Cilium closes", "CBG4002", $"=== k8s/job.yaml\n{job}apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nspec: {{ endpointSelector: {{ matchLabels: {{ app: agent }} }}, egress: [{{ toFQDNs: [{{ matchName: api.anthropic.com }}] }}, {{ toPorts: [{{ ports: [{{ port: \"53\" }}] }}] }}] }}\n");
        yield return Case("two halves of the internet", "CBG4001", $"=== k8s/job.yaml\n{pod}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: {{ podSelector: {{}}, policyTypes: [Egress], egress: [{{ to: [{{ ipBlock: {{ cidr: 0.0.0.0/1 }} }}, {{ ipBlock: {{ cidr: 128.0.0.0/1 }} }}] }}] }}\n");

        yield return Case("GitHub does not shut the network", "CBG4001", $"=== .github/workflows/a.yml\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    container: {{ image: \"example/claude-code:1\", options: --user 1000 --network none }}\n    steps:\n      - run: claude {Flag} -p x\n");

        const string Install = "RUN npm install -g @anthropic-ai/claude-code@2.1.300\n";
        yield return Case("entry point in the Dockerfile", "CBG4001", $"=== Dockerfile\nFROM node:22\n{Install}COPY --chmod=755 <<'X' /entry.sh\n#!/bin/sh\nexec claude {Flag} \"$@\"\nX\nUSER node\nENTRYPOINT [\"/entry.sh\"]\n");
        yield return Case("text in the Dockerfile", string.Empty, $"=== Dockerfile\nFROM node:22\n{Install}COPY <<'X' /README.md\nclaude {Flag}\nX\nUSER node\n");
        yield return Case("firewall before another user", "CBG4002", $"=== Dockerfile\nFROM node:22\n{Install}COPY entrypoint.sh init-firewall.sh /\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"claude\", \"{Flag}\"]\n=== entrypoint.sh\n#!/bin/bash\nset -e\n/init-firewall.sh\nexec gosu node \"$@\"\n=== init-firewall.sh\niptables -P OUTPUT DROP\niptables -A OUTPUT -d 10.0.0.1 -p tcp --dport 3128 -j ACCEPT\n");
        yield return Case("firewall in a service", "CBG4002", $"=== compose.yaml\nservices:\n  agent:\n    build: .\n    cap_add: [NET_ADMIN]\n=== Dockerfile\nFROM node:22\n{Install}COPY entry.sh /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"claude\", \"{Flag}\"]\n=== entry.sh\niptables -P OUTPUT DROP\nif [ \"$(id -u)\" = 0 ]; then exec setpriv --reuid=node --clear-groups \"$@\"; fi\nexec \"$@\"\n");
        yield return Case("firewall in a service that may not", "CBG4001 CBG5005", $"=== compose.yaml\nservices:\n  agent:\n    build: .\n=== Dockerfile\nFROM node:22\n{Install}COPY entry.sh /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"claude\", \"{Flag}\"]\n=== entry.sh\niptables -P OUTPUT DROP\nexec su-exec node \"$@\"\n");
        yield return Case("no other user", "CBG4001 CBG5001", $"=== Dockerfile\nFROM node:22\n{Install}COPY entry.sh /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"claude\", \"{Flag}\"]\n=== entry.sh\niptables -P OUTPUT DROP\nexec \"$@\"\n");
        yield return Case("hands over by su", "CBG4002", $"=== Dockerfile\nFROM node:22\n{Install}COPY entry.sh /\nENTRYPOINT [\"/entry.sh\"]\n=== entry.sh\niptables -P OUTPUT DROP\nexec su node -c \"claude {Flag} -p x\"\n");
        yield return Case("sudo before the client", "CBG4001 CBG5001", $"=== Dockerfile\nFROM node:22\n{Install}USER node\nENTRYPOINT [\"sudo\", \"claude\", \"{Flag}\"]\n");
        yield return Case("another name for root", "CBG4001 CBG5001 CBG5008", $"=== Dockerfile\nFROM node:22\n{Install}RUN useradd -o -u 0 agent\nUSER agent\nCMD [\"claude\", \"{Flag}\"]\n");
        yield return Case("root by number in a Dockerfile", "CBG5001", $"=== Dockerfile\nFROM node:22\n{Install}USER 000:1000\n");

        string Dev(string rest) => $"=== .devcontainer/devcontainer.json\n{{ \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"remoteUser\": \"vscode\",\n  \"customizations\": {{ \"vscode\": {{ \"settings\": {{ \"claudeCode.{Allow}\": true }} }} }},\n  {rest} }}\n=== .devcontainer/init-firewall.sh\niptables -P OUTPUT DROP\n=== .devcontainer/start.sh\n#!/bin/bash\nsudo /usr/local/bin/init-firewall.sh\n";
        const string NetAdmin = "\"runArgs\": [\"--cap-add=NET_ADMIN\"], ";
        yield return Case("firewall", "CBG4002", Dev($"{NetAdmin}\"postStartCommand\": \"sudo /usr/local/bin/init-firewall.sh\""));
        yield return Case("firewall without a password", "CBG4002", Dev($"{NetAdmin}\"postStartCommand\": \"sudo -n /usr/local/bin/init-firewall.sh\""));
        yield return Case("options of whoever opens it", "CBG4001", Dev("\"runArgs\": [\"--cap-add=NET_ADMIN\", \"${localEnv:RUN_OPTIONS}\"], \"postStartCommand\": \"sudo /usr/local/bin/init-firewall.sh\""));
        yield return Case("Anthropic's own", "CBG4002", $"=== .devcontainer/devcontainer.json\n{{ \"name\": \"Claude Code Sandbox\", \"build\": {{ \"dockerfile\": \"Dockerfile\", \"args\": {{ \"TZ\": \"${{localEnv:TZ:America/Los_Angeles}}\" }} }}, \"runArgs\": [\"--cap-add=NET_ADMIN\", \"--cap-add=NET_RAW\"],\n \"customizations\": {{ \"vscode\": {{ \"extensions\": [\"anthropic.claude-code\"], \"settings\": {{ \"claudeCode.{Allow}\": true }} }} }}, \"remoteUser\": \"node\",\n \"mounts\": [\"source=claude-code-bashhistory-${{devcontainerId}},target=/commandhistory,type=volume\", \"source=claude-code-config-${{devcontainerId}},target=/home/node/.claude,type=volume\"],\n \"containerEnv\": {{ \"CLAUDE_CONFIG_DIR\": \"/home/node/.claude\" }}, \"workspaceMount\": \"source=${{localWorkspaceFolder}},target=/workspace,type=bind,consistency=delegated\", \"workspaceFolder\": \"/workspace\",\n \"postStartCommand\": \"sudo /usr/local/bin/init-firewall.sh\", \"waitFor\": \"postStartCommand\" }}\n=== .devcontainer/Dockerfile\nFROM node:20\nARG TZ\nENV TZ=\"$TZ\"\nRUN apt-get update && apt-get install -y sudo iptables ipset\nUSER node\nENV NPM_CONFIG_PREFIX=/usr/local/share/npm-global\nRUN npm install -g @anthropic-ai/claude-code@2.1.300\nCOPY init-firewall.sh /usr/local/bin/\nUSER root\nRUN chmod +x /usr/local/bin/init-firewall.sh && echo \"node ALL=(root) NOPASSWD: /usr/local/bin/init-firewall.sh\" > /etc/sudoers.d/node-firewall && chmod 0440 /etc/sudoers.d/node-firewall\nUSER node\n=== .devcontainer/init-firewall.sh\n{Containers.FirewallTests.Reference}\n");
        string Script(string text) => $"{Dev($"{NetAdmin}\"postStartCommand\": \"sudo /usr/local/bin/fw.sh\"")}=== .devcontainer/fw.sh\n{text}\n";
        yield return Case("firewall of a script of its own", "CBG4002", Script("iptables -P OUTPUT DROP"));
        yield return Case("firewall that is taken back at the end", "CBG4001 CBG5004 CBG5005", Script("trap \"iptables -P OUTPUT ACCEPT\" EXIT\niptables -P OUTPUT DROP"));
        yield return Case("firewall that is taken back after a failure", "CBG4002", Script("trap \"iptables -P OUTPUT ACCEPT\" EXIT\niptables -P OUTPUT DROP\ntrap - EXIT"));
        yield return Case("firewall that nobody switches on", "CBG4001 CBG5004 CBG5005", Script("if [ \"$ENABLE_FIREWALL\" = 1 ]; then iptables -P OUTPUT DROP; fi"));
        yield return Case("firewall that the definition switches on", "CBG4002", Script("if [ \"$ENABLE_FIREWALL\" = 1 ]; then iptables -P OUTPUT DROP; fi").Replace("\"postStartCommand\"", "\"containerEnv\": { \"ENABLE_FIREWALL\": \"1\" }, \"postStartCommand\"", StringComparison.Ordinal));
        yield return Case("firewall as a list", "CBG4002", Dev($"{NetAdmin}\"postStartCommand\": {{ \"fw\": [\"sudo\", \"/usr/local/bin/init-firewall.sh\"] }}"));
        yield return Case("firewall in a shell", "CBG4002", Dev($"{NetAdmin}\"postStartCommand\": \"nohup bash -c 'sudo /usr/local/bin/init-firewall.sh'\""));
        yield return Case("firewall by another script", "CBG4002", Dev($"\"capAdd\": [\"NET_ADMIN\"], \"postStartCommand\": \"bash .devcontainer/start.sh\""));
        yield return Case("firewall that is only named", "CBG4001 CBG5004 CBG5005", Dev($"{NetAdmin}\"postStartCommand\": \"echo init-firewall.sh\""));
        yield return Case("firewall without root", "CBG4001 CBG5004 CBG5005", Dev($"{NetAdmin}\"postStartCommand\": \"bash .devcontainer/init-firewall.sh || true\""));
        yield return Case("firewall without the capability", "CBG4001 CBG5005", Dev("\"postStartCommand\": \"sudo /usr/local/bin/init-firewall.sh\""));

        yield return Case("client that a script installs", "CBG5001 CBG5003 CBG5005", "=== .devcontainer/devcontainer.json\n{ \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"remoteUser\": \"root\", \"mounts\": [\"source=/var/run/docker.sock,target=/var/run/docker.sock,type=bind\"], \"postCreateCommand\": \"bash .devcontainer/setup.sh\" }\n=== .devcontainer/setup.sh\ncurl -fsSL https://claude.ai/install.sh | bash\n");
        const string Root = "=== .devcontainer/devcontainer.json\n{ \"image\": \"ubuntu\", \"remoteUser\": \"root\", \"onCreateCommand\": \"COMMAND\" }\n";
        string Created(string command) => Root.Replace("COMMAND", command, StringComparison.Ordinal);
        const string Installer = "curl -fsSL https://claude.ai/install.sh | bash";
        yield return Case("client that make installs", "CBG5001 CBG5005", $"{Created("make ai")}=== Makefile\nai: tools\n\t@echo done\ntools:\n\t@{Installer}\n");
        yield return Case("client that npm installs", "CBG5001 CBG5005", $"{Created("npm run ai")}=== package.json\n{{ \"scripts\": {{ \"ai\": \"npm i -g @anthropic-ai/claude-code@2.1.332\" }} }}\n");
        yield return Case("client that a second script installs", "CBG5001 CBG5005", $"{Created("bash scripts/setup.sh")}=== scripts/setup.sh\nsource \"$(dirname \"$0\")/lib/ai.sh\"\n=== scripts/lib/ai.sh\n{Installer}\n");
        yield return Case("client that another target installs", string.Empty, $"{Created("make build")}=== Makefile\nbuild:\n\tdotnet build\nai:\n\t{Installer}\n");
        yield return Case("client that another script of the package installs", string.Empty, $"{Created("npm run build")}=== package.json\n{{ \"scripts\": {{ \"build\": \"tsc\", \"ai\": \"npm i -g @anthropic-ai/claude-code@2.1.332\" }} }}\n");
        yield return Case("client that no script sources", string.Empty, $"{Created("bash scripts/setup.sh")}=== scripts/setup.sh\nsource \"$(dirname \"$0\")/lib/tools.sh\"\n=== scripts/lib/tools.sh\ndotnet tool restore\n=== scripts/lib/ai.sh\n{Installer}\n");
        yield return Case("another tool that a script installs", string.Empty, "=== .devcontainer/devcontainer.json\n{ \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"remoteUser\": \"root\", \"postCreateCommand\": \"bash .devcontainer/setup.sh\" }\n=== .devcontainer/setup.sh\ndotnet tool restore\n=== tools/setup.sh\ncurl -fsSL https://claude.ai/install.sh | bash\n");
    }

    [TestCaseSource(nameof(Cases))]
    public void A_container_is_judged_with_all_that_is_said_of_it(string codes, string files)
    {
        using var repository = new TestRepository();
        foreach (Match file in File().Matches(files))
        {
            repository.File(file.Groups["path"].Value, file.Groups["text"].Value);
        }

        var found = repository.Judge(GuardParts.AgentFiles).Findings.ToList();
        Assert.That(
            string.Join(' ', found.Select(f => f.Id).Where(i => i.StartsWith("CBG4", StringComparison.Ordinal) || i.StartsWith("CBG5", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)),
            Is.EqualTo(codes),
            string.Join('\n', found.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Location.Path}({f.Location.Line}) {f.Id} {f.Finding.Message}"))));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "links need a privilege there")]
    public void An_override_behind_a_link_is_laid_over_like_any_other()
    {
        using var repository = new TestRepository().File("compose.yaml", Closed).File("shared/o.yaml", "services:\n  agent:\n    privileged: true\n");
        System.IO.File.CreateSymbolicLink(repository.FullPath("compose.override.yaml"), "shared/o.yaml");
        var found = repository.Judge(GuardParts.AgentFiles).Findings;
        Assert.That(found.Select(f => f.Id), Does.Contain("CBG4001"));
        Assert.That(found.First(f => f.Id == "CBG5004").Location.Path, Is.EqualTo("shared/o.yaml"));
    }

    [TestCase(20, "CBG4002")]
    [TestCase(3000, "CBG4001")]
    public void A_service_extends_as_many_others_as_people_write_and_no_more(int services, string code)
    {
        var others = string.Concat(Enumerable.Range(0, services).Select(i => string.Create(CultureInfo.InvariantCulture, $"  s{i}:\n    extends: {{ service: s{i + 1} }}\n")));
        using var repository = new TestRepository().File("compose.yaml", string.Create(CultureInfo.InvariantCulture, $"{Closed}    extends: {{ service: s0 }}\n{others}  s{services}:\n    image: example/web:1\n"));
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id).Where(i => i.StartsWith("CBG4", StringComparison.Ordinal)), Is.EqualTo(new[] { code }));
    }

    [TestCase("host.example.com", "CBG5003", "")]
    [TestCase("dind", "CBG5004", "  dind:\n    image: docker:dind\n    privileged: true\n")]
    public void The_password_in_the_address_of_an_engine_is_not_shown(string host, string code, string beside)
    {
        var password = "q7w8" + "e9r0t1y2u3i4";
        using var repository = new TestRepository().File("compose.yaml", $"{Closed}    environment: {{ DOCKER_HOST: \"https://bob:{password}@{host}:2376\" }}\n{beside}");
        var found = repository.Judge(GuardParts.AgentFiles).Findings;
        Assert.Multiple(() =>
        {
            Assert.That(found.Single(f => f.Id == code).Finding.Message, Does.Contain($"DOCKER_HOST=https://{host}'"));
            Assert.That(found.Select(f => f.Finding.Message + f.Finding.Fix + f.Finding.Identity), Has.None.Contains(password));
        });
    }

    [TestCase("capAdd", "sudo /usr/local/bin/fw.sh", "iptables -A OUTPUT -p tcp --dport 443 -j ACCEPT", "with the rule '-p tcp --dport 443 -j ACCEPT'")]
    [TestCase("capAdd", "sh .devcontainer/fw.sh", "", "not started as root")]
    [TestCase("capDrop", "sudo /usr/local/bin/fw.sh", "", "'NET_ADMIN'")]
    [TestCase("capAdd", "echo fw.sh", "", "nothing starts it")]
    public void A_firewall_that_does_not_hold_is_told_why(string key, string command, string rule, string why)
    {
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", $"{{ \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"customizations\": {{ \"vscode\": {{ \"extensions\": [\"anthropic.claude-code\"] }} }}, \"{key}\": [\"NET_ADMIN\"], \"postStartCommand\": \"{command}\" }}\n")
            .File(".devcontainer/fw.sh", $"iptables -P OUTPUT DROP\n{rule}\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Single(f => f.Id == "CBG5005").Finding.Message, Does.Contain(why));
    }

    [Test]
    [CancelAfter(20_000)]
    public void Files_that_multiply_each_other_end()
    {
        var calls = string.Concat(Enumerable.Range(0, 9).Select(i => $"f{i}() {{\n{string.Concat(Enumerable.Repeat($"f{i + 1}\n", 300))}}}\n"));
        var values = string.Concat(Enumerable.Range(0, 9).Select(i => $"v{i}=\"{string.Concat(Enumerable.Repeat($"$v{i + 1}", 300))}\"\n"));
        using var repository = new TestRepository()
            .File(".devcontainer/devcontainer.json", "{ \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"capAdd\": [\"NET_ADMIN\"], \"postStartCommand\": \"sudo sh a.sh\" }\n")
            .File("run.sh", $"{values}v9=\"\"\ndocker run -v \"$v0:/a\" $v0 example/claude-code:1 claude\n");
        foreach (var (name, next) in ((string, string)[])[("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "a")])
        {
            repository.File($"{name}.sh", $"{calls}f0\n{string.Concat(Enumerable.Repeat($"sh {next}.sh\n", 300))}");
            repository.File($"{name}.yaml", string.Concat(Enumerable.Repeat($"services: {{ s: {{ extends: {{ file: {next}.yaml, service: s }} }} }}\n---\n", 100)));
        }

        repository.File("compose.yaml", "services: { s: { image: example/claude-code:1, extends: { file: a.yaml, service: s } } }\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings, Is.Not.Empty);
    }

    [GeneratedRegex(@"^=== (?<path>\S+)\n(?<text>(?:(?!=== ).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex File();
}
