using SmartRetail.Contracts.Models;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Privacy;

namespace SmartRetail.Training.Fitting;

/// <summary>The outcome of a fit: the parameters of the epoch that was kept.</summary>
internal sealed record FittedEncoder(
    ISequenceEncoder Encoder, FlatParameters Parameters, ProductRows Rows, FitOptions Options, int BestEpoch, int Epochs)
    : IDisposable
{
    /// <summary>What is promised about the parameters; null where the fit was not private.</summary>
    public PrivacyGuarantee? Privacy => Options.IsPrivate
        ? PrivacyTerms.Of(Options).ToGuarantee(Options.PrivacyNoiseSeed is not null)
        : null;

    public EncoderScorer CreateScorer() => new(Encoder, Parameters, Rows, Options);

    public void Dispose() => Parameters.Dispose();
}
