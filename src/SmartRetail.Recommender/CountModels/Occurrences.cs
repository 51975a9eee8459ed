using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Where each item occurs: the inverted index of a dataset. Counting pairs item by item over it needs one accumulator,
/// not an object for each pair.
/// </summary>
internal sealed class Occurrences
{
    private readonly int[] _offsets;
    private readonly Place[] _places;

    public Occurrences(SequenceDataset data)
    {
        _offsets = new int[data.Vocabulary.Count + 1];
        var counts = data.CountItems();
        for (var item = 0; item < counts.Length; item++)
        {
            _offsets[item + 1] = _offsets[item] + counts[item];
        }

        _places = new Place[data.Interactions];
        var next = _offsets.AsSpan(0, counts.Length).ToArray();
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var items = data.ItemsOf(customer).Span;
            for (var at = 0; at < items.Length; at++)
            {
                _places[next[items[at]]++] = new(customer, at);
            }
        }
    }

    /// <summary>The places of an item, by customer and then by time.</summary>
    public ReadOnlySpan<Place> Of(int item) => _places.AsSpan(_offsets[item].._offsets[item + 1]);

    /// <param name="At">The position in the customer's sequence.</param>
    public readonly record struct Place(int Customer, int At);
}
