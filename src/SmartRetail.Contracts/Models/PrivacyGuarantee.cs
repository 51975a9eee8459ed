namespace SmartRetail.Contracts.Models;

/// <summary>
/// What is promised about a network's parameters, and by what: that they are (ε, δ)-differentially private towards a
/// customer's coming or going, with everything that the customer did.
/// </summary>
/// <param name="Epsilon">Of all steps that were planned; a fit that time ends takes fewer.</param>
/// <param name="NoiseMultiplier">The noise's standard deviation over the clip norm.</param>
/// <param name="ClipNorm">The longest that a customer's gradient can be in a step, as an L2 norm.</param>
/// <param name="SamplingRate">The probability that a customer takes part in a step.</param>
/// <param name="IsSeeded">
/// Whether the noise can be drawn again from a seed: then it hides nothing from who knows that.
/// </param>
[GenerateSerializer, Immutable, Alias("PrivacyGuarantee")]
public sealed record PrivacyGuarantee(
    [property: Id(0)] double Epsilon,
    [property: Id(1)] double Delta,
    [property: Id(2)] double NoiseMultiplier,
    [property: Id(3)] double ClipNorm,
    [property: Id(4)] double SamplingRate,
    [property: Id(5)] long Steps,
    [property: Id(6)] bool IsSeeded);
