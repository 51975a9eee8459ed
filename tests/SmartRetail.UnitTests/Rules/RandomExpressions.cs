using System.Collections.Immutable;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.UnitTests.Rules;

/// <summary>Expressions of every kind, short enough to be parsed; the same seed gives the same ones.</summary>
internal sealed class RandomExpressions(int seed)
{
    private const int Depth = 4;

    private static readonly string[] Texts = ["A", "it's", "", "true", "3", "not", "é – ü", "a 'quoted' one"];
    private static readonly decimal[] Numbers = [0, 3, -0.5m, 1.50m, 79228162514264337593543950335m];

    private readonly Random _random = new(seed);

    public RuleExpression Next(int depth = Depth) => (depth == 0 ? 3 : _random.Next(6)) switch
    {
        0 => new NotExpression(Next(depth - 1)),
        1 => new AndExpression(Next(depth - 1), Next(depth - 1)),
        2 => new OrExpression(Next(depth - 1), Next(depth - 1)),
        _ => NextComparison(),
    };

    private RuleExpression NextComparison() => _random.Next(6) switch
    {
        0 => new TextComparison(NextText(), _random.Next(2) == 0, OneOf(Texts)),
        1 => new NumberComparison(NextNumber(), (RuleOperator)_random.Next(6), OneOf(Numbers)),
        2 => new FlagComparison(OneOf([RuleField.Available, NextAttribute()]), _random.Next(2) == 0),
        3 => new TimeComparison(
            RuleField.FirstSoldAt,
            (RuleOperator)_random.Next(6),
            DateTimeOffset.UnixEpoch.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay * 30_000))),
        4 => new TextMembership(
            NextText(), ImmutableSortedSet.CreateRange(StringComparer.Ordinal, [OneOf(Texts), OneOf(Texts)])),
        _ => new NumberMembership(NextNumber(), [OneOf(Numbers), OneOf(Numbers)]),
    };

    private RuleField NextText() => OneOf([RuleField.Id, RuleField.Brand, RuleField.Category, NextAttribute()]);

    private RuleField NextNumber() => OneOf([RuleField.Price, RuleField.Stock, NextAttribute()]);

    private RuleField NextAttribute() =>
        _random.Next(2) == 0 ? RuleField.Attribute(OneOf(["size", "a b", "it's"])) : RuleField.Context("region");

    private T OneOf<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
