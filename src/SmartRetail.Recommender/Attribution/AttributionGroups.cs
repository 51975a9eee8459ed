using System.Collections.Immutable;
using SmartRetail.Contracts.Attribution;

namespace SmartRetail.Recommender.Attribution;

/// <summary>Figures as a report has them: of so many slots that it can be read, though a caller may make up slots as it likes.</summary>
public static class AttributionGroups
{
    /// <summary>The most slots that are told apart, those shown most.</summary>
    public const int MaxSlots = 100;

    /// <summary>What all the others are called.</summary>
    public const string OtherSlots = "(other)";

    /// <summary>Returns the groups, most shown first.</summary>
    public static ImmutableArray<AttributionGroup> Of(IReadOnlyList<AttributedFigures> rows)
    {
        var told = rows.Select(row => row.Key.Slot).Distinct().Count() <= MaxSlots
            ? null
            : rows.GroupBy(row => row.Key.Slot ?? "", StringComparer.Ordinal)
                .OrderByDescending(slot => slot.Sum(row => row.Sums.Shown))
                .ThenBy(slot => slot.Key, StringComparer.Ordinal)
                .Take(MaxSlots)
                .Select(slot => slot.Key)
                .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.GroupBy(row => told?.Contains(row.Key.Slot ?? "") == false ? row.Key with { Slot = OtherSlots } : row.Key)
                .Select(group => new AttributionGroup(
                    group.Key, group.Aggregate(AttributionSums.Zero, (sum, row) => sum + row.Sums)))
                .OrderByDescending(group => group.Sums.Shown)
                .ThenBy(group => group.Key.Slot, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Tier)
                .ThenBy(group => group.Key.Model?.Value),
        ];
    }
}
