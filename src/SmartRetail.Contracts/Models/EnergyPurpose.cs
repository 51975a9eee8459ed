namespace SmartRetail.Contracts.Models;

/// <summary>What a model's energy went into.</summary>
public static class EnergyPurpose
{
    private const double JoulesPerKwh = 3.6e6;

    /// <summary>
    /// The run that made the model, of all its workers and with the evaluation. By the processors' own counters (rapl) workers on one
    /// machine count it each.
    /// </summary>
    public const string Fit = "fit";

    /// <summary>All products scored and ordered for 1,000 histories, as in the evaluation.</summary>
    public const string ThousandRecommendations = "thousandRecommendations";

    /// <summary>Returns the CO2 of an energy, in grams.</summary>
    public static double Grams(double joules, double gramsPerKwh) => joules / JoulesPerKwh * gramsPerKwh;
}
