namespace SmartRetail.Contracts.Training;

/// <summary>What a worker can be told to do.</summary>
[GenerateSerializer, Alias("WorkKind")]
public enum WorkKind
{
    /// <summary>Read the shards and write which products they name, and how often.</summary>
    Survey = 0,

    /// <summary>Take a round's local steps and write what became of the parameters.</summary>
    Fit = 1,

    /// <summary>Rank the shards' held-out cases with a round's parameters.</summary>
    Validate = 2,

    /// <summary>Evaluate a round's parameters, write the artifact and end.</summary>
    Finish = 3,
}
