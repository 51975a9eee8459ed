namespace SmartRetail.Contracts.Recommendations;

/// <summary>The condition that keeps a product out of a list. Of several the first one in the order of checking is named.</summary>
[GenerateSerializer, Alias("FilterReason")]
public enum FilterReason
{
    /// <summary>The catalog has no such product.</summary>
    UnknownProduct = 1,

    /// <summary>It is marked as not available.</summary>
    Unavailable = 2,

    /// <summary>Its stock is 0.</summary>
    OutOfStock = 3,

    /// <summary>A hide rule of the store matches it.</summary>
    HiddenByRule = 4,

    /// <summary>The request excludes it.</summary>
    Excluded = 5,

    /// <summary>A page before this one has shown it.</summary>
    ShownBefore = 6,

    /// <summary>The request asks for another category.</summary>
    OtherCategory = 7,

    /// <summary>The request asks for another brand.</summary>
    OtherBrand = 8,

    /// <summary>It costs less than the request asks for.</summary>
    BelowMinPrice = 9,

    /// <summary>It costs more than the request asks for.</summary>
    AboveMaxPrice = 10,

    /// <summary>The customer dislikes it.</summary>
    Disliked = 11,

    /// <summary>It lies in the customer's basket.</summary>
    InBasket = 12,

    /// <summary>The customer has bought it, and its category's policy does not show it again yet.</summary>
    BoughtAlready = 13,

    /// <summary>It is one of the products that the customer acted on last.</summary>
    RecentlySeen = 14,

    /// <summary>The list has as many products of its category as the store allows.</summary>
    CategoryQuota = 15,

    /// <summary>The list has as many products of its brand as the store allows.</summary>
    BrandQuota = 16,
}
