using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Recommender.Catalog;

/// <summary>A product with what the store's rules say of it, found out once for each product and settings.</summary>
internal sealed class CatalogEntry(Product product)
{
    private Verdict? _verdict;

    public Product Product => product;

    /// <summary>Returns the name of the first rule that reads the product alone and hides it; null where none does.</summary>
    public string? HiddenBy(StoreRules rules)
    {
        var verdict = Volatile.Read(ref _verdict);
        if (verdict is null || !ReferenceEquals(verdict.Rules, rules))
        {
            verdict = new(rules, rules.FindAlwaysHiding(product));
            Volatile.Write(ref _verdict, verdict);
        }

        return verdict.HiddenBy;
    }

    private sealed record Verdict(StoreRules Rules, string? HiddenBy);
}
