using Npgsql;

namespace SmartRetail.Storage.Postgres;

/// <summary>An artifact's files as rows of bounded size, one in memory at a time.</summary>
internal static class ModelChunks
{
    private const int ChunkSize = 1_048_576;

    public static async Task WriteAsync(
        NpgsqlConnection connection, long artifact, string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var buffer = new byte[ChunkSize];
        for (var number = 0; ; number++)
        {
            var length = await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellationToken);
            if (length == 0 && number > 0)
            {
                return;
            }

            await connection.ExecuteAsync(
                "INSERT INTO model_chunk (artifact, file, number, content) VALUES ($1, $2, $3, $4)",
                cancellationToken,
                artifact,
                Path.GetFileName(path),
                number,
                buffer.AsMemory(0, length));
        }
    }

    public static async Task ReadAsync(
        NpgsqlConnection connection, long artifact, string path, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT content FROM model_chunk WHERE artifact = $1 AND file = $2 ORDER BY number", connection);
        command.Parameters.Add(new() { Value = artifact });
        command.Parameters.Add(new() { Value = Path.GetFileName(path) });
        await using var content = File.Create(path);
        await using var chunks = await command.ExecuteReaderAsync(cancellationToken);
        while (await chunks.ReadAsync(cancellationToken))
        {
            await content.WriteAsync(chunks.GetFieldValue<byte[]>(0), cancellationToken);
        }
    }
}
