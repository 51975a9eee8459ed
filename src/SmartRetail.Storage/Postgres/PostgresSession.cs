using System.Data;
using Npgsql;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// The writer's connection. A group is gathered in memory and sent as one message, which the server runs as one
/// transaction: one round trip, and nothing to roll back on our side. Where personal fields are sealed, a message before it begins
/// the transaction and asks for the keys. When the connection is lost, groups fail at once until it is time to try again; the
/// next group then finds it restored.
/// </summary>
internal sealed class PostgresSession(PostgresDatabase database, PostgresCustomerKeys keys, TimeProvider clock) : IWriteSession
{
    // After a group with duplicates, so many are written as if they had some too.
    private const int Caution = 64;

    private readonly ReconnectDelay _delay = new(clock);
    private NpgsqlConnection? _connection;
    private NpgsqlException? _lastError;
    private int _groupsWithDuplicates;

    public AppendStatement Interactions { get; private set; } = new();

    public SnapshotStatement Snapshots { get; private set; } = new();

    public MergeStatements Merges { get; private set; } = new();

    public ImpressionStatement Impressions { get; private set; } = new();

    public static bool IsOutage(Exception error) => PostgresErrors.IsOutage(error);

    public void Begin()
    {
        if (_connection is not { State: ConnectionState.Open })
        {
            Connect();
        }

        Interactions = new();
        Snapshots = new();
        Merges = new();
        Impressions = new();
    }

    public void Commit()
    {
        if (_groupsWithDuplicates == 0)
        {
            try
            {
                Send(AppendMode.AllNew);
                return;
            }
            catch (PostgresException error) when (AppendStatement.IsDuplicate(error))
            {
                Rollback();

                // Nothing of the group was written. Who sends one thing twice, a replayed import say, does so again and again.
                _groupsWithDuplicates = Caution;
            }
        }

        Send(AppendMode.WithDuplicates);
        _groupsWithDuplicates = Interactions.FindDuplicates(_connection!) ? Caution : _groupsWithDuplicates - 1;
    }

    public void Rollback()
    {
        if (keys.IsOn && _connection is { State: ConnectionState.Open })
        {
            // Outside of a transaction it does nothing.
            using var command = new NpgsqlCommand("ROLLBACK", _connection);
            command.ExecuteNonQuery();
        }
    }

    public void Dispose() => _connection?.Dispose();

    private void Send(AppendMode mode)
    {
        var isSealed = keys.IsOn && TrySeal();
        using var batch = _connection!.CreateBatch();
        if (!Snapshots.IsEmpty)
        {
            batch.BatchCommands.Add(Snapshots.ToCommand());
        }

        if (!Impressions.IsEmpty)
        {
            batch.BatchCommands.Add(Impressions.ToCommand());
        }

        Merges.AddTo(batch.BatchCommands);

        // Last, since it takes the lock that other silos wait for.
        if (!Interactions.IsEmpty)
        {
            if (Interactions.HasImported)
            {
                batch.BatchCommands.Add(new(AppendStatement.TakeTurn));
            }

            batch.BatchCommands.Add(Interactions.ToCommand(mode));
        }

        if (isSealed)
        {
            batch.BatchCommands.Add(new("COMMIT"));
        }

        if (batch.BatchCommands.Count == 0)
        {
            // A call that only waits for those before it.
            return;
        }

        using var rows = batch.ExecuteReader();
        if (Interactions.HasImported)
        {
            rows.NextResult();
        }

        if (rows.Read())
        {
            Interactions.Read(rows, mode);
        }

        // To the end: the commit's own outcome comes behind the last row.
        while (rows.NextResult())
        {
        }
    }

    // False when the group has nothing to seal: then no transaction has begun.
    private bool TrySeal()
    {
        if (Interactions.IsEmpty && Snapshots.IsEmpty && Impressions.IsEmpty)
        {
            return false;
        }

        var held = keys.BeginWith(_connection!, [.. Interactions.Owners, .. Snapshots.Owners, .. Impressions.Owners]);
        Interactions.Seal(held);
        Snapshots.Seal(held);
        Impressions.Seal(held);
        return true;
    }

    private void Connect()
    {
        _connection?.Dispose();
        _connection = null;
        if (!_delay.IsOver)
        {
            throw new NpgsqlException("The connection is lost and not tried again yet", _lastError);
        }

        try
        {
            _connection = database.OpenWriter();
            _delay.Succeeded();
        }
        catch (NpgsqlException error)
        {
            _lastError = error;
            _delay.Failed();
            throw;
        }
    }
}
