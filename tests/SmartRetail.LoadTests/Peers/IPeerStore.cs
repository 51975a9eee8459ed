namespace SmartRetail.LoadTests.Peers;

/// <summary>What a peer's protocol asks of a store, one request after another.</summary>
internal interface IPeerStore
{
    /// <summary>Reads the list of a user.</summary>
    Task RecommendAsync(string user, int items, CancellationToken cancellationToken);

    /// <summary>Takes a batch of what users have viewed, in one request; durable when it returns.</summary>
    Task InsertAsync(IEnumerable<PeerView> views, CancellationToken cancellationToken);
}

/// <summary>A view of a product by a user.</summary>
/// <param name="Id">No other view of the user has it.</param>
internal readonly record struct PeerView(string User, string Id, string Product);
