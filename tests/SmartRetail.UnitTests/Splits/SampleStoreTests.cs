using System.Globalization;
using System.IO.Compression;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.UnitTests.Splits;

/// <summary>
/// The sample store's invoices, whose counts are known: 1,998 customers have three or more, and the lines of an invoice
/// share one minute.
/// </summary>
public sealed class SampleStoreTests
{
    private static readonly IReadOnlyList<Interaction> Log = ReadLog();

    [Fact]
    public void Every_customer_with_three_invoices_is_a_case_whose_targets_are_the_products_of_the_last()
    {
        var data = Prepare(SequencePreparation.Everything);

        var split = new LastSessionSplit(TimeSpan.Zero).Split(data);

        var expected = Log.Where(interaction => interaction.Kind == InteractionKind.Purchase)
            .GroupBy(interaction => interaction.Customer)
            .Select(own => own.GroupBy(interaction => interaction.OccurredAt).OrderBy(invoice => invoice.Key).ToList())
            .Where(invoices => invoices.Count >= 3)
            .Select(invoices => invoices[^1].Select(interaction => interaction.Product).Distinct().Count());
        Assert.Equal(1_998, split.Test.Count);
        Assert.Equal(expected, split.Test.Select(held => held.Relevant.Length));
    }

    // 84 customers have invoices less than half an hour apart.
    [Fact]
    public void A_pause_of_half_an_hour_takes_some_invoices_for_one_session()
    {
        var split = new LastSessionSplit().Split(Prepare(SequencePreparation.Everything));

        Assert.Equal(1_914, split.Test.Count);
    }

    // Why protocols are prepared with Everything: 26 customers order one product again and again, which training takes
    // for a repeat, and the older invoices of 23 are beyond their newest 200 lines; three are both.
    [Fact]
    public void The_bounds_for_training_would_lose_cases()
    {
        var split = new LastSessionSplit(TimeSpan.Zero).Split(Prepare(new()));

        Assert.Equal(1_952, split.Test.Count);
    }

    private static SequenceDataset Prepare(SequencePreparation preparation)
    {
        var builder = new SequenceBuilder(preparation);
        foreach (var interaction in Log)
        {
            builder.Add(interaction);
        }

        return builder.Build();
    }

    internal static List<Interaction> ReadLog()
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, "silo", "SampleStore", "interactions.csv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        reader.ReadLine();
        var log = new List<Interaction>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            log.Add(new()
            {
                Id = new("i"),
                Customer = new(fields[0]),
                Kind = Enum.Parse<InteractionKind>(fields[1]),
                Product = new(fields[2]),
                OccurredAt = DateTimeOffset.Parse(fields[3], CultureInfo.InvariantCulture),
            });
        }

        return log;
    }
}
