using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>The outcome of a fit: the parameters of the epoch that was kept.</summary>
internal sealed record FittedEncoder(
    ISequenceEncoder Encoder, FlatParameters Parameters, ProductRows Rows, FitOptions Options, int BestEpoch, int Epochs)
    : IDisposable
{
    public EncoderScorer CreateScorer() => new(Encoder, Parameters, Rows, Options);

    public void Dispose() => Parameters.Dispose();
}
