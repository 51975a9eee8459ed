using SmartRetail.Contracts.Interactions;

namespace SmartRetail.LoadTests.Peers;

/// <summary>A Gorse server that runs already.</summary>
internal sealed class GorsePeerStore(GorseCalls gorse) : IPeerStore
{
    public Task RecommendAsync(string user, int items, CancellationToken cancellationToken) =>
        gorse.RecommendAsync(user, items, known: 0, cancellationToken);

    public Task InsertAsync(IEnumerable<PeerView> views, CancellationToken cancellationToken)
    {
        var now = GorseTime.Of(TimeProvider.System.GetUtcNow().UtcDateTime);
        GorseFeedback[] rows = [.. views.Select(view => new GorseFeedback(GorseCalls.TypeOf(InteractionKind.View), view.User, view.Product, 1, now))];
        return gorse.InsertFeedbackAsync(rows, cancellationToken);
    }
}
