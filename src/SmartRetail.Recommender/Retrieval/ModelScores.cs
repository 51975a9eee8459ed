namespace SmartRetail.Recommender.Retrieval;

/// <summary>
/// What a model scores its items by one query, a customer's sequence or another item: each when it is asked for, and the best
/// of them. Nothing of it changes.
/// </summary>
public abstract class ModelScores
{
    public abstract float this[int item] { get; }

    /// <summary>
    /// Returns the best eligible items, best first, equal scores in the order of the items; fewer than
    /// <paramref name="count"/> only where no more are eligible.
    /// </summary>
    public abstract IReadOnlyList<ScoredItem> Find(ItemBitmap eligible, int count);

    /// <summary>Whether other silos are asked for some of them, so that it pays to say beforehand what will be needed.</summary>
    public virtual bool IsSpread => false;

    /// <summary>
    /// Fetches what the next calls will need where some of the items are in other silos: the best <paramref name="count"/>
    /// of the eligible items or of some of them, and the sum where its sharpness is given.
    /// </summary>
    public virtual ValueTask PrepareAsync(
        ItemBitmap eligible, int count, double? sharpness, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Returns the sum over all items of exp(sharpness × score), as its logarithm.</summary>
    public abstract double LogSum(double sharpness);
}
