using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Sealing;

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

    // The same, of lists whose products are sealed: how many they are, and those that were tried, come beside the row.
    private const string RecordSealedSql =
        """
        WITH given AS MATERIALIZED (
            SELECT DISTINCT ON (store, recommendation_id) *
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AS list (
                store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
                settings_version, sample_rate, seed, sealed, shown, tried)),
        inserted AS (
            INSERT INTO impression (
                store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
                products, settings_version, sample_rate, seed, sealed)
            SELECT store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
                '', settings_version, sample_rate, seed, sealed
            FROM given
            ON CONFLICT DO NOTHING
            RETURNING store, recommendation_id),
        fresh AS (SELECT given.* FROM given JOIN inserted USING (store, recommendation_id)),
        trials AS (
            INSERT INTO product_trial AS kept (store, product, shown, clicks)
            SELECT store, product, sum(1 / sample_rate), 0
            FROM fresh, json_array_elements_text(tried::json) AS one (product)
            GROUP BY 1, 2
            ORDER BY 1, 2
            ON CONFLICT (store, product) DO UPDATE SET shown = kept.shown + excluded.shown)
        INSERT INTO attribution AS kept (
            store, hour, slot, tier, model_version, lists, shown, clicks, carts, purchases, revenue)
        SELECT store, shown_at / 36000000000, coalesce(slot, ''), tier, coalesce(model_version, 0), sum(1 / sample_rate),
            sum(shown / sample_rate), 0, 0, 0, 0
        FROM fresh
        GROUP BY 1, 2, 3, 4, 5
        ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (store, hour, slot, tier, model_version) DO UPDATE
        SET lists = kept.lists + excluded.lists, shown = kept.shown + excluded.shown
        """;

    private readonly List<Row> _rows = [];
    private byte[][]? _sealed;

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Whose keys it takes to seal the group.</summary>
    public IEnumerable<KeyOwner> Owners => _rows.Select(row => row.Owner);

    public void Add(StoreId store, Impression impression) => _rows.Add(new(store.Value, impression));

    /// <summary>Seals the group's lists for the next command.</summary>
    public void Seal(IReadOnlyDictionary<KeyOwner, CustomerKey> keys) => _sealed =
    [
        .. _rows.Select(row => keys[row.Owner].Seal(
            RowPlace.Impression(row.Owner, row.List.RecommendationId.Value), PersonalFields.Write(ListFields.Of(row.List)))),
    ];

    public NpgsqlBatchCommand ToCommand() => _sealed is null ? ToPlainCommand() : ToSealedCommand(_sealed);

    private NpgsqlBatchCommand ToPlainCommand()
    {
        var command = new NpgsqlBatchCommand(RecordSql);
        var parameters = command.Parameters;
        AddFirst(parameters);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => ImpressionJson.Products(row.List));
        AddSecond(parameters);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => ImpressionJson.Propensities(row.List));
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => ImpressionJson.Explored(row.List));
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => OriginJson.Write(row.List.Origin));
        return command;
    }

    private NpgsqlBatchCommand ToSealedCommand(byte[][] sealedLists)
    {
        var command = new NpgsqlBatchCommand(RecordSealedSql);
        var parameters = command.Parameters;
        AddFirst(parameters);
        AddSecond(parameters);
        parameters.AddColumn(NpgsqlDbType.Bytea, sealedLists, bytes => bytes);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => row.List.Products.Length);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => Tried(row.List));
        return command;
    }

    private void AddFirst(NpgsqlParameterCollection parameters)
    {
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.Store);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.RecommendationId.Value);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.Customer.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.ShownAt.UtcTicks);
        parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.List.Slot);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => (int)row.List.Tier);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.ProfileVersion);
        parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => row.List.ModelVersion?.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.CatalogVersion);
    }

    private void AddSecond(NpgsqlParameterCollection parameters)
    {
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.SettingsVersion);
        parameters.AddColumn(NpgsqlDbType.Double, _rows, row => row.List.SampleRate);
        parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.List.Seed);
    }

    // A JSON array of products; null for none, as in nearly all lists.
    private static string? Tried(Impression list)
    {
        string[] tried = [.. list.Products.Where(shown => shown.IsExplored).Select(shown => shown.Product.Value)];
        return tried.Length == 0 ? null : JsonSerializer.Serialize(tried);
    }

    private readonly record struct Row(string Store, Impression List)
    {
        public KeyOwner Owner => new(Store, List.Customer.Value);
    }
}
