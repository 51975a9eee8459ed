namespace SmartRetail.LoadTests.Arrivals;

/// <summary>What a run is like over its time: how many calls, and whether all want the same product.</summary>
/// <param name="Rate">Calls a second over the time after the warm-up.</param>
/// <param name="Sale">When one product takes a share of all looks; null for never.</param>
internal sealed record LoadProfile(IRateProfile Rate, FlashSale? Sale = null)
{
    public static readonly IReadOnlyList<string> Names = ["steady", "ramp", "steps", "spike", "day", "flash-sale"];

    /// <summary>Makes a profile by its name.</summary>
    /// <param name="hours">The share of sessions that start in each hour of the day; for "day".</param>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public static LoadProfile Of(string name, double rate, TimeSpan duration, IReadOnlyList<double> hours) => name switch
    {
        "steady" => new(new SteadyRate(rate)),
        "ramp" => new(new ShapedRate(rate, duration, [(0, 0.05), (1, 1)])),
        "steps" => new(new ShapedRate(
            rate,
            duration,
            [(0, 0.2), (0.2, 0.2), (0.2, 0.4), (0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.8), (0.8, 0.8), (0.8, 1), (1, 1)])),

        // A fifth until a third of the time, then all at once, as after an advertisement, and back.
        "spike" => new(new ShapedRate(rate, duration, [(0, 0.2), (0.35, 0.2), (0.35, 1), (0.6, 1), (0.6, 0.2), (1, 0.2)])),
        "day" => new(new ShapedRate(rate, duration, [.. hours.Select((share, hour) => ((hour + 0.5) / hours.Count, share / hours.Max()))])),
        "flash-sale" => new(
            new ShapedRate(rate, duration, [(0, 0.4), (0.33, 0.4), (0.33, 1), (0.66, 1), (0.66, 0.4), (1, 0.4)]),
            new FlashSale(duration * 0.33, duration * 0.66, Share: 0.5)),
        _ => throw new ArgumentException($"'{name}' is not one of {string.Join(", ", Names)}", nameof(name)),
    };
}
