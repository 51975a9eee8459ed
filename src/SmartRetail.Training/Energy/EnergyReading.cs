namespace SmartRetail.Training.Energy;

/// <param name="Source">rapl: measured by the processor, for the whole machine; estimate: from CPU time.</param>
internal readonly record struct EnergyReading(double Joules, string Source);
