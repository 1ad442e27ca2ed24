using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>What <c>init</c> writes for one area. It adds to the plan and never touches the disk.</summary>
internal interface ISetup
{
    /// <summary>The area as a user names it in <c>--only</c>: <c>ignore</c>, <c>settings</c>, <c>policy</c>, <c>sandbox</c>, <c>review</c>.</summary>
    string Area { get; }

    /// <summary>True when <c>init</c> without <c>--only</c> includes the area for this repository.</summary>
    bool ByDefault(RepositoryView repository);

    /// <summary>What to tell where the area is left out by default; null for nothing.</summary>
    string? WhyLeftOut => null;

    /// <summary>Plans what is missing. What people wrote stays; a second run on the result plans nothing.</summary>
    void Plan(RepositoryView repository, SetupPlan plan);
}
