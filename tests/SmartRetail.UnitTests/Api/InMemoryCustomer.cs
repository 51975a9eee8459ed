using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

/// <summary>Keeps a customer's interactions, each id once. The customer "unlucky" always meets a full log.</summary>
internal sealed class InMemoryCustomer(string key) : ICustomerGrain
{
    private readonly ConcurrentDictionary<InteractionId, Interaction> _interactions = new();

    private Consent _consent = Consent.Default;

    public ImmutableArray<Interaction> Recorded =>
        [.. _interactions.Values.OrderBy(interaction => interaction.Id.Value, StringComparer.Ordinal)];

    public Task<RecordReceipt> Record(
        ImmutableArray<Interaction> interactions, CancellationToken cancellationToken = default)
    {
        if (Customer.Value == "unlucky")
        {
            return Task.FromResult(new RecordReceipt(0, 0, 0, TimeSpan.FromSeconds(6.5)));
        }

        var accepted = interactions.Count(interaction => _interactions.TryAdd(interaction.Id, interaction));
        return Task.FromResult(new RecordReceipt(accepted, interactions.Length - accepted, _interactions.Count));
    }

    public Task<CustomerProfile> GetProfile(CancellationToken cancellationToken = default) => Task.FromResult(
        new CustomerProfile(
            Customer,
            _interactions.Count,
            [new(InteractionKind.View, new ProductId("teapot"), DateTimeOffset.UnixEpoch, 1, 2.5m, null)],
            [new(InteractionKind.View, 1)],
            [new("kitchen", 0.5)],
            [],
            double.NaN,
            1,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            0,
            [],
            [],
            [.. Enumerable.Repeat(0, 168)]));

    public Task<ImmutableArray<ProductId>> GetRecentlyViewed(
        int count, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<ProductId>>([new("teapot")]);

    public Task<BuyAgainList> GetBuyAgain(int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(new BuyAgainList(
            Customer,
            _interactions.Count,
            118,
            [new(new("teapot"), 1, 0.5, count, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(30))]));

    /// <summary>"anon-taken" is merged elsewhere, and "anon-old" was merged with everybody long ago.</summary>
    public Task<MergeReceipt> MergeInto(CustomerId customer, CancellationToken cancellationToken = default) =>
        Task.FromResult(Customer.Value switch
        {
            "anon-taken" => new MergeReceipt(MergeOutcome.MergedElsewhere, 0),
            "anon-one-more" => new(MergeOutcome.TooMany, 0),
            _ => new(MergeOutcome.Merged, 43),
        });

    public Task<MergeReceipt> UndoMerge(CustomerId customer, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            Customer.Value == "anon-old" ? new MergeReceipt(MergeOutcome.TooLate, 0) : new(MergeOutcome.Separate, 45));

    public Task CatchUp(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<Consent> GetConsent(CancellationToken cancellationToken = default) => Task.FromResult(_consent);

    public Task<long> ChangeConsent(Consent consent, CancellationToken cancellationToken = default)
    {
        _consent = consent;
        return Task.FromResult(44L);
    }

    public Task<long> ForgetInterest(string category, CancellationToken cancellationToken = default) => Task.FromResult(45L);

    /// <summary>Two parts of interactions and two of lists.</summary>
    public Task<ExportPart> Export(ExportPosition? next = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(next switch
        {
            null => new ExportPart([Exported("e-1")], [], new(1, -1, null)),
            { Customer: < 0 } => new([Exported("e-2")], [], new(0, 0, null)),
            { List: null } => new([], [Shown("r-1")], next with { List = new("r-1") }),
            _ => new([], [Shown("r-2")], null),
        });

    private ExportedInteraction Exported(string id) => new(
        new()
        {
            Id = new(id),
            Customer = Customer,
            Kind = InteractionKind.View,
            Product = new("teapot"),
            OccurredAt = DateTimeOffset.UnixEpoch,
        },
        DateTimeOffset.UnixEpoch,
        IsImported: false);

    private ExportedList Shown(string id) => new(
        new(id), Customer, DateTimeOffset.UnixEpoch, "home", RecommendationTier.Personal, new(3), [new("teapot")]);

    private CustomerId Customer => RetailGrains.ReadCustomerKey(key).Customer;
}
