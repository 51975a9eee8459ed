using System.Net;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>What a cluster does while a part of it is away. Each test has a cluster of its own.</summary>
[Collection(nameof(ProcessTests))]
public sealed class OutageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_its_database_a_cluster_answers_from_memory_and_refuses_writes_until_it_is_back()
    {
        await using var cluster = await LocalCluster.CreateAsync();
        var serving = cluster.Start("serving");
        var web = await cluster.StartReadyAsync("web");
        await serving.WaitUntilReadyAsync(Cancellation);
        var api = new StoreApi(web.Api);
        await api.ViewAsync("known", "p1", Cancellation);
        await api.ViewAsync("known", "p2", Cancellation);
        var before = await api.RecommendAsync("known", Cancellation);

        await cluster.Server.KillAsync();
        using var refused = await api.SendViewAsync("known", "p3", Cancellation);
        var known = await api.RecommendAsync("known", Cancellation);
        var unknown = await api.RecommendAsync("unknown", Cancellation);
        var health = await Eventually.Get(
            () => web.ReadHealthAsync(Cancellation),
            answer => answer?.Checks["cluster"].Contains("the database does not answer", StringComparison.Ordinal) == true,
            Limit);

        await cluster.Server.RestartAsync();
        var recorded = await Eventually.Get(() => TryView(api, "known"), version => version is not null, Limit);
        var after = await api.RecommendAsync("known", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Equal((string?)before["tier"], (string?)known["tier"]);
        Assert.Equal(2, (long)known["profileVersion"]!);
        Assert.Equal("popular", (string?)unknown["tier"]);
        Assert.Equal(10, unknown["products"]!.AsArray().Count);
        Assert.Equal("Degraded", health!.Status);
        Assert.Equal(3, recorded);
        Assert.Equal(3, (long)after["profileVersion"]!);
    }

    [Fact]
    public async Task Each_part_waits_for_the_others_and_says_so()
    {
        await using var cluster = await LocalCluster.CreateAsync();
        var web = cluster.Start("web");
        var api = new StoreApi(web.Api);
        var alone = await Eventually.Get(() => web.ReadHealthAsync(Cancellation), answer => answer is not null, Limit);
        using var refused = await api.SendViewAsync("early", "p1", Cancellation);

        await cluster.StartReadyAsync("serving");
        await web.WaitUntilReadyAsync(Cancellation);
        var withoutTraining = await web.ReadHealthAsync(Cancellation);
        var run = await api.StartTrainingAsync(Cancellation);
        var queued = await Eventually.Get(
            () => api.GetTrainingAsync(run, Cancellation), status => status["waiting"] is not null, Limit);

        await cluster.StartReadyAsync("training");
        var taken = await Eventually.Get(
            () => api.GetTrainingAsync(run, Cancellation), status => (string?)status["state"] != "Queued", Limit);

        Assert.Equal("Unhealthy: no serving silo answers", alone!.Checks["cluster"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("no training silo has joined", withoutTraining!.Checks["cluster"], StringComparison.Ordinal);
        Assert.Equal("Queued", (string?)queued["state"]);
        Assert.Equal("no training silo has joined the cluster", (string?)queued["waiting"]);
        Assert.Null((string?)taken["waiting"]);
    }

    private static async Task<long?> TryView(StoreApi api, string customer)
    {
        try
        {
            return await api.ViewAsync(customer, "p3", Cancellation);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
