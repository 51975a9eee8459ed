using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Blending;

/// <summary>
/// The features of all components in one order: a network's log-probability of each item, the log of what is popular,
/// and the sparse ones.
/// </summary>
internal sealed class FeatureSet
{
    public FeatureSet(IReadOnlyList<BlendComponent> components, SequenceDataset training, bool maskSeen)
    {
        Items = training.Vocabulary.Count;
        Networks = [.. components.Where(component => component.IsNetwork)];
        var counts = components.Where(component => !component.IsNetwork).ToArray();
        var backgrounds = counts.Where(component => HasBackground(component, counts)).ToArray();
        Backgrounds = [.. backgrounds.Select(component => LogShares((CountModel)component.Scorer))];
        Sparse =
        [
            .. counts.Where(component => component.Scorer is not PopularModel)
                .Select(component => ToSparse(component, maskSeen)),
        ];
        Names =
        [
            .. Networks.Select(component => component.Name),
            .. backgrounds.Select(component => $"{component.Name}.background"),
            .. Sparse.SelectMany(features => features.Names),
        ];
    }

    public int Items { get; }

    public IReadOnlyList<BlendComponent> Networks { get; }

    /// <summary>Of each component that speaks for items whoever asks, one value an item.</summary>
    public IReadOnlyList<float[]> Backgrounds { get; }

    public IReadOnlyList<SparseFeatures> Sparse { get; }

    /// <summary>The networks' names first, then the backgrounds', then the sparse features'.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// The weights without evidence, where no case can be answered: the product of the networks' probabilities, and the
    /// counts by their first features.
    /// </summary>
    public double[] Prior
    {
        get
        {
            var weights = new double[Names.Count];
            Array.Fill(weights, 1, 0, Networks.Count);
            var column = FirstSparse;
            foreach (var sparse in Sparse)
            {
                weights[column] = 1;
                column += sparse.Names.Count;
            }

            return weights;
        }
    }

    public int FirstSparse => Networks.Count + Backgrounds.Count;

    // The own items of a customer come before the popular ones; those are left to the model of that name.
    private static bool HasBackground(BlendComponent component, BlendComponent[] counts) =>
        component.Scorer is PopularModel
        || (component.Scorer is CountModel { Background.IsEmpty: false }
            && !counts.Any(other => other.Scorer is PopularModel));

    private static float[] LogShares(CountModel counts)
    {
        var shares = counts.Background.ToArray();
        var total = shares.Sum(share => (double)share);
        // Half of what an item has on average would be much for one nobody touched; a hundredth is about never.
        var floor = 0.01 * Math.Max(total, 1) / shares.Length;
        return Array.ConvertAll(shares, share => (float)Math.Log((share + floor) / (Math.Max(total, 1) * 1.01)));
    }

    private SparseFeatures ToSparse(BlendComponent component, bool maskSeen) => component.Scorer is RepeatModel repeat
        ? new OwnItemFeatures(component.Name, repeat)
        : new CountFeatures(component, Items, maskSeen);
}
