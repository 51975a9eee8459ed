namespace SmartRetail.LoadTests.Measures;

/// <summary>What a process took in a second.</summary>
/// <param name="Cores">Processors busy for it, on average.</param>
internal sealed record ProcessSample(string Process, double Cores, double Mebibytes, int Handles);
