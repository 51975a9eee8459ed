using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Client.Customers;

/// <summary>Who the customer was before they said who they are.</summary>
internal sealed record MergeBody(
    [property: Description("The anonymous customer; the id begins with anon-.")]
    [property: Required]
    string? From);

/// <summary>How the two customers stand to each other now.</summary>
internal sealed record MergeAnswer(
    string Customer,
    string From,
    [property: Description("Whether the interactions of from count for the customer.")]
    bool Merged,
    [property: Description("The customer's version that holds this; every later recommendation was ranked with it.")]
    long ProfileVersion);
