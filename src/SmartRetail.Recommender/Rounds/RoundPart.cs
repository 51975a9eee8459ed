using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Rounds;

/// <summary>One named thing that a run's trainer and workers hand to one another, in numbered chunks.</summary>
public readonly record struct RoundPart(StoreId Store, TrainingRunId Run, string Name)
{
    /// <summary>The products of the run and how often each occurs, as the trainer has merged them.</summary>
    public static RoundPart Vocabulary(StoreId store, TrainingRunId run) => new(store, run, "vocabulary");

    /// <summary>The products of one worker's shards.</summary>
    public static RoundPart VocabularyOf(StoreId store, TrainingRunId run, string worker) =>
        new(store, run, $"vocabulary.{worker}");

    /// <summary>The parameters that all workers begin the round behind this one with; those of round 0 are drawn.</summary>
    public static RoundPart Parameters(StoreId store, TrainingRunId run, int round) =>
        new(store, run, $"parameters.{round}");

    /// <summary>The momentum of the outer step at the end of a round.</summary>
    public static RoundPart Momentum(StoreId store, TrainingRunId run, int round) => new(store, run, $"momentum.{round}");

    /// <summary>What a worker made of the parameters in a round.</summary>
    public static RoundPart Fitted(StoreId store, TrainingRunId run, int round, string worker) =>
        new(store, run, $"fitted.{round}.{worker}");
}
