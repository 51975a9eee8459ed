using SmartRetail.Contracts;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>The products of each customer's newest session, for as many customers as memory is granted for.</summary>
internal sealed class CustomerSessions(LiveCountOptions options)
{
    private readonly Dictionary<CustomerId, Session> _sessions = [];

    /// <summary>Adds a product; returns the product before it, and the other ones of the session when it is new there.</summary>
    public (int? Previous, IReadOnlyList<int> Companions) Add(CustomerId customer, int item, DateTimeOffset at)
    {
        if (!_sessions.TryGetValue(customer, out var session))
        {
            if (_sessions.Count >= options.MaxCustomers)
            {
                ForgetOlderHalf();
            }

            _sessions[customer] = session = new();
        }

        int? previous = session.Items.Count > 0 ? session.Items[^1] : null;
        if ((at - session.LastAt).Duration() > options.SessionGap)
        {
            session.Items.Clear();
        }

        session.LastAt = at;
        var isKnown = session.Items.Remove(item);
        IReadOnlyList<int> companions = isKnown ? [] : [.. session.Items];
        session.Items.Add(item);
        if (session.Items.Count > options.SessionLength)
        {
            session.Items.RemoveAt(0);
        }

        return (previous, companions);
    }

    private void ForgetOlderHalf()
    {
        foreach (var (customer, _) in _sessions.OrderBy(pair => pair.Value.LastAt).Take(_sessions.Count / 2).ToList())
        {
            _sessions.Remove(customer);
        }
    }

    private sealed class Session
    {
        public List<int> Items { get; } = [];

        public DateTimeOffset LastAt { get; set; }
    }
}
