using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// A group's interactions and the one statement that adds them. Positions are given under a lock that is held to the
/// commit, so every silo's rows become visible in the order of their positions: no reader, be it of a store or of one
/// customer, meets a position behind one that it has read. The price is that the silos' groups commit one after another;
/// they grow instead. Without the lock, a reader of the whole log could stay behind the oldest open transaction; but the
/// reader of a customer must see what was just acknowledged, and could not.
/// </summary>
internal sealed class AppendStatement
{
    /// <summary>
    /// Takes the lock beforehand: the statements behind it see all that was committed under it. Imports need that to find who
    /// was erased.
    /// </summary>
    public const string TakeTurn = "SELECT pg_advisory_xact_lock(5994480279863126629)";

    // The lock is taken in the statement that gives the positions, not in one before it: the server then has all values,
    // and holds the lock no longer than it works.
    private const string Turn = $"WITH turn AS MATERIALIZED ({TakeTurn})";

    // For rows that are all new, as they nearly always are: the positions are taken at once, and the unique index is
    // searched once a row, where the other statement searches it before it inserts. A duplicate fails it.
    private const string AddNewSql =
        $"""
        {Turn},
        first AS MATERIALIZED (
            SELECT setval('interaction_position', nextval('interaction_position') + $16 - 1) - $16 + 1 AS position
            FROM turn),
        inserted AS (
            INSERT INTO interaction (
                position, store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query,
                session, recommendation_id, list_position, recorded_at)
            SELECT first.position + given.ordinal - 1, store, customer, id, imported, kind, product, occurred_at, quantity,
                price, rating, query, session, recommendation_id, list_position, $15
            FROM first, unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) WITH ORDINALITY AS given (
                store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query, session,
                recommendation_id, list_position, ordinal))
        SELECT position FROM first
        """;

    private const string AddSql =
        $"""
        {Turn},
        placed AS MATERIALIZED (
            SELECT nextval('interaction_position') AS position, given.*
            FROM turn, unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS given (
                store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query, session,
                recommendation_id, list_position)),
        inserted AS (
            INSERT INTO interaction (
                position, store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query,
                session, recommendation_id, list_position, recorded_at)
            SELECT placed.*, $15 FROM placed
            ON CONFLICT (store, customer, id) DO NOTHING
            RETURNING position)
        SELECT (SELECT array_agg(position ORDER BY position) FROM placed),
               (SELECT array_agg(position ORDER BY position) FROM inserted)
        """;

    // As the two above, of a group with imported rows: those of customers who were erased later than they happened stay out.
    private const string ImportNewSql =
        $"""
        {Turn},
        first AS MATERIALIZED (
            SELECT setval('interaction_position', nextval('interaction_position') + $17 - 1) - $17 + 1 AS position
            FROM turn),
        inserted AS (
            INSERT INTO interaction (
                position, store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query,
                session, recommendation_id, list_position, recorded_at)
            SELECT first.position + given.ordinal - 1, store, customer, id, imported, kind, product, occurred_at, quantity,
                price, rating, query, session, recommendation_id, list_position, $15
            FROM first, unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $16) WITH ORDINALITY AS given (
                store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query, session,
                recommendation_id, list_position, customer_hash, ordinal)
            WHERE {NotErased}
            RETURNING position)
        SELECT (SELECT position FROM first), (SELECT array_agg(position ORDER BY position) FROM inserted)
        """;

    private const string ImportSql =
        $"""
        {Turn},
        placed AS MATERIALIZED (
            SELECT nextval('interaction_position') AS position, given.*
            FROM turn, unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $16) AS given (
                store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query, session,
                recommendation_id, list_position, customer_hash)),
        inserted AS (
            INSERT INTO interaction (
                position, store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query,
                session, recommendation_id, list_position, recorded_at)
            SELECT position, store, customer, id, imported, kind, product, occurred_at, quantity, price, rating, query,
                session, recommendation_id, list_position, $15
            FROM placed AS given WHERE {NotErased}
            ON CONFLICT (store, customer, id) DO NOTHING
            RETURNING position)
        SELECT (SELECT array_agg(position ORDER BY position) FROM placed),
               (SELECT array_agg(position ORDER BY position) FROM inserted)
        """;

