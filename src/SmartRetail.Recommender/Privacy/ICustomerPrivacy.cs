using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Recommender.Privacy;

/// <summary>What customers have agreed to, and whether one of an id was erased before.</summary>
public interface ICustomerPrivacy
{
    Task<PrivacyState> ReadAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Saves the consent, unless it is the one that is there, and returns what holds then.</summary>
    Task<PrivacyState> ChangeConsentAsync(
        StoreId store, CustomerId customer, Consent consent, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves that what the customer has done up to now with products of the category is not to tell anything of the customer any
    /// more, and returns what holds then.
    /// </summary>
    Task<PrivacyState> ForgetInterestAsync(
        StoreId store, CustomerId customer, string category, CancellationToken cancellationToken = default);

    /// <summary>Returns those who do not agree that models are fitted on what they do.</summary>
    Task<IReadOnlySet<CustomerId>> ListUntrainedAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>Whether one of those has said so at the time or later.</summary>
    Task<bool> HasWithdrawnSinceAsync(StoreId store, DateTimeOffset time, CancellationToken cancellationToken = default);
}
