namespace SmartRetail.Recommender.Rounds;

/// <summary>How a chunk says what its parameters are.</summary>
internal enum ChunkEncoding
{
    /// <summary>All values, as floats.</summary>
    Whole = 1,

    /// <summary>The rows that changed, as floats.</summary>
    ChangedRows = 2,

    /// <summary>What all values were less what they are, as halves.</summary>
    HalfDifference = 3,

    /// <summary>The same of the rows that changed.</summary>
    ChangedRowsHalfDifference = 4,
}
