namespace SmartRetail.LoadTests.Scale;

/// <summary>What a simulated cluster loses, and how.</summary>
/// <param name="Silos">Before the loss.</param>
/// <param name="Lost">Silos that die at once: one, or those of a zone.</param>
/// <param name="DetectionSeconds">Until their customers are looked for elsewhere.</param>
/// <param name="Seconds">Simulated behind the loss.</param>
internal sealed record LossPlan(int Silos, int Lost, double DetectionSeconds, double Seconds, int Seed);
