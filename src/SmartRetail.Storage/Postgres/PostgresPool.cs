using System.Data;
using Npgsql;

namespace SmartRetail.Storage.Postgres;

/// <summary>A few connections that read and make rare changes, each for one caller at a time.</summary>
internal sealed class PostgresPool(PostgresDatabase database, StorageOptions options) : IAsyncDisposable, IDisposable
{
    private readonly NpgsqlDataSource _connections = database.CreatePool(options.Readers);

    // Npgsql would fail a caller that waits for a connection longer than for a new one's opening.
    private readonly SemaphoreSlim _free = new(options.Readers);

    /// <exception cref="Recommender.Interactions.LogUnavailableException">The database is away.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await _connections.OpenConnectionAsync(cancellationToken);
            return await run(connection);
        }
        catch (Exception error) when (PostgresErrors.IsOutage(error))
        {
            throw PostgresErrors.Unavailable(error, options.RetryAfter);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc cref="RunAsync"/>
    public Task<T> InTransactionAsync<T>(
        IsolationLevel isolation, Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
                var result = await run(connection);
                await transaction.CommitAsync(cancellationToken);
                return result;
            },
            cancellationToken);

    /// <summary>Runs a statement and returns the first column of its first row; null without a row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken, params object[] values)
        where T : struct =>
        RunAsync(connection => connection.ScalarAsync<T>(sql, cancellationToken, values), cancellationToken);

    /// <summary>Runs a query and returns its rows as <paramref name="read"/> makes them.</summary>
    public Task<List<T>> QueryAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values) =>
        RunAsync(connection => connection.QueryAsync(sql, read, cancellationToken, values), cancellationToken);

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    public void Dispose() => _connections.Dispose();
}
