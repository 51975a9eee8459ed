using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Sequences;

/// <summary>What preparation leaves out, one filter at a time, and what it says about it.</summary>
public sealed class PreparationTests
{
    private const double Second = 1 / 60.0;

    [Fact]
    public void The_core_is_cut_until_both_bounds_hold()
    {
        // Without eve, who has one interaction, pot has one too; without pot, bob has one.
        (string, string, double)[] log =
        [
            ("ann", "tea", 1), ("ann", "cup", 2), ("dan", "tea", 1), ("dan", "cup", 2),
            ("bob", "tea", 1), ("bob", "pot", 2), ("eve", "pot", 1),
        ];
        var bounds = SequencePreparation.Everything with { MinItemInteractions = 2, MinCustomerInteractions = 2 };

        var once = Build(bounds, log).Data;
        var (core, report) = Build(bounds with { IsCore = true }, log);

        Assert.Equal(3, once.Customers);
        Assert.Equal(2, core.Customers);
        Assert.Equal(["tea", "cup"], core.Vocabulary.Products.Select(product => product.Value));
        Assert.Equal(3, report.LeftOut[LeftOutReason.Rare]);
    }

    [Fact]
    public void A_double_click_is_left_out_and_the_same_again_later_is_not()
    {
        var (data, report) = Build(
            SequencePreparation.Everything with { DuplicateGap = TimeSpan.FromSeconds(2) },
            ("ann", "tea", 0), ("ann", "cup", Second), ("ann", "tea", 2 * Second), ("ann", "cup", 9 * Second));

        Assert.Equal(["tea", "cup", "cup"], Products(data, 0));
        Assert.Equal(1, report.LeftOut[LeftOutReason.Duplicate]);
    }

    [Fact]
    public void Another_kind_or_another_customer_is_no_duplicate()
    {
        var builder = new SequenceBuilder(
            SequencePreparation.Everything with { DuplicateGap = TimeSpan.FromMinutes(1), RepeatGap = TimeSpan.Zero });
        builder.Add(Interaction("ann", "tea", 0) with { Kind = InteractionKind.View });
        builder.Add(Interaction("ann", "tea", Second) with { Kind = InteractionKind.AddToCart });
        builder.Add(Interaction("bob", "tea", 0) with { Kind = InteractionKind.View });

        Assert.Equal(3, builder.Build().Interactions);
    }

    [Theory]
    [InlineData(4, 20, false)]
    [InlineData(4, 19.9, true)]
    [InlineData(3, 1, false)]
    public void Who_ever_does_more_in_a_minute_than_people_can_is_left_out(int clicks, double pause, bool isBot)
    {
        // Three are allowed, and three pauses of 20 seconds are a minute.
        var log = Enumerable.Range(0, clicks).Select(click => ("bot", $"p{click}", 5 + (click * pause * Second)))
            .Append(("ann", "tea", 5));

        var (data, report) = BuildViews(SequencePreparation.Everything with { MaxPerMinute = 3 }, [.. log]);

        Assert.Equal(isBot ? 1 : 2, data.Customers);
        Assert.Equal(isBot ? 1 : 0, report.BotCustomers);
        Assert.Equal(isBot ? clicks : 0, report.LeftOut.GetValueOrDefault(LeftOutReason.Bot));
    }

    [Fact]
    public void Who_does_more_in_a_day_than_people_do_is_left_out()
    {
        var log = Enumerable.Range(0, 11).Select(click => ("bot", $"p{click}", click * 143.0))
            .Concat(Enumerable.Range(0, 11).Select(click => ("ann", $"p{click}", click * 144.0)));

        var (data, report) = BuildViews(SequencePreparation.Everything with { MaxPerDay = 10 }, [.. log]);

        Assert.Equal(1, data.Customers);
        Assert.Equal(144 * 60_000, data.TimesOf(0).Span[1]);
        Assert.Equal(11, report.LeftOut[LeftOutReason.Bot]);
    }

    [Fact]
    public void Who_acts_as_a_clock_does_is_left_out()
    {
        var log = Enumerable.Range(0, 40).Select(click => ("bot", $"p{click}", click * 7 * Second))
            .Concat(Enumerable.Range(0, 40).Select(click => ("ann", $"p{click}", click * click * Second)));

        var (data, report) = BuildViews(SequencePreparation.Everything with { Conduct = new() }, [.. log]);

        Assert.Equal(1, data.Customers);
        Assert.Equal((1, 40), (report.BotCustomers, report.LeftOut[LeftOutReason.Bot]));
    }

    [Fact]
    public void The_lines_of_a_large_order_are_no_bot()
    {
        var log = Enumerable.Range(0, 50).Select(line => ("ann", $"p{line}", 3.0));

        var (data, report) = Build(
            SequencePreparation.Everything with { MaxPerMinute = 3, MaxPerDay = 3 }, [.. log]);

        Assert.Equal(50, data.Interactions);
        Assert.Equal(0, report.BotCustomers);
    }

