using SmartRetail.Contracts;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Storage.Sqlite;

/// <summary>How a store's settings lie in their table: the newest versions, each a row.</summary>
internal static class SettingsRows
{
    private const string NewestSql =
        "SELECT version, saved_at, content FROM store_settings WHERE store = $1 ORDER BY version DESC LIMIT 1";

    private const string FindSql = "SELECT version, saved_at, content FROM store_settings WHERE store = $1 AND version = $2";

    private const string AddSql = "INSERT INTO store_settings (store, version, saved_at, content) VALUES ($1, $2, $3, $4)";

    private const string ForgetSql = "DELETE FROM store_settings WHERE store = $1 AND version <= $2";

    public static SavedSettings FindNewest(SqliteSession session, StoreId store)
    {
        using var rows = session.Query(NewestSql, store.Value);
        return rows.Step() ? Read(rows.Row) : SavedSettings.None;
    }

    public static SavedSettings? Find(SqliteSession session, StoreId store, long version)
    {
        if (version == 0)
        {
            return SavedSettings.None;
        }

        using var rows = session.Query(FindSql, store.Value, version);
        return rows.Step() ? Read(rows.Row) : null;
    }

    public static void Add(SqliteSession session, StoreId store, SavedSettings saved)
    {
        session.Execute(AddSql, store.Value, saved.Version, saved.SavedAt, SettingsJson.Write(saved.Settings));
        session.Execute(ForgetSql, store.Value, saved.Version - SavedSettings.KeptVersions);
    }

    private static SavedSettings Read(SqliteStatement row) =>
        new(row.GetInt64(0), row.GetTime(1), SettingsJson.Read(row.GetString(2)));
}
