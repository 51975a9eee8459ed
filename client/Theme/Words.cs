using System.Globalization;
using SmartRetail.Client.Languages;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using static SmartRetail.Client.Languages.Texts;

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

    // Of the names of months there are only English ones.
    private static string DayFormat => PageLanguage.Current == PageLanguage.English ? "d MMM yyyy" : "yyyy-MM-dd";

    public static string Day(DateTimeOffset at) => at.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.ToString(DayFormat + " HH:mm", CultureInfo.InvariantCulture);

    public static string Whole(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Act(InteractionKind kind) => kind switch
    {
        InteractionKind.View => T("viewed"),
        InteractionKind.AddToCart => T("put into the basket"),
        InteractionKind.RemoveFromCart => T("took out of the basket"),
        InteractionKind.Purchase => T("bought"),
        InteractionKind.Return => T("returned"),
        InteractionKind.Rate => T("rated"),
        InteractionKind.Like => T("liked"),
        InteractionKind.Dislike => T("did not like"),
        InteractionKind.Wish => T("wished for"),
        _ => T("searched for"),
    };

    public static string Tier(RecommendationTier tier) => tier switch
    {
        RecommendationTier.Personal => T("chosen for you"),
        RecommendationTier.Session => T("from this visit"),
        RecommendationTier.Counts => T("from what goes together"),
        _ => T("popular with everyone"),
    };
}
