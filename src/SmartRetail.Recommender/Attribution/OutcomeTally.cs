using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Attribution;

/// <summary>
/// Sums what interactions add to figures: in the hour that their list was shown in, so that a rate divides by the lists that it
/// is about. One counts when its list is known and had the product in that position, not longer ago than
/// <see cref="AttributionRules.Window"/>.
/// </summary>
public sealed class OutcomeTally
{
    private readonly Dictionary<(long Hour, AttributionKey Key), AttributionSums> _sums = [];
    private readonly Dictionary<ProductId, double> _clicks = [];

    public IReadOnlyDictionary<(long Hour, AttributionKey Key), AttributionSums> Sums => _sums;

    /// <summary>Looks at products that were shown to be tried.</summary>
    public IReadOnlyDictionary<ProductId, double> TrialClicks => _clicks;

    public void Add(AttributedInteraction interaction)
    {
        if (interaction.Impression is not { } list || !IsOf(interaction, list))
        {
            return;
        }

        var weight = 1 / list.SampleRate;
        var first = interaction.IsRepeated ? 0 : weight;
        var added = interaction.Kind switch
        {
            InteractionKind.View => AttributionSums.Zero with { Clicks = first },
            InteractionKind.AddToCart => AttributionSums.Zero with { Carts = first },
            InteractionKind.Purchase => AttributionSums.Zero with
            {
                Purchases = first,
                Revenue = weight * interaction.Quantity * (double)(interaction.Price ?? 0),
            },
            _ => AttributionSums.Zero,
        };
        var key = (AttributionRules.HourOf(list.ShownAt), new AttributionKey(list.Slot, list.Tier, list.Model));
        _sums[key] = _sums.GetValueOrDefault(key, AttributionSums.Zero) + added;
        if (added.Clicks > 0 && list.Explored.Contains(interaction.ListPosition))
        {
            var product = interaction.Product!.Value;
            _clicks[product] = _clicks.GetValueOrDefault(product) + added.Clicks;
        }
    }

    private static bool IsOf(AttributedInteraction interaction, ImpressionRow list) =>
        interaction.ListPosition <= list.Products.Count
        && list.Products[interaction.ListPosition - 1] == interaction.Product?.Value
        && interaction.RecordedAt - list.ShownAt <= AttributionRules.Window;
}
