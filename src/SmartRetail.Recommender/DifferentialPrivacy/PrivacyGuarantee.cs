namespace SmartRetail.Recommender.DifferentialPrivacy;

/// <summary>
/// What is promised about the parameters of a model, and by what: that they are (ε, δ)-differentially private towards a
/// customer's coming or going, with everything that the customer did.
/// </summary>
/// <param name="Epsilon">Of all steps that were planned; a fit that time ends takes fewer.</param>
/// <param name="NoiseMultiplier">The noise's standard deviation over the clip norm.</param>
/// <param name="ClipNorm">The longest that a customer's gradient can be in a step, as an L2 norm.</param>
/// <param name="SamplingRate">The probability that a customer takes part in a step.</param>
/// <param name="IsSeeded">Whether the noise can be drawn again from a seed: then it hides nothing from who knows that.</param>
public sealed record PrivacyGuarantee(
    double Epsilon,
    double Delta,
    double NoiseMultiplier,
    double ClipNorm,
    double SamplingRate,
    long Steps,
    bool IsSeeded);