    private const string NotErased =
        """
        NOT EXISTS (
            SELECT 1 FROM erased_customer AS gone
            WHERE gone.store = given.store AND gone.customer_hash = given.customer_hash AND given.occurred_at <= gone.erased_at)
        """;

    private const string FindSql =
        """
        SELECT given.ordinal, found.position
        FROM unnest($1, $2, $3) WITH ORDINALITY AS given (store, customer, id, ordinal)
        JOIN interaction found USING (store, customer, id)
        """;

    // The same statements with what is sealed in the place of the query, which is in it.
    private static readonly string AddNewSealedSql = Sealed(AddNewSql);
    private static readonly string AddSealedSql = Sealed(AddSql);
    private static readonly string ImportNewSealedSql = Sealed(ImportNewSql);
    private static readonly string ImportSealedSql = Sealed(ImportSql);

    private readonly List<Row> _rows = [];
    private List<Row>? _sealed;
    private AppendOutcome[] _outcomes = [];

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Whether the group must be sent behind <see cref="TakeTurn"/>.</summary>
    public bool HasImported { get; private set; }

    /// <summary>Whose keys it takes to seal the group.</summary>
    public IEnumerable<KeyOwner> Owners => _rows.Select(row => row.Owner);

    /// <summary>Adds one call's interactions; what is returned gives their outcomes after the commit.</summary>
    /// <param name="imported">Their customers' hashes, in order, if they are imported.</param>
    public Func<IReadOnlyList<AppendOutcome>> Add(
        StoreId store, IReadOnlyList<Interaction> interactions, CustomerHash[]? imported, DateTimeOffset recordedAt)
    {
        var first = _rows.Count;
        _rows.EnsureCapacity(first + interactions.Count);
        HasImported |= imported is not null;
        for (var at = 0; at < interactions.Count; at++)
        {
            _rows.Add(new(store.Value, interactions[at], null, imported?[at].Hex, recordedAt.UtcTicks));
        }

        return () => new ArraySegment<AppendOutcome>(_outcomes, first, interactions.Count);
    }

    /// <summary>Seals the group's personal fields for the next command.</summary>
    public void Seal(IReadOnlyDictionary<KeyOwner, CustomerKey> keys) => _sealed = _rows.ConvertAll(row => row with
    {
        Interaction = PersonalFields.Without(row.Interaction),
        Sealed = keys[row.Owner].Seal(
            RowPlace.Interaction(row.Owner, row.Interaction.Id.Value), PersonalFields.Write(row.Interaction)),
    });

    /// <summary>Whether a command for new rows has failed because a row was not.</summary>
    public static bool IsDuplicate(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "interaction" };

