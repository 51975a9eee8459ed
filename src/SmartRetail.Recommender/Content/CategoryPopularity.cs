using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Content;

/// <summary>
/// The floor for products without interactions: an item scores the mean number of training interactions of the products of
/// its category, itself left out, whoever asks; without a category, the mean of all. What a catalog with categories and no
/// model can say of a new product.
/// </summary>
public sealed class CategoryPopularity : ISequenceScorer
{
    public const string Name = "categorypopular";
    private readonly float[] _scores;

    public CategoryPopularity(SequenceDataset training, ProductContent content)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentOutOfRangeException.ThrowIfNotEqual(content.Items, training.Vocabulary.Count);
        var counts = training.CountItems();
        var categories = new Dictionary<string, (long Sum, int Products)>(StringComparer.Ordinal);
        for (var item = 0; item < counts.Length; item++)
        {
            if (content.CategoryOf(item) is { } category)
            {
                var (sum, products) = categories.GetValueOrDefault(category);
                categories[category] = (sum + counts[item], products + 1);
            }
        }

        var all = counts.Length == 0 ? 0 : counts.Average();
        _scores = new float[counts.Length];
        for (var item = 0; item < counts.Length; item++)
        {
            var (sum, products) = content.CategoryOf(item) is { } category ? categories[category] : default;
            _scores[item] = (float)(products > 1 ? (double)(sum - counts[item]) / (products - 1) : all);
        }
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        for (var row = 0; row < histories.Length; row++)
        {
            _scores.CopyTo(scores[(row * _scores.Length)..]);
        }
    }
}
