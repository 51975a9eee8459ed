using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Conduct;

/// <summary>
/// Says of each interaction of a store's log, in its order, whether counts may learn from it, and keeps what they have learned from
/// a customer lately, to be taken back when it turns out what the customer is. It follows from the log alone, so that all silos say
/// the same.
/// </summary>
internal sealed class ConductFilter(ConductOptions options)
{
    // Two generations: who acts again moves to the newer one, and when that is full the older one is forgotten.
    private Dictionary<CustomerId, Watched> _newer = [];
    private Dictionary<CustomerId, Watched> _older = [];

    /// <summary>Interactions that were not learned from in the end.</summary>
    public long LeftOut { get; private set; }

    public bool Counts(Interaction interaction, int product, DateTimeOffset at)
    {
        var counts = Find(interaction.Customer).Conduct.Take(product, at.UtcTicks, IsFree(interaction), options);
        LeftOut += counts ? 0 : 1;
        return counts;
    }

    /// <summary>
    /// Keeps what was counted of somebody who was let through. Apart, so that the lines of a large order do not push out what was
    /// looked at.
    /// </summary>
    public void Remember(Interaction interaction, CountedAct act)
    {
        var watched = Find(interaction.Customer);
        var acts = IsFree(interaction) ? watched.Acts : watched.Lines ??= [];
        if (acts.Count >= options.MaxTakenBack || (acts is [.., var last] && act.At - last.At > options.Quarantine))
        {
            acts.Clear();
        }

        acts.Add(act);
    }

    /// <summary>
    /// Returns what was counted lately of somebody who was not let through, once. What costs money is believed, but for orders that
    /// nobody could have made.
    /// </summary>
    public IReadOnlyList<CountedAct> TakeBack(CustomerId customer)
    {
        var watched = Find(customer);
        var acts = watched.Acts;
        watched.Acts = [];
        if (watched.Conduct.HasImpossibleOrders)
        {
            acts.AddRange(watched.Lines ?? []);
            watched.Lines = null;
        }

        LeftOut += acts.Count;
        return acts;
    }

    public void Forget(CustomerId customer)
    {
        _newer.Remove(customer);
        _older.Remove(customer);
    }

    private static bool IsFree(Interaction interaction) =>
        interaction.Kind is not (InteractionKind.Purchase or InteractionKind.Return);

    private Watched Find(CustomerId customer)
    {
        if (_newer.TryGetValue(customer, out var watched))
        {
            return watched;
        }

        if (_newer.Count >= options.MaxCustomers / 2)
        {
            (_older, _newer) = (_newer, []);
        }

        if (!_older.Remove(customer, out watched))
        {
            watched = new();
        }

        _newer.Add(customer, watched);
        return watched;
    }

    private sealed class Watched
    {
        public CustomerConduct Conduct { get; } = new();

        public List<CountedAct> Acts { get; set; } = [];

        /// <summary>Of orders and returns; null for the most, who never buy.</summary>
        public List<CountedAct>? Lines { get; set; }
    }
}
