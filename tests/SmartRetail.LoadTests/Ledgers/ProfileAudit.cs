using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Ledgers;

/// <summary>Holds a run's ledger against what the store says of each customer: nothing that was acknowledged is missing, and nothing counted twice.</summary>
internal sealed class ProfileAudit(RunLedger ledger, Breaches breaches)
{
    private const int Audited = 2_000;
    private const int AtOnce = 16;

    public Task RunAsync(IStoreCalls calls, CancellationToken cancellationToken)
    {
        // Every n-th customer, so that of a large run early ones and late ones are looked at.
        var stride = Math.Max(1, ledger.Customers / Audited);
        var looked = Enumerable.Range(0, ledger.Customers).Where(customer => customer % stride == 0);
        return Parallel.ForEachAsync(
            looked,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (customer, token) => Hold(customer, await calls.GetVersionAsync(ledger.NameOf(customer), token)));
    }

    private void Hold(int customer, long version)
    {
        var (entry, name) = (ledger[customer], ledger.NameOf(customer));
        if (version < entry.Version)
        {
            breaches.Add(LedgerBreach.Lost, $"{name} has version {version}, and {entry.Version} was acknowledged");
        }

        if (version > entry.Sent && !entry.HasMerged)
        {
            breaches.Add(LedgerBreach.Doubled, $"{name} has version {version} after {entry.Sent} interactions");
        }
    }
}
