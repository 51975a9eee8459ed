namespace SmartRetail.LoadTests.Arrivals;

/// <summary>Who has something to do at a moment that was set beforehand.</summary>
internal interface IArrival
{
    /// <summary>Starts it and returns at once.</summary>
    /// <param name="intended">
    /// The moment it was set for, from the start of the run: what it takes counts from there, however late it starts.
    /// </param>
    void Start(TimeSpan intended);
}