    /// <param name="mode">Read the answer in the same mode.</param>
    public NpgsqlBatchCommand ToCommand(AppendMode mode)
    {
        var command = new NpgsqlBatchCommand((mode, HasImported, _sealed is not null) switch
        {
            (AppendMode.AllNew, false, false) => AddNewSql,
            (AppendMode.AllNew, true, false) => ImportNewSql,
            (_, false, false) => AddSql,
            (_, true, false) => ImportSql,
            (AppendMode.AllNew, false, true) => AddNewSealedSql,
            (AppendMode.AllNew, true, true) => ImportNewSealedSql,
            (_, false, true) => AddSealedSql,
            (_, true, true) => ImportSealedSql,
        });
        var rows = _sealed ?? _rows;
        var parameters = command.Parameters;
        parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Store);
        parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Interaction.Customer.Value);
        parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Interaction.Id.Value);
        parameters.AddColumn(NpgsqlDbType.Boolean, rows, row => row.ImportedHash is not null);
        parameters.AddColumn(NpgsqlDbType.Integer, rows, row => (int)row.Interaction.Kind);
        parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Interaction.Product?.Value);
        parameters.AddColumn(NpgsqlDbType.Bigint, rows, row => row.Interaction.OccurredAt.UtcTicks);
        parameters.AddColumn(NpgsqlDbType.Integer, rows, row => row.Interaction.Quantity);
        parameters.AddColumn(NpgsqlDbType.Numeric, rows, row => row.Interaction.Price);
        parameters.AddColumn(NpgsqlDbType.Double, rows, row => row.Interaction.Rating);
        parameters.AddColumn(NpgsqlDbType.Bytea, rows, row => row.Sealed ?? InteractionRows.Encode(row.Interaction.Query));
        parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Interaction.Session);
        parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Interaction.RecommendationId?.Value);
        parameters.AddColumn(NpgsqlDbType.Integer, rows, row => row.Interaction.Position);
        parameters.Add(new NpgsqlParameter<long> { TypedValue = _rows[0].RecordedAt });
        if (HasImported)
        {
            parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.ImportedHash);
        }

        if (mode == AppendMode.AllNew)
        {
            parameters.Add(new NpgsqlParameter<long> { TypedValue = _rows.Count });
        }

        return command;
    }

    /// <summary>Reads the statement's row, which tells the positions.</summary>
    public void Read(NpgsqlDataReader row, AppendMode mode)
    {
        if (mode == AppendMode.AllNew)
        {
            var first = row.GetInt64(0);
            long[] taken = [.. Enumerable.Range(0, _rows.Count).Select(at => first + at)];
            Read(taken, HasImported ? ReadPositions(row) : taken);
            return;
        }

        Read(row.GetFieldValue<long[]>(0), ReadPositions(row));
    }

    private static string Sealed(string sql) => sql.Replace("query", "sealed", StringComparison.Ordinal);

    private static long[] ReadPositions(NpgsqlDataReader row) => row.IsDBNull(1) ? [] : row.GetFieldValue<long[]>(1);

    /// <param name="placed">The positions that were given, in the rows' order.</param>
    /// <param name="inserted">Those of them that hold a new row.</param>
    private void Read(long[] placed, long[] inserted)
    {
        _outcomes = new AppendOutcome[placed.Length];
        var next = 0;
        for (var at = 0; at < placed.Length; at++)
        {
            var isNew = next < inserted.Length && inserted[next] == placed[at];
            _outcomes[at] = new(isNew, isNew ? placed[at] : 0);
            next += isNew ? 1 : 0;
        }
    }

    /// <summary>Looks up, after the commit, where the first ones of the duplicates are; false when there are none.</summary>
    public bool FindDuplicates(NpgsqlConnection connection)
    {
        var duplicates = Enumerable.Range(0, _outcomes.Length).Where(at => !_outcomes[at].IsNew).ToList();
        if (duplicates.Count == 0)
        {
            return false;
        }

        using var command = new NpgsqlCommand(FindSql, connection);
        command.Parameters.AddColumn(NpgsqlDbType.Text, duplicates, at => _rows[at].Store);
        command.Parameters.AddColumn(NpgsqlDbType.Text, duplicates, at => _rows[at].Interaction.Customer.Value);
        command.Parameters.AddColumn(NpgsqlDbType.Text, duplicates, at => _rows[at].Interaction.Id.Value);
        using var found = command.ExecuteReader();
        while (found.Read())
        {
            _outcomes[duplicates[(int)found.GetInt64(0) - 1]] = new(IsNew: false, found.GetInt64(1));
        }

        return true;
    }

    private readonly record struct Row(
        string Store, Interaction Interaction, byte[]? Sealed, string? ImportedHash, long RecordedAt)
    {
        public KeyOwner Owner => new(Store, Interaction.Customer.Value);
    }
}
