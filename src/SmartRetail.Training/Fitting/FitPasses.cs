using SmartRetail.Training.Encoders;
using SmartRetail.Training.Privacy;

namespace SmartRetail.Training.Fitting;

/// <summary>What all fits begin with: parameters, and the passes that change them.</summary>
internal static class FitPasses
{
    /// <summary>Draws the parameters that a fit begins with, or takes them from the fit before.</summary>
    /// <param name="popularity">How often each item occurs in the training sequences of all workers.</param>
    public static FlatParameters Draw(ISequenceEncoder encoder, FitOptions options, FitInput input, int[] popularity)
    {
        var drawn = new FlatParameters(encoder.Layout, options.Seed);
        if (!options.IsPrivate)
        {
            input.Prior?.CopyTo(drawn, input.Training.Vocabulary, input.Content);

            // Which products nobody has taken is what a private fit must not tell.
            FitPass.ForgetUntrained(drawn, encoder, popularity);
        }

        return drawn;
    }

    /// <param name="popularity">How often each item occurs in the training sequences of all workers.</param>
    /// <param name="optimizer">What an earlier pass left; null begins anew.</param>
    /// <exception cref="FitFailedException">There is nothing to learn from, or the options ask for what cannot be.</exception>
    public static IFitPass Create(
        ISequenceEncoder encoder,
        FlatParameters parameters,
        ProductRows rows,
        FitOptions options,
        FitInput input,
        int[] popularity,
        IReadOnlyList<Array>? optimizer = null) => options.IsPrivate
        ? new PrivatePass(encoder, parameters, rows, options, input, optimizer)
        : new FitPass(encoder, parameters, rows, options, input, popularity, optimizer);
}
