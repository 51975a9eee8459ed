using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Storage.Postgres;

/// <summary>A group's impressions and the statement that records them.</summary>
internal sealed class ImpressionStatement
{
    private const string RecordSql =
        """
        INSERT INTO impression (
            store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
            products)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT DO NOTHING
        """;

    private readonly List<Row> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(StoreId store, RecommendationList list, string? slot, DateTimeOffset shownAt) =>
        _rows.Add(new(store.Value, list, slot, shownAt.UtcTicks));

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(RecordSql);
        var parameters = command.Parameters;
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.Store);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.RecommendationId.Value);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.Customer.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.ShownAt);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.Slot);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => (int)row.List.Tier);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.ProfileVersion);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => row.List.ModelVersion?.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.CatalogVersion);
        parameters.AddColumn(
            NpgsqlDbType.Text,
            _rows,
            row => JsonSerializer.Serialize(row.List.Products.Select(product => product.Product.Value)));
        return command;
    }

    private readonly record struct Row(string Store, RecommendationList List, string? Slot, long ShownAt);
}
