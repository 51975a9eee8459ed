using System.Collections.Immutable;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Settings;

/// <summary>
/// Turns bodies into settings and back. What is missing becomes what no bound allows, so that the one check of settings,
/// the store's, says what is required.
/// </summary>
internal static class SettingsReader
{
    public static StoreSettings Read(SettingsBody body) => new()
    {
        Hide = [.. (body.Hide ?? []).Select(rule => new HideRule(rule?.Name ?? "", rule?.When ?? ""))],
        Scores =
        [
            .. (body.Scores ?? []).Select(
                rule => new ScoreRule(rule?.Name ?? "", rule?.When ?? "", rule?.Factor ?? double.NaN)),
        ],
        Pins =
        [
            .. (body.Pins ?? []).Select(
                pin => new PinRule(pin?.Name ?? "", new(pin?.Product ?? ""), pin?.Position ?? 0, pin?.Slot, pin?.When)),
        ],
        Margin = body.Margin is { } margin ? new(margin.Attribute ?? "", margin.Weight ?? double.NaN) : null,
        Freshness = body.Freshness is { } freshness
            ? new(freshness.Bonus ?? double.NaN, freshness.HalfLifeDays ?? double.NaN)
            : null,
        BoughtAgain = body.BoughtAgain is null ? null : Read(body.BoughtAgain),
        BoughtAgainByCategory = Convert(body.BoughtAgainByCategory, Read),
        Diversity = Read(body.Diversity),
        Slots = Convert(body.Slots, (SlotBody? slot) => new SlotSettings(Read(slot?.Diversity))),
        ImpressionShare = body.ImpressionShare ?? 1,
        ExplorationShare = body.ExplorationShare ?? 0,
        ModelMargin = body.ModelMargin ?? StoreSettings.DefaultModelMargin,
        RetentionDays = body.RetentionDays,
        Retraining = body.Retraining is { } schedule
            ? new(schedule.EveryHours, schedule.EveryInteractions, schedule.ClickRateFall, schedule.Architecture)
            : null,
    };

    public static SettingsAnswer ToAnswer(SavedSettings saved) => new(saved.Version, saved.SavedAt, Write(saved.Settings));

    private static SettingsBody Write(StoreSettings settings) => new()
    {
        Hide = [.. settings.Hide.Select(rule => new HideRuleBody(rule.Name, rule.When))],
        Scores = [.. settings.Scores.Select(rule => new ScoreRuleBody(rule.Name, rule.When, rule.Factor))],
        Pins =
        [
            .. settings.Pins.Select(pin => new PinRuleBody(pin.Name, pin.Product.Value, pin.Position, pin.Slot, pin.When)),
        ],
        Margin = settings.Margin is { } margin ? new(margin.Attribute, margin.Weight) : null,
        Freshness = settings.Freshness is { } freshness ? new(freshness.Bonus, freshness.HalfLifeDays) : null,
        BoughtAgain = Write(settings.BoughtAgain),
        BoughtAgainByCategory = Convert(settings.BoughtAgainByCategory, Write),
        Diversity = Write(settings.Diversity),
        Slots = Convert(settings.Slots, slot => (SlotBody?)new SlotBody(Write(slot.Diversity))),
        ImpressionShare = settings.ImpressionShare,
        ExplorationShare = settings.ExplorationShare,
        ModelMargin = settings.ModelMargin,
        RetentionDays = settings.RetentionDays,
        Retraining = settings.Retraining is { } schedule
            ? new()
            {
                EveryHours = schedule.EveryHours,
                EveryInteractions = schedule.EveryInteractions,
                ClickRateFall = schedule.ClickRateFall,
                Architecture = schedule.Architecture,
            }
            : null,
    };

    private static BoughtAgain Read(BoughtAgainBody? body) => new(body?.Policy ?? 0, body?.Days);

    private static BoughtAgainBody? Write(BoughtAgain? again) => again is null ? null : new(again.Policy, again.Days);

    private static Diversity? Read(DiversityBody? body) => body is null
        ? null
        : new(body.Strength ?? double.NaN, body.MaxLoss ?? Diversity.DefaultMaxLoss, body.PerCategory, body.PerBrand);

    private static DiversityBody? Write(Diversity? diversity) => diversity is null
        ? null
        : new(diversity.Strength, diversity.MaxLoss, diversity.PerCategory, diversity.PerBrand);

    private static ImmutableSortedDictionary<string, TOut> Convert<TIn, TOut>(
        ImmutableSortedDictionary<string, TIn>? entries, Func<TIn, TOut> convert) => entries is null
        ? ImmutableSortedDictionary<string, TOut>.Empty
        : entries.ToImmutableSortedDictionary(entry => entry.Key, entry => convert(entry.Value), StringComparer.Ordinal);
}
