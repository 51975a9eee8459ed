using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>
/// Nothing that cannot be bought, costs too much or is left out is in an answer, whatever changes meanwhile. Writers change a
/// store in two silos at random while shoppers ask; each answer is held against what had been acknowledged before it was asked
/// for (<see cref="ChangeHistory{T}"/>).
/// </summary>
public sealed class AnswerTimeTests(RetailCluster cluster, ITestOutputHelper output) : IClassFixture<RetailCluster>
{
    private const int Seed = 20_261;
    private const int Writers = 3;
    private const int Shoppers = 16;

    // As many as it takes to be believed, where there is time for it.
    private static readonly int Answers =
        Environment.GetEnvironmentVariable("SMARTRETAIL_FAULTS") == "long" ? 100_000 : 3_000;

    private readonly ChangingShop _shop = new(
        RetailCluster.Store, cluster.Grains, [.. Enumerable.Range(1, 40).Select(RetailCluster.Product)]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_shows_what_an_acknowledged_change_had_ruled_out_before_it_was_asked_for()
    {
        await ActivateModel();
        var log = new AnswerLog(_shop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task[] writing =
        [
            _shop.ChangeRules(new(Seed), ending.Token),
            .. Enumerable.Range(1, Writers).Select(writer => _shop.ChangeProducts(
                [.. _shop.Ids.Where((_, at) => at % Writers == writer - 1)], new(Seed + writer), ending.Token)),
        ];

        await Task.WhenAll(Enumerable.Range(1, Shoppers).Select(shopper => AskUntilEnough(shopper, log)));
        await ending.CancelAsync();
        await Task.WhenAll(writing);

        output.WriteLine($"{log}, {_shop.Changes:N0} changes");
        Assert.Empty(log.Violations);

        Assert.InRange(log.Unanswered, 0, Answers / 20);

        // It would hold of empty lists, or if nothing had changed while answers were made.
        Assert.Equal(10 + Enum.GetValues<PageList>().Length, log.Lists.Count);
        Assert.All(log.Lists, list => Assert.True(list.Value > 0, $"every list of '{list.Key}' was empty"));
        Assert.InRange(log.Contested, Answers / 50, Answers * 199 / 200);
    }

    private async Task AskUntilEnough(int number, AnswerLog log)
    {
        var shopper = new Shopper(
            RetailCluster.Store,
            RetailCluster.NewCustomer(),
            cluster.Grains,
            [.. cluster.Silos.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<INearbyLists>())],
            _shop.Ids,
            new(Seed + (1_000 * number)));
        while (log.Answers < Answers && log.Unanswered <= Answers / 20)
        {
            var (asked, version) = (0L, 0L);
            try
            {
                var answer = await shopper.Ask(() => (asked, version) = (_shop.Moments.Next(), _shop.AcknowledgedVersion));
                log.Add(answer, asked, _shop.Moments.Next(), version);
            }
            catch (Exception error) when (error is TimeoutException or UnavailableException)
            {
                // On a machine that has much else to do: no answer, and so no wrong one.
                log.AddUnanswered();
            }
        }
    }

    private async Task ActivateModel()
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        var version = await registry.Publish(new("run-a"), "0", cancellationToken: Cancellation);
        await registry.Activate(version, cancellationToken: Cancellation);
    }
}
