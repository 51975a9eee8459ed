using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;

namespace SmartRetail.Storage.Postgres;

/// <summary>A group's impressions and the one statement that records them and adds them to the figures.</summary>
internal sealed class ImpressionStatement
{
    // Figures in the order of their keys: see OutcomeRead. Behind them the silos' groups wait for one another, as they do for
    // positions in the log; they grow instead.
    private const string RecordSql =
        """
        WITH inserted AS (
            INSERT INTO impression (
                store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
                products, settings_version, sample_rate, seed, propensities, explored, origin)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT DO NOTHING
            RETURNING store, shown_at, slot, tier, model_version, products, sample_rate, explored),
        trials AS (
            INSERT INTO product_trial AS kept (store, product, shown, clicks)
            SELECT store, products::json ->> (place::integer - 1) AS product, sum(1 / sample_rate), 0
            FROM inserted, json_array_elements_text(explored::json) AS place
            GROUP BY 1, 2
            ORDER BY 1, 2
            ON CONFLICT (store, product) DO UPDATE SET shown = kept.shown + excluded.shown)
        INSERT INTO attribution AS kept (
            store, hour, slot, tier, model_version, lists, shown, clicks, carts, purchases, revenue)
        SELECT store, shown_at / 36000000000, coalesce(slot, ''), tier, coalesce(model_version, 0), sum(1 / sample_rate),
            sum(json_array_length(products::json) / sample_rate), 0, 0, 0, 0
        FROM inserted
        GROUP BY 1, 2, 3, 4, 5
        ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (store, hour, slot, tier, model_version) DO UPDATE
        SET lists = kept.lists + excluded.lists, shown = kept.shown + excluded.shown
        """;

    private readonly List<Row> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(StoreId store, Impression impression) => _rows.Add(new(store.Value, impression));

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(RecordSql);
        var parameters = command.Parameters;
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.Store);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.RecommendationId.Value);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.Customer.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.ShownAt.UtcTicks);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.Slot);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => (int)row.List.Tier);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.ProfileVersion);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => row.List.ModelVersion?.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.CatalogVersion);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => ImpressionJson.Products(row.List));
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.SettingsVersion);
        parameters.AddColumn(NpgsqlDbType.Double, _rows, row => row.List.SampleRate);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.Seed);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => ImpressionJson.Propensities(row.List));
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => ImpressionJson.Explored(row.List));
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => OriginJson.Write(row.List.Origin));
        return command;
    }

    private readonly record struct Row(string Store, Impression List);
}
