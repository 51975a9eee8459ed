using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// A list as it was answered, for as long as the same is asked for and the catalog is the same: what the list was made of and
/// checked against is then what holds now. Time alone takes nothing out of a list; what it lets in again, such as what was
/// bought long ago, comes with the next ranking.
/// </summary>
internal sealed class KeptList
{
    private readonly RecommendationRequest _request;
    private readonly ComposedList _composed;

    private KeptList(RecommendationRequest request, ComposedList composed) => (_request, _composed) = (request, composed);

    /// <summary>Returns null for a list that would be another one when it is asked for again, or seldom is.</summary>
    /// <param name="composed">
    /// The version of its catalog was read before any of it was made, so that a change in between is told by the version.
    /// </param>
    public static KeptList? Of(RecommendationRequest request, ComposedList composed, StoreRules rules) =>
        rules.ExplorationShare > 0 || rules.ScoresReadContext || !IsCommon(request) ? null
            // That chance had no part in it is known, and need not be kept for each product.
            : new(request, composed with { Explored = null });

    /// <summary>Returns the list, under an id of its own, if it is what the request asks for now; else null.</summary>
    public ComposedList? Find(RecommendationRequest request, StoreView view, RecommendationIds ids) =>
        _composed.List.CatalogVersion == view.Catalog.Version && IsSame(request)
            ? _composed with { List = _composed.List with { RecommendationId = ids.Next() } }
            : null;

    private bool IsSame(RecommendationRequest request) =>
        IsCommon(request)
        && request.Count == _request.Count
        && request.Slot == _request.Slot
        && request.Category == _request.Category
        && request.Brand == _request.Brand
        && request.MinPrice == _request.MinPrice
        && request.MaxPrice == _request.MaxPrice
        && request.Diversity.Equals(_request.Diversity);

    private static bool IsCommon(RecommendationRequest request) =>
        !request.Explain && request.After is null && request.Exclude.IsDefaultOrEmpty && request.Context.IsEmpty;
}