    [Fact]
    public void Removed_products_are_left_out_of_sequences_and_vocabulary()
    {
        var (data, report) = Build(
            SequencePreparation.Everything with { IsRemoved = product => product.Value == "pot" },
            ("ann", "tea", 1), ("ann", "pot", 2), ("ann", "cup", 3));

        Assert.Equal(["tea", "cup"], Products(data, 0));
        Assert.Equal(2, data.Vocabulary.Count);
        Assert.Equal(1, report.LeftOut[LeftOutReason.RemovedProduct]);
    }

    [Fact]
    public void A_repeat_in_a_row_that_comes_after_the_gap_is_kept()
    {
        var (data, report) = Build(
            SequencePreparation.Everything with { RepeatGap = TimeSpan.FromMinutes(30) },
            ("ann", "tea", 0), ("ann", "tea", 30), ("ann", "tea", 60), ("ann", "tea", 91));

        Assert.Equal([0, 91 * 60_000], data.TimesOf(0).ToArray());
        Assert.Equal(2, report.LeftOut[LeftOutReason.Repeat]);
    }

    [Fact]
    public void What_stands_for_repeats_has_the_strongest_of_their_kinds()
    {
        var builder = new SequenceBuilder(SequencePreparation.Everything with { RepeatGap = TimeSpan.FromMinutes(30) });
        builder.Add(Interaction("ann", "tea", 1) with { Kind = InteractionKind.View });
        builder.Add(Interaction("ann", "tea", 2) with { Kind = InteractionKind.Purchase });
        builder.Add(Interaction("ann", "tea", 3) with { Kind = InteractionKind.View });

        var sequence = builder.Build().SequenceOf(0);

        Assert.Equal([(byte)InteractionKind.Purchase], sequence.Kinds.ToArray());
        Assert.Equal([60_000], sequence.Times.ToArray());
    }

    [Fact]
    public void The_report_accounts_for_every_interaction()
    {
        var builder = new SequenceBuilder(new() { MaxInteractions = 3, IsRemoved = product => product.Value == "gone" });
        builder.Add(Interaction("ann", "tea", 0) with { Kind = InteractionKind.Return });
        foreach (var (customer, product, minute) in new[]
        {
            ("ann", "tea", 1.0), ("ann", "cup", 2), ("ann", "gone", 3), ("ann", "cup", 3), ("ann", "tea", 4), ("ann", "cup", 5),
            ("ann", "rare", 6), ("ann", "cup", 5 + (Second / 2)), ("bob", "tea", 1),
        })
        {
            builder.Add(Interaction(customer, product, minute));
        }

        var kept = builder.Build().Interactions;

        var report = builder.Report!;
        Assert.Equal(10, report.Given);
        Assert.Equal(3, kept);
        Assert.Equal(
            "kept 3 of 10 interactions; left out: 1 Kind, 1 RemovedProduct, 1 Duplicate, 1 Rare, 1 Repeat, 1 Old, "
            + "1 SmallCustomer",
            report.ToString());
    }

    [Fact]
    public void Needs_twenty_one_bytes_an_interaction_beside_the_dataset()
    {
        const int Interactions = 1_000_000;
        var builder = new SequenceBuilder(new());
        var interaction = Interaction("ann", "tea", 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var at = 0; at < Interactions; at++)
        {
            builder.Add(interaction);
        }

        builder.Build();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Interactions, builder.Report!.Given);
        Assert.InRange((double)allocated / Interactions, 21, 23);
    }

    private static (SequenceDataset Data, PreparationReport Report) Build(
        SequencePreparation preparation, params (string Customer, string Product, double Minute)[] log) =>
        Build(preparation, InteractionKind.Purchase, log);

    private static (SequenceDataset Data, PreparationReport Report) BuildViews(
        SequencePreparation preparation, params (string Customer, string Product, double Minute)[] log) =>
        Build(preparation, InteractionKind.View, log);

    private static (SequenceDataset Data, PreparationReport Report) Build(
        SequencePreparation preparation, InteractionKind kind, (string Customer, string Product, double Minute)[] log)
    {
        var builder = new SequenceBuilder(preparation);
        foreach (var (customer, product, minute) in log)
        {
            builder.Add(Interaction(customer, product, minute) with { Kind = kind });
        }

        return (builder.Build(), builder.Report!);
    }

    private static Interaction Interaction(string customer, string product, double minute) => new()
    {
        Id = new("i"),
        Customer = new(customer),
        Kind = InteractionKind.Purchase,
        Product = new(product),
        OccurredAt = DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(minute * 60_000)),
    };

    private static string[] Products(SequenceDataset data, int customer) =>
        Array.ConvertAll(data.ItemsOf(customer).ToArray(), item => data.Vocabulary[item].Value);
}
