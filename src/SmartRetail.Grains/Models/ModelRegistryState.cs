using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Grains.Models;

/// <summary>What the registry keeps in grain storage.</summary>
[GenerateSerializer, Alias("ModelRegistryState")]
internal sealed class ModelRegistryState
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public List<ModelSummary> Models { get; set; } = [];

    [Id(1)]
    public ModelVersion? Active { get; set; }

    /// <summary>Oldest first, bounded.</summary>
    [Id(2)]
    public List<ModelEvent> Events { get; set; } = [];

    /// <summary>Of the newest seal of any of the store's models.</summary>
    [Id(3)]
    public long Epoch { get; set; }

    /// <summary>The newest candidate that was run beside the active model; its figures are those of its end.</summary>
    [Id(4)]
    public ShadowReport? Shadow { get; set; }
}
