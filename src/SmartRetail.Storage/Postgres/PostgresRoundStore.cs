using System.Data;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// Chunks as rows. A write takes the row of the run's token for reading, so that raising the token waits for the writes that
/// have begun, and those that come later see it raised.
/// </summary>
internal sealed class PostgresRoundStore(PostgresPool pool) : IRoundStore
{
    private const string WriteSql =
        """
        INSERT INTO training_chunk (store, run, part, number, content)
        SELECT $1, $2, $3, $4, $5 FROM training_token WHERE store = $1 AND run = $2 AND token <= $6 FOR SHARE
        ON CONFLICT (store, run, part, number) DO UPDATE SET content = EXCLUDED.content
        """;

    private const string CheckSql =
        "SELECT token FROM training_token WHERE store = $1 AND run = $2 AND token <= $3 FOR SHARE";

    public async Task FenceAsync(StoreId store, TrainingRunId run, long token, CancellationToken cancellationToken)
    {
        var raised = await pool.RunAsync(
            connection => connection.ExecuteAsync(
                """
                INSERT INTO training_token AS old (store, run, token) VALUES ($1, $2, $3)
                ON CONFLICT (store, run) DO UPDATE SET token = EXCLUDED.token WHERE old.token <= EXCLUDED.token
                """,
                cancellationToken, store.Value, run.Value, token),
            cancellationToken);
        ThrowUnless(raised == 1, run, token);
    }

    public async Task WriteAsync(
        RoundPart part, int chunk, ReadOnlyMemory<byte> content, long token, CancellationToken cancellationToken)
    {
        var written = await pool.RunAsync(
            connection => connection.ExecuteAsync(
                WriteSql, cancellationToken, part.Store.Value, part.Run.Value, part.Name, chunk, content, token),
            cancellationToken);
        ThrowUnless(written == 1, part.Run, token);
    }

    public async Task<byte[]?> ReadAsync(RoundPart part, int chunk, CancellationToken cancellationToken)
    {
        var found = await pool.QueryAsync(
            "SELECT content FROM training_chunk WHERE store = $1 AND run = $2 AND part = $3 AND number = $4",
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken,
            part.Store.Value, part.Run.Value, part.Name, chunk);
        return found is [var content] ? content : null;
    }

    public Task RenameAsync(RoundPart part, string name, long token, CancellationToken cancellationToken) =>
        ChangeAsync(
            part.Store,
            part.Run,
            token,
            async connection =>
            {
                object[] values = [part.Store.Value, part.Run.Value, part.Name, name];
                await connection.ExecuteAsync(
                    """
                    DELETE FROM training_chunk WHERE store = $1 AND run = $2 AND part = $4 AND EXISTS (
                        SELECT FROM training_chunk WHERE store = $1 AND run = $2 AND part = $3)
                    """,
                    cancellationToken, values);
                return await connection.ExecuteAsync(
                    "UPDATE training_chunk SET part = $4 WHERE store = $1 AND run = $2 AND part = $3",
                    cancellationToken, values);
            },
            cancellationToken);

    public Task RemoveAsync(RoundPart part, long token, CancellationToken cancellationToken) =>
        ChangeAsync(
            part.Store,
            part.Run,
            token,
            connection => connection.ExecuteAsync(
                "DELETE FROM training_chunk WHERE store = $1 AND run = $2 AND part = $3",
                cancellationToken, part.Store.Value, part.Run.Value, part.Name),
            cancellationToken);

    public async Task<IReadOnlyList<string>> ListAsync(
        StoreId store, TrainingRunId run, CancellationToken cancellationToken) =>
        await pool.QueryAsync(
            "SELECT DISTINCT part FROM training_chunk WHERE store = $1 AND run = $2 ORDER BY part",
            row => row.GetString(0),
            cancellationToken,
            store.Value, run.Value);

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                // The token first: writers that come now find none.
                await connection.ExecuteAsync(
                    "DELETE FROM training_token WHERE store = $1 AND run = $2", cancellationToken, store.Value, run.Value);
                return await connection.ExecuteAsync(
                    "DELETE FROM training_chunk WHERE store = $1 AND run = $2", cancellationToken, store.Value, run.Value);
            },
            cancellationToken);

    private Task<int> ChangeAsync(
        StoreId store,
        TrainingRunId run,
        long token,
        Func<NpgsqlConnection, Task<int>> change,
        CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var found = await connection.ScalarAsync<long>(
                    CheckSql, cancellationToken, store.Value, run.Value, token);
                ThrowUnless(found is not null, run, token);
                return await change(connection);
            },
            cancellationToken);

    private static void ThrowUnless(bool isNewest, TrainingRunId run, long token)
    {
        if (!isNewest)
        {
            throw new StaleTokenException(run, token);
        }
    }
}
