using System.Collections.Immutable;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Contracts.Customers;

/// <summary>One shopper: records interactions durably and holds the behavioural features they make.</summary>
[GrainInterfaceType("customer")]
[Alias("ICustomerGrain")]
[Idempotent]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the interactions durable, once each, and answers after they are. Every recommendation asked for
    /// afterwards was ranked with them. With the same ids the call may be made again, whatever became of the first one.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There are none or more than <see cref="InteractionRules.MaxBatch"/>, one names another customer, or one breaks
    /// a bound of <see cref="InteractionRules"/>; then none is recorded.
    /// </exception>
    [Alias("Record"), ResponseTimeout("00:00:04")]
    Task<RecordReceipt> Record(
        ImmutableArray<Interaction> interactions, CancellationToken cancellationToken = default);

    /// <summary>Returns what is known of the customer. An unknown key is a customer without interactions.</summary>
    [Alias("GetProfile"), ResponseTimeout("00:00:03")]
    Task<CustomerProfile> GetProfile(CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns up to <paramref name="count"/> products viewed last that may be shown now, newest first, each once.
    /// </summary>
    [Alias("GetRecentlyViewed"), ResponseTimeout("00:00:03")]
    Task<ImmutableArray<ProductId>> GetRecentlyViewed(int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns up to <paramref name="count"/> products that the customer has bought and that may be shown now, those likely to
    /// be needed soonest first.
    /// </summary>
    [Alias("GetBuyAgain"), ResponseTimeout("00:00:03")]
    Task<BuyAgainList> GetBuyAgain(int count, CancellationToken cancellationToken = default);

    /// <summary>Reads what was imported into the log for this customer since the activation last looked.</summary>
    [Alias("CatchUp")]
    Task CatchUp(CancellationToken cancellationToken = default);

    /// <summary>
    /// Of an anonymous customer: lets its interactions, those to come too, count for a known customer as well as for itself.
    /// Once answered, every recommendation for the known one is ranked with them.
    /// </summary>
    /// <exception cref="ArgumentException">The pair breaks a bound of <see cref="MergeRules"/>.</exception>
    [Alias("MergeInto"), ResponseTimeout("00:00:04")]
    Task<MergeReceipt> MergeInto(CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>
    /// Of an anonymous customer: ends a merge, so that none of its interactions count for the known customer any more.
    /// </summary>
    /// <exception cref="ArgumentException">The pair breaks a bound of <see cref="MergeRules"/>.</exception>
    [Alias("UndoMerge"), ResponseTimeout("00:00:04")]
    Task<MergeReceipt> UndoMerge(CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Returns what the customer agrees to.</summary>
    [Alias("GetConsent"), ResponseTimeout("00:00:03")]
    Task<Consent> GetConsent(CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves what the customer agrees to, and returns the version that holds it: once answered, no list for the customer is made
    /// against it.
    /// </summary>
    [Alias("ChangeConsent"), ResponseTimeout("00:00:04")]
    Task<long> ChangeConsent(Consent consent, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets what the customer has done up to now with products of the category tell nothing any more, and returns the version that
    /// holds it: once answered, no list for the customer is made of it. What the customer does with such products later counts
    /// again. The interactions stay in the log, where they are exported and erased as all others.
    /// </summary>
    /// <exception cref="ArgumentException">The category is none.</exception>
    [Alias("ForgetInterest"), ResponseTimeout("00:00:04")]
    Task<long> ForgetInterest(string category, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns a part of what is stored of the customer, and of the anonymous ones merged into it, as it was recorded; all of it in
    /// as many parts as it takes.
    /// </summary>
    /// <param name="next">From the part before; null for the first one.</param>
    [Alias("Export"), ResponseTimeout("00:00:05")]
    Task<ExportPart> Export(ExportPosition? next = null, CancellationToken cancellationToken = default);
}
