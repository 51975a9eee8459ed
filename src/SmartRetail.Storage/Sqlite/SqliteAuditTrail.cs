using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;
using SmartRetail.Recommender.Audit;
using SmartRetail.Storage.Audit;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteAuditTrail(GroupWriter<SqliteSession> writer, SqliteReaders readers) : IAuditTrail
{
    public Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                var (position, hash) = ReadHead(session);
                var next = entry with { Position = position + 1, At = now };
                next = next with { Hash = AuditChain.Hash(next, hash) };
                session.Execute(
                    AuditSql.Add, next.Position, next.At, next.By, next.Act, next.Store, next.Subject, next.Hash);
                session.Execute(AuditSql.MoveHead, next.Position, next.Hash);
                return next;
            },
            cancellationToken);

    public Task<ImmutableArray<AuditEntry>> ReadAsync(long before, int count, CancellationToken cancellationToken) =>
        readers.ReadAsync(session => Read(session, AuditSql.Read, before, count), cancellationToken);

    public Task<AuditFinding> VerifyAsync(CancellationToken cancellationToken) =>
        readers.ReadConsistentlyAsync(
            session =>
            {
                var chain = new AuditChain();
                while (Read(session, AuditSql.ReadOn, chain.Finding.Entries, AuditSql.Page) is [_, ..] page)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!page.All(chain.Follow))
                    {
                        return chain.Finding;
                    }
                }

                var (position, hash) = ReadHead(session);
                chain.End(position, hash);
                return chain.Finding;
            },
            cancellationToken);

    private static (long Position, string Hash) ReadHead(SqliteSession session)
    {
        using var rows = session.Query(AuditSql.Head);
        return rows.Step() ? (rows.Row.GetInt64(0), rows.Row.GetString(1)) : (0, "");
    }

    private static ImmutableArray<AuditEntry> Read(SqliteSession session, string sql, long position, long count)
    {
        using var rows = session.Query(sql, position, count);
        var entries = ImmutableArray.CreateBuilder<AuditEntry>();
        while (rows.Step())
        {
            var row = rows.Row;
            entries.Add(new(row.GetString(2), row.GetString(3), row.GetStringOrNull(4), row.GetString(5))
            {
                Position = row.GetInt64(0),
                At = row.GetTime(1),
                Hash = row.GetString(6),
            });
        }

        return entries.ToImmutable();
    }
}
