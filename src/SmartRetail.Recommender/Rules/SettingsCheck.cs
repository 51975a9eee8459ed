using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Recommender.Rules;

/// <summary>Finds everything in settings that breaks a bound, with the field and, in an expression, the character.</summary>
public sealed class SettingsCheck
{
    private readonly ImmutableArray<FieldError>.Builder _errors = ImmutableArray.CreateBuilder<FieldError>();

    private SettingsCheck()
    {
    }

    /// <summary>Returns the errors; none for settings that may be saved.</summary>
    public static ImmutableArray<FieldError> Check(StoreSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var check = new SettingsCheck();
        check.CheckRules("hide", settings.Hide, check.Check);
        check.CheckRules("scores", settings.Scores, check.Check);
        check.CheckRules("pins", settings.Pins, check.Check);
        check.Check(settings.Margin);
        check.Check(settings.Freshness);
        check.Check("boughtAgain", settings.BoughtAgain);
        check.CheckEntries("boughtAgainByCategory", settings.BoughtAgainByCategory, check.Check);
        check.Check("diversity", settings.Diversity);
        check.CheckEntries("slots", settings.Slots, check.Check);
        check.CheckRange("impressionShare", settings.ImpressionShare, 0, 1);
        check.CheckRange("explorationShare", settings.ExplorationShare, 0, StoreSettings.MaxExplorationShare);
        check.CheckRange("modelMargin", settings.ModelMargin, 0, 1);
        check.CheckRange("retentionDays", settings.RetentionDays ?? 1, 1, StoreSettings.MaxRetentionDays);
        check.Check(settings.Retraining);
        return check._errors.ToImmutable();
    }

    private void CheckRules<T>(string field, ImmutableArray<T> rules, Action<string, T> check)
    {
        if (rules.Length > StoreSettings.MaxRules)
        {
            _errors.Add(new(field, $"has {rules.Length} rules; at most {StoreSettings.MaxRules} are allowed"));
            return;
        }

        for (var at = 0; at < rules.Length; at++)
        {
            check(string.Create(CultureInfo.InvariantCulture, $"{field}[{at}]"), rules[at]);
        }
    }

    private void CheckEntries<T>(string field, ImmutableSortedDictionary<string, T> entries, Action<string, T> check)
    {
        if (entries.Count > StoreSettings.MaxEntries)
        {
            _errors.Add(new(field, $"has {entries.Count} entries; at most {StoreSettings.MaxEntries} are allowed"));
            return;
        }

        foreach (var (name, entry) in entries)
        {
            Add(Identifier.Check(field, name));
            check($"{field}.{name}", entry);
        }
    }

    private void Check(string field, HideRule rule)
    {
        Add(Identifier.Check($"{field}.name", rule.Name));
        CheckExpression($"{field}.when", rule.When);
    }

    private void Check(string field, ScoreRule rule)
    {
        Add(Identifier.Check($"{field}.name", rule.Name));
        CheckExpression($"{field}.when", rule.When);
        CheckRange($"{field}.factor", rule.Factor, ScoreRule.MinFactor, ScoreRule.MaxFactor);
    }

    private void Check(string field, PinRule rule)
    {
        Add(Identifier.Check($"{field}.name", rule.Name));
        Add(Identifier.Check($"{field}.product", rule.Product.Value));
        CheckRange($"{field}.position", rule.Position, 1, RecommendationRequest.MaxCount);
        Add(rule.Slot is null ? null : Identifier.Check($"{field}.slot", rule.Slot));
        if (rule.When is not null && CheckExpression($"{field}.when", rule.When) is { ReadsProduct: true })
        {
            _errors.Add(new($"{field}.when", "may read the context alone, since the pin names its product"));
        }
    }

    private void Check(MarginWeight? margin)
    {
        if (margin is not null)
        {
            Add(Identifier.Check("margin.attribute", margin.Attribute));
            CheckRange("margin.weight", margin.Weight, 0, MarginWeight.MaxWeight);
        }
    }

    private void Check(FreshnessBonus? freshness)
    {
        if (freshness is not null)
        {
            CheckRange("freshness.bonus", freshness.Bonus, 0, FreshnessBonus.MaxBonus);
            CheckRange(
                "freshness.halfLifeDays",
                freshness.HalfLifeDays,
                FreshnessBonus.MinHalfLifeDays,
                FreshnessBonus.MaxHalfLifeDays);
        }
    }

    private void Check(string field, BoughtAgain? again)
    {
        switch (again)
        {
            case null:
                break;
            case { Policy: not (BoughtAgainPolicy.Always or BoughtAgainPolicy.After or BoughtAgainPolicy.Never) }:
                _errors.Add(new($"{field}.policy", "must be Always, After or Never"));
                break;
            case { Policy: BoughtAgainPolicy.After, Days: { } days }:
                CheckRange($"{field}.days", days, 1, BoughtAgain.MaxDays);
                break;
            case { Policy: BoughtAgainPolicy.After }:
                _errors.Add(new($"{field}.days", "is required with the policy After"));
                break;
            case { Days: not null }:
                _errors.Add(new($"{field}.days", $"belongs to the policy After, not to {again.Policy}"));
                break;
        }
    }

    private void Check(string field, Diversity? diversity)
    {
        if (diversity is not null)
        {
            CheckRange($"{field}.strength", diversity.Strength, 0, 1);
            CheckRange($"{field}.maxLoss", diversity.MaxLoss, 0, 1);
            CheckRange($"{field}.perCategory", diversity.PerCategory ?? 1, 1, RecommendationRequest.MaxCount);
            CheckRange($"{field}.perBrand", diversity.PerBrand ?? 1, 1, RecommendationRequest.MaxCount);
        }
    }

    private void Check(string field, SlotSettings slot) => Check($"{field}.diversity", slot.Diversity);

    private void Check(RetrainingSchedule? schedule)
    {
        if (schedule is null)
        {
            return;
        }

        CheckRange("retraining.everyHours", schedule.EveryHours ?? 1, 1, RetrainingSchedule.MaxHours);
        CheckRange(
            "retraining.everyInteractions",
            schedule.EveryInteractions ?? RetrainingSchedule.MinInteractions,
            RetrainingSchedule.MinInteractions,
            RetrainingSchedule.MaxInteractions);
        CheckRange("retraining.clickRateFall", schedule.ClickRateFall ?? 1, RetrainingSchedule.MinFall, 1);
        if (schedule is { EveryHours: null, EveryInteractions: null, ClickRateFall: null })
        {
            _errors.Add(new("retraining", "needs everyHours, everyInteractions or clickRateFall"));
        }

        if (schedule.Architecture is { } architecture && !TrainingPlan.Architectures.Contains(architecture))
        {
            _errors.Add(new("retraining.architecture", $"must be one of: {string.Join(", ", TrainingPlan.Architectures)}"));
        }
    }

    private RuleExpression? CheckExpression(string field, string? text)
    {
        try
        {
            return RuleExpression.Parse(text ?? "");
        }
        catch (RuleSyntaxException error)
        {
            _errors.Add(new(field, error.Message));
            return null;
        }
    }

    // Not-a-number is in no range.
    private void CheckRange<T>(string field, T value, T least, T most)
        where T : INumber<T>
    {
        if (!(value >= least && value <= most))
        {
            _errors.Add(new(field, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}")));
        }
    }

    private void Add(FieldError? error)
    {
        if (error is not null)
        {
            _errors.Add(error);
        }
    }
}
