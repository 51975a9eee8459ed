using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Recommender.Ranking;

/// <summary>A version of a store's settings, ready to be applied: made once, so that no request parses anything.</summary>
public sealed class StoreRules
{
    private readonly ImmutableArray<(string Name, RuleExpression When)> _hiddenAlways;
    private readonly ImmutableArray<(string Name, RuleExpression When)> _hiddenByContext;
    private readonly ImmutableArray<(ScoreRule Rule, RuleExpression When)> _scores;
    private readonly ImmutableArray<(PinRule Pin, RuleExpression? When)> _pins;
    private readonly StoreSettings _settings;

    private StoreRules(SavedSettings saved)
    {
        _settings = saved.Settings;
        Version = saved.Version;
        ImmutableArray<(string Name, RuleExpression When)> hidden =
            [.. _settings.Hide.Select(rule => (rule.Name, RuleExpression.Parse(rule.When)))];
        _hiddenAlways = [.. hidden.Where(rule => !rule.When.ReadsContext)];
        _hiddenByContext = [.. hidden.Where(rule => rule.When.ReadsContext)];
        _scores = [.. _settings.Scores.Select(rule => (rule, RuleExpression.Parse(rule.When)))];
        _pins =
        [
            .. _settings.Pins.Select(pin => (pin, pin.When is null ? null : RuleExpression.Parse(pin.When)))
                .OrderBy(pin => pin.pin.Position),
        ];
        ScoresReadContext = _scores.Any(score => score.When.ReadsContext);
        MaxFactor = _scores.Aggregate(1.0, (product, score) => product * Math.Max(1, score.Rule.Factor))
            * (1 + (_settings.Margin?.Weight ?? 0)) * (1 + (_settings.Freshness?.Bonus ?? 0));
        AdjustsScores = !_scores.IsEmpty || _settings.Margin is not null || _settings.Freshness is not null;
    }

    /// <summary>Those of a store that has saved no settings: they change nothing.</summary>
    public static StoreRules None { get; } = new(SavedSettings.None);

    public long Version { get; }

    /// <inheritdoc cref="StoreSettings.ImpressionShare"/>
    public double ImpressionShare => _settings.ImpressionShare;

    /// <inheritdoc cref="StoreSettings.ExplorationShare"/>
    public double ExplorationShare => _settings.ExplorationShare;

    /// <summary>Whether scores are multiplied at all.</summary>
    public bool AdjustsScores { get; }

    /// <summary>Whether scores depend on the request, so that a kept ranking will not do.</summary>
    public bool ScoresReadContext { get; }

    /// <summary>No product's score is multiplied by more.</summary>
    public double MaxFactor { get; }

    /// <exception cref="RuleSyntaxException">An expression was saved by a later version of this program.</exception>
    public static StoreRules Compile(SavedSettings saved) => saved.Version == 0 ? None : new(saved);

    /// <summary>Those of settings that are tried and not saved; <see cref="Rules.SettingsCheck"/> has found no error in them.</summary>
    public static StoreRules Draft(StoreSettings settings) => new(SavedSettings.None with { Settings = settings });

    /// <summary>Returns the name of the first rule that hides the product whatever the request is; null where none does.</summary>
    public string? FindAlwaysHiding(Product product) => FindName(_hiddenAlways, new(product, RuleContext.None));

    /// <summary>Returns the name of the first rule that hides the product from this request; null where none does.</summary>
    public string? FindHiding(RuleContext context, Product product) =>
        _hiddenByContext.IsEmpty ? null : FindName(_hiddenByContext, new(product, context));

    /// <summary>Returns what the product's score is multiplied by.</summary>
    public double FactorOf(Product product, RuleContext context, DateTimeOffset now) =>
        FactorOf(product, context, now, effects: null);

    /// <summary>Returns each setting that multiplies the product's score; their product is <see cref="FactorOf(Product, RuleContext, DateTimeOffset)"/>.</summary>
    public ImmutableArray<ScoreEffect> EffectsOn(Product product, RuleContext context, DateTimeOffset now)
    {
        var effects = ImmutableArray.CreateBuilder<ScoreEffect>();
        FactorOf(product, context, now, effects);
        return effects.ToImmutable();
    }

    /// <summary>Returns the pins of a request, by position.</summary>
    public IEnumerable<PinRule> PinsOf(string? slot, RuleContext context)
    {
        foreach (var (pin, when) in _pins)
        {
            if ((pin.Slot is null || pin.Slot == slot) && when?.Matches(new(null, context)) != false)
            {
                yield return pin;
            }
        }
    }

    public Diversity? DiversityOf(string? slot) =>
        slot is not null && _settings.Slots.GetValueOrDefault(slot)?.Diversity is { } own ? own : _settings.Diversity;

    /// <summary>Returns when a bought product of the category may be shown again; null where the store does not say.</summary>
    public BoughtAgain? BoughtAgainOf(string category) =>
        _settings.BoughtAgainByCategory.GetValueOrDefault(category) ?? _settings.BoughtAgain;

    private double FactorOf(
        Product product, RuleContext context, DateTimeOffset now, ImmutableArray<ScoreEffect>.Builder? effects)
    {
        var factor = 1.0;
        foreach (var (rule, when) in _scores)
        {
            if (when.Matches(new(product, context)))
            {
                Multiply(rule.Factor < 1 ? ScoreEffectKind.Bury : ScoreEffectKind.Boost, rule.Name, rule.Factor);
            }
        }

        if (_settings.Margin is { } margin)
        {
            Multiply(
                ScoreEffectKind.Margin, margin.Attribute, 1 + (margin.Weight * MarginOf(product, margin.Attribute)));
        }

        if (_settings.Freshness is { } freshness && product.FirstSoldAt is { } firstSoldAt)
        {
            // One that is announced for a later day is as fresh as can be.
            var days = Math.Max(0, (now - firstSoldAt).TotalDays);
            Multiply(
                ScoreEffectKind.Freshness, null, 1 + (freshness.Bonus * Math.Pow(2, -days / freshness.HalfLifeDays)));
        }

        return factor;

        void Multiply(ScoreEffectKind kind, string? rule, double by)
        {
            factor *= by;
            effects?.Add(new(kind, rule, by));
        }
    }

    private static double MarginOf(Product product, string attribute) =>
        double.TryParse(
            product.Attributes.GetValueOrDefault(attribute),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var margin)
            ? Math.Clamp(margin, 0, 1)
            : 0;

    private static string? FindName(ImmutableArray<(string Name, RuleExpression When)> rules, RuleFacts facts)
    {
        foreach (var (name, when) in rules)
        {
            if (when.Matches(facts))
            {
                return name;
            }
        }

        return null;
    }
}
