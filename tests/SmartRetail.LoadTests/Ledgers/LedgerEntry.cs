namespace SmartRetail.LoadTests.Ledgers;

/// <summary>What one customer was told, in 16 bytes; of one shopper at a time.</summary>
internal struct LedgerEntry
{
    /// <summary>Interactions sent: their ids are 1 to this, and all but the doubtful ones were acknowledged.</summary>
    public int Sent;

    /// <summary>The newest profile version that was acknowledged; of a store without versions, how many interactions were.</summary>
    public int Version;

    /// <summary>The number on the shelf of what was bought last, from 1; 0 for nothing.</summary>
    public int Bought;

    public bool IsAnonymous;

    /// <summary>Whether an anonymous customer's interactions count for this one too.</summary>
    public bool HasMerged;
}
