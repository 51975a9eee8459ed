using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Customers;

/// <summary>People sign in while a silo is killed that some of them live on, before or after they signed in.</summary>
[Collection(nameof(ProcessTests))]
public sealed class MergeFailureTests(StandingCluster standing)
{
    private const int People = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_merge_counts_once_when_a_serving_silo_is_killed_among_them()
    {
        await using var victim = await standing.Cluster.StartReadyAsync("serving");
        var half = new TaskCompletionSource();
        var done = 0;
        var merging = Task.WhenAll(Enumerable.Range(0, People).Select(async number =>
        {
            var (known, visitor) = ($"merger-{number}", $"anon-merger-{number}");
            var api = standing.Entrances[number % 2];
            await api.ViewAsync(known, "p1", Cancellation);
            await api.ViewAsync(visitor, "p2", Cancellation);
            await api.ViewAsync(visitor, "p3", Cancellation);
            if (Interlocked.Increment(ref done) == People / 2)
            {
                half.SetResult();
            }

            return await MergeAsync(api, known, visitor);
        }));

        await half.Task;
        await victim.KillAsync();
        var merged = await merging;
        var lists = await Task.WhenAll(Enumerable.Range(0, People).Select(
            number => standing.Entrances[1 - (number % 2)].RecommendAsync($"merger-{number}", Cancellation)));

        // Three interactions and the merge.
        Assert.All(merged, version => Assert.Equal(4, version));
        Assert.All(lists, list => Assert.Equal(4, (long)list["profileVersion"]!));
    }

    private static async Task<long> MergeAsync(StoreApi api, string known, string visitor)
    {
        using var answer = await api.Http.PostAsJsonAsync(
            $"v1/stores/{LocalCluster.Store}/customers/{known}/merge", new { from = visitor }, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (long)JsonNode.Parse(text)!["profileVersion"]!;
    }
}
