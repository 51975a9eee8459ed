using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>Makes the counts that a silo would have had, if the log had ended where a training part does.</summary>
public static class CountReplay
{
    private const int BatchSize = 10_000;

    /// <summary>Counts all interactions in the order of their times; without times, customer by customer.</summary>
    public static StoreCounts Of(SequenceDataset training, LiveCountOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(training);
        var places = new (int Customer, int At)[training.Interactions];
        var times = new long[training.Interactions];
        var filled = 0;
        for (var customer = 0; customer < training.Customers; customer++)
        {
            var sequence = training.SequenceOf(customer);
            for (var at = 0; at < sequence.Length; at++)
            {
                places[filled] = (customer, at);
                times[filled++] = sequence.Times.IsEmpty ? 0 : sequence.Times.Span[at];
            }
        }

        // A stable order, for the lines of one order share their time.
        var order = Enumerable.Range(0, filled).OrderBy(place => times[place]);
        var counts = new StoreCounts(options, clock);
        var position = 0L;
        foreach (var batch in order.Chunk(BatchSize))
        {
            counts.Apply(Array.ConvertAll(batch, place => new LoggedStep(++position, At(training, places[place]))));
        }

        return counts;
    }

    private static Interaction At(SequenceDataset training, (int Customer, int At) place)
    {
        var sequence = training.SequenceOf(place.Customer);
        return new()
        {
            Id = new("replayed"),
            Customer = new($"c{place.Customer}"),
            Product = training.Vocabulary[sequence.Items.Span[place.At]],
            Kind = sequence.KindAt(place.At),
            OccurredAt = DateTimeOffset.FromUnixTimeMilliseconds(sequence.Times.IsEmpty ? 0 : sequence.Times.Span[place.At]),
        };
    }
}
