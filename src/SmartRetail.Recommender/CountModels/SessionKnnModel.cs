using System.Collections.Concurrent;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Neighborhoods of sequences. A training sequence n is as similar to a history as the weights of the items they share,
/// h^j for the item j positions before the history's end, over |n|^p. The most similar ones vote for their items with
/// sim(n) · d^(distance to the newest shared item - 1), less for what came before it. This is STAN (Garg et al. 2019)
/// without the sessions' age, a sequence- and time-aware form of the VS-KNN that Ludewig and Jannach 2018 found as good
/// as most networks on sessions.
/// </summary>
public sealed class SessionKnnModel(SessionKnnOptions? options = null) : CountModel
{
    private readonly SessionKnnOptions _options = options ?? new();
    private ConcurrentBag<Neighborhood> _idle = [];
    private Occurrences? _occurrences;
    private SequenceDataset? _data;
    private float[] _lengthWeights = [];

    public override string Name => "sessionknn";

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
        if (_data is null || _occurrences is null)
        {
            return;
        }

        if (!_idle.TryTake(out var neighborhood))
        {
            neighborhood = new(_data.Customers);
        }

        Gather(history.Items.Span, neighborhood, _occurrences);
        foreach (var (neighbor, similarity) in neighborhood.Nearest(_options.Neighbors, _lengthWeights))
        {
            Vote(_data.ItemsOf(neighbor).Span, neighborhood.SharedAt(neighbor), similarity, scores);
        }

        neighborhood.Clear();
        _idle.Add(neighborhood);
    }

    private protected override void Count(SequenceDataset data)
    {
        _data = data;
        _occurrences = new(data);
        _idle = [];
        _lengthWeights = new float[data.Customers];
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var length = Math.Max(1, data.ItemsOf(customer).Length);
            _lengthWeights[customer] = (float)Math.Pow(length, -_options.LengthPower);
        }
    }

    private void Gather(ReadOnlySpan<int> history, Neighborhood neighborhood, Occurrences occurrences)
    {
        var weight = 1.0;
        for (var at = history.Length - 1; at >= Math.Max(0, history.Length - _options.HistoryOrder); at--)
        {
            if (!history[(at + 1)..].Contains(history[at]))
            {
                var places = occurrences.Of(history[at]);
                neighborhood.Share(places[Math.Max(0, places.Length - _options.Sample)..], (float)weight);
            }

            weight *= _options.HistoryDecay;
        }
    }

    private void Vote(ReadOnlySpan<int> items, int sharedAt, float similarity, ItemScores scores)
    {
        var vote = (double)similarity;
        for (var at = sharedAt + 1; at < items.Length && vote > 0; at++)
        {
            scores.Add(items[at], (float)vote);
            vote *= _options.DistanceDecay;
        }

        vote = similarity * _options.BeforeShare;
        for (var at = sharedAt - 1; at >= 0 && vote > 0; at--)
        {
            scores.Add(items[at], (float)vote);
            vote *= _options.DistanceDecay;
        }
    }
}
