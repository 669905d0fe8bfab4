using System.Reflection;

namespace ReputationWatch.Tests;

/// <summary>The dependency rule of src/README.md, kept by a test because a project reference is one line away.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("ReputationWatch.Sentiment", new string[0])]
    [InlineData("ReputationWatch.Core", new[] { "ReputationWatch.Sentiment" })]
    [InlineData("ReputationWatch.Connectors", new[] { "ReputationWatch.Core", "ReputationWatch.Sentiment" })]
    [InlineData("ReputationWatch.Storage", new[] { "ReputationWatch.Core", "ReputationWatch.Sentiment" })]
    [InlineData("ReputationWatch.Search", new[] { "ReputationWatch.Core", "ReputationWatch.Sentiment" })]
    [InlineData("ReputationWatch.Notifications", new[] { "ReputationWatch.Core", "ReputationWatch.Sentiment" })]
    public void Project_References_PointOneWay(string project, string[] allowed)
    {
        var own = Assembly
            .Load(project)
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => n.StartsWith("ReputationWatch.", StringComparison.Ordinal));

        Assert.Empty(own.Except(allowed));
    }
}
