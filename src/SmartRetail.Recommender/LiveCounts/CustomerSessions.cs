using SmartRetail.Contracts;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// The products of each customer's newest session and newest order, and those bought before, for as many customers as memory
/// is granted for.
/// </summary>
internal sealed class CustomerSessions(LiveCountOptions options)
{
    private readonly Dictionary<CustomerId, Sessions> _customers = [];

    /// <summary>Adds a product; returns the product before it, and the other ones of the session when it is new there.</summary>
    public (int? Previous, int[] Companions) Add(CustomerId customer, int item, DateTimeOffset at)
    {
        var session = Find(customer).Acts;
        var previous = session.Last;
        return (previous, session.Add(item, at, options) ?? []);
    }

    /// <summary>
    /// Adds a product to what the customer buys at one time; returns the other products of the order when it is new there,
    /// else null.
    /// </summary>
    public int[]? AddPurchase(CustomerId customer, int item, DateTimeOffset at)
    {
        var sessions = Find(customer);
        sessions.Order ??= new();
        return sessions.Order.Add(item, at, options);
    }

    /// <summary>Notes a purchase; returns when the customer bought the product before, or null.</summary>
    public DateTimeOffset? AddBought(CustomerId customer, int item, DateTimeOffset at)
    {
        var sessions = Find(customer);
        sessions.Bought ??= new();
        return sessions.Bought.Add(item, at);
    }

    public void Forget(CustomerId customer) => _customers.Remove(customer);

    private Sessions Find(CustomerId customer)
    {
        if (!_customers.TryGetValue(customer, out var sessions))
        {
            if (_customers.Count >= options.MaxCustomers)
            {
                ForgetOlderHalf();
            }

            _customers[customer] = sessions = new();
        }

        return sessions;
    }

    private void ForgetOlderHalf()
    {
        foreach (var (customer, _) in _customers.OrderBy(pair => pair.Value.Acts.LastAt).Take(_customers.Count / 2).ToList())
        {
            _customers.Remove(customer);
        }
    }

    private sealed class Sessions
    {
        public OpenSession Acts { get; } = new();

        // Most customers of a shop never buy.
        public OpenSession? Order { get; set; }

        public BoughtProducts? Bought { get; set; }
    }
}
