namespace SmartRetail.UnitTests.TopK;

/// <summary>What makes a matrix hard to bound.</summary>
public enum MatrixKind
{
    Random,
    Clustered,
    Equal,
    FewValues,
    ManyZeros,
    ManyMagnitudes,
    Scaled,
    TinyQueries,
}
