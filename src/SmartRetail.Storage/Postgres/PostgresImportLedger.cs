using SmartRetail.Contracts;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresImportLedger(PostgresPool pool, TimeProvider clock) : IImportLedger
{
    public async Task<bool> IsCompleteAsync(StoreId store, string name, CancellationToken cancellationToken) =>
        await pool.ScalarAsync<int>(
            "SELECT 1 FROM completed_import WHERE store = $1 AND name = $2", cancellationToken, store.Value, name)
            is not null;

    public Task MarkCompleteAsync(StoreId store, string name, CancellationToken cancellationToken) =>
        pool.RunAsync(
            connection => connection.ExecuteAsync(
                """
                INSERT INTO completed_import (store, name, completed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
                """,
                cancellationToken,
                store.Value,
                name,
                clock.GetUtcNow().UtcTicks),
            cancellationToken);
}
