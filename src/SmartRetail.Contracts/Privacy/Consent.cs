namespace SmartRetail.Contracts.Privacy;

/// <summary>What a customer agrees to. Interactions are recorded either way; what is recorded can be exported and erased.</summary>
/// <param name="Personalise">Whether lists for the customer may be made of what the customer did.</param>
/// <param name="Train">Whether models may be fitted on it.</param>
[GenerateSerializer, Immutable, Alias("Consent")]
public readonly record struct Consent([property: Id(0)] bool Personalise, [property: Id(1)] bool Train)
{
    /// <summary>Of whom nobody has said otherwise.</summary>
    public static readonly Consent Default = new(Personalise: true, Train: true);
}
