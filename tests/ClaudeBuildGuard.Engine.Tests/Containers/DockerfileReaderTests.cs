using ClaudeBuildGuard.Engine.Containers;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Containers;

public sealed class DockerfileReaderTests
{
    [Test]
    public void Stages_inherit_from_the_stages_they_are_built_from()
    {
        var file = DockerfileReader.Read("ARG V=22\nFROM node:${V} AS base\nUSER node\nFROM alpine AS other\nFROM base\nRUN x\n");
        Assert.That(file.Final!.RootImage, Is.EqualTo("node:${V}"));
        Assert.That((file.Resolve(file.Final.RootImage), file.Final.User!.Text, file.Final.User.Line), Is.EqualTo(("node:22", "node", 3)));
    }

    [Test]
    public void Continuations_comments_and_empty_lines_inside_an_instruction_are_one_command()
    {
        var run = DockerfileReader.Read("FROM a\nRUN one \\\n  # not this\n\n  && two\nUSER b\n").Final!.Instructions[0];
        Assert.That(run.Commands().Select(c => (c.Words[0].Text, c.Words[0].Line)), Is.EqualTo(new[] { ("one", 2), ("two", 5) }));
    }

    [Test]
    public void A_here_document_is_a_script_with_its_own_lines()
    {
        var final = DockerfileReader.Read("FROM a\nRUN <<EOF\none\ntwo x\nEOF\nUSER b\n").Final!;
        Assert.That(final.Instructions[0].Commands().Select(c => (c.Program, c.Words[0].Line)), Is.EqualTo(new[] { ("one", 3), ("two", 4) }));
        Assert.That(final.User!.Text, Is.EqualTo("b"));
    }

    [Test]
    public void A_list_is_read_as_words()
    {
        var command = DockerfileReader.Read("FROM a\nCMD [\"x\", \"a b\"]\n").Final!.Instructions[0].Commands()[0];
        Assert.That(command.Words.Select(w => w.Text), Is.EqualTo(new[] { "x", "a b" }));
    }

    [Test]
    public void The_escape_directive_changes_the_continuation()
    {
        var file = DockerfileReader.Read("# escape=`\nFROM a\nRUN one `\n  two\nCOPY c:\\x d\\\nUSER b\n");
        Assert.That(file.Final!.Instructions.Select(i => i.Name), Is.EqualTo(new[] { "RUN", "COPY", "USER" }));
    }

    [TestCase("ENV A=1 B=\"2 3\"", "A=1;B=2 3")]
    [TestCase("ENV A 1 2", "A=1 2")]
    [TestCase("ARG A", "A=")]
    public void Assignments_are_read_in_both_forms(string line, string expected)
    {
        var assignments = DockerfileReader.Read("FROM a\n" + line + "\n").Final!.Instructions[0].Assignments();
        Assert.That(string.Join(';', assignments.Select(a => $"{a.Name.Text}={a.Value}")), Is.EqualTo(expected));
    }

    [Test]
    public void Flags_are_no_arguments_and_unknown_instructions_are_kept()
    {
        var instructions = DockerfileReader.Read("FROM a\nRUN --mount=type=secret,id=x --network=none make it\nFUTURE thing\n").Final!.Instructions;
        Assert.That((instructions[0].Flags.Count, instructions[0].Text, instructions[1].Name), Is.EqualTo((2, "make it", "FUTURE")));
    }

    [Test]
    public void No_text_throws()
    {
        Gen.String[Gen.Char["FROMRUNENVCOPY aA=<>EOF\\`\n\"'[]#-$ "], 0, 80].Sample(
            text =>
            {
                var file = DockerfileReader.Read("FROM a\n" + text);
                _ = file.All.Sum(i => i.Instruction.Commands().Count + i.Instruction.Assignments().Count() + file.Resolve(i.Instruction.Text, i.Stage).Length);
                return true;
            },
            iter: 3000);
    }

    [TestCase(".env\n", ".env", true)]
    [TestCase(".env\n", "src/.env", false)]
    [TestCase("**/.env*\n!**/.env.example\n", "src/.env.local", true)]
    [TestCase("**/.env*\n!**/.env.example\n", "src/.env.example", false)]
    [TestCase("secrets\n", "secrets/a/b", true)]
    [TestCase("# .env\n*\n!src\n", "src/a", false)]
    [TestCase("*\n!src\n", "b", true)]
    public void A_dockerignore_is_read_as_the_builder_does(string text, string path, bool excluded)
    {
        Assert.That(new DockerIgnore(text).Excludes(path), Is.EqualTo(excluded));
    }

    [TestCase("~/.ssh", "", "Credentials")]
    [TestCase("${localEnv:HOME}${localEnv:USERPROFILE}/.aws", "", "Credentials")]
    [TestCase("C:\\Users\\ada\\.kube", "", "Credentials")]
    [TestCase("/home/ada", "", "Home")]
    [TestCase("$HOME", "", "Home")]
    [TestCase("$HOME/work", "", "Reference")]
    [TestCase("/var/run/docker.sock", "", "EngineSocket")]
    [TestCase("/", "", "HostSystem")]
    [TestCase("/etc/localtime", "", "Reference")]
    [TestCase(".", "", "Contained")]
    [TestCase("..", ".devcontainer", "Contained")]
    [TestCase("../..", ".devcontainer", "AboveProject")]
    [TestCase("${localWorkspaceFolder}/..", "", "AboveProject")]
    [TestCase("${localWorkspaceFolder}/.devcontainer", "", "Contained")]
    [TestCase("cache", "", "Contained")]
    [TestCase("~/.claude", "", "ClientState")]
    [TestCase("~/.claude/.credentials.json", "", "Credentials")]
    [TestCase("$SSH_AUTH_SOCK", "", "Credentials")]
    public void A_mount_is_known_by_what_it_lets_in(string source, string directory, string kind)
    {
        Assert.That(Mount.Classify(source, directory).ToString(), Is.EqualTo(kind));
    }

    [TestCase("C:\\src:/work:ro", "C:\\src", "/work", true)]
    [TestCase("${HOME}/x:/y", "${HOME}/x", "/y", false)]
    [TestCase("a:/b", "a", "/b", false)]
    public void A_short_mount_is_split_where_it_should(string text, string source, string target, bool readOnly)
    {
        var mount = Mount.FromShort(text, default, string.Empty)!;
        Assert.That((mount.Source, mount.Target, mount.ReadOnly), Is.EqualTo((source, target, readOnly)));
    }
}
