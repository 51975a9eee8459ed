using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

/// <summary>Customers' keys in their table. The writer's transactions take turns, so a key that is found in one stays in it.</summary>
internal sealed class SqliteCustomerKeys(CustomerSeals seals)
{
    /// <summary>Whether what is written is sealed.</summary>
    public bool IsOn => seals.IsOn;

    /// <summary>Returns a customer's key, made when there is none; null where nothing is sealed. For the writer.</summary>
    public CustomerKey? Take(SqliteSession session, KeyOwner owner)
    {
        if (!seals.IsOn)
        {
            return null;
        }

        if (Find(session, owner) is { } found)
        {
            return found;
        }

        var (key, stored) = seals.Create(owner);
        session.Execute(CustomerKeySql.Add, owner.Store, owner.Customer, stored.Id, stored.Master, stored.Wrapped);
        return key;
    }

    /// <summary>Returns the keys that there are.</summary>
    public Dictionary<KeyOwner, CustomerKey> Find(SqliteSession session, IEnumerable<KeyOwner> owners)
    {
        var keys = new Dictionary<KeyOwner, CustomerKey>();
        foreach (var owner in owners)
        {
            if (!keys.ContainsKey(owner) && Find(session, owner) is { } key)
            {
                keys.Add(owner, key);
            }
        }

        return keys;
    }

    /// <summary>Returns the ids of the masters that keys are wrapped with.</summary>
    public static List<string> ListMasters(SqliteSession session)
    {
        using var rows = session.Query(CustomerKeySql.ListMasters);
        var masters = new List<string>();
        while (rows.Step())
        {
            masters.Add(rows.Row.GetString(0));
        }

        return masters;
    }

    /// <summary>The table, for those who renew masters.</summary>
    public ICustomerKeyTable For(GroupWriter<SqliteSession> writer, SqliteReaders readers) => new Table(seals, writer, readers);

    private CustomerKey? Find(SqliteSession session, KeyOwner owner)
    {
        using var rows = session.Query(CustomerKeySql.Find, owner.Store, owner.Customer);
        return rows.Step()
            ? seals.Unwrap(owner, new(rows.Row.GetBytes(0), rows.Row.GetString(1), rows.Row.GetBytes(2)))
            : null;
    }

    private sealed class Table(CustomerSeals seals, GroupWriter<SqliteSession> writer, SqliteReaders readers) : ICustomerKeyTable
    {
        public Task<IReadOnlyList<string>> ListMastersAsync(CancellationToken cancellationToken) =>
            readers.ReadAsync<IReadOnlyList<string>>(ListMasters, cancellationToken);

        public Task<int> RewrapAsync(string master, int limit, CancellationToken cancellationToken) =>
            writer.WriteAsync(limit, (session, _) => Rewrap(session, master, limit), cancellationToken);

        private int Rewrap(SqliteSession session, string master, int limit)
        {
            var page = ReadPage(session, master, limit);
            foreach (var (owner, stored) in page)
            {
                var renewed = seals.Wrap(owner, seals.Unwrap(owner, stored));
                session.Execute(
                    CustomerKeySql.Rewrap, renewed.Master, renewed.Wrapped, owner.Store, owner.Customer, renewed.Id);
            }

            return page.Count;
        }

        private static List<(KeyOwner Owner, StoredCustomerKey Stored)> ReadPage(SqliteSession session, string master, int limit)
        {
            using var rows = session.Query(CustomerKeySql.ListWrapped, master, (long)limit);
            var page = new List<(KeyOwner, StoredCustomerKey)>();
            while (rows.Step())
            {
                page.Add((
                    new(rows.Row.GetString(0), rows.Row.GetString(1)),
                    new(rows.Row.GetBytes(2), master, rows.Row.GetBytes(3))));
            }

            return page;
        }
    }
}
