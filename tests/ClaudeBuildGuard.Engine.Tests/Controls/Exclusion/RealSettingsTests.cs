using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Exclusion;

/// <summary>Files of real repositories, where a checkout has them beside it.</summary>
public sealed class RealSettingsTests
{
    [Test]
    public void Of_real_settings_only_those_are_lost_that_the_client_refuses()
    {
        var lost = Files("settings").Concat(Files("settings-template"))
            .Select(f => SettingsFile.Parse(f, SettingsScope.Project, File.ReadAllBytes(f)))
            .Where(f => !f.Loads)
            .Select(f => f.Loss!.Message)
            .ToArray();

        // Both values were tried with the client: a mode that does not exist, and null for a port.
        Assert.That(lost, Has.All.Match("permissions.defaultMode|httpProxyPort"));
        Assert.That(lost, Has.Length.LessThan(6));
    }

    [Test]
    public void Real_ignore_files_are_read_whole()
    {
        foreach (var file in Files("claudeignore"))
        {
            var lines = File.ReadAllLines(file).Count(l => l.TrimEnd(' ').Length > 0 && l[0] != '#');
            Assert.That(IgnoreFile.Parse(".claudeignore", File.ReadAllText(file)).Patterns, Has.Count.EqualTo(lines), file);
        }
    }

    private static string[] Files(string kind)
    {
        for (var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); directory is not null; directory = directory.Parent)
        {
            var files = Path.Combine(directory.FullName, "shared", "data", "agent-files", kind);
            if (Directory.Exists(files))
            {
                return Directory.GetFiles(files);
            }
        }

        Assert.Ignore("The collection of real agent files is not beside this checkout.");
        return [];
    }
}
