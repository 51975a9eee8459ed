using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteAttributionFigures(
    GroupWriter<SqliteSession> writer, SqliteReaders readers, SqliteCustomerKeys keys) : IAttributionFigures
{
    public async Task<AttributionStep> AdvanceAsync(
        StoreId store, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var read = await readers.ReadConsistentlyAsync(session => ReadNext(session, store, until, limit), cancellationToken);
        var isAdded = read.To > read.From
            && await writer.WriteAsync(rows: 1, (session, _) => Write(session, store, read), cancellationToken);
        return isAdded ? read.ToStep() : new([], HasMore: false);
    }

    public Task<IReadOnlyList<AttributedFigures>> ReadAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<AttributedFigures>>(
            session =>
            {
                using var rows = session.Query(
                    AttributionSql.Read, store.Value, AttributionRules.HourOf(from), AttributionRules.HourOf(to));
                var figures = new List<AttributedFigures>();
                while (rows.Step())
                {
                    figures.Add(ReadFigures(rows.Row));
                }

                return figures;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<ProductId, Trial>> ReadTrialsAsync(
        StoreId store, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<ProductId, Trial>>(
            session =>
            {
                using var rows = session.Query(AttributionSql.ReadTrials, store.Value);
                var trials = new Dictionary<ProductId, Trial>();
                while (rows.Step())
                {
                    trials.Add(
                        new(rows.Row.GetString(0)),
                        new(rows.Row.GetDoubleOrNull(1) ?? 0, rows.Row.GetDoubleOrNull(2) ?? 0));
                }

                return trials;
            },
            cancellationToken);

    private OutcomeRead ReadNext(SqliteSession session, StoreId store, DateTimeOffset until, int limit)
    {
        var from = session.Scalar(AttributionSql.Progress, store.Value) ?? 0;
        var rows = ReadNext(session, store, from, limit);
        var found = keys.Find(session, rows.SelectMany(row => row.OwnersIn(store)));
        return OutcomeRead.Of(from, [.. rows.Select(row => row.Open(store, found))], until, limit);
    }

    private static List<KeptOutcome> ReadNext(SqliteSession session, StoreId store, long from, int limit)
    {
        using var rows = session.Query(AttributionSql.Next, store.Value, from, (long)limit);
        var outcomes = new List<KeptOutcome>();
        while (rows.Step())
        {
            outcomes.Add(ReadOutcome(rows.Row));
        }

        return outcomes;
    }

    private static bool Write(SqliteSession session, StoreId store, OutcomeRead read)
    {
        session.Execute(AttributionSql.BeginProgress, store.Value);
        if (session.Execute(AttributionSql.MoveProgress, read.To, store.Value, read.From) == 0)
        {
            return false;
        }

        foreach (var (hour, key, sums) in read.Sums)
        {
            SqliteImpressionLog.AddFigures(session, store, hour, key, sums);
        }

        foreach (var (product, clicks) in read.TrialClicks)
        {
            session.Execute(AttributionSql.AddTrial, store.Value, product, 0.0, clicks);
        }

        return true;
    }

    private static KeptOutcome ReadOutcome(SqliteStatement row)
    {
        var act = new KeptOutcome.Part(row.GetString(15), row.GetString(16), ReadSealed(17));
        var list = new KeptOutcome.Part(row.GetStringOrNull(18), row.GetStringOrNull(19) ?? "", ReadSealed(20));
        return new(ReadInteraction(row, list.Sealed), act, list);

        byte[]? ReadSealed(int column) => row.IsNull(column) ? null : row.GetBytes(column);
    }

    private static AttributedInteraction ReadInteraction(SqliteStatement row, byte[]? sealedList) => new(
        row.GetInt64(0),
        row.GetTime(1),
        (InteractionKind)row.GetInt64(2),
        row.GetStringOrNull(3) is { } product ? new ProductId(product) : null,
        (int)row.GetInt64(4),
        (int)row.GetInt64(5),
        row.GetDecimalOrNull(6),
        row.GetInt64(7) != 0,
        row.GetTimeOrNull(8) is { } shownAt
            ? new(
                shownAt,
                row.GetStringOrNull(9),
                (RecommendationTier)row.GetInt64(10),
                row.GetInt64OrNull(11) is { } model ? new ModelVersion((int)model) : null,
                row.GetDoubleOrNull(12)!.Value,
                KeptOutcome.ReadProducts(row.GetString(13), sealedList),
                ImpressionJson.ReadExplored(row.GetStringOrNull(14)))
            : null);

    private static AttributedFigures ReadFigures(SqliteStatement row)
    {
        return new(
            new(
                row.GetString(0) is { Length: > 0 } slot ? slot : null,
                (RecommendationTier)row.GetInt64(1),
                row.GetInt64(2) is > 0 and var model ? new ModelVersion((int)model) : null),
            new(Sum(3), Sum(4), Sum(5), Sum(6), Sum(7), Sum(8)));

        double Sum(int column) => row.GetDoubleOrNull(column) ?? 0;
    }
}
