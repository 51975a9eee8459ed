using System.Globalization;

namespace SmartRetail.Client.Console.Models;

/// <summary>How measurements read.</summary>
internal static class Figure
{
    public const string None = "–";

    private const double JoulesPerWattHour = 3600;

    public static string Metric(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>An end of an interval: as exact as it is worth reading beside its metric.</summary>
    public static string End(double value) => value.ToString(
        value switch { >= 100 => "0", >= 10 => "0.0", _ => "0.000" }, CultureInfo.InvariantCulture);

    public static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    public static string Energy(double joules) => joules >= JoulesPerWattHour
        ? (joules / JoulesPerWattHour).ToString("#,##0.0 'Wh'", CultureInfo.InvariantCulture)
        : joules.ToString(joules >= 10 ? "#,##0 'J'" : "0.0# 'J'", CultureInfo.InvariantCulture);

    public static string Grams(double grams) => grams >= 1
        ? grams.ToString("#,##0.0 'g'", CultureInfo.InvariantCulture)
        : (grams * 1_000).ToString("#,##0.0## 'mg'", CultureInfo.InvariantCulture);
}
