using System.Globalization;

namespace SmartRetail.Client.Console.Models;

/// <summary>How measurements read.</summary>
internal static class Figure
{
    public const string None = "–";

    private const double JoulesPerWattHour = 3600;

    public static string Metric(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    public static string Energy(double joules) => joules >= JoulesPerWattHour
        ? (joules / JoulesPerWattHour).ToString("#,##0.0 'Wh'", CultureInfo.InvariantCulture)
        : joules.ToString("#,##0 'J'", CultureInfo.InvariantCulture);
}
