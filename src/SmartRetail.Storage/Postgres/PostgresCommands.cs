using Npgsql;
using NpgsqlTypes;

namespace SmartRetail.Storage.Postgres;

/// <summary>Statements with values for $1, $2 and so on.</summary>
internal static class PostgresCommands
{
    extension(NpgsqlConnection connection)
    {
        /// <summary>Returns the number of rows changed.</summary>
        public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
        {
            await using var command = Command(connection, sql, values);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }

        /// <summary>Returns the first column of the first row; null without a row.</summary>
        public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken, params object[] values)
            where T : struct
        {
            await using var command = Command(connection, sql, values);
            return (T?)await command.ExecuteScalarAsync(cancellationToken);
        }

        public async Task<List<T>> QueryAsync<T>(
            string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
        {
            await using var command = Command(connection, sql, values);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var result = new List<T>();
            while (await rows.ReadAsync(cancellationToken))
            {
                result.Add(read(rows));
            }

            return result;
        }
    }

    extension(NpgsqlParameterCollection parameters)
    {
        /// <summary>Adds an array with one value of each row, for the statement to unnest.</summary>
        public void AddColumn<TRow, T>(NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, T> value)
        {
            var column = new T[rows.Count];
            for (var at = 0; at < column.Length; at++)
            {
                column[at] = value(rows[at]);
            }

            parameters.Add(new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = column });
        }
    }

    extension(NpgsqlDataReader row)
    {
        public string? GetStringOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        public byte[]? GetBytesOrNull(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

        public T? GetOrNull<T>(int column)
            where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

        public DateTimeOffset GetTicks(int column) => new(row.GetInt64(column), TimeSpan.Zero);

        public DateTimeOffset? GetTicksOrNull(int column) => row.IsDBNull(column) ? null : row.GetTicks(column);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
