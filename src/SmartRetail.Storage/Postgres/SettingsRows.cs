using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Storage.Postgres;

/// <summary>How a store's settings lie in their table: the newest versions, each a row.</summary>
internal static class SettingsRows
{
    private const string NewestSql =
        "SELECT version, saved_at, content FROM store_settings WHERE store = $1 ORDER BY version DESC LIMIT 1";

    private const string FindSql = "SELECT version, saved_at, content FROM store_settings WHERE store = $1 AND version = $2";

    private const string AddSql = "INSERT INTO store_settings (store, version, saved_at, content) VALUES ($1, $2, $3, $4)";

    private const string ForgetSql = "DELETE FROM store_settings WHERE store = $1 AND version <= $2";

    public static async Task<SavedSettings> FindNewestAsync(
        NpgsqlConnection connection, StoreId store, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(NewestSql, Read, cancellationToken, store.Value);
        return rows.Count > 0 ? rows[0] : SavedSettings.None;
    }

    public static async Task<SavedSettings?> FindAsync(
        NpgsqlConnection connection, StoreId store, long version, CancellationToken cancellationToken)
    {
        if (version == 0)
        {
            return SavedSettings.None;
        }

        var rows = await connection.QueryAsync(FindSql, Read, cancellationToken, store.Value, version);
        return rows.Count > 0 ? rows[0] : null;
    }

    public static async Task AddAsync(
        NpgsqlConnection connection, StoreId store, SavedSettings saved, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            AddSql,
            cancellationToken,
            store.Value,
            saved.Version,
            saved.SavedAt!.Value.UtcTicks,
            SettingsJson.Write(saved.Settings));
        await connection.ExecuteAsync(
            ForgetSql, cancellationToken, store.Value, saved.Version - SavedSettings.KeptVersions);
    }

    private static SavedSettings Read(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetTicks(1), SettingsJson.Read(row.GetString(2)));
}
