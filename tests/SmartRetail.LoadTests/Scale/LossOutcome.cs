namespace SmartRetail.LoadTests.Scale;

/// <summary>What shoppers of a survivor notice after a loss.</summary>
/// <param name="PeakP99">Milliseconds, the highest 99th percentile of any second after the detection.</param>
/// <param name="SecondsUntilCalm">From the loss until the 99th percentile stays below the objective; null when it never does.</param>
/// <param name="SiloBusy">How busy the survivor was in its busiest second, as a share of its processors.</param>
/// <param name="DatabaseBusy">The same of its share of the database.</param>
internal sealed record LossOutcome(double PeakP99, double? SecondsUntilCalm, double SiloBusy, double DatabaseBusy)
{
    /// <summary>What gives way first.</summary>
    public string FirstToBreak => (SiloBusy >= 0.99, DatabaseBusy >= 0.99) switch
    {
        (false, false) => "nothing",
        (true, false) => "silos' processors",
        (false, true) => "the database",
        _ => SiloBusy >= DatabaseBusy ? "silos' processors, then the database" : "the database, then silos' processors",
    };
}
