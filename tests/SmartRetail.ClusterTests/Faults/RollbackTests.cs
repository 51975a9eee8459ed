using System.Collections.Concurrent;
using System.Diagnostics;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>Models are switched back and forth in two real silos while shoppers are answered, and none of them notices.</summary>
[Collection(nameof(ProcessTests))]
public sealed class RollbackTests(SwitchingCluster cluster) : IClassFixture<SwitchingCluster>
{
    private const int Switches = 20;
    private const int ShoppersOfSilo = 6;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task No_request_fails_and_every_silo_ranks_with_the_other_model_within_two_seconds()
    {
        var (answers, failures) = (new ConcurrentBag<int?>(), new ConcurrentBag<string>());
        using var ending = new CancellationTokenSource();
        var shopping = Enumerable.Range(0, 2 * ShoppersOfSilo).Select(at => ShopAsync(at % 2, $"shopper-{at}")).ToList();

        var took = new List<TimeSpan>();
        for (var turn = 1; turn <= Switches; turn++)
        {
            took.Add(await SwitchAsync(turn, SwitchingCluster.Versions[turn % 2]));
        }

        await ending.CancelAsync();
        await Task.WhenAll(shopping);
        TestContext.Current.SendDiagnosticMessage(
            $"{answers.Count} lists, {failures.Count} failures, {Switches} switches, the longest {took.Max().TotalMilliseconds:0} ms");
        Assert.Empty(failures);
        Assert.All(took, each => Assert.InRange(each, TimeSpan.Zero, Limit));
        Assert.Equal(SwitchingCluster.Versions, answers.OfType<int>().Distinct().Order());

        async Task ShopAsync(int silo, string customer)
        {
            while (!ending.IsCancellationRequested)
            {
                try
                {
                    answers.Add(await cluster.ShopAsync(silo, customer));
                }
                catch (Exception failure)
                {
                    failures.Add(failure.Message);
                }
            }
        }
    }

    /// <summary>Returns how long it was until customers whom no silo had heard of were ranked with the version in both.</summary>
    private async Task<TimeSpan> SwitchAsync(int turn, int version)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await cluster.ActivateAsync(turn % 2, version);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(silo => Eventually.Get(
            () => cluster.ShopAsync(silo, Guid.NewGuid().ToString("N")), ranked => ranked == version, Limit)));
        return Stopwatch.GetElapsedTime(started);
    }
}
