namespace SmartRetail.Recommender.CountModels;

/// <summary>The training sequences that share items with one history. One thread at a time.</summary>
internal sealed class Neighborhood(int sequences)
{
    private readonly ItemScores _similarities = new(sequences);
    private readonly int[] _sharedAt = new int[sequences];
    private readonly List<(int Sequence, float Similarity)> _nearest = [];

    /// <summary>Takes the places of one item of the history; the newest item comes first.</summary>
    public void Share(ReadOnlySpan<Occurrences.Place> places, float weight)
    {
        for (var at = 0; at < places.Length; at++)
        {
            var (sequence, position) = places[at];
            if (at + 1 < places.Length && places[at + 1].Customer == sequence)
            {
                // The sequence has the item again later, and counts once, by its last place.
                continue;
            }

            if (_similarities[sequence] == 0)
            {
                _sharedAt[sequence] = position;
            }

            _similarities.Add(sequence, weight);
        }
    }

    /// <summary>Where a sequence last has the newest item that it shares.</summary>
    public int SharedAt(int sequence) => _sharedAt[sequence];

    /// <summary>The most similar sequences, of equal ones the later in the data.</summary>
    public IReadOnlyList<(int Sequence, float Similarity)> Nearest(int count, ReadOnlySpan<float> lengthWeights)
    {
        _nearest.Clear();
        foreach (var sequence in _similarities.Items)
        {
            _nearest.Add((sequence, _similarities[sequence] * lengthWeights[sequence]));
        }

        if (_nearest.Count > count)
        {
            _nearest.Sort(static (one, other) => one.Similarity == other.Similarity
                ? other.Sequence.CompareTo(one.Sequence)
                : other.Similarity.CompareTo(one.Similarity));
            _nearest.RemoveRange(count, _nearest.Count - count);
        }

        return _nearest;
    }

    public void Clear() => _similarities.Clear();
}
