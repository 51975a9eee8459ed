using System.Collections.Concurrent;

namespace SmartRetail.LoadTests.Ledgers;

/// <summary>The promises that were not kept: how many of each kind, and the first of them in words.</summary>
internal sealed class Breaches
{
    private const int Described = 20;

    private readonly int[] _counts = new int[Enum.GetValues<LedgerBreach>().Length];
    private readonly ConcurrentQueue<string> _descriptions = new();

    public int Total => _counts.Sum();

    /// <summary>The first ones.</summary>
    public IReadOnlyCollection<string> Descriptions => _descriptions;

    public int this[LedgerBreach breach] => Volatile.Read(ref _counts[(int)breach]);

    public void Add(LedgerBreach breach, string description)
    {
        Interlocked.Increment(ref _counts[(int)breach]);
        if (_descriptions.Count < Described)
        {
            _descriptions.Enqueue($"{breach}: {description}");
        }
    }

    /// <param name="without">Those that nobody looked for: a 0 would say that there were none. Default: none.</param>
    public IReadOnlyDictionary<string, int> ToCounts(IReadOnlySet<LedgerBreach>? without = null) => Enum.GetValues<LedgerBreach>()
        .Where(breach => without?.Contains(breach) != true)
        .ToDictionary(breach => breach.ToString(), breach => this[breach], StringComparer.Ordinal);
}
