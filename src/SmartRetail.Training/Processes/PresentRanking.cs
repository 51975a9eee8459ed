using SmartRetail.Contracts;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Training.Processes;

/// <summary>
/// The ranking that a store goes on with unless the fitted model goes live: the active model beside the counts of today and
/// with the products that are new to it, or the counts blended as they are where there is no model.
/// </summary>
/// <remarks>
/// The active model has not seen what it is judged by here: it was fitted without what was each customer's last session then,
/// and each one's last session of today is that one or a later one.
/// </remarks>
/// <param name="Against">Null for the counts.</param>
/// <param name="Note">Why it is not the active model, where there is one.</param>
internal sealed record PresentRanking(ModelVersion? Against, string? Note, MixtureScorer Scorer)
{
    /// <param name="against">The active version; null where there is none.</param>
    /// <param name="counts">Of the training part.</param>
    public static async Task<PresentRanking> CreateAsync(
        StoreId store,
        ModelVersion? against,
        PublishedModels models,
        EvaluationSplit split,
        StoreCounts counts,
        CatalogContent catalog,
        CancellationToken cancellationToken)
    {
        var historyLength = new RankingOptions().HistoryLength;
        var vocabulary = split.Training.Vocabulary;
        var replica = new CatalogReplica();
        replica.Load(catalog);
        var (model, note) = against is { } version
            ? await models.OpenAsync(store, version, cancellationToken)
            : (null, null);
        var view = new StoreView(replica, counts, model) { Newcomers = Newcomers.None.Update(replica, model) };
        return new(model is null ? null : against, note, new(view, vocabulary, historyLength));
    }
}
