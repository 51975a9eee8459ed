namespace SmartRetail.Training.Fitting;

/// <summary>
/// Draws items by a power of their popularity, with what each one's logit is corrected by: the logarithm of how often it
/// is expected in the sample (Bengio and Senécal 2008). Without the correction popular items are pushed down too far.
/// An item without training interactions is never drawn: pushing it away would teach that new products are wrong.
/// </summary>
internal sealed class NegativeSampler
{
    private readonly double[] _cumulative;
    private readonly float[] _corrections;

    /// <param name="popularity">How often each item occurs in the training data.</param>
    /// <param name="count">How many are drawn for a batch.</param>
    public NegativeSampler(IReadOnlyList<int> popularity, double power, int count)
    {
        Items = new int[count];
        Corrections = new float[count];
        _cumulative = new double[popularity.Count];
        var sum = 0.0;
        for (var item = 0; item < _cumulative.Length; item++)
        {
            sum += popularity[item] > 0 ? Math.Pow(popularity[item], power) : 0;
            _cumulative[item] = sum;
        }

        _corrections = new float[_cumulative.Length];
        for (var item = 0; item < _cumulative.Length; item++)
        {
            var weight = _cumulative[item] - (item > 0 ? _cumulative[item - 1] : 0);
            _corrections[item] = weight > 0 ? (float)Math.Log(count * weight / sum) : 0;
        }
    }

    /// <summary>The items drawn last, ascending; one may occur more than once.</summary>
    public int[] Items { get; }

    /// <summary>What is taken off the logit of each.</summary>
    public float[] Corrections { get; }

    /// <summary>What a fit draws negatives by; null where its loss takes all items.</summary>
    /// <param name="popularity">How often each item occurs in the training data.</param>
    public static NegativeSampler? Create(int[] popularity, FitOptions options) => options.Loss switch
    {
        SequenceLoss.BinaryCrossEntropy => new(popularity, options.NegativePower, 0),
        SequenceLoss.SampledSoftmax when popularity.Count(count => count > 0) > options.Negatives =>
            new(popularity, options.NegativePower, options.Negatives),
        _ => null,
    };

    /// <summary>Draws the sample that a batch shares.</summary>
    public void Draw(Random random)
    {
        for (var at = 0; at < Items.Length; at++)
        {
            Items[at] = DrawOne(random);
        }

        Array.Sort(Items);
        for (var at = 0; at < Items.Length; at++)
        {
            Corrections[at] = _corrections[Items[at]];
        }
    }

    public int DrawOne(Random random)
    {
        // An item without weight ends where the one before it does, and a search may stop there.
        var place = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        place = Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
        while (place > 0 && _cumulative[place] <= _cumulative[place - 1])
        {
            place--;
        }

        return place;
    }
}
