namespace SmartRetail.Training.Fitting;

/// <summary>What happens to the rows of a table that a step did not touch.</summary>
public enum RowUpdates
{
    /// <summary>Nothing: the cost of a step does not depend on the number of products.</summary>
    Lazy,

    /// <summary>Their momentum carries them on, as in the textbook: every step reads and writes every row.</summary>
    Dense,
}
