using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Sqlite;

/// <summary>How an interaction lies in its table: the one write path and the one read path.</summary>
internal static class InteractionRows
{
    /// <summary>What <see cref="Read"/> expects to be selected.</summary>
    public const string Columns =
        "position, recorded_at, imported, id, customer, kind, product, occurred_at, quantity, price, rating, query, " +
        "session, recommendation_id, list_position, sealed";

    private const string InsertSql =
        """
        INSERT INTO interaction (
            store, recorded_at, imported, id, customer, kind, product, occurred_at, quantity, price, rating, query,
            session, recommendation_id, list_position, sealed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (store, customer, id) DO NOTHING
        """;

    private const string FindSql = "SELECT position FROM interaction WHERE store = $1 AND customer = $2 AND id = $3";

    /// <summary>Adds the interaction, or finds the one that has its id.</summary>
    /// <param name="key">What its personal fields are sealed with; null where nothing is.</param>
    public static AppendOutcome Append(
        SqliteSession session,
        StoreId store,
        Interaction interaction,
        CustomerKey? key,
        bool imported,
        DateTimeOffset recordedAt)
    {
        byte[]? sealedFields = null;
        if (key is not null)
        {
            var place = RowPlace.Interaction(new(store.Value, interaction.Customer.Value), interaction.Id.Value);
            sealedFields = key.Seal(place, PersonalFields.Write(interaction));
            interaction = PersonalFields.Without(interaction);
        }

        var inserted = session.Execute(
            InsertSql,
            store.Value,
            recordedAt,
            imported ? 1L : 0L,
            interaction.Id.Value,
            interaction.Customer.Value,
            (long)interaction.Kind,
            interaction.Product?.Value,
            interaction.OccurredAt,
            (long)interaction.Quantity,
            interaction.Price,
            interaction.Rating,
            interaction.Query,
            interaction.Session,
            interaction.RecommendationId?.Value,
            (long?)interaction.Position,
            sealedFields);
        return inserted == 1
            ? new(IsNew: true, session.LastInsertedRow)
            : new(IsNew: false, session.Scalar(
                FindSql, store.Value, interaction.Customer.Value, interaction.Id.Value)!.Value);
    }

    public static KeptInteraction Read(SqliteStatement row) => new(ReadClear(row), row.IsNull(15) ? null : row.GetBytes(15));

    private static LoggedInteraction ReadClear(SqliteStatement row) => new(
        row.GetInt64(0),
        row.GetTime(1),
        row.GetInt64(2) != 0,
        new()
        {
            Id = new(row.GetString(3)),
            Customer = new(row.GetString(4)),
            Kind = (InteractionKind)row.GetInt64(5),
            Product = row.GetStringOrNull(6) is { } product ? new ProductId(product) : null,
            OccurredAt = row.GetTime(7),
            Quantity = (int)row.GetInt64(8),
            Price = row.GetDecimalOrNull(9),
            Rating = row.GetDoubleOrNull(10),
            Query = row.GetStringOrNull(11),
            Session = row.GetStringOrNull(12),
            RecommendationId = row.GetStringOrNull(13) is { } list ? new RecommendationId(list) : null,
            Position = (int?)row.GetInt64OrNull(14),
        });
}
