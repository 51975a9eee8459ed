namespace SmartRetail.Training.Energy;

/// <param name="Source">
/// rapl: measured by the processor, for the whole machine; estimate: from CPU time; with "and nvml" behind it, the card's own
/// counter is part of it.
/// </param>
internal readonly record struct EnergyReading(double Joules, string Source);
