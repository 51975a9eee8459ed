namespace SmartRetail.LoadTests.Reports;

/// <summary>What processor time is counted as. The defaults are assumptions, to be replaced by a retailer's own figures.</summary>
/// <param name="WattsPerCore">Power of one busy core, in watts, where energy cannot be measured.</param>
/// <param name="GramsPerKwh">Grams of CO2 for a kilowatt-hour of electricity: the world's average as expected for 2027.</param>
/// <param name="PricePerCoreHour">Of a busy core for an hour, in whatever currency: about what clouds ask in US dollars.</param>
internal sealed record Tariff(double WattsPerCore = 10, double GramsPerKwh = 400, double PricePerCoreHour = 0.05);
