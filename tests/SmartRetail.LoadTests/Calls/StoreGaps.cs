using SmartRetail.LoadTests.Ledgers;

namespace SmartRetail.LoadTests.Calls;

/// <summary>What a store cannot be asked, and which promises can therefore not be held against it: said, and never taken for kept.</summary>
/// <param name="Missing">Calls that it does not have: shoppers do without.</param>
/// <param name="Unchecked">Breaches that nothing in its answers would show.</param>
/// <param name="Words">Both, for a report.</param>
internal sealed record StoreGaps(IReadOnlySet<CallKind> Missing, IReadOnlySet<LedgerBreach> Unchecked, string Words)
{
    public static readonly StoreGaps None = new(new HashSet<CallKind>(), new HashSet<LedgerBreach>(), "");

    /// <summary>Whether answers say which version of a customer's profile they know.</summary>
    public bool HasVersions => !Unchecked.Contains(LedgerBreach.Stale);
}
