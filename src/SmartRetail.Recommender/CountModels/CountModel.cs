using System.Collections.Concurrent;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>The count models by name, and what they share: scoring one history after the other.</summary>
public abstract class CountModel : ICountModel
{
    // One accumulator for each thread that is scoring: a new one would cost the vocabulary for every call.
    private ConcurrentBag<ItemScores> _idle = [];
    private int _items;

    public abstract string Name { get; }

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["popular", "markov", "transitions", "itemknn", "copurchase", "sessionknn", "repeat"];

    /// <summary>What speaks for each item whoever asks; empty where nothing does.</summary>
    internal virtual ReadOnlySpan<float> Background => [];

    /// <exception cref="ArgumentException">There is no such count model.</exception>
    public static ICountModel Create(string name) => name switch
    {
        "popular" => new PopularModel(),
        "markov" => new MarkovModel(),
        "transitions" => new TransitionModel(),
        "itemknn" => new ItemKnnModel(),
        "copurchase" => new CoPurchaseModel(),
        "sessionknn" => new SessionKnnModel(),
        "repeat" => new RepeatModel(),
        _ => throw new ArgumentException($"'{name}' is none of: {string.Join(", ", Names)}", nameof(name)),
    };

    public void Fit(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _items = data.Vocabulary.Count;
        _idle = [];
        Count(data);
    }

    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        var sums = Rent();
        for (var row = 0; row < histories.Length; row++)
        {
            var target = scores.Slice(row * _items, _items);
            if (Background.IsEmpty)
            {
                target.Clear();
            }
            else
            {
                Background.CopyTo(target);
            }

            ScoreOne(histories[row], sums);
            sums.AddTo(target);
            sums.Clear();
        }

        Return(sums);
    }

    /// <summary>An accumulator of this model's items, all zero; to be given back so, too.</summary>
    internal ItemScores Rent() => _idle.TryTake(out var scores) ? scores : new(_items);

    internal void Return(ItemScores scores) => _idle.Add(scores);

    /// <summary>Adds what the history speaks for to <paramref name="scores"/>, which is all zero.</summary>
    internal abstract void ScoreOne(in InteractionSequence history, ItemScores scores);

    private protected abstract void Count(SequenceDataset data);
}
