using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Privacy;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

/// <summary>
/// The interaction log as a table. SQLite admits one writer at a time, which gives a position and commits before the
/// next one begins, so positions become visible in their order and every reader is behind a safe horizon as it is.
/// </summary>
internal sealed class SqliteInteractionLog(
    GroupWriter<SqliteSession> writer, SqliteReaders readers, SqliteCustomerKeys keys, StoreSalts salts, AppendSignal signal)
    : IInteractionLog
{
    private const string ReadCustomerSql =
        $"""
        SELECT {InteractionRows.Columns} FROM interaction INDEXED BY interaction_by_customer
        WHERE store = $1 AND customer = $2 AND position > $3
        ORDER BY position LIMIT $4
        """;

    private const string CountCustomerSql =
        """
        SELECT COUNT(*) FROM interaction INDEXED BY interaction_by_customer
        WHERE store = $1 AND customer = $2 AND position > $3
        """;

    private const string ReadSql =
        $"""
        SELECT {InteractionRows.Columns} FROM interaction INDEXED BY interaction_by_store
        WHERE store = $1 AND position > $2
        ORDER BY position LIMIT $3
        """;

    private const string HasErasedSql = "SELECT 1 FROM erased_customer WHERE store = $1 LIMIT 1";

    private const string IsErasedSql =
        "SELECT 1 FROM erased_customer WHERE store = $1 AND customer_hash = $2 AND erased_at >= $3";

    // Those seen first come first: later customers never displace one of them.
    private const string SampleSql =
        """
        SELECT customer FROM interaction INDEXED BY interaction_by_customer
        WHERE store = $1
        GROUP BY customer HAVING COUNT(*) BETWEEN 20 AND 200
        ORDER BY MIN(position) LIMIT $2
        """;

    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken) =>
        WriteAsync(store, interactions, imported: null, cancellationToken);

    public async Task<IReadOnlyList<AppendOutcome>> ImportAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken) =>
        await WriteAsync(store, interactions, await salts.FindAsync(store, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<LoggedInteraction>> ReadCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return readers.ReadAsync<IReadOnlyList<LoggedInteraction>>(
            session => ReadCustomer(session, store, customer, afterPosition, limit, cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyList<LoggedInteraction>> ReadCustomersAsync(
        StoreId store,
        IReadOnlyList<CustomerId> customers,
        long afterPosition,
        int limit,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return readers.ReadConsistentlyAsync<IReadOnlyList<LoggedInteraction>>(
            session =>
            {
                // Each one's first rows are sure to hold the first rows of all.
                var rows = customers.SelectMany(customer => ReadCustomer(
                    session, store, customer, afterPosition, limit, cancellationToken));
                return [.. rows.OrderBy(row => row.Position).Take(limit)];
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<LoggedInteraction>> ReadAsync(
        StoreId store, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return readers.ReadAsync<IReadOnlyList<LoggedInteraction>>(
            session => ReadReadable(
                session,
                store,
                afterPosition,
                limit,
                (after, count) => Read(session, ReadSql, cancellationToken, store.Value, after, (long)count)),
            cancellationToken);
    }

    public Task<long> CountCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.Scalar(CountCustomerSql, store.Value, customer.Value, afterPosition) ?? 0,
            cancellationToken);

    public Task<long> CountAsync(StoreId store, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.Scalar("SELECT COUNT(*) FROM interaction WHERE store = $1", store.Value) ?? 0,
            cancellationToken);

    public Task WaitForAppendAsync(
        StoreId store, long afterPosition, TimeSpan atMost, CancellationToken cancellationToken) =>
        signal.WaitAsync(store, afterPosition, atMost, cancellationToken);

    public Task<IReadOnlyList<CustomerId>> SampleCustomersAsync(
        StoreId store, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return readers.ReadAsync<IReadOnlyList<CustomerId>>(
            session =>
            {
                using var rows = session.Query(SampleSql, store.Value, (long)count);
                var customers = new List<CustomerId>();
                while (rows.Step())
                {
                    customers.Add(new(rows.Row.GetString(0)));
                }

                return customers;
            },
            cancellationToken);
    }

    /// <param name="imported">The store's salt, by which erased customers are found, if they are imported.</param>
    private async Task<IReadOnlyList<AppendOutcome>> WriteAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, byte[]? imported, CancellationToken cancellationToken)
    {
        if (interactions.Count == 0)
        {
            return [];
        }

        var outcomes = await writer.WriteAsync(
            interactions.Count,
            (session, now) =>
            {
                var written = new AppendOutcome[interactions.Count];
                var hasErased = imported is not null && session.Scalar(HasErasedSql, store.Value) is not null;
                Dictionary<CustomerId, CustomerKey?>? taken = keys.IsOn ? [] : null;
                for (var i = 0; i < written.Length; i++)
                {
                    written[i] = hasErased && IsErased(session, store, interactions[i], imported)
                        ? AppendOutcome.LeftOut
                        : InteractionRows.Append(
                            session, store, interactions[i], Take(interactions[i].Customer), imported is not null, now);
                }

                return written;

                CustomerKey? Take(CustomerId customer)
                {
                    CustomerKey? key = null;
                    if (taken is not null && !taken.TryGetValue(customer, out key))
                    {
                        taken.Add(customer, key = keys.Take(session, new(store.Value, customer.Value)));
                    }

                    return key;
                }
            },
            cancellationToken);
        signal.Committed(store, outcomes);
        return outcomes;
    }

    private static bool IsErased(SqliteSession session, StoreId store, Interaction interaction, byte[]? salt) =>
        session.Scalar(
            IsErasedSql, store.Value, CustomerHash.Of(interaction.Customer, salt).Hex, interaction.OccurredAt) is not null;

    private List<LoggedInteraction> ReadCustomer(
        SqliteSession session,
        StoreId store,
        CustomerId customer,
        long afterPosition,
        int limit,
        CancellationToken cancellationToken) =>
        ReadReadable(
            session,
            store,
            afterPosition,
            limit,
            (after, count) => Read(
                session, ReadCustomerSql, cancellationToken, store.Value, customer.Value, after, (long)count));

    // In the place of rows that nobody can read any more come those behind them: a page below its limit is the last one.
    private List<LoggedInteraction> ReadReadable(
        SqliteSession session, StoreId store, long after, int limit, Func<long, int, List<KeptInteraction>> read)
    {
        var readable = new List<LoggedInteraction>();
        while (true)
        {
            var asked = limit - readable.Count;
            var page = read(after, asked);
            var owners = page.Where(row => row.Sealed is not null).Select(row => row.OwnerIn(store));
            readable.AddRange(CustomerSeals.Open(store, page, keys.Find(session, owners)));
            if (page.Count < asked || readable.Count == limit)
            {
                return readable;
            }

            after = page[^1].Clear.Position;
        }
    }

    private static List<KeptInteraction> Read(
        SqliteSession session, string sql, CancellationToken cancellationToken, params ReadOnlySpan<object?> values)
    {
        using var rows = session.Query(sql, values);
        var interactions = new List<KeptInteraction>();
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            interactions.Add(InteractionRows.Read(rows.Row));
        }

        return interactions;
    }
}
