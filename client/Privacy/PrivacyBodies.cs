using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Customers;
using SmartRetail.Client.Recommendations;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Client.Privacy;

/// <summary>What a customer agrees to.</summary>
internal sealed record ConsentBody(
    [property: Description("Whether lists for the customer may be made of what the customer did.")]
    [property: Required]
    bool? Personalise,
    [property: Description("Whether models may be fitted on it.")]
    [property: Required]
    bool? Train);

/// <summary>What holds for a customer now.</summary>
internal sealed record ConsentAnswer(string Customer, bool Personalise, bool Train)
{
    public static ConsentAnswer From(string customer, Consent consent) =>
        new(customer, consent.Personalise, consent.Train);
}

/// <summary>What was erased. It names nobody.</summary>
internal sealed record ErasureAnswer(
    [property: Description("Keep it: the receipt can be read and checked again.")]
    string Erasure,
    DateTimeOffset RequestedAt,
    [property: Description("When the last of it was gone; null while it goes on.")]
    DateTimeOffset? ErasedAt,
    [property: Description("The customer, and the anonymous ones merged into it.")]
    int Customers,
    [property: Description("Interactions removed from the log.")]
    long Interactions,
    [property: Description("Records of shown lists removed.")]
    long Impressions,
    [property: Description("Snapshots, merges and consents removed.")]
    long Others,
    [property: Description(
        "Published models that may have been fitted on the interactions. One that is trained from now on is free of them.")]
    ImmutableArray<int> LearnedFrom,
    [property: Description("The customer's id, salted and hashed.")]
    string CustomerHash)
{
    public static ErasureAnswer From(ErasureReceipt receipt) => new(
        receipt.Id.Value,
        receipt.RequestedAt,
        receipt.ErasedAt,
        receipt.Customers,
        receipt.Interactions,
        receipt.Impressions,
        receipt.Others,
        [.. receipt.LearnedFrom.Select(model => model.Value)],
        receipt.CustomerHash);
}

/// <summary>A receipt, and what it says of a customer.</summary>
internal sealed record ErasureCheckAnswer(
    ErasureAnswer Receipt,
    [property: Description("Whether the receipt is of the customer that was asked about; null when none was.")]
    bool? OfCustomer,
    [property: Description(
        "The customer's interactions that are stored and happened before: 0, unless something is wrong. Null when no customer "
        + "was asked about.")]
    long? Remaining)
{
    public static ErasureCheckAnswer From(ErasureCheck check) =>
        new(ErasureAnswer.From(check.Receipt), check.IsOfCustomer, check.Remaining);
}

/// <summary>All that is stored of a customer. Written as it is read: interactions and lists can be many.</summary>
internal sealed record ExportAnswer(
    string Store,
    string Customer,
    DateTimeOffset ExportedAt,
    ConsentAnswer Consent,
    ProfileAnswer Profile,
    ImmutableArray<ExportedInteractionAnswer> Interactions,
    ImmutableArray<ExportedListAnswer> Lists);

/// <summary>An interaction as it was recorded.</summary>
internal sealed record ExportedInteractionAnswer(
    string Id,
    [property: Description("The customer, or an anonymous one that was merged into it.")]
    string Customer,
    InteractionKind Kind,
    string? Product,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    bool Imported,
    int Quantity,
    decimal? Price,
    double? Rating,
    string? Query,
    string? Session,
    string? RecommendationId,
    int? Position)
{
    public static ExportedInteractionAnswer From(ExportedInteraction exported) => new(
        exported.Interaction.Id.Value,
        exported.Interaction.Customer.Value,
        exported.Interaction.Kind,
        exported.Interaction.Product?.Value,
        exported.Interaction.OccurredAt,
        exported.RecordedAt,
        exported.IsImported,
        exported.Interaction.Quantity,
        exported.Interaction.Price,
        exported.Interaction.Rating,
        exported.Interaction.Query,
        exported.Interaction.Session,
        exported.Interaction.RecommendationId?.Value,
        exported.Interaction.Position);
}

/// <summary>A list that was shown.</summary>
internal sealed record ExportedListAnswer(
    string RecommendationId,
    string Customer,
    DateTimeOffset ShownAt,
    string? Slot,
    string Tier,
    int? ModelVersion,
    ImmutableArray<string> Products)
{
    public static ExportedListAnswer From(ExportedList exported) => new(
        exported.Recommendation.Value,
        exported.Customer.Value,
        exported.ShownAt,
        exported.Slot,
        TierName.Of(exported.Tier),
        exported.ModelVersion?.Value,
        [.. exported.Products.Select(product => product.Value)]);
}
