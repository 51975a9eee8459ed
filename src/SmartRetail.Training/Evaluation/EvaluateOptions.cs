using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Training.Evaluation;

/// <summary>What <c>evaluate</c> is to fit and rank.</summary>
public sealed record EvaluateOptions
{
    /// <summary>The file to read.</summary>
    public required string Data { get; init; }

    /// <summary>sequences, or a format that <see cref="ReadInteractions"/> reads. Default: sequences.</summary>
    public string Format { get; init; } = "sequences";

    /// <summary>sasrec, markov, itemknn or popular. Default: sasrec.</summary>
    public string Architecture { get; init; } = "sasrec";

    /// <summary>leave-one-out or last-session (which needs times). Default: leave-one-out.</summary>
    public string Protocol { get; init; } = "leave-one-out";

    /// <summary>
    /// Whether a history's items are taken out of the ranking. Default: true for leave-one-out, false for last-session,
    /// where customers buy again.
    /// </summary>
    public bool? MaskSeen { get; init; }

    /// <summary>Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Minutes that the whole may take; the fit ends early to keep to it. Default: no bound.</summary>
    public double? MaxMinutes { get; init; }

    /// <summary>Workers that share each batch, one thread each. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Passes over the training data. Default: the architecture's.</summary>
    public int? Epochs { get; init; }

    /// <summary>The file that the JSON document is written to. Default: none.</summary>
    public string? Json { get; init; }

    /// <summary>Power of one busy core, in watts, where energy cannot be measured. Default: 10.</summary>
    public double WattsPerCore { get; init; } = 10;

    /// <summary>Reads a file of interactions (csv, jsonl, …). Default: none, so that only sequences can be read.</summary>
    public Func<string, CancellationToken, IAsyncEnumerable<Interaction>>? ReadInteractions { get; init; }
}
