namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The part that each distribution has in the chance of a product to be next (<see cref="ProductScores"/>); they sum to 1.
/// </summary>
/// <param name="Network">Of the sequence model's softmax.</param>
/// <param name="Counts">Of what follows, or goes with, the history's products.</param>
/// <param name="Own">Of the history's own products, the newest first.</param>
/// <param name="Popular">Of popularity, which orders what the others do not know.</param>
/// <param name="Sharpness">
/// What the network's logits are multiplied by before their softmax: below 1 where it is surer than it is right.
/// </param>
public sealed record ScoreShares(double Network, double Counts, double Own, double Popular, double Sharpness = 1)
{
    /// <summary>
    /// Set by hand, for a store without a model and for a model whose shares could not be learned: the network leads.
    /// </summary>
    public static ScoreShares Default { get; } = new(0.7, 0.285, 0, 0.015);

    /// <summary>Returns the shares where some distributions have nothing to say: the others keep their proportions.</summary>
    internal ScoreShares Among(bool network, bool counts, bool own)
    {
        var (networkShare, countShare, ownShare) = (network ? Network : 0, counts ? Counts : 0, own ? Own : 0);
        var sum = networkShare + countShare + ownShare + Popular;
        return sum > 0
            ? new(networkShare / sum, countShare / sum, ownShare / sum, Popular / sum, Sharpness)
            : new(0, 0, 0, 1, Sharpness);
    }
}
