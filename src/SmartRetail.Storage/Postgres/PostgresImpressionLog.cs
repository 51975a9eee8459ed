using SmartRetail.Contracts;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresImpressionLog(GroupWriter<PostgresSession> writer) : IImpressionLog
{
    public void Record(StoreId store, Impression impression)
    {
        if (!writer.TryWrite(rows: 1, session => session.Impressions.Add(store, impression)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }
}
