namespace SmartRetail.LoadTests.Growth;

/// <summary>What was measured at one size after another of one thing, all else the same.</summary>
/// <param name="Of">What grows.</param>
/// <param name="Beside">What stays, in words.</param>
/// <param name="Points">Smallest first.</param>
internal sealed record GrowthCurve(string Of, string Beside, IReadOnlyList<GrowthPoint> Points)
{
    /// <summary>How each figure grows from one size to the next.</summary>
    public IReadOnlyList<GrowthSteps> Steps => [.. GrowthFigure.All.Select(figure => GrowthSteps.Of(figure, Points))];
}

/// <summary>How a figure's cost grows from one size to the next.</summary>
/// <param name="Exponents">Of the size; null where a figure is 0.</param>
/// <param name="PerTenfold">How many times the cost is with ten times the size.</param>
internal sealed record GrowthSteps(string Figure, IReadOnlyList<double?> Exponents, IReadOnlyList<double?> PerTenfold)
{
    private const int Digits = 3;

    public static GrowthSteps Of(GrowthFigure figure, IReadOnlyList<GrowthPoint> points)
    {
        var exponents = figure.StepsOf(points);
        return new(figure.Name, [.. exponents.Select(Round)], [.. exponents.Select(each => Round(PerTenfoldOf(each)))]);
    }

    private static double? PerTenfoldOf(double? exponent) => exponent is { } known ? GrowthExponent.PerTenfold(known) : null;

    private static double? Round(double? value) => value is { } known ? Math.Round(known, Digits) : null;
}
