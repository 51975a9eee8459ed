using System.Collections.Concurrent;
using System.Globalization;

namespace SmartRetail.LoadTests.Ledgers;

/// <summary>
/// Everything that was acknowledged in a run, in a few bytes a customer: the ids of a customer's interactions are their
/// numbers, so that a count says which. What nobody answered is kept apart, for it may be in the log or not.
/// </summary>
/// <param name="run">What the run's customers are called by.</param>
internal sealed class RunLedger(string run)
{
    private const string AnonymousPrefix = "anon-";
    private const int ChunkSize = 4_096;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(int Customer, int Number), byte> _doubtful = new();
    private LedgerEntry[][] _chunks = [];
    private int _customers;

    public int Customers => Volatile.Read(ref _customers);

    public int Doubtful => _doubtful.Count;

    /// <summary>Acknowledged interactions.</summary>
    public long Acknowledged => Enumerable.Range(0, Customers).Sum(customer => (long)this[customer].Sent) - Doubtful;

    public ref LedgerEntry this[int customer] => ref _chunks[customer / ChunkSize][customer % ChunkSize];

    /// <summary>Begins the account of a customer who was not there before; returns its number.</summary>
    public int Open(bool isAnonymous)
    {
        lock (_lock)
        {
            var customer = _customers;
            if (customer / ChunkSize == _chunks.Length)
            {
                _chunks = [.. _chunks, new LedgerEntry[ChunkSize]];
            }

            this[customer].IsAnonymous = isAnonymous;
            Volatile.Write(ref _customers, customer + 1);
            return customer;
        }
    }

    public string NameOf(int customer) => string.Create(
        CultureInfo.InvariantCulture, $"{(this[customer].IsAnonymous ? AnonymousPrefix : "")}{run}-{customer}");

    /// <summary>Returns the number of a customer of this run; null for any other customer.</summary>
    public int? Find(string name)
    {
        var rest = name.AsSpan();
        rest = rest.StartsWith(AnonymousPrefix, StringComparison.Ordinal) ? rest[AnonymousPrefix.Length..] : rest;
        return rest.Length > run.Length + 1
            && rest.StartsWith(run, StringComparison.Ordinal)
            && rest[run.Length] == '-'
            && int.TryParse(rest[(run.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var customer)
            && customer < Customers
            ? customer
            : null;
    }

    /// <summary>Interactions were sent and nobody has answered.</summary>
    public void Doubt(int customer, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            _doubtful[(customer, number)] = 0;
        }
    }

    public bool IsDoubtful(int customer, int number) => _doubtful.ContainsKey((customer, number));
}
