using System.Collections.Immutable;
using SmartRetail.Contracts.Access;
using SmartRetail.Recommender.Access;
using SmartRetail.Storage.Access;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteApiKeys(GroupWriter<SqliteSession> writer, SqliteReaders readers) : IApiKeys
{
    public Task<long> GetVersionAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(session => session.Scalar(ApiKeySql.Version) ?? 0, cancellationToken);

    public Task<ApiKeyList> ListAsync(CancellationToken cancellationToken) =>
        readers.ReadConsistentlyAsync(
            session => new ApiKeyList(session.Scalar(ApiKeySql.Version) ?? 0, ReadAll(session)), cancellationToken);

    public Task AddAsync(KeptApiKey key, CancellationToken cancellationToken) =>
        writer.WriteAsync(rows: 1, (session, _) => Add(session, key), cancellationToken);

    public Task<bool> ReplaceAsync(KeptApiKey successor, DateTimeOffset olderEnds, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 2,
            (session, now) =>
            {
                if (session.Scalar(ApiKeySql.Exists, successor.Id.Value) > 0)
                {
                    return true;
                }

                if (session.Scalar(ApiKeySql.IsInForce, successor.Replaces!.Value.Value, now) == 0)
                {
                    return false;
                }

                Add(session, successor);
                session.Execute(ApiKeySql.End, olderEnds, successor.Replaces.Value.Value);
                return true;
            },
            cancellationToken);

    public Task<bool> RevokeAsync(ApiKeyId key, string by, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                session.Execute(ApiKeySql.Revoke, now, key.Value);
                return session.Scalar(ApiKeySql.Exists, key.Value) > 0;
            },
            cancellationToken);

    public Task NoteUseAsync(IReadOnlyCollection<ApiKeyId> keys, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            Math.Max(1, keys.Count),
            (session, now) => keys.Sum(key => session.Execute(ApiKeySql.NoteUse, now, key.Value)),
            cancellationToken);

    private static int Add(SqliteSession session, KeptApiKey key) => session.Execute(
        ApiKeySql.Add,
        key.Id.Value,
        key.Sha256,
        ApiKeyJson.Write(key.Grant),
        key.CreatedAt,
        key.By,
        key.Grant.ExpiresAt,
        key.Replaces?.Value);

    private static ImmutableArray<KeptApiKey> ReadAll(SqliteSession session)
    {
        using var rows = session.Query(ApiKeySql.List);
        var keys = ImmutableArray.CreateBuilder<KeptApiKey>();
        while (rows.Step())
        {
            var row = rows.Row;
            keys.Add(new(
                new(row.GetString(0)),
                row.GetString(1),
                ApiKeyJson.Read(row.GetString(2), row.GetTimeOrNull(5)),
                row.GetTime(3),
                row.GetString(4),
                row.GetTimeOrNull(6),
                row.GetTimeOrNull(7),
                row.GetStringOrNull(8) is { } replaced ? new ApiKeyId(replaced) : null));
        }

        return keys.ToImmutable();
    }
}
