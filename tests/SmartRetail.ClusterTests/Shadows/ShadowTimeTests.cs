using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Shadows;

/// <summary>A candidate's time beside the active model.</summary>
public sealed class ShadowTimeTests(HastyCluster cluster) : IClassFixture<HastyCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_by_itself_when_its_time_is_over()
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        var active = await registry.Publish(new TrainingRunId("time-a"), "worker-0", cancellationToken: Cancellation);
        var candidate = await registry.Publish(new TrainingRunId("time-b"), "worker-0", cancellationToken: Cancellation);
        await registry.Activate(active, cancellationToken: Cancellation);
        await registry.StartShadow(candidate, 1, TimeSpan.FromMinutes(1), cancellationToken: Cancellation);

        cluster.PutForward(TimeSpan.FromSeconds(61));
        var customer = RetailCluster.NewCustomer();
        await cluster.View(customer, "p6");
        var list = await cluster.Recommend(customer);
        var report = await registry.ReadShadow(candidate, Cancellation);

        Assert.Equal(active, list.ModelVersion);
        Assert.Equal((ShadowEnd.TimeOver, report!.Plan.EndsAt, 0L), (report.End, report.EndedAt!.Value, report.Figures.Compared));
        Assert.Null((await registry.List(Cancellation)).Shadow);
    }
}
