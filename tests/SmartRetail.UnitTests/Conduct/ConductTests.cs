using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.UnitTests.Conduct;

/// <summary>What is counted of one customer, told by how many of the acts there are.</summary>
public sealed class ConductTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    // Only what a test is about can be found.
    private static readonly ConductOptions Lax = new()
    {
        MaxPerMinute = int.MaxValue,
        MaxPerDay = int.MaxValue,
        MaxOfOneProduct = int.MaxValue,
        MaxEven = int.MaxValue,
        MaxOrdersPerDay = int.MaxValue,
        MaxLinesOfOneProduct = int.MaxValue,
    };

    private readonly Random _chance = new(7);

    [Fact]
    public void Of_who_does_more_in_a_minute_than_people_can_nothing_is_counted()
    {
        var acts = Enumerable.Range(0, 8).Select(act => View(act, Start.AddSeconds(act * 5.5)));

        Assert.Equal(8, LeftOutOf(acts, Lax.With(perMinute: 5)));
    }

    [Fact]
    public void As_much_in_more_than_a_minute_is()
    {
        var acts = Enumerable.Range(0, 8).Select(act => View(act, Start.AddSeconds(act * 12.5)));

        Assert.Equal(0, LeftOutOf(acts, Lax.With(perMinute: 5)));
    }

    [Fact]
    public void Of_who_does_more_in_a_day_than_people_do_nothing_is_counted()
    {
        var acts = Enumerable.Range(0, 12).Select(act => View(act, Start.AddHours(act)));

        Assert.Equal(12, LeftOutOf(acts, Lax.With(perDay: 10)));
    }

    [Fact]
    public void Intervals_as_even_as_a_clocks_are_a_programs()
    {
        var acts = Enumerable.Range(0, 40).Select(act => View(act, Start.AddSeconds((act * 7) + (0.2 * _chance.NextDouble()))));

        Assert.Equal(0, LeftOutOf(acts.Take(30), Lax.With(even: 30)));
        Assert.Equal(40, LeftOutOf(acts, Lax.With(even: 30)));
    }

    [Fact]
    public void Intervals_of_a_person_are_not()
    {
        var at = Start;
        var acts = Enumerable.Range(0, 300).Select(act => View(act, at += TimeSpan.FromSeconds(1 + (12 * _chance.NextDouble()))));

        Assert.Equal(0, LeftOutOf(acts, Lax.With(even: 30)));
    }

    [Fact]
    public void One_product_again_and_again_is_not_counted()
    {
        var acts = Enumerable.Range(0, 100).Select(act => View(act % 2 == 0 ? 0 : act, Unevenly(act)));

        Assert.Equal(100, LeftOutOf(acts, new()));
    }

    [Fact]
    public void One_product_among_many_others_is()
    {
        var acts = Enumerable.Range(0, 120).Select(act => View(act % 4 == 0 ? 0 : act, Unevenly(act)));

        Assert.Equal(0, LeftOutOf(acts, new()));
    }

    [Fact]
    public void The_lines_of_a_large_order_give_no_suspicion()
    {
        var lines = Enumerable.Range(0, 500).Select(line => Buy(line, Start));

        Assert.Equal(0, LeftOutOf(lines, new()));
    }

    [Fact]
    public void More_orders_than_a_day_has_room_for_are_not_counted_from_the_first_on()
    {
        var orders = Enumerable.Range(0, 60).Select(order => Buy(order, Start.AddMinutes(order * 2)));

        Assert.Equal(0, LeftOutOf(orders.Take(50), new()));
        Assert.Equal(60, LeftOutOf(orders, new()));
    }

    [Theory]
    [InlineData(InteractionKind.Purchase)]
    [InlineData(InteractionKind.Return)]
    public void One_product_bought_or_given_back_again_and_again_is_not_counted(InteractionKind kind)
    {
        var lines = Enumerable.Range(0, 40).Select(line => View(0, Start.AddMinutes(line / 3)) with { Kind = kind });

        Assert.Equal(0, LeftOutOf(lines.Take(20), new()));
        Assert.Equal(40, LeftOutOf(lines, new()));
    }

    [Fact]
    public void What_was_bought_stays_counted_of_who_only_looked_too_much()
    {
        var bought = Enumerable.Range(0, 3).Select(line => Buy(line, Start));
        var looks = Enumerable.Range(0, 8).Select(act => View(act, Start.AddSeconds(act)));

        Assert.Equal(8, LeftOutOf([.. bought, .. looks], Lax.With(perMinute: 5)));
    }

    [Fact]
    public void Days_of_orders_are_days_of_their_own()
    {
        var orders = Enumerable.Range(0, 90).Select(order => Buy(order, Start.AddHours(order)));

        Assert.Equal(0, LeftOutOf(orders, new()));
    }

    [Fact]
    public void Whoever_was_suspected_is_trusted_again_after_a_day_of_quiet()
    {
        var many = Enumerable.Range(0, 8).Select(act => View(act, Start.AddSeconds(act)));
        var soon = View(8, Start.AddHours(23));
        var restless = View(9, Start.AddHours(23 + 23));
        var quiet = View(9, Start.AddHours(23 + 23 + 24));

        Assert.Equal(8 + 2, LeftOutOf([.. many, soon, restless, quiet], Lax.With(perMinute: 5)));
    }

    [Fact]
    public void What_is_said_of_the_time_by_whoever_records_is_not_believed()
    {
        var acts = Enumerable.Range(0, 8).Select(act => View(act, Start.AddDays(-act)));
        using var counts = new StoreCounts(new(), TimeProvider.System, Lax.With(perMinute: 5));

        counts.Apply([.. acts.Select((act, at) => new LoggedStep(at + 1, act, Start.AddSeconds(at)))]);

        Assert.Equal(8, counts.LeftOut);
    }

    [Fact]
    public void One_customers_conduct_is_not_held_against_another()
    {
        var acts = Enumerable.Range(0, 16).Select(
            act => View(act, Start.AddSeconds(act)) with { Customer = new($"c{act % 4}") });

        Assert.Equal(0, LeftOutOf(acts, Lax.With(perMinute: 5)));
    }

    [Fact]
    public void What_was_counted_of_a_program_is_taken_back()
    {
        Interaction[] anna = [View(1, Start), View(2, Start.AddMinutes(1)), View(3, Start.AddMinutes(3))];
        var program = Enumerable.Range(0, 8).Select(
            act => View(act % 5, Start.AddSeconds(200 + act)) with { Customer = new("program") });
        using var alone = Count(anna, Lax.With(perMinute: 5));
        using var counts = Count([.. anna, .. program], Lax.With(perMinute: 5));

        var popular = counts.Popular().Where(scored => scored.Score > 1e-6).Select(scored => scored.Product);

        Assert.Equal(alone.Popular().Select(scored => scored.Product), popular);
        Assert.Equal(alone.Score([new("p1"), new("p2")]), counts.Score([new("p1"), new("p2")]));
        Assert.Empty(counts.Score([new("p0"), new("p4")]));
    }

    private DateTimeOffset Unevenly(int act) => Start.AddMinutes((act * 3) + (2 * _chance.NextDouble()));

    private static StoreCounts Count(IReadOnlyList<Interaction> acts, ConductOptions options)
    {
        var counts = new StoreCounts(new(), TimeProvider.System, options);
        counts.Apply([.. acts.Select((act, at) => new LoggedStep(at + 1, act))]);
        return counts;
    }

    private static long LeftOutOf(IEnumerable<Interaction> acts, ConductOptions options)
    {
        using var counts = Count([.. acts], options);
        return counts.LeftOut;
    }

    private static Interaction Buy(int product, DateTimeOffset at) => View(product, at) with { Kind = InteractionKind.Purchase };

    private static Interaction View(int product, DateTimeOffset at) => new()
    {
        Id = new("e"),
        Customer = new("anna"),
        Kind = InteractionKind.View,
        Product = new ProductId($"p{product}"),
        OccurredAt = at,
    };
}

internal static class ConductLimits
{
    extension(ConductOptions options)
    {
        public ConductOptions With(int? perMinute = null, int? perDay = null, int? even = null) => new()
        {
            MaxPerMinute = perMinute ?? options.MaxPerMinute,
            MaxPerDay = perDay ?? options.MaxPerDay,
            MaxOfOneProduct = options.MaxOfOneProduct,
            MaxEven = even ?? options.MaxEven,
            MaxOrdersPerDay = options.MaxOrdersPerDay,
            MaxLinesOfOneProduct = options.MaxLinesOfOneProduct,
        };
    }
}
