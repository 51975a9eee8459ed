using System.Collections.Immutable;
using System.Data;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Privacy;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresPrivacy(
    GroupWriter<PostgresSession> writer, PostgresPool pool, PostgresCustomerKeys keys, StoreSalts salts, TimeProvider clock)
    : ICustomerPrivacy, IErasures
{
    public async Task<PrivacyState> ReadAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        return await pool.RunAsync(
            async connection =>
            {
                var consents = await connection.QueryAsync(
                    PrivacySql.ReadConsent,
                    row => (Consent: new Consent(row.GetInt64(0) != 0, row.GetInt64(1) != 0), Revision: row.GetInt64(2)),
                    cancellationToken,
                    store.Value,
                    customer.Value);
                var erased = await connection.QueryAsync(
                    PrivacySql.ReadErased,
                    row => (Version: row.GetInt64(0), At: row.GetTicks(1)),
                    cancellationToken,
                    store.Value,
                    hash.Hex);
                var forgotten = await connection.QueryAsync(
                    PrivacySql.ReadForgotten,
                    row => KeyValuePair.Create(row.GetString(0), row.GetTicks(1)),
                    cancellationToken,
                    store.Value,
                    customer.Value);
                var (consent, revision) = consents is [var given] ? given : (Consent.Default, 0);
                var state = erased is [var mark]
                    ? new PrivacyState(consent, revision + mark.Version, mark.At)
                    : new(consent, revision, null);
                return state with { Forgotten = PrivacyState.Unknown.Forgotten.AddRange(forgotten) };
            },
            cancellationToken);
    }

    public async Task<PrivacyState> ChangeConsentAsync(
        StoreId store, CustomerId customer, Consent consent, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            PrivacySql.ChangeConsent,
            cancellationToken,
            store.Value,
            customer.Value,
            consent.Personalise ? 1L : 0L,
            consent.Train ? 1L : 0L,
            clock.GetUtcNow().UtcTicks);
        return await ReadAsync(store, customer, cancellationToken);
    }

    public async Task<PrivacyState> ForgetInterestAsync(
        StoreId store, CustomerId customer, string category, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcTicks;
        await pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                await connection.ExecuteAsync(
                    PrivacySql.ForgetInterest, cancellationToken, store.Value, customer.Value, category, now);
                return await connection.ExecuteAsync(
                    PrivacySql.CountForgotten, cancellationToken, store.Value, customer.Value, now);
            },
            cancellationToken);
        return await ReadAsync(store, customer, cancellationToken);
    }

    public async Task<IReadOnlySet<CustomerId>> ListUntrainedAsync(StoreId store, CancellationToken cancellationToken) =>
        (await pool.QueryAsync(
            PrivacySql.ListUntrained, row => new CustomerId(row.GetString(0)), cancellationToken, store.Value)).ToHashSet();

    public async Task<bool> HasWithdrawnSinceAsync(
        StoreId store, DateTimeOffset time, CancellationToken cancellationToken) =>
        await pool.ScalarAsync<long>(
            PrivacySql.CountWithdrawnSince, cancellationToken, store.Value, time.UtcTicks) > 0;

    public async Task BeginAsync(
        StoreId store, ErasureId erasure, CustomerId customer, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            PrivacySql.Begin,
            cancellationToken,
            store.Value,
            erasure.Value,
            customer.Value,
            (await salts.HashAsync(store, customer, cancellationToken)).Hex,
            clock.GetUtcNow().UtcTicks);

    public async Task<IReadOnlyList<PendingErasure>> ListPendingAsync(StoreId store, CancellationToken cancellationToken) =>
        await pool.QueryAsync(
            PrivacySql.ListPending,
            row => new PendingErasure(new(row.GetString(0)), new(row.GetString(1)), row.GetTicks(2)),
            cancellationToken,
            store.Value);

    public async Task<IReadOnlyDictionary<CustomerId, long>> EraseAsync(
        StoreId store, ErasureId erasure, CustomerId customer, long version, CancellationToken cancellationToken)
    {
        // What this process has queued of the customer comes before.
        await writer.WriteAsync(rows: 1, (_, _) => true, cancellationToken);
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        var now = clock.GetUtcNow().UtcTicks;
        return await pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                await keys.HoldAsync(connection, store, customer, cancellationToken);

                // An import either commits before, and what it has brought is deleted here, or finds the mark.
                await connection.ExecuteAsync(AppendStatement.TakeTurn, cancellationToken);
                var name = PrivacyNames.OfMerged(erasure, hash);
                if (await connection.ScalarAsync<long>(
                    PrivacySql.IsMarked, cancellationToken, store.Value, hash.Hex, erasure.Value) > 0)
                {
                    await keys.LetGoAsync(connection, store, customer, cancellationToken);
                    return await ReadRenamed();
                }

                var first = await connection.QueryAsync(
                    PrivacySql.FirstRecorded,
                    row => row.GetOrNull<long>(0) ?? 0,
                    cancellationToken,
                    store.Value,
                    customer.Value);
                var interactions = await Delete(PrivacySql.DeleteInteractions);
                var impressions = await Delete(PrivacySql.DeleteImpressions);
                var others = 0L;
                foreach (var sql in PrivacySql.DeleteOthers)
                {
                    others += await Delete(sql);
                }

                // No row of what a person did: the receipt does not count it.
                await PostgresCustomerKeys.DeleteAsync(connection, store, customer, cancellationToken);
                others += await connection.ExecuteAsync(
                    PrivacySql.RenameMerges, cancellationToken, name, now, interactions, store.Value, customer.Value);
                await connection.ExecuteAsync(
                    PrivacySql.Mark, cancellationToken, store.Value, hash.Hex, now, version, erasure.Value);
                await connection.ExecuteAsync(
                    PrivacySql.Add, cancellationToken, interactions, impressions, others, first[0], store.Value, erasure.Value);
                return await ReadRenamed();

                async Task<ImmutableDictionary<CustomerId, long>> ReadRenamed()
                {
                    var renamed = await connection.QueryAsync(
                        PrivacySql.ReadRenamed,
                        row => (Customer: new CustomerId(row.GetString(0)), Revision: row.GetInt64(1)),
                        cancellationToken,
                        store.Value,
                        name);
                    return renamed.ToImmutableDictionary(merge => merge.Customer, merge => merge.Revision);
                }

                async Task<long> Delete(string sql) =>
                    await connection.ExecuteAsync(sql, cancellationToken, store.Value, customer.Value);
            },
            cancellationToken);
    }

    public async Task<Erasure> CompleteAsync(StoreId store, ErasureId erasure, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            PrivacySql.Complete, cancellationToken, clock.GetUtcNow().UtcTicks, store.Value, erasure.Value);
        return (await FindAsync(store, erasure, cancellationToken))!;
    }

    public async Task<Erasure?> FindAsync(StoreId store, ErasureId erasure, CancellationToken cancellationToken)
    {
        var found = await pool.QueryAsync(
            PrivacySql.Find,
            row => new Erasure(
                erasure,
                new(row.GetString(0)),
                row.GetTicks(1),
                row.GetTicksOrNull(2),
                (int)row.GetInt64(3),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetInt64(6),
                row.GetTicksOrNull(7)),
            cancellationToken,
            store.Value,
            erasure.Value);
        return found.SingleOrDefault();
    }

    public Task<CustomerHash> HashAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        salts.HashAsync(store, customer, cancellationToken);

    public async Task<bool> HasErasedSinceAsync(
        StoreId store, DateTimeOffset time, CancellationToken cancellationToken) =>
        await pool.ScalarAsync<long>(
            PrivacySql.CountErasedSince, cancellationToken, store.Value, time.UtcTicks) > 0;

    public async Task<long> CountUntilAsync(
        StoreId store, CustomerId customer, DateTimeOffset until, CancellationToken cancellationToken) =>
        await pool.ScalarAsync<long>(
            PrivacySql.CountUntil, cancellationToken, store.Value, customer.Value, until.UtcTicks) ?? 0;

    /// <summary>Keeps a new salt unless the store has one; returns the one that it has.</summary>
    public static Task<byte[]> KeepSaltAsync(
        PostgresPool pool, StoreId store, byte[] salt, CancellationToken cancellationToken) =>
        pool.RunAsync(
            async connection =>
            {
                await connection.ExecuteAsync(PrivacySql.AddSalt, cancellationToken, store.Value, salt);
                return (await connection.QueryAsync(
                    PrivacySql.ReadSalt, row => row.GetFieldValue<byte[]>(0), cancellationToken, store.Value)).Single();
            },
            cancellationToken);

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        pool.RunAsync(connection => connection.ExecuteAsync(sql, cancellationToken, values), cancellationToken);
}
