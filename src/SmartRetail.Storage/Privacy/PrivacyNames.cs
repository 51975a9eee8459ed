using SmartRetail.Contracts.Privacy;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Storage.Privacy;

internal static class PrivacyNames
{
    /// <summary>What an erased anonymous customer is called in the merge that a known one's version counts.</summary>
    public static string OfMerged(ErasureId erasure, CustomerHash customer) => $"erased-{erasure}-{customer.Hex}";
}
