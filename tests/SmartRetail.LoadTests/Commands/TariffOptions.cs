using System.CommandLine;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Commands;

/// <summary>What the store's processor time is counted as.</summary>
internal sealed class TariffOptions
{
    private static readonly Tariff Default = new();

    private readonly Option<double> _watts = new("--watts-per-core")
    {
        Description = "Power of one busy core, where the processors do not tell their energy",
        DefaultValueFactory = _ => Default.WattsPerCore,
    };

    private readonly Option<double> _grams = new("--grams-per-kwh")
    {
        Description = "Grams of CO2 for a kilowatt-hour of electricity",
        DefaultValueFactory = _ => Default.GramsPerKwh,
    };

    private readonly Option<double> _price = new("--price-per-core-hour")
    {
        Description = "What a core costs for an hour, in any currency",
        DefaultValueFactory = _ => Default.PricePerCoreHour,
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option<double>[])[_watts, _grams, _price])
        {
            option.Validators.Add(LoadOptions.RequireRange<double>(option, 0, 1_000_000));
            command.Add(option);
        }
    }

    public Tariff Read(ParseResult parsed) => new(parsed.GetValue(_watts), parsed.GetValue(_grams), parsed.GetValue(_price));
}
