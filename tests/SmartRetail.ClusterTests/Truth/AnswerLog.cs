using System.Collections.Concurrent;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>Holds answers against what a shop had acknowledged, and counts them.</summary>
internal sealed class AnswerLog(ChangingShop shop)
{
    private readonly ConcurrentDictionary<string, int> _lists = new();
    private int _answers;
    private int _contested;
    private int _unanswered;

    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Answers during which a product that they show, or the rules, may have changed.</summary>
    public int Contested => Volatile.Read(ref _contested);

    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>How many products lists of each kind have shown.</summary>
    public IReadOnlyDictionary<string, int> Lists => _lists;

    public ConcurrentQueue<string> Violations { get; } = [];

    /// <param name="asked">The moment before the question.</param>
    /// <param name="version">The catalog version that had been acknowledged by then.</param>
    public void Add(Answer answer, long asked, long answered, long version)
    {
        var rules = shop.Rules.Between(asked, answered);
        var isContested = rules.Count > 1;
        if (answer.CatalogVersion < version)
        {
            Violations.Enqueue($"catalog {answer.CatalogVersion} is older than {version}");
        }

        foreach (var (question, products) in answer.Lists)
        {
            _lists.AddOrUpdate(question.List, products.Count, (_, before) => before + products.Count);
            foreach (var product in products)
            {
                var states = shop.ProductBetween(product, asked, answered);
                isContested |= states.Count > 1;
                if (!states.Any(state => rules.Any(each => question.Allows(state, each))))
                {
                    Violations.Enqueue(
                        $"{product} in {question}; it was {string.Join(" or ", states)} under {string.Join(" or ", rules)}");
                }
            }

            if (products.Count != products.Distinct().Count())
            {
                Violations.Enqueue($"a product is twice in {question}");
            }
        }

        shop.Answered();
        Interlocked.Increment(ref _answers);
        Interlocked.Add(ref _contested, isContested ? 1 : 0);
    }

    public void AddUnanswered() => Interlocked.Increment(ref _unanswered);

    public override string ToString() =>
        $"{Answers:N0} answers, {Contested:N0} during changes, {Lists.Values.Sum():N0} products, "
        + $"{Violations.Count} violations, {Unanswered} unanswered";
}
