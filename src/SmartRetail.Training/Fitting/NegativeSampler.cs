namespace SmartRetail.Training.Fitting;

/// <summary>
/// Draws items by a power of their popularity, with what each one's logit is corrected by: the logarithm of how often it
/// is expected in the sample (Bengio and Senécal 2008). Without the correction popular items are pushed down too far.
/// </summary>
internal sealed class NegativeSampler
{
    private readonly double[] _cumulative;
    private readonly float[] _corrections;
    private readonly Random _random;

    /// <param name="popularity">How often each item occurs in the training data.</param>
    public NegativeSampler(IReadOnlyList<int> popularity, double power, int count, int seed)
    {
        Items = new int[count];
        Corrections = new float[count];
        _random = new(seed);
        _cumulative = new double[popularity.Count];
        var sum = 0.0;
        for (var item = 0; item < _cumulative.Length; item++)
        {
            // An item that only held-out interactions name is drawn as if it had been seen once.
            sum += Math.Pow(Math.Max(popularity[item], 1), power);
            _cumulative[item] = sum;
        }

        _corrections = new float[_cumulative.Length];
        for (var item = 0; item < _cumulative.Length; item++)
        {
            var weight = _cumulative[item] - (item > 0 ? _cumulative[item - 1] : 0);
            _corrections[item] = (float)Math.Log(count * weight / sum);
        }
    }

    /// <summary>The items drawn last, ascending; one may occur more than once.</summary>
    public int[] Items { get; }

    /// <summary>What is taken off the logit of each.</summary>
    public float[] Corrections { get; }

    public void Draw()
    {
        for (var at = 0; at < Items.Length; at++)
        {
            var place = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
            Items[at] = Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
        }

        Array.Sort(Items);
        for (var at = 0; at < Items.Length; at++)
        {
            Corrections[at] = _corrections[Items[at]];
        }
    }
}
