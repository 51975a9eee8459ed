namespace SmartRetail.LoadTests.Scale;

/// <summary>What one call costs, in milliseconds of a processor.</summary>
/// <param name="Silo">Of the process that serves and answers HTTP.</param>
/// <param name="Database">Of the database server.</param>
internal sealed record CallCost(double Silo, double Database);
