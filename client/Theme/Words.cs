using System.Globalization;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Theme;

/// <summary>How titles, prices, times and kinds read on a page.</summary>
internal static class Words
{
    /// <summary>A title in capitals, as stock systems print them, in the case of a sentence; any other as it is.</summary>
    public static string Title(string title)
    {
        var plain = string.Join(' ', title.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return plain.Any(char.IsLower) ? plain : Sentence(plain.ToLowerInvariant());
    }

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Price(decimal price) => "£" + price.ToString("#,##0.00", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    public static string Whole(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Act(InteractionKind kind) => kind switch
    {
        InteractionKind.View => "viewed",
        InteractionKind.AddToCart => "put into the basket",
        InteractionKind.RemoveFromCart => "took out of the basket",
        InteractionKind.Purchase => "bought",
        InteractionKind.Return => "returned",
        InteractionKind.Rate => "rated",
        InteractionKind.Like => "liked",
        InteractionKind.Dislike => "did not like",
        InteractionKind.Wish => "wished for",
        _ => "searched for",
    };

    public static string Tier(RecommendationTier tier) => tier switch
    {
        RecommendationTier.Personal => "chosen for you",
        RecommendationTier.Session => "from this visit",
        RecommendationTier.Counts => "from what goes together",
        _ => "popular with everyone",
    };
}
