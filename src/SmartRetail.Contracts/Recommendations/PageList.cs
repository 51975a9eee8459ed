namespace SmartRetail.Contracts.Recommendations;

/// <summary>Which list a slot of a page shows.</summary>
[GenerateSerializer, Alias("PageList")]
public enum PageList
{
    /// <summary>Ranked for the customer, as <see cref="IRecommendationGrain.Recommend"/> does.</summary>
    ForYou = 1,

    /// <summary>What gets more interest than it used to, filled up with popular products.</summary>
    Trending = 2,

    Popular = 3,

    /// <summary>What the customer viewed last, newest first, and can buy. Never filled up.</summary>
    RecentlyViewed = 4,

    /// <summary>What the customer has bought and will need again. Never filled up.</summary>
    BuyAgain = 5,

    /// <summary>What is like one product, filled up with popular ones of its category, then of all.</summary>
    Similar = 6,

    /// <summary>What is bought in one order with a basket, filled up with what is like its last product and popular ones.</summary>
    BoughtTogether = 7,
}
