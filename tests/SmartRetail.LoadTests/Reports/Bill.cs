using System.Globalization;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Models;
using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Reports;

/// <summary>
/// What 1,000 recommendations took. All that the store's processes did after the warm-up is put down to them: the interactions
/// recorded and the searches answered meanwhile too.
/// </summary>
/// <param name="Recommendations">Lists that were answered: for you, similar, bought together, popular.</param>
/// <param name="ProcessorSeconds">Of the store's processes, for 1,000 of them.</param>
/// <param name="Joules">For 1,000 of them.</param>
/// <param name="EnergySource">
/// rapl: by the processors' own counters, of the whole machine and so with the generator; estimate: processor time at
/// <see cref="Tariff.WattsPerCore"/>.
/// </param>
/// <param name="GramsCo2">For 1,000 of them.</param>
/// <param name="Price">For 1,000 of them, of the processor time alone.</param>
internal sealed record Bill(
    long Recommendations,
    double ProcessorSeconds,
    double Joules,
    string EnergySource,
    double GramsCo2,
    double Price,
    Tariff Tariff)
{
    private const string Measured = "rapl";
    private const double Lot = 1_000;
    private const double SecondsPerHour = 3_600;

    [JsonIgnore]
    public string SourceInWords => EnergySource == Measured
        ? "the processors' own counters, with the generator"
        : string.Create(CultureInfo.InvariantCulture, $"estimate at {Tariff.WattsPerCore} W a busy core");

    /// <summary>Returns null where nothing is known of the store's processes, or nothing was recommended.</summary>
    public static Bill? Of(IReadOnlyList<Moment> timeline, long recommendations, Tariff tariff)
    {
        var measured = timeline.Where(moment => moment.Second >= 0).ToList();

        // A moment is a second long.
        var busy = measured.Sum(moment => moment.Processes
            .Where(process => process.Process != ProcessReport.Generator)
            .Sum(process => process.Cores));
        if (busy == 0 || recommendations == 0)
        {
            return null;
        }

        var isMeasured = measured.TrueForAll(moment => moment.Joules is not null);
        var joules = (isMeasured ? measured.Sum(moment => moment.Joules!.Value) : busy * tariff.WattsPerCore) * Lot / recommendations;
        var seconds = busy * Lot / recommendations;
        return new(
            recommendations,
            Round(seconds),
            Round(joules),
            isMeasured ? Measured : "estimate",
            Round(EnergyPurpose.Grams(joules, tariff.GramsPerKwh)),
            Round(seconds / SecondsPerHour * tariff.PricePerCoreHour),
            tariff);
    }

    // Three digits of whatever size it is.
    private static double Round(double value) => value == 0
        ? 0
        : Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
