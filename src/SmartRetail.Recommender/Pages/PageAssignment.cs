using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Pages;

/// <summary>
/// Shares products out among slots so that none is in two and as many places as can be are filled: a maximum matching by
/// augmenting paths (Kuhn, 1955). A slot takes the best of its candidates that is free; only where none is, slots before it
/// give way, if there is something else for them.
/// </summary>
/// <param name="candidates">Each slot's candidates, best first.</param>
internal sealed class PageAssignment(IReadOnlyList<IReadOnlyList<ProductId>> candidates)
{
    private readonly Dictionary<ProductId, int> _owners = [];

    /// <summary>Returns the products of each slot, in the order of its candidates.</summary>
    /// <param name="counts">How many places each slot has.</param>
    public static IReadOnlyList<IReadOnlyList<ProductId>> Assign(
        IReadOnlyList<IReadOnlyList<ProductId>> candidates, IReadOnlyList<int> counts)
    {
        var assignment = new PageAssignment(candidates);
        for (var slot = 0; slot < candidates.Count; slot++)
        {
            for (var place = 0; place < counts[slot] && assignment.TryFill(slot, []); place++)
            {
            }
        }

        return [.. candidates.Select((products, slot) => assignment.ProductsOf(slot, products))];
    }

    // A path that comes back to a slot is no shorter than one that does not: the depth is bounded by the number of slots.
    private bool TryFill(int slot, HashSet<int> visited)
    {
        if (!visited.Add(slot))
        {
            return false;
        }

        foreach (var product in candidates[slot])
        {
            if (_owners.TryAdd(product, slot))
            {
                return true;
            }
        }

        foreach (var product in candidates[slot])
        {
            if (TryFill(_owners[product], visited))
            {
                _owners[product] = slot;
                return true;
            }
        }

        return false;
    }

    private IReadOnlyList<ProductId> ProductsOf(int slot, IReadOnlyList<ProductId> products) =>
        [.. products.Where(product => _owners.TryGetValue(product, out var owner) && owner == slot)];
}
