using System.Collections.Immutable;
using System.Data;
using Npgsql;
using SmartRetail.Contracts.Audit;
using SmartRetail.Recommender.Audit;
using SmartRetail.Storage.Audit;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresAuditTrail(PostgresPool pool, TimeProvider clock) : IAuditTrail
{
    public Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => pool.InTransactionAsync(
        IsolationLevel.ReadCommitted,
        async connection =>
        {
            // The head's row lets writers take turns.
            var (position, hash) = await ReadHeadAsync(connection, AuditSql.Head + " FOR UPDATE", cancellationToken);
            var next = entry with { Position = position + 1, At = clock.GetUtcNow() };
            next = next with { Hash = AuditChain.Hash(next, hash) };
            await connection.ExecuteAsync(
                AuditSql.Add,
                cancellationToken,
                next.Position,
                next.At.UtcTicks,
                next.By,
                next.Act,
                next.Store as object ?? DBNull.Value,
                next.Subject,
                next.Hash);
            await connection.ExecuteAsync(AuditSql.MoveHead, cancellationToken, next.Position, next.Hash);
            return next;
        },
        cancellationToken);

    public async Task<ImmutableArray<AuditEntry>> ReadAsync(long before, int count, CancellationToken cancellationToken) =>
        [.. await pool.QueryAsync(AuditSql.Read, Read, cancellationToken, before, (long)count)];

    public Task<AuditFinding> VerifyAsync(CancellationToken cancellationToken) => pool.InTransactionAsync(
        IsolationLevel.RepeatableRead,
        async connection =>
        {
            var chain = new AuditChain();
            while (await connection.QueryAsync(
                AuditSql.ReadOn, Read, cancellationToken, chain.Finding.Entries, (long)AuditSql.Page) is [_, ..] page)
            {
                if (!page.TrueForAll(chain.Follow))
                {
                    return chain.Finding;
                }
            }

            var (position, hash) = await ReadHeadAsync(connection, AuditSql.Head, cancellationToken);
            chain.End(position, hash);
            return chain.Finding;
        },
        cancellationToken);

    private static async Task<(long Position, string Hash)> ReadHeadAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(sql, row => (row.GetInt64(0), row.GetString(1)), cancellationToken))
            .DefaultIfEmpty((0, "")).First();

    private static AuditEntry Read(NpgsqlDataReader row) =>
        new(row.GetString(2), row.GetString(3), row.GetStringOrNull(4), row.GetString(5))
        {
            Position = row.GetInt64(0),
            At = row.GetTicks(1),
            Hash = row.GetString(6),
        };
}
