using System.Data.Common;

namespace SmartRetail.Testing.Logs;

/// <summary>Notes the customers whom a database knows, however they came into it: imports, browsers, grains.</summary>
internal static class RecordedCustomers
{
    private const string Query =
        """
        SELECT customer FROM interaction UNION SELECT customer FROM impression UNION SELECT customer FROM customer_snapshot
        UNION SELECT customer FROM customer_consent UNION SELECT anonymous FROM customer_merge
        """;

    public static async Task NoteAsync(DbConnection connection)
    {
        await using var open = connection;
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = Query;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            UsedTexts.Customer(rows.GetString(0));
        }
    }
}
