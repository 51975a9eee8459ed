namespace SmartRetail.Contracts.Recommendations;

/// <summary>What put a product on a list that is filled up when what it is of does not suffice.</summary>
[GenerateSerializer, Alias("ListBasis")]
public enum ListBasis
{
    /// <summary>Its share of the store's interest grows.</summary>
    Trending = 1,

    /// <summary>It was bought together with what was asked about.</summary>
    BoughtTogether = 2,

    /// <summary>It is like what was asked about.</summary>
    Similar = 3,

    /// <summary>It fills the list: popular, or of the right category at least.</summary>
    Popular = 4,
}
