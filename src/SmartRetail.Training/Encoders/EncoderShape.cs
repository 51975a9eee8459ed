namespace SmartRetail.Training.Encoders;

/// <summary>The sizes that every encoder has.</summary>
/// <param name="Items">Products; the padding index is this number.</param>
/// <param name="Dimensions">Width of an embedding.</param>
/// <param name="MaxLength">The longest history.</param>
internal sealed record EncoderShape(int Items, int Dimensions, int MaxLength);
