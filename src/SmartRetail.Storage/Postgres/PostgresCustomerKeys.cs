using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// Customers' keys in their table. Whoever writes sealed rows holds a share of each key's row to the commit, and an erasure the
/// whole of it: it deletes no key that rows are being sealed with, and none are sealed with one that it has deleted.
/// </summary>
internal sealed class PostgresCustomerKeys(CustomerSeals seals)
{
    private const string FindSql =
        """
        SELECT kept.store, kept.customer, kept.key_id, kept.master, kept.wrapped
        FROM unnest($1, $2) AS given (store, customer)
        JOIN customer_key AS kept ON kept.store = given.store AND kept.customer = given.customer
        """;

    private const string HoldSql = $"{FindSql} ORDER BY kept.store, kept.customer FOR KEY SHARE OF kept";

    // In one order, so that two silos that add the same keys wait for each other and never in a circle.
    private const string AddSql =
        """
        INSERT INTO customer_key (store, customer, key_id, master, wrapped)
        SELECT * FROM unnest($1, $2, $3, $4, $5) AS given (store, customer, key_id, master, wrapped)
        ORDER BY store, customer
        ON CONFLICT DO NOTHING
        RETURNING store, customer
        """;

    // What an erasure holds where there is no key. It never sees the end of its transaction.
    private const string AddHeldSql =
        """
        INSERT INTO customer_key (store, customer, key_id, master, wrapped) VALUES ($1, $2, '', '', '') ON CONFLICT DO NOTHING
        """;

    private const string DeleteHeldSql = "DELETE FROM customer_key WHERE store = $1 AND customer = $2 AND master = ''";

    // A key that is there when it is added and gone when it is read was erased between the two, which hardly happens once.
    private const int Attempts = 8;

    /// <summary>Whether what is written is sealed.</summary>
    public bool IsOn => seals.IsOn;

    /// <summary>
    /// Begins a transaction in which the owners' keys stay: those that there are, and new ones for the others. The caller commits
    /// or rolls back.
    /// </summary>
    public Dictionary<KeyOwner, CustomerKey> BeginWith(NpgsqlConnection connection, IEnumerable<KeyOwner> owners)
    {
        KeyOwner[] all = [.. owners.Distinct()];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var keys = Hold(connection, all, isFirst: true);
            var missing = all.Where(owner => !keys.ContainsKey(owner)).ToList();
            if (missing.Count > 0)
            {
                Add(connection, missing, keys);
                missing.RemoveAll(keys.ContainsKey);
            }

            if (missing.Count > 0)
            {
                foreach (var (owner, key) in Hold(connection, missing, isFirst: false))
                {
                    keys.Add(owner, key);
                }
            }

            if (keys.Count == all.Length)
            {
                return keys;
            }

            // From the beginning: whoever adds more while it holds some may wait for somebody who waits for it.
            Run(connection, "ROLLBACK");
        }

        throw new InvalidOperationException($"customers' keys were deleted {Attempts} times between being added and being read");
    }

    /// <summary>Returns the keys that there are.</summary>
    public async Task<Dictionary<KeyOwner, CustomerKey>> FindAsync(
        NpgsqlConnection connection, IEnumerable<KeyOwner> owners, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<KeyOwner, CustomerKey>();
        KeyOwner[] all = [.. owners.Distinct()];
        if (all.Length == 0)
        {
            return keys;
        }

        await using var command = new NpgsqlCommand(FindSql, connection);
        AddOwners(command.Parameters, all);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            Read(rows, keys);
        }

        return keys;
    }

    /// <summary>
    /// Waits for those who write rows of the customer, and keeps others from beginning to, until the transaction ends. For who
    /// deletes, before they wait for anything else: whoever waits for them then has nothing that they need.
    /// </summary>
    public async Task HoldAsync(
        NpgsqlConnection connection, StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        if (!seals.IsOn)
        {
            return;
        }

        do
        {
            await connection.ExecuteAsync(AddHeldSql, cancellationToken, store.Value, customer.Value);
        }
        while (await connection.ScalarAsync<int>(
            "SELECT 1 FROM customer_key WHERE store = $1 AND customer = $2 FOR UPDATE",
            cancellationToken,
            store.Value,
            customer.Value) is null);
    }

    /// <summary>Deletes the customer's key.</summary>
    public static Task DeleteAsync(
        NpgsqlConnection connection, StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(CustomerKeySql.Delete, cancellationToken, store.Value, customer.Value);

    /// <summary>Deletes what <see cref="HoldAsync"/> has added, and no key.</summary>
    public async Task LetGoAsync(
        NpgsqlConnection connection, StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        if (seals.IsOn)
        {
            await connection.ExecuteAsync(DeleteHeldSql, cancellationToken, store.Value, customer.Value);
        }
    }

    /// <summary>As <see cref="LetGoAsync"/>, and deletes the key of somebody of whom nothing is left.</summary>
    public async Task DeleteUnusedAsync(
        NpgsqlConnection connection, StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        if (seals.IsOn)
        {
            await LetGoAsync(connection, store, customer, cancellationToken);
            await connection.ExecuteAsync(CustomerKeySql.DeleteUnused, cancellationToken, store.Value, customer.Value);
        }
    }

    private Dictionary<KeyOwner, CustomerKey> Hold(NpgsqlConnection connection, IReadOnlyList<KeyOwner> owners, bool isFirst)
    {
        using var batch = connection.CreateBatch();
        if (isFirst)
        {
            batch.BatchCommands.Add(new("BEGIN"));
        }

        var command = new NpgsqlBatchCommand(HoldSql);
        AddOwners(command.Parameters, owners);
        batch.BatchCommands.Add(command);
        using var rows = batch.ExecuteReader();
        var keys = new Dictionary<KeyOwner, CustomerKey>();
        while (rows.Read())
        {
            Read(rows, keys);
        }

        return keys;
    }

    private void Add(NpgsqlConnection connection, List<KeyOwner> owners, Dictionary<KeyOwner, CustomerKey> keys)
    {
        var made = owners.ToDictionary(owner => owner, owner => seals.Create(owner));
        using var command = new NpgsqlCommand(AddSql, connection);
        AddOwners(command.Parameters, owners);
        command.Parameters.AddColumn(NpgsqlDbType.Bytea, owners, owner => made[owner].Stored.Id);
        command.Parameters.AddColumn(NpgsqlDbType.Text, owners, owner => made[owner].Stored.Master);
        command.Parameters.AddColumn(NpgsqlDbType.Bytea, owners, owner => made[owner].Stored.Wrapped);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var owner = new KeyOwner(rows.GetString(0), rows.GetString(1));
            keys.Add(owner, made[owner].Key);
        }
    }

    private void Read(NpgsqlDataReader row, Dictionary<KeyOwner, CustomerKey> keys)
    {
        var owner = new KeyOwner(row.GetString(0), row.GetString(1));
        keys.Add(
            owner,
            seals.Unwrap(owner, new(row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetFieldValue<byte[]>(4))));
    }

    private static void AddOwners(NpgsqlParameterCollection parameters, IReadOnlyList<KeyOwner> owners)
    {
        parameters.AddColumn(NpgsqlDbType.Text, owners, owner => owner.Store);
        parameters.AddColumn(NpgsqlDbType.Text, owners, owner => owner.Customer);
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
