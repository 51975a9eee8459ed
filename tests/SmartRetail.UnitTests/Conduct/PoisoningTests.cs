using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.UnitTests.Conduct;

/// <summary>
/// A thousand customers look at some of 500 products, the popular ones most. One in a hundred of them is an attacker besides, who
/// looks at one product that nobody knows and at popular ones, in turn, so that it becomes popular and goes with what is; or records
/// purchases of them, which weigh five times as much, without ever having looked.
/// </summary>
public sealed class PoisoningTests
{
    private const int Products = 500;
    private const int Target = 400;
    private const int Honest = 990;
    private const int Attackers = 10;
    private const int Visits = 4;
    private const int Looks = 8;
    private const int Attacks = 600;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, InteractionKind.View, 2)]
    [InlineData(false, InteractionKind.View, 2)]
    [InlineData(false, InteractionKind.Purchase, 2)]
    [InlineData(false, InteractionKind.Purchase, 6)]
    public void The_product_hardly_moves_for_those_who_are_honest(bool isEven, InteractionKind kind, int others)
    {
        var honest = Draw(isEven: null);
        var attacked = Draw(isEven, kind, others);

        var before = MeanRank(honest, new());
        var unfiltered = MeanRank(attacked, conduct: null);
        var filtered = MeanRank(attacked, new());

        TestContext.Current.SendDiagnosticMessage(
            $"attack {(isEven ? "by a clock" : "at random intervals")} by {kind}, one in {others}: the product's mean rank for honest customers is {before:0.0} "
            + $"without attack, {unfiltered:0.0} attacked without the filter, {filtered:0.0} with it");
        Assert.InRange(unfiltered, 1, 10);
        Assert.InRange(filtered, 0.9 * before, Products);
    }

    [Fact]
    public void Nobody_honest_is_left_out()
    {
        using var counts = Count(Draw(isEven: null), new());

        Assert.Equal(0, counts.LeftOut);
    }

    /// <param name="isEven">Whether attackers act at even intervals; null: nobody attacks.</param>
    /// <param name="others">How many of an attacker's acts one on the product is among.</param>
    private static List<Interaction> Draw(bool? isEven, InteractionKind kind = InteractionKind.View, int others = 2)
    {
        var chance = new Random(11);
        var acts = new List<Interaction>();
        for (var customer = 0; customer < Honest; customer++)
        {
            for (var visit = 0; visit < Visits; visit++)
            {
                var at = Start.AddMinutes(chance.Next(28 * 24 * 60));
                for (var look = 0; look < Looks; look++)
                {
                    acts.Add(View($"c{customer}", Popular(chance), at));
                    at = at.AddSeconds(3 - (25 * Math.Log(1 - chance.NextDouble())));
                }
            }
        }

        for (var attacker = 0; isEven is { } even && attacker < Attackers; attacker++)
        {
            var at = Start.AddDays(25).AddMinutes(chance.Next(60));
            for (var act = 0; act < Attacks; act++)
            {
                acts.Add(View($"a{attacker}", act % others == 0 ? Target : Popular(chance), at) with { Kind = kind });
                at = at.AddSeconds(even ? 10 : 2 - (20 * Math.Log(1 - chance.NextDouble())));
            }
        }

        acts.Sort((one, other) => one.OccurredAt.CompareTo(other.OccurredAt));
        return acts;
    }

    // The ranks are Zipf's: the tenth product is looked at a tenth as often as the first.
    private static int Popular(Random chance) => (int)Math.Pow(Products, chance.NextDouble()) - 1;

    private static StoreCounts Count(List<Interaction> acts, ConductOptions? conduct)
    {
        var counts = new StoreCounts(new(), TimeProvider.System, conduct);
        counts.Apply([.. acts.Select((act, at) => new LoggedStep(at + 1, act))]);
        return counts;
    }

    /// <summary>Of the product in what follows or goes with the newest of each honest customer's history; then by popularity.</summary>
    private static double MeanRank(List<Interaction> acts, ConductOptions? conduct)
    {
        using var counts = Count(acts, conduct);
        var target = new ProductId($"p{Target}");
        var popular = counts.Popular().Select(scored => scored.Product).ToList();
        return acts.Where(act => act.Customer.Value[0] == 'c').GroupBy(act => act.Customer).Average(customer =>
        {
            var scores = counts.Score([.. customer.TakeLast(Looks).Select(act => act.Product!.Value)]);
            return scores.TryGetValue(target, out var own)
                ? 1 + scores.Values.Count(score => score > own)
                : 1 + scores.Count + popular.Where(product => !scores.ContainsKey(product)).TakeWhile(product => product != target).Count();
        });
    }

    private static Interaction View(string customer, int product, DateTimeOffset at) => new()
    {
        Id = new("e"),
        Customer = new(customer),
        Kind = InteractionKind.View,
        Product = new ProductId($"p{product}"),
        OccurredAt = at,
    };
}
