namespace SmartRetail.LoadTests.Calls;

/// <summary>What became of a batch of one customer.</summary>
internal readonly record struct RecordAnswer(int Accepted, int Duplicates, long ProfileVersion);
