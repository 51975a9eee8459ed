using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.ModelTests.Processes;

/// <summary>A log and a catalog that can be read: what a fit needs of a store.</summary>
internal sealed class RecordedLog(IReadOnlyList<Interaction> interactions) : IInteractionLog, ICustomerPrivacy, ICatalogStore
{
    public IReadOnlyList<Interaction> Interactions => interactions;

    /// <summary>The store's products. Default: none, so that all that was acted on counts.</summary>
    public IReadOnlyList<Product> Catalog { get; init; } = [];

    /// <summary>Customers who come once a day and buy three products, each following the one before around a circle.</summary>
    public static RecordedLog OfVisits(
        int products, int customers, int visits, IReadOnlyList<Product>? catalog = null)
    {
        var interactions = new List<Interaction>();
        for (var customer = 0; customer < customers; customer++)
        {
            for (var step = 0; step < visits * 3; step++)
            {
                interactions.Add(new()
                {
                    Id = new($"e{customer}-{step}"),
                    Customer = new($"c{customer}"),
                    Kind = InteractionKind.Purchase,
                    Product = new($"p{(customer + (step * 7)) % products}"),
                    OccurredAt = DateTimeOffset.UnixEpoch.AddDays(step / 3).AddMinutes(step % 3),
                });
            }
        }

        return new(interactions) { Catalog = catalog ?? [] };
    }

    /// <summary>
    /// Customers who come once a day and buy three products, each beside the one before: half of them go up and half of them
    /// down, which only the two before tell.
    /// </summary>
    public static RecordedLog OfWalks(int products, int customers, int visits) => new([
        .. from customer in Enumerable.Range(0, customers)
           from step in Enumerable.Range(0, visits * 3)
           select new Interaction
           {
               Id = new($"e{customer}-{step}"),
               Customer = new($"c{customer}"),
               Kind = InteractionKind.Purchase,
               Product = new($"p{(customer + (products * visits) + (customer % 2 == 0 ? step : -step)) % products}"),
               OccurredAt = DateTimeOffset.UnixEpoch.AddDays(step / 3).AddMinutes(step % 3),
           },
    ]);

    public Task<IReadOnlyList<LoggedInteraction>> ReadAsync(
        StoreId store, long afterPosition, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LoggedInteraction>>([
            .. interactions.Skip((int)afterPosition).Take(limit).Select((interaction, at) =>
                new LoggedInteraction(afterPosition + at + 1, interaction.OccurredAt, true, interaction)),
        ]);

    public Task<long> CountAsync(StoreId store, CancellationToken cancellationToken) =>
        Task.FromResult((long)interactions.Count);

    public Task<long?> GetVersionAsync(StoreId store, CancellationToken cancellationToken) => Task.FromResult<long?>(1);

    public Task<CatalogChanges?> LoadChangesAsync(StoreId store, long afterVersion, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Product>?> FindProductsAsync(
        StoreId store, long version, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<AppendOutcome>> ImportAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<LoggedInteraction>> ReadCustomersAsync(
        StoreId store,
        IReadOnlyList<CustomerId> customers,
        long afterPosition,
        int limit,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<LoggedInteraction>> ReadCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> CountCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task WaitForAppendAsync(
        StoreId store, long afterPosition, TimeSpan atMost, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CustomerId>> SampleCustomersAsync(
        StoreId store, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoreId>> ListStoresAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CreateStoreAsync(StoreId store, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CatalogContent> LoadAsync(StoreId store, CancellationToken cancellationToken) =>
        Task.FromResult(new CatalogContent(1, Catalog));

    public Task<IReadOnlyDictionary<StoreId, long>> ListVersionsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CatalogChange> PutAsync(
        StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CatalogPatch> PatchAsync(
        StoreId store, IReadOnlyList<ProductPatch> patches, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CatalogRemoval> RemoveAsync(
        StoreId store, IReadOnlyList<ProductId> products, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SavedSettings?> FindSettingsAsync(StoreId store, long? version, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SettingsChange> PutSettingsAsync(
        StoreId store, StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Customers who do not agree to be learned from.</summary>
    public HashSet<CustomerId> Withdrawn { get; } = [];

    public Task<IReadOnlySet<CustomerId>> ListUntrainedAsync(StoreId store, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlySet<CustomerId>>(Withdrawn);

    public Task<bool> HasWithdrawnSinceAsync(
        StoreId store, DateTimeOffset time, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<PrivacyState> ReadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<PrivacyState> ChangeConsentAsync(
        StoreId store, CustomerId customer, Consent consent, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<PrivacyState> ForgetInterestAsync(
        StoreId store, CustomerId customer, string category, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
