using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Privacy;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// The interaction log as a table that all silos append to; <see cref="AppendStatement"/> says why its readers need no
/// horizon.
/// </summary>
internal sealed class PostgresInteractionLog(
    GroupWriter<PostgresSession> writer, PostgresPool pool, PostgresCustomerKeys keys, StoreSalts salts, AppendSignal signal)
    : IInteractionLog
{
    private const string ReadCustomerSql =
        $"""
        SELECT {InteractionRows.Columns} FROM interaction
        WHERE store = $1 AND customer = $2 AND position > $3
        ORDER BY position LIMIT $4
        """;

    // Each customer's first rows by the index, and of those the first: one list of customers instead would tempt the
    // planner to walk the whole log in its order.
    private const string ReadCustomersSql =
        $"""
        SELECT {InteractionRows.Columns}
        FROM unnest($2::text[]) AS one (name), LATERAL (
            SELECT * FROM interaction
            WHERE store = $1 AND customer = one.name AND position > $3
            ORDER BY position LIMIT $4) AS first_rows
        ORDER BY position LIMIT $4
        """;

    private const string CountCustomerSql =
        "SELECT count(*) FROM interaction WHERE store = $1 AND customer = $2 AND position > $3";

    private const string ReadSql =
        $"""
        SELECT {InteractionRows.Columns} FROM interaction
        WHERE store = $1 AND position > $2
        ORDER BY position LIMIT $3
        """;

    // The shard of a customer as ShardSet.Of computes it.
    private const string ReadShardsSql =
        $"""
        SELECT {InteractionRows.Columns} FROM interaction
        WHERE store = $1 AND position > $2
            AND $3 >> (get_byte(sha256(convert_to(customer, 'UTF8')), 0) % 64) & 1 = 1
        ORDER BY position LIMIT $4
        """;

    // Those seen first come first: later customers never displace one of them.
    private const string SampleSql =
        """
        SELECT customer FROM interaction
        WHERE store = $1
        GROUP BY customer HAVING count(*) BETWEEN 20 AND 200
        ORDER BY min(position) LIMIT $2
        """;

    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken) =>
        WriteAsync(store, interactions, imported: null, cancellationToken);

    public async Task<IReadOnlyList<AppendOutcome>> ImportAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken)
    {
        var salt = await salts.FindAsync(store, cancellationToken);
        return await WriteAsync(
            store,
            interactions,
            [.. interactions.Select(interaction => CustomerHash.Of(interaction.Customer, salt))],
            cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedInteraction>> ReadCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await ReadReadableAsync(
            store,
            afterPosition,
            limit,
            (connection, after, count) => connection.QueryAsync(
                ReadCustomerSql, InteractionRows.Read, cancellationToken, store.Value, customer.Value, after, count),
            cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedInteraction>> ReadCustomersAsync(
        StoreId store,
        IReadOnlyList<CustomerId> customers,
        long afterPosition,
        int limit,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var names = customers.Select(customer => customer.Value).ToArray();
        return await ReadReadableAsync(
            store,
            afterPosition,
            limit,
            (connection, after, count) => connection.QueryAsync(
                ReadCustomersSql, InteractionRows.Read, cancellationToken, store.Value, names, after, count),
            cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedInteraction>> ReadAsync(
        StoreId store, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await ReadReadableAsync(
            store,
            afterPosition,
            limit,
            (connection, after, count) => connection.QueryAsync(
                ReadSql, InteractionRows.Read, cancellationToken, store.Value, after, count),
            cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedInteraction>> ReadShardsAsync(
        StoreId store, ShardSet shards, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await ReadReadableAsync(
            store,
            afterPosition,
            limit,
            (connection, after, count) => connection.QueryAsync(
                ReadShardsSql, InteractionRows.Read, cancellationToken, store.Value, after, (long)shards.Bits, count),
            cancellationToken);
    }

    public async Task<long> CountCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, CancellationToken cancellationToken) =>
        await pool.ScalarAsync<long>(CountCustomerSql, cancellationToken, store.Value, customer.Value, afterPosition) ?? 0;

    public async Task<long> CountAsync(StoreId store, CancellationToken cancellationToken) =>
        await pool.ScalarAsync<long>(
            "SELECT count(*) FROM interaction WHERE store = $1", cancellationToken, store.Value) ?? 0;

    public Task WaitForAppendAsync(
        StoreId store, long afterPosition, TimeSpan atMost, CancellationToken cancellationToken) =>
        signal.WaitAsync(store, afterPosition, atMost, cancellationToken);

    public async Task<IReadOnlyList<CustomerId>> SampleCustomersAsync(
        StoreId store, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return await pool.QueryAsync(
            SampleSql, row => new CustomerId(row.GetString(0)), cancellationToken, store.Value, count);
    }

    // In the place of rows that nobody can read any more come those behind them: a page below its limit is the last one.
    private Task<List<LoggedInteraction>> ReadReadableAsync(
        StoreId store,
        long after,
        int limit,
        Func<NpgsqlConnection, long, int, Task<List<KeptInteraction>>> read,
        CancellationToken cancellationToken) =>
        pool.RunAsync(
            async connection =>
            {
                var readable = new List<LoggedInteraction>();
                while (true)
                {
                    var asked = limit - readable.Count;
                    var page = await read(connection, after, asked);
                    var owners = page.Where(row => row.Sealed is not null).Select(row => row.OwnerIn(store));
                    readable.AddRange(CustomerSeals.Open(
                        store, page, await keys.FindAsync(connection, owners, cancellationToken)));
                    if (page.Count < asked || readable.Count == limit)
                    {
                        return readable;
                    }

                    after = page[^1].Clear.Position;
                }
            },
            cancellationToken);

    private async Task<IReadOnlyList<AppendOutcome>> WriteAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CustomerHash[]? imported, CancellationToken cancellationToken)
    {
        if (interactions.Count == 0)
        {
            return [];
        }

        var outcomesOf = await writer.WriteAsync(
            interactions.Count,
            (session, now) => session.Interactions.Add(store, interactions, imported, now),
            cancellationToken);
        var outcomes = outcomesOf();
        signal.Committed(store, outcomes);
        return outcomes;
    }
}
