using SmartRetail.Contracts;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteImportLedger(GroupWriter<SqliteSession> writer, SqliteReaders readers) : IImportLedger
{
    public Task<bool> IsCompleteAsync(StoreId store, string name, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.Scalar(
                "SELECT 1 FROM completed_import WHERE store = $1 AND name = $2", store.Value, name) is not null,
            cancellationToken);

    public Task MarkCompleteAsync(StoreId store, string name, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) => session.Execute(
                """
                INSERT INTO completed_import (store, name, completed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
                """,
                store.Value,
                name,
                now),
            cancellationToken);
}
