using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SmartRetail.UnitTests.Architecture;

/// <summary>Arrows point from detail to meaning, read from the assemblies that were built.</summary>
public sealed class DependencyRuleTests
{
    [Theory]
    [InlineData("SmartRetail.Contracts", "")]
    [InlineData("SmartRetail.Recommender", "Contracts")]
    [InlineData("SmartRetail.Storage", "Contracts Recommender")]
    [InlineData("SmartRetail.Grains", "Contracts Recommender")]
    [InlineData("SmartRetail.Serving", "Contracts Recommender")]
    [InlineData("SmartRetail.Training", "Contracts Recommender")]
    [InlineData("SmartRetail.Hosting", "")]
    [InlineData("SmartRetail.Client", "Contracts Hosting")]
    public void A_project_sees_only_what_the_rule_allows(string project, string allowed)
    {
        var seen = References(project).Where(name => name.StartsWith("SmartRetail.", StringComparison.Ordinal));

        Assert.Empty(seen.Except(allowed.Split(' ').Select(name => $"SmartRetail.{name}")));
    }

    [Theory]
    [InlineData("SmartRetail.Recommender")]
    [InlineData("SmartRetail.Storage")]
    [InlineData("SmartRetail.Grains")]
    [InlineData("SmartRetail.Serving")]
    [InlineData("SmartRetail.Client")]
    [InlineData("SmartRetail.Hosting")]
    public void Only_training_knows_libtorch(string project) =>
        Assert.DoesNotContain("TorchSharp", References(project));

    private static List<string> References(string project)
    {
        using var file = File.OpenRead(Path.Combine(Repository.SiloFolder, $"{project}.dll"));
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(reference =>
                metadata.GetString(metadata.GetAssemblyReference(reference).Name)),
        ];
    }
}
