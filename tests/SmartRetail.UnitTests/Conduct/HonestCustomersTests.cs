using System.Globalization;
using System.IO.Compression;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.UnitTests.Conduct;

/// <summary>The customers of the sample store are wholesalers and people, none of them a program.</summary>
public sealed class HonestCustomersTests
{
    [Fact]
    public void No_order_of_the_sample_store_is_taken_for_impossible()
    {
        using var counts = new StoreCounts(new(), TimeProvider.System, new ConductOptions());

        counts.Apply([.. Read().Select((line, at) => new LoggedStep(at + 1, line))]);

        Assert.InRange(counts.Interactions, 400_000, long.MaxValue);
        Assert.Equal(0, counts.LeftOut);
    }

    // customer,kind,product,occurredAt,quantity,price
    private static IEnumerable<Interaction> Read()
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, "silo", "SampleStore", "interactions.csv.gz"));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            yield return new()
            {
                Id = new("e"),
                Customer = new(fields[0]),
                Kind = Enum.Parse<InteractionKind>(fields[1]),
                Product = new ProductId(fields[2]),
                OccurredAt = DateTimeOffset.Parse(fields[3], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            };
        }
    }
}
