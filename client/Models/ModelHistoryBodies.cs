using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Client.Models;

/// <summary>What became of a store's models, newest first.</summary>
internal sealed record ModelHistoryAnswer(ImmutableArray<ModelEventAnswer> Events);

/// <summary>One entry of the record.</summary>
internal sealed record ModelEventAnswer(
    DateTimeOffset At,
    ModelEventKind Kind,
    [property: Description("Null where the model never got one.")]
    int? Version,
    [property: Description("The version that ranked before; null where none did.")]
    int? Previous,
    [property: Description("The training run that fitted it.")]
    string? Run,
    [property: Description("The name of the API key that asked for it; null where the platform did it by itself.")]
    string? By,
    GateAnswer? Gate)
{
    public static ModelEventAnswer From(ModelEvent noted) => new(
        noted.At,
        noted.Kind,
        noted.Version?.Value,
        noted.Previous?.Value,
        noted.Run?.Value,
        noted.By,
        GateAnswer.From(noted.Gate));
}
