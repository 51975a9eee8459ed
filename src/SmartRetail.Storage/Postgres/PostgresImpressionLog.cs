using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresImpressionLog(GroupWriter<PostgresSession> writer) : IImpressionLog
{
    public void Record(StoreId store, RecommendationList list, string? slot, DateTimeOffset shownAt)
    {
        if (!writer.TryWrite(rows: 1, session => session.Impressions.Add(store, list, slot, shownAt)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }
}
