namespace SmartRetail.Contracts.Customers;

/// <summary>The answer to a merge or to its undoing.</summary>
/// <param name="ProfileVersion">The known customer's version that holds the outcome; 0 when nothing was changed.</param>
[GenerateSerializer, Immutable, Alias("MergeReceipt")]
public sealed record MergeReceipt([property: Id(0)] MergeOutcome Outcome, [property: Id(1)] long ProfileVersion);

/// <summary>How two customers stand to each other after a call.</summary>
[GenerateSerializer, Alias("MergeOutcome")]
public enum MergeOutcome
{
    /// <summary>The anonymous one's interactions count for the known one.</summary>
    Merged = 1,

    /// <summary>Each one's interactions count for that one alone.</summary>
    Separate = 2,

    /// <summary>The anonymous one is merged into another customer; that has to be undone first.</summary>
    MergedElsewhere = 3,

    /// <summary>The known one has <see cref="MergeRules.MaxMerged"/> already.</summary>
    TooMany = 4,

    /// <summary>The merge is older than <see cref="MergeRules.UndoWithin"/> and stays.</summary>
    TooLate = 5,
}
