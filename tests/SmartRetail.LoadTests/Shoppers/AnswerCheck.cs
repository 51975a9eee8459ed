using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Ledgers;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>Holds each answer against what was acknowledged before, and enters in the ledger what it acknowledges.</summary>
internal sealed class AnswerCheck(Crowd crowd)
{
    private readonly StoreGaps _gaps = crowd.Calls.Gaps;

    /// <param name="isAgain">Whether the same interactions were sent before, so that some may be there already.</param>
    public void Recorded(int customer, IReadOnlyList<Act> acts, RecordAnswer answer, bool isAgain)
    {
        ref var entry = ref crowd.Ledger[customer];
        // A web process sends a call again by itself when its silo dies, and then finds that the first one was carried out.
        if (answer.Accepted + answer.Duplicates != acts.Count)
        {
            Breach(LedgerBreach.Wrong, customer, $"{answer} to {acts.Count} interactions");
        }

        if (!_gaps.HasVersions)
        {
            entry.Version += acts.Count;
            return;
        }

        if (answer.ProfileVersion < entry.Version + (isAgain ? 0 : acts.Count))
        {
            Breach(LedgerBreach.Stale, customer, $"version {answer.ProfileVersion} came after {entry.Version} and {acts.Count} interactions");
        }

        // Every interaction makes one version, and nothing else does but a merge.
        if (answer.ProfileVersion > entry.Sent && !entry.HasMerged)
        {
            Breach(LedgerBreach.Doubled, customer, $"version {answer.ProfileVersion} after {entry.Sent} interactions");
        }

        entry.Version = (int)Math.Max(entry.Version, answer.ProfileVersion);
    }

    /// <param name="known">The version that was acknowledged before the list was asked for.</param>
    public void Recommended(int customer, ShownList list, int known)
    {
        if (!_gaps.HasVersions)
        {
            return;
        }

        crowd.Meter.AddTier(list.Tier ?? "popular");
        if (list.ProfileVersion < known)
        {
            Breach(
                list.ProfileVersion == 0 ? LedgerBreach.Forgotten : LedgerBreach.Stale,
                customer,
                $"version {known} was acknowledged, and then {list.ProfileVersion} was ranked with at {crowd.Time.Elapsed.TotalSeconds:0.0} s");
        }
    }

    /// <param name="asked">When the list was asked for.</param>
    public void Listed(CallKind kind, ShownList list, TimeSpan asked)
    {
        if (list.Products.Distinct(StringComparer.Ordinal).Count() != list.Products.Count)
        {
            crowd.Breaches.Add(LedgerBreach.Repeated, $"{kind}: {string.Join(' ', list.Products)}");
        }

        if (crowd.Stock.FindWrong(list.Products, asked) is { } product)
        {
            crowd.Breaches.Add(LedgerBreach.SoldOut, $"{kind}: {product} was sold out before {asked.TotalSeconds:0.000} s");
        }
    }

    public void Merged(int anonymous, int known, long version)
    {
        ref var entry = ref crowd.Ledger[known];
        entry.HasMerged = true;
        if (version < crowd.Ledger[anonymous].Version)
        {
            Breach(LedgerBreach.Stale, known, $"version {version} has less than the merged {crowd.Ledger[anonymous].Version}");
        }

        entry.Version = (int)version;
    }

    private void Breach(LedgerBreach breach, int customer, string description) =>
        crowd.Breaches.Add(breach, $"{crowd.Ledger.NameOf(customer)}: {description}");
}
