using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Recommender.Catalog;

/// <summary>A product with what the store's rules say of it, found out once for each product and settings.</summary>
internal sealed class CatalogEntry(Product product)
{
    private Verdict? _verdict;

    public Product Product => product;

    /// <summary>Whether a rule that reads the product alone hides it.</summary>
    public bool IsHidden(StoreRules rules)
    {
        var verdict = Volatile.Read(ref _verdict);
        if (verdict is null || !ReferenceEquals(verdict.Rules, rules))
        {
            verdict = new(rules, rules.IsAlwaysHidden(product));
            Volatile.Write(ref _verdict, verdict);
        }

        return verdict.IsHidden;
    }

    private sealed record Verdict(StoreRules Rules, bool IsHidden);
}
