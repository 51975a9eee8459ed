namespace SmartRetail.LoadTests.Calls;

/// <summary>
/// The calls of a shop's frontend, each made once. What is not answered as it should be throws
/// <see cref="CallFailedException"/>.
/// </summary>
internal interface IStoreCalls : IAsyncDisposable
{
    /// <summary>What the store cannot be asked, or held to. Default: nothing.</summary>
    StoreGaps Gaps => StoreGaps.None;

    /// <param name="known">The customer's version that was acknowledged last; 0 for none.</param>
    Task<ShownList> RecommendAsync(string customer, int count, long known, CancellationToken cancellationToken);

    Task<ShownList> ListSimilarAsync(string product, int count, CancellationToken cancellationToken);

    Task<ShownList> ListBoughtTogetherAsync(string product, int count, CancellationToken cancellationToken);

    Task<ShownList> ListPopularAsync(int count, CancellationToken cancellationToken);

    Task<ShownList> SearchAsync(string text, int count, CancellationToken cancellationToken);

    Task<RecordAnswer> RecordAsync(string customer, IReadOnlyList<Act> acts, CancellationToken cancellationToken);

    /// <summary>Lets what the anonymous customer did count for the known one; returns the known one's version.</summary>
    Task<long> MergeAsync(string known, string anonymous, CancellationToken cancellationToken);

    /// <summary>Returns how many interactions the store has of the customer: each makes one version.</summary>
    Task<long> GetVersionAsync(string customer, CancellationToken cancellationToken);

    /// <summary>Returns a part of what can be bought, most popular first; an empty one behind the end.</summary>
    Task<IReadOnlyList<StoreProduct>> ListProductsAsync(int offset, CancellationToken cancellationToken);

    /// <summary>Changes a product's stock; returns when every silo holds it.</summary>
    Task PutStockAsync(StoreProduct product, int? stock, CancellationToken cancellationToken);
}
