using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>The count models by name, and what they share: scoring one history after the other.</summary>
public abstract class CountModel : ICountModel
{
    private int _items;

    public abstract string Name { get; }

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["popular", "markov", "itemknn"];

    /// <exception cref="ArgumentException">There is no such count model.</exception>
    public static ICountModel Create(string name) => name switch
    {
        "popular" => new PopularModel(),
        "markov" => new MarkovModel(),
        "itemknn" => new ItemKnnModel(),
        _ => throw new ArgumentException($"'{name}' is none of: {string.Join(", ", Names)}", nameof(name)),
    };

    public void Fit(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _items = data.Vocabulary.Count;
        Count(data);
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        for (var row = 0; row < histories.Length; row++)
        {
            var target = scores.Slice(row * _items, _items);
            target.Clear();
            ScoreOne(histories[row].Items.Span, target);
        }
    }

    protected abstract void Count(SequenceDataset data);

    /// <summary>Adds what speaks for each item to <paramref name="scores"/>, which is all zero.</summary>
    protected abstract void ScoreOne(ReadOnlySpan<int> history, Span<float> scores);
}
