using System.Text;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Postgres;

/// <summary>How an interaction is read from its table.</summary>
internal static class InteractionRows
{
    /// <summary>What <see cref="Read"/> expects to be selected.</summary>
    public const string Columns =
        "position, recorded_at, imported, id, customer, kind, product, occurred_at, quantity, price, rating, query, " +
        "session, recommendation_id, list_position, sealed";

    public static KeptInteraction Read(NpgsqlDataReader row) => new(ReadClear(row), row.GetBytesOrNull(15));

    public static byte[]? Encode(string? query) => query is null ? null : Encoding.UTF8.GetBytes(query);

    private static LoggedInteraction ReadClear(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetTicks(1),
        row.GetBoolean(2),
        new()
        {
            Id = new(row.GetString(3)),
            Customer = new(row.GetString(4)),
            Kind = (InteractionKind)row.GetInt32(5),
            Product = row.GetStringOrNull(6) is { } product ? new ProductId(product) : null,
            OccurredAt = row.GetTicks(7),
            Quantity = row.GetInt32(8),
            Price = row.GetOrNull<decimal>(9),
            Rating = row.GetOrNull<double>(10),
            Query = row.IsDBNull(11) ? null : Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(11)),
            Session = row.GetStringOrNull(12),
            RecommendationId = row.GetStringOrNull(13) is { } list ? new RecommendationId(list) : null,
            Position = row.GetOrNull<int>(14),
        });
}
