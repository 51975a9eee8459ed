using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Console.Rules;

/// <summary>
/// A store's settings while a form changes them. What is left out becomes what no bound allows, so that the one check of
/// settings, the store's, says what is required.
/// </summary>
public sealed class SettingsDraft
{
    public List<HideDraft> Hide { get; } = [];

    public List<ScoreDraft> Scores { get; } = [];

    public List<PinDraft> Pins { get; } = [];

    /// <summary>The attribute that holds the margin; null where it does not count.</summary>
    public string? MarginAttribute { get; set; }

    public double? MarginWeight { get; set; }

    /// <summary>Null where the age does not count.</summary>
    public double? FreshnessBonus { get; set; }

    public double? FreshnessHalfLifeDays { get; set; }

    public BoughtAgainDraft BoughtAgain { get; } = new();

    public List<BoughtAgainDraft> BoughtAgainByCategory { get; } = [];

    public DiversityDraft Diversity { get; } = new();

    public List<SlotDraft> Slots { get; } = [];

    public double? ImpressionShare { get; set; }

    public double? ExplorationShare { get; set; }

    public double? ModelMargin { get; set; }

    /// <summary>Null where nothing is deleted for its age.</summary>
    public int? RetentionDays { get; set; }

    public RetrainingDraft Retraining { get; } = new();

    public static SettingsDraft Of(StoreSettings settings)
    {
        var draft = new SettingsDraft
        {
            MarginAttribute = settings.Margin?.Attribute,
            MarginWeight = settings.Margin?.Weight,
            FreshnessBonus = settings.Freshness?.Bonus,
            FreshnessHalfLifeDays = settings.Freshness?.HalfLifeDays,
            ImpressionShare = settings.ImpressionShare,
            ExplorationShare = settings.ExplorationShare,
            ModelMargin = settings.ModelMargin,
            RetentionDays = settings.RetentionDays,
        };
        draft.Hide.AddRange(settings.Hide.Select(rule => new HideDraft { Name = rule.Name, When = rule.When }));
        draft.Scores.AddRange(settings.Scores.Select(
            rule => new ScoreDraft { Name = rule.Name, When = rule.When, Factor = rule.Factor }));
        draft.Pins.AddRange(settings.Pins.Select(PinDraft.Of));
        draft.Retraining.Take(settings.Retraining);
        draft.BoughtAgain.Take(settings.BoughtAgain);
        foreach (var (category, again) in settings.BoughtAgainByCategory)
        {
            var row = new BoughtAgainDraft { Category = category };
            row.Take(again);
            draft.BoughtAgainByCategory.Add(row);
        }

        draft.Diversity.Take(settings.Diversity);
        foreach (var (slot, own) in settings.Slots)
        {
            var row = new SlotDraft { Slot = slot };
            row.Diversity.Take(own.Diversity);
            draft.Slots.Add(row);
        }

        return draft;
    }

    public StoreSettings ToSettings() => new()
    {
        Hide = [.. Hide.Select(rule => new HideRule(rule.Name, rule.When))],
        Scores = [.. Scores.Select(rule => new ScoreRule(rule.Name, rule.When, rule.Factor ?? double.NaN))],
        Pins = [.. Pins.Select(pin => pin.ToRule())],
        Margin = TextOf(MarginAttribute) is { } attribute ? new(attribute, MarginWeight ?? double.NaN) : null,
        Freshness = FreshnessBonus is { } bonus ? new(bonus, FreshnessHalfLifeDays ?? double.NaN) : null,
        BoughtAgain = BoughtAgain.ToPolicy(),
        BoughtAgainByCategory = ByName(BoughtAgainByCategory, row => row.Category, row => row.ToPolicy() ?? new(0)),
        Diversity = Diversity.ToDiversity(),
        Slots = ByName(Slots, row => row.Slot, row => new SlotSettings(row.Diversity.ToDiversity())),
        ImpressionShare = ImpressionShare ?? double.NaN,
        ExplorationShare = ExplorationShare ?? double.NaN,
        ModelMargin = ModelMargin ?? double.NaN,
        RetentionDays = RetentionDays,
        Retraining = Retraining.ToSchedule(),
    };

    /// <summary>Returns what settings cannot hold at all, and so cannot check: rows of one name.</summary>
    public IEnumerable<FieldError> FindRepeated() =>
        Repeated("boughtAgainByCategory", BoughtAgainByCategory.Select(row => row.Category))
            .Concat(Repeated("slots", Slots.Select(row => row.Slot)));

    /// <summary>Returns a text that says something, or null.</summary>
    internal static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<FieldError> Repeated(string field, IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => new FieldError($"{field}.{group.Key}", "is the name of another row"));

    private static ImmutableSortedDictionary<string, TValue> ByName<TRow, TValue>(
        IEnumerable<TRow> rows, Func<TRow, string> name, Func<TRow, TValue> convert)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, TValue>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            entries[name(row)] = convert(row);
        }

        return entries.ToImmutable();
    }
}
