using SmartRetail.LoadTests.Clusters;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Clusters and faults as a command names them.</summary>
public sealed class ClusterPlanTests
{
    [Fact]
    public void Reads_roles_and_adds_an_entrance()
    {
        var plan = ClusterPlan.Parse("2x serving, 1x training");

        Assert.Equal("2 serving, 1 training, 1 web", plan.ToString());
    }

    [Theory]
    [InlineData("serving")]
    [InlineData("2x baking")]
    [InlineData("1x training")]
    [InlineData("1x serving,0x web")]
    [InlineData("40x serving")]
    [InlineData("-1x serving")]
    public void Refuses_what_is_no_cluster(string text) => Assert.Throws<FormatException>(() => ClusterPlan.Parse(text));

    [Fact]
    public void Reads_one_fault_after_another()
    {
        var faults = Fault.Parse(FaultKind.Kill, ["silo=1", "at=30s", "for=2.5s", "database=1", "at=60"]);

        Assert.Equal(
            [
                new Fault(FaultKind.Kill, "serving", 1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2.5)),
                new Fault(FaultKind.Kill, "database", 1, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5)),
            ],
            faults);
    }

    [Theory]
    [InlineData("at=30s")]
    [InlineData("silo=0")]
    [InlineData("silo")]
    [InlineData("house=1")]
    public void Refuses_what_is_no_fault(string word) =>
        Assert.Throws<FormatException>(() => Fault.Parse(FaultKind.Kill, [word]));
}
