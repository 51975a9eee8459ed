using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Privacy;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqlitePrivacy(GroupWriter<SqliteSession> writer, SqliteReaders readers, StoreSalts salts)
    : ICustomerPrivacy, IErasures
{
    public async Task<PrivacyState> ReadAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        return await readers.ReadAsync(session => Read(session, store, customer, hash), cancellationToken);
    }

    public async Task<PrivacyState> ChangeConsentAsync(
        StoreId store, CustomerId customer, Consent consent, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        return await writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                session.Execute(
                    PrivacySql.ChangeConsent,
                    store.Value,
                    customer.Value,
                    consent.Personalise ? 1L : 0L,
                    consent.Train ? 1L : 0L,
                    now);
                return Read(session, store, customer, hash);
            },
            cancellationToken);
    }

    public async Task<PrivacyState> ForgetInterestAsync(
        StoreId store, CustomerId customer, string category, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        return await writer.WriteAsync(
            rows: 2,
            (session, now) =>
            {
                session.Execute(PrivacySql.ForgetInterest, store.Value, customer.Value, category, now);
                session.Execute(PrivacySql.CountForgotten, store.Value, customer.Value, now);
                return Read(session, store, customer, hash);
            },
            cancellationToken);
    }

    public Task<IReadOnlySet<CustomerId>> ListUntrainedAsync(StoreId store, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlySet<CustomerId>>(
            session =>
            {
                using var rows = session.Query(PrivacySql.ListUntrained, store.Value);
                var customers = new HashSet<CustomerId>();
                while (rows.Step())
                {
                    customers.Add(new(rows.Row.GetString(0)));
                }

                return customers;
            },
            cancellationToken);

    public Task<bool> HasWithdrawnSinceAsync(StoreId store, DateTimeOffset time, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.Scalar(PrivacySql.CountWithdrawnSince, store.Value, time) > 0, cancellationToken);

    public async Task BeginAsync(
        StoreId store, ErasureId erasure, CustomerId customer, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        await writer.WriteAsync(
            rows: 1,
            (session, now) => session.Execute(
                PrivacySql.Begin, store.Value, erasure.Value, customer.Value, hash.Hex, now),
            cancellationToken);
    }

    public Task<IReadOnlyList<PendingErasure>> ListPendingAsync(StoreId store, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<PendingErasure>>(
            session =>
            {
                using var rows = session.Query(PrivacySql.ListPending, store.Value);
                var pending = new List<PendingErasure>();
                while (rows.Step())
                {
                    pending.Add(new(new(rows.Row.GetString(0)), new(rows.Row.GetString(1)), rows.Row.GetTime(2)));
                }

                return pending;
            },
            cancellationToken);

    public async Task<IReadOnlyDictionary<CustomerId, long>> EraseAsync(
        StoreId store, ErasureId erasure, CustomerId customer, long version, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        return await writer.WriteAsync(
            rows: 1,
            (session, now) => Erase(session, store, erasure, customer, hash, version, now),
            cancellationToken);
    }

    public Task<Erasure> CompleteAsync(StoreId store, ErasureId erasure, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                session.Execute(PrivacySql.Complete, now, store.Value, erasure.Value);
                return Find(session, store, erasure)!;
            },
            cancellationToken);

    public Task<Erasure?> FindAsync(StoreId store, ErasureId erasure, CancellationToken cancellationToken) =>
        readers.ReadAsync(session => Find(session, store, erasure), cancellationToken);

    public Task<CustomerHash> HashAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        salts.HashAsync(store, customer, cancellationToken);

    public Task<bool> HasErasedSinceAsync(StoreId store, DateTimeOffset time, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.Scalar(PrivacySql.CountErasedSince, store.Value, time) > 0, cancellationToken);

    public Task<long> CountUntilAsync(
        StoreId store, CustomerId customer, DateTimeOffset until, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.Scalar(PrivacySql.CountUntil, store.Value, customer.Value, until) ?? 0, cancellationToken);

    /// <summary>Keeps a new salt unless the store has one; returns the one that it has.</summary>
    public static Task<byte[]> KeepSaltAsync(
        GroupWriter<SqliteSession> writer, StoreId store, byte[] salt, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, _) =>
            {
                session.Execute(PrivacySql.AddSalt, store.Value, salt);
                using var rows = session.Query(PrivacySql.ReadSalt, store.Value);
                rows.Step();
                return rows.Row.GetBytes(0);
            },
            cancellationToken);

    private static PrivacyState Read(SqliteSession session, StoreId store, CustomerId customer, CustomerHash hash)
    {
        var (consent, revision) = (Consent.Default, 0L);
        using (var rows = session.Query(PrivacySql.ReadConsent, store.Value, customer.Value))
        {
            if (rows.Step())
            {
                consent = new(rows.Row.GetInt64(0) != 0, rows.Row.GetInt64(1) != 0);
                revision = rows.Row.GetInt64(2);
            }
        }

        using var erased = session.Query(PrivacySql.ReadErased, store.Value, hash.Hex);
        var state = erased.Step()
            ? new PrivacyState(consent, revision + erased.Row.GetInt64(0), erased.Row.GetTime(1))
            : new(consent, revision, null);
        return state with { Forgotten = ReadForgotten(session, store, customer) };
    }

    private static ImmutableSortedDictionary<string, DateTimeOffset> ReadForgotten(
        SqliteSession session, StoreId store, CustomerId customer)
    {
        using var rows = session.Query(PrivacySql.ReadForgotten, store.Value, customer.Value);
        var forgotten = PrivacyState.Unknown.Forgotten;
        while (rows.Step())
        {
            forgotten = forgotten.Add(rows.Row.GetString(0), rows.Row.GetTime(1));
        }

        return forgotten;
    }

    private static ImmutableDictionary<CustomerId, long> Erase(
        SqliteSession session,
        StoreId store,
        ErasureId erasure,
        CustomerId customer,
        CustomerHash hash,
        long version,
        DateTimeOffset now)
    {
        var name = PrivacyNames.OfMerged(erasure, hash);
        if (session.Scalar(PrivacySql.IsMarked, store.Value, hash.Hex, erasure.Value) > 0)
        {
            return ReadRenamed(session, store, name);
        }

        var first = session.Scalar(PrivacySql.FirstRecorded, store.Value, customer.Value) ?? 0;
        long interactions = session.Execute(PrivacySql.DeleteInteractions, store.Value, customer.Value);
        long impressions = session.Execute(PrivacySql.DeleteImpressions, store.Value, customer.Value);
        var others = 0L;
        foreach (var sql in PrivacySql.DeleteOthers)
        {
            others += session.Execute(sql, store.Value, customer.Value);
        }

        // No row of what a person did: the receipt does not count it.
        session.Execute(CustomerKeySql.Delete, store.Value, customer.Value);
        others += session.Execute(PrivacySql.RenameMerges, name, now, interactions, store.Value, customer.Value);
        session.Execute(PrivacySql.Mark, store.Value, hash.Hex, now, version, erasure.Value);
        session.Execute(PrivacySql.Add, interactions, impressions, others, first, store.Value, erasure.Value);
        return ReadRenamed(session, store, name);
    }

    private static ImmutableDictionary<CustomerId, long> ReadRenamed(SqliteSession session, StoreId store, string name)
    {
        using var rows = session.Query(PrivacySql.ReadRenamed, store.Value, name);
        var revisions = ImmutableDictionary.CreateBuilder<CustomerId, long>();
        while (rows.Step())
        {
            revisions[new(rows.Row.GetString(0))] = rows.Row.GetInt64(1);
        }

        return revisions.ToImmutable();
    }

    private static Erasure? Find(SqliteSession session, StoreId store, ErasureId erasure)
    {
        using var rows = session.Query(PrivacySql.Find, store.Value, erasure.Value);
        if (!rows.Step())
        {
            return null;
        }

        var row = rows.Row;
        return new(
            erasure,
            new(row.GetString(0)),
            row.GetTime(1),
            row.GetTimeOrNull(2),
            (int)row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetTimeOrNull(7));
    }
}
