using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.UnitTests.Api;

/// <summary>Recommends a teapot to everybody, and remembers what it was asked.</summary>
internal sealed class InMemoryRecommendations(string key) : IRecommendationGrain
{
    public RecommendationRequest? LastRequest { get; private set; }

    public PageRequest? LastPage { get; private set; }

    public Task<RecommendationList> Recommend(
        RecommendationRequest request, CancellationToken cancellationToken = default)
    {
        LastRequest = request;
        var reason = new Reason(new ProductId("cup"), InteractionKind.AddToCart, 0.4, "Because you chose a cup");
        return Task.FromResult(new RecommendationList(
            new("r-1"),
            RetailGrains.ReadCustomerKey(key).Customer,
            42,
            new ModelVersion(3),
            118,
            RecommendationTier.Personal,
            [new(new("teapot"), 1, 0.93, request.Explain ? [reason] : [])])
        {
            Next = ListContinuation.After(request.After, [new("teapot")], count: 1),
        });
    }

    public Task<RankedList> Rank(RankRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new RankedList(
            new("r-2"),
            RetailGrains.ReadCustomerKey(key).Customer,
            42,
            new ModelVersion(3),
            118,
            RecommendationTier.Session,
            [new(request.Products[^1], 1, 0.5, !request.Drop)],
            [new(request.Slot ?? "no slot")]));

    public Task<Explanation?> Explain(
        ProductId product, RecommendationRequest request, CancellationToken cancellationToken = default)
    {
        LastRequest = request;
        return Task.FromResult<Explanation?>(new()
        {
            Product = product,
            Customer = RetailGrains.ReadCustomerKey(key).Customer,
            ProfileVersion = 42,
            ModelVersion = null,
            CatalogVersion = 118,
            Tier = RecommendationTier.Counts,
            Outcome = product.Value == "hidden" ? ExplanationOutcome.Filtered : ExplanationOutcome.Outranked,
            Score = 0.25,
            LastShownScore = 0.75,
            Filter = product.Value == "hidden" ? FilterReason.HiddenByRule : null,
            HiddenBy = product.Value == "hidden" ? "not yet" : null,
            Effects = [new(ScoreEffectKind.Bury, "dear", 0.5)],
            Causes = [new(new("cup"), InteractionKind.View, DateTimeOffset.UnixEpoch, 0.4)],
        });
    }

    public Task<ListPreview?> Preview(
        StoreSettings settings, RecommendationRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult<ListPreview?>(new([], 42, null, RecommendationTier.Counts, []));

    public Task<RecommendationPage> GetPage(PageRequest request, CancellationToken cancellationToken = default)
    {
        LastPage = request;
        return Task.FromResult(new RecommendationPage(
            RetailGrains.ReadCustomerKey(key).Customer,
            42,
            new ModelVersion(3),
            118,
            [
                .. request.Slots.Select((slot, at) => new PageSlot(
                    slot.Slot,
                    slot.List,
                    new($"r-{at + 1}"),
                    slot.List == PageList.ForYou ? RecommendationTier.Personal : null,
                    [new(new($"{slot.Count} of {slot.Category}"), 1, 0.5, [])])),
            ]));
    }

    public Task<RecommendationRecord?> Recall(
        RecommendationId recommendation, CancellationToken cancellationToken = default) =>
        Task.FromResult(recommendation.Value != "r-1" ? null : new RecommendationRecord(
            recommendation,
            RetailGrains.ReadCustomerKey(key).Customer,
            DateTimeOffset.UnixEpoch,
            "home",
            RecommendationTier.Personal,
            42,
            new ModelVersion(3),
            118,
            7,
            9,
            [new(new("teapot"), 1, 0.25, true)],
            [ReplayObstacle.CatalogNotKept],
            new([new(new("cup"), 1, 0.5, IsSame: false)]) { IsSame = false }));
}
