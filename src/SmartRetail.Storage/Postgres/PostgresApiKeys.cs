using System.Collections.Immutable;
using System.Data;
using Npgsql;
using SmartRetail.Contracts.Access;
using SmartRetail.Recommender.Access;
using SmartRetail.Storage.Access;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresApiKeys(PostgresPool pool, TimeProvider clock) : IApiKeys
{
    // Changes take turns: two at once would take the same version, and whoever has read the first would miss the second.
    private const string TakeTurn = "LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE";

    public async Task<long> GetVersionAsync(CancellationToken cancellationToken) =>
        await pool.ScalarAsync<long>(ApiKeySql.Version, cancellationToken) ?? 0;

    public Task<ApiKeyList> ListAsync(CancellationToken cancellationToken) => pool.InTransactionAsync(
        IsolationLevel.RepeatableRead,
        async connection => new ApiKeyList(
            await connection.ScalarAsync<long>(ApiKeySql.Version, cancellationToken) ?? 0,
            [.. await connection.QueryAsync(ApiKeySql.List, Read, cancellationToken)]),
        cancellationToken);

    public Task AddAsync(KeptApiKey key, CancellationToken cancellationToken) =>
        ChangeAsync(connection => AddAsync(connection, key, cancellationToken), cancellationToken);

    public Task<bool> ReplaceAsync(KeptApiKey successor, DateTimeOffset olderEnds, CancellationToken cancellationToken) =>
        ChangeAsync(
            async connection =>
            {
                if (await ExistsAsync(connection, successor.Id, cancellationToken))
                {
                    return true;
                }

                var older = successor.Replaces!.Value.Value;
                if (await connection.ScalarAsync<long>(
                    ApiKeySql.IsInForce, cancellationToken, older, clock.GetUtcNow().UtcTicks) == 0)
                {
                    return false;
                }

                await AddAsync(connection, successor, cancellationToken);
                await connection.ExecuteAsync(ApiKeySql.End, cancellationToken, olderEnds.UtcTicks, older);
                return true;
            },
            cancellationToken);

    public Task<bool> RevokeAsync(ApiKeyId key, string by, CancellationToken cancellationToken) => ChangeAsync(
        async connection =>
        {
            await connection.ExecuteAsync(
                ApiKeySql.Revoke, cancellationToken, clock.GetUtcNow().UtcTicks, key.Value);
            return await ExistsAsync(connection, key, cancellationToken);
        },
        cancellationToken);

    public Task NoteUseAsync(IReadOnlyCollection<ApiKeyId> keys, CancellationToken cancellationToken) => pool.RunAsync(
        async connection =>
        {
            foreach (var key in keys)
            {
                await connection.ExecuteAsync(
                    ApiKeySql.NoteUse, cancellationToken, clock.GetUtcNow().UtcTicks, key.Value);
            }

            return keys.Count;
        },
        cancellationToken);

    private Task<T> ChangeAsync<T>(Func<NpgsqlConnection, Task<T>> change, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                await connection.ExecuteAsync(TakeTurn, cancellationToken);
                return await change(connection);
            },
            cancellationToken);

    private static Task<int> AddAsync(NpgsqlConnection connection, KeptApiKey key, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            ApiKeySql.Add,
            cancellationToken,
            key.Id.Value,
            key.Sha256,
            ApiKeyJson.Write(key.Grant),
            key.CreatedAt.UtcTicks,
            key.By,
            key.Grant.ExpiresAt?.UtcTicks as object ?? DBNull.Value,
            key.Replaces?.Value as object ?? DBNull.Value);

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection, ApiKeyId key, CancellationToken cancellationToken) =>
        await connection.ScalarAsync<long>(ApiKeySql.Exists, cancellationToken, key.Value) > 0;

    private static KeptApiKey Read(NpgsqlDataReader row) => new(
        new(row.GetString(0)),
        row.GetString(1),
        ApiKeyJson.Read(row.GetString(2), row.GetTicksOrNull(5)),
        row.GetTicks(3),
        row.GetString(4),
        row.GetTicksOrNull(6),
        row.GetTicksOrNull(7),
        row.GetStringOrNull(8) is { } replaced ? new ApiKeyId(replaced) : null);
}
