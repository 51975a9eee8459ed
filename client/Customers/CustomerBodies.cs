using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Customers;

/// <summary>What the platform knows of a customer.</summary>
internal sealed record ProfileAnswer(
    string Customer,
    [property: Description("Grows by one with each interaction; the same number that recommendations carry.")]
    long Version,
    [property: Description("The newest interactions, newest first.")]
    ImmutableArray<ProfileInteractionAnswer> Recent,
    [property: Description("How often the customer acted in each way.")]
    ImmutableSortedDictionary<string, long> Counts,
    [property: Description("Decayed interest per category, strongest first.")]
    ImmutableArray<AffinityAnswer> Categories,
    [property: Description("Decayed interest per brand, strongest first.")]
    ImmutableArray<AffinityAnswer> Brands,
    [property: Description("Decayed geometric mean of prices acted on; null without any.")]
    double? MeanPrice,
    int Sessions,
    DateTimeOffset? FirstSeenAt,
    DateTimeOffset? LastSeenAt,
    decimal Spent,
    ImmutableArray<string> Bought,
    ImmutableArray<string> Disliked,
    [property: Description("168 counts from Monday 00:00 UTC.")]
    ImmutableArray<int> HourOfWeek)
{
    public static ProfileAnswer From(CustomerProfile profile) => new(
        profile.Customer.Value,
        profile.Version,
        [.. profile.Recent.Select(ProfileInteractionAnswer.From)],
        profile.Counts.ToImmutableSortedDictionary(
            count => count.Kind.ToString(), count => count.Count, StringComparer.Ordinal),
        [.. profile.CategoryAffinities.Select(AffinityAnswer.From)],
        [.. profile.BrandAffinities.Select(AffinityAnswer.From)],
        profile.MeanPrice,
        profile.Sessions,
        profile.FirstSeenAt,
        profile.LastSeenAt,
        profile.Spent,
        [.. profile.Bought.Select(product => product.Value)],
        [.. profile.Disliked.Select(product => product.Value)],
        profile.HourOfWeek);
}

/// <summary>One interaction as the profile shows it.</summary>
internal sealed record ProfileInteractionAnswer(
    InteractionKind Kind, string? Product, DateTimeOffset OccurredAt, int Quantity, decimal? Price, string? Query)
{
    public static ProfileInteractionAnswer From(ProfileInteraction interaction) => new(
        interaction.Kind,
        interaction.Product?.Value,
        interaction.OccurredAt,
        interaction.Quantity,
        interaction.Price,
        interaction.Query);
}

/// <summary>Interest in a category or brand; weights compare only within one customer.</summary>
internal sealed record AffinityAnswer(string Name, double Weight)
{
    public static AffinityAnswer From(Affinity affinity) => new(affinity.Name, affinity.Weight);
}

/// <summary>The products that a customer viewed last, newest first, each once.</summary>
internal sealed record RecentlyViewedAnswer(string Customer, ImmutableArray<string> Products);

/// <summary>What a customer has bought and will need again, most pressing first.</summary>
internal sealed record BuyAgainAnswer(
    string Customer,
    [property: Description("The customer's version that it was made of.")]
    long ProfileVersion,
    [property: Description("The catalog that stock and availability were checked against.")]
    long CatalogVersion,
    ImmutableArray<BuyAgainProductAnswer> Products)
{
    public static BuyAgainAnswer From(BuyAgainList list) => new(
        list.Customer.Value,
        list.ProfileVersion,
        list.CatalogVersion,
        [.. list.Products.Select(BuyAgainProductAnswer.From)]);
}

/// <summary>A product that the customer has bought.</summary>
internal sealed record BuyAgainProductAnswer(
    string Product,
    [property: Description("The first is 1.")]
    int Position,
    [property: Description("The chance that it is bought within the next seven days.")]
    double Score,
    [property: Description("How often it was bought.")]
    int Times,
    DateTimeOffset LastBoughtAt,
    [property: Description("When the customer is as likely as not to have bought it again, if ever; may have passed.")]
    DateTimeOffset DueAt)
{
    public static BuyAgainProductAnswer From(BuyAgainProduct product) => new(
        product.Product.Value,
        product.Position,
        product.Score,
        product.Times,
        product.LastBoughtAt,
        product.DueAt);
}
