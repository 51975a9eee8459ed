using System.Data;
using Npgsql;
using NpgsqlTypes;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Postgres;

/// <summary>The table of customers' keys, for those who renew masters.</summary>
internal sealed class PostgresCustomerKeyTable(PostgresPool pool, CustomerSeals seals) : ICustomerKeyTable
{
    // Those who seal with a key meanwhile are not in the way, nor is this in theirs; an erasure of it waits, or is waited for.
    private const string HoldSql = $"{CustomerKeySql.ListWrapped} FOR NO KEY UPDATE";

    private const string RewrapSql =
        """
        UPDATE customer_key AS kept SET master = given.master, wrapped = given.wrapped
        FROM unnest($1, $2, $3, $4, $5) AS given (store, customer, key_id, master, wrapped)
        WHERE kept.store = given.store AND kept.customer = given.customer AND kept.key_id = given.key_id
        """;

    /// <summary>As <see cref="ICustomerKeyTable.ListMastersAsync"/>, before there is a pool.</summary>
    public static List<string> ListMasters(PostgresDatabase database)
    {
        using var connection = database.OpenWriter();
        using var command = new NpgsqlCommand(CustomerKeySql.ListMasters, connection);
        using var rows = command.ExecuteReader();
        var masters = new List<string>();
        while (rows.Read())
        {
            masters.Add(rows.GetString(0));
        }

        return masters;
    }

    public async Task<IReadOnlyList<string>> ListMastersAsync(CancellationToken cancellationToken) =>
        await pool.QueryAsync(CustomerKeySql.ListMasters, row => row.GetString(0), cancellationToken);

    public Task<int> RewrapAsync(string master, int limit, CancellationToken cancellationToken) => pool.InTransactionAsync(
        IsolationLevel.ReadCommitted,
        async connection =>
        {
            var page = await connection.QueryAsync(
                HoldSql,
                row => (
                    Owner: new KeyOwner(row.GetString(0), row.GetString(1)),
                    Stored: new StoredCustomerKey(row.GetFieldValue<byte[]>(2), master, row.GetFieldValue<byte[]>(3))),
                cancellationToken,
                master,
                (long)limit);
            var renewed = page.ConvertAll(row => (row.Owner, Stored: seals.Wrap(row.Owner, seals.Unwrap(row.Owner, row.Stored))));
            if (renewed.Count == 0)
            {
                return 0;
            }

            await using var command = new NpgsqlCommand(RewrapSql, connection);
            command.Parameters.AddColumn(NpgsqlDbType.Text, renewed, row => row.Owner.Store);
            command.Parameters.AddColumn(NpgsqlDbType.Text, renewed, row => row.Owner.Customer);
            command.Parameters.AddColumn(NpgsqlDbType.Bytea, renewed, row => row.Stored.Id);
            command.Parameters.AddColumn(NpgsqlDbType.Text, renewed, row => row.Stored.Master);
            command.Parameters.AddColumn(NpgsqlDbType.Bytea, renewed, row => row.Stored.Wrapped);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return renewed.Count;
        },
        cancellationToken);
}
