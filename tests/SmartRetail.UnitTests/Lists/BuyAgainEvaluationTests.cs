using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.UnitTests.Splits;

namespace SmartRetail.UnitTests.Lists;

/// <summary>
/// The sample store's last 30 % of orders, in the order of their times: which of the products that the customer has bought
/// before are in the next order. What is ranked with was known before it, nothing else.
/// </summary>
public sealed class BuyAgainEvaluationTests(ITestOutputHelper output)
{
    private const int Length = 10;

    [Fact]
    public void Predicts_the_next_order_better_than_what_was_bought_last_or_most()
    {
        var orders = SampleStoreTests.ReadLog()
            .Where(interaction => interaction.Kind == InteractionKind.Purchase)
            .GroupBy(interaction => (interaction.OccurredAt, interaction.Customer))
            .OrderBy(order => order.Key.OccurredAt)
            .ToList();
        using var counts = new StoreCounts(new(), new FakeTimeProvider());
        var customers = new Dictionary<CustomerId, PurchaseHistory>();
        var (interval, last, most) = (new List<double>(), new List<double>(), new List<double>());
        var position = 0L;
        foreach (var (number, order) in orders.Index())
        {
            var (at, customer) = order.Key;
            var history = customers.TryGetValue(customer, out var known) ? known : customers[customer] = new();
            var bought = history.Purchases;
            var targets = order.Select(line => line.Product!.Value).Where(bought.ContainsKey).ToHashSet();
            if (number >= orders.Count * 7 / 10 && targets.Count > 0)
            {
                interval.Add(Ndcg(BuyAgainProducts.Rank(bought, counts, at).Select(due => due.Product), targets));
                last.Add(Ndcg(bought.OrderByDescending(pair => pair.Value.LastAt).ThenByDescending(pair => pair.Value.Times)
                    .Select(pair => pair.Key), targets));
                most.Add(Ndcg(bought.OrderByDescending(pair => pair.Value.Times).ThenByDescending(pair => pair.Value.LastAt)
                    .Select(pair => pair.Key), targets));
            }

            foreach (var line in order)
            {
                history.Apply(line);
            }

            counts.Apply([.. order.Select(line => new LoggedStep(++position, line))]);
        }

        output.WriteLine(
            $"{interval.Count} orders: intervals {interval.Average():0.0000}, most {most.Average():0.0000}, last {last.Average():0.0000}");
        Assert.True(interval.Average() > most.Average());
        Assert.True(interval.Average() > last.Average());
    }

    private static double Ndcg(IEnumerable<ProductId> ranked, HashSet<ProductId> targets)
    {
        var gained = ranked.Take(Length).Select((product, at) => targets.Contains(product) ? 1 / Math.Log2(at + 2) : 0).Sum();
        return gained / Enumerable.Range(0, Math.Min(Length, targets.Count)).Sum(at => 1 / Math.Log2(at + 2));
    }
}
