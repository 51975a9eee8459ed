using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;

namespace SmartRetail.Storage.Postgres;

/// <summary>A group's changes of merges, a statement each: they are as rare as people who sign in.</summary>
internal sealed class MergeStatements
{
    private readonly List<NpgsqlBatchCommand> _commands = [];

    public void AddMerge(StoreId store, CustomerId anonymous, CustomerId customer, DateTimeOffset now) => _commands.Add(
        new(CustomerMergeSql.Merge)
        {
            Parameters =
            {
                Text(store.Value), Text(anonymous.Value), Text(customer.Value), Number(now.UtcTicks),
                Number(MergeRules.MaxMerged),
            },
        });

    public void AddUndo(StoreId store, CustomerId anonymous, CustomerId customer, DateTimeOffset now) => _commands.Add(
        new(CustomerMergeSql.Undo)
        {
            Parameters =
            {
                Number(now.UtcTicks), Text(store.Value), Text(anonymous.Value), Text(customer.Value),
                Number((now - MergeRules.UndoWithin).UtcTicks),
            },
        });

    public void AddTo(NpgsqlBatchCommandCollection batch)
    {
        foreach (var command in _commands)
        {
            batch.Add(command);
        }
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };
}
