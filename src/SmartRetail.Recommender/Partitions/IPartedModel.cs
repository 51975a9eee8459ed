using System.Collections.Immutable;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Partitions;

/// <summary>A model of so many products that each silo scans only some of them.</summary>
public interface IPartedModel : ISequenceModel
{
    ImmutableArray<ItemPart> Parts { get; }

    /// <summary>The parts that this silo holds.</summary>
    ImmutableArray<int> Held { get; }

    /// <summary>
    /// Loads the parts that are not held yet, then lets go of all others. One caller at a time; nothing that is asked for
    /// meanwhile waits.
    /// </summary>
    Task HoldAsync(IReadOnlyCollection<int> parts, CancellationToken cancellationToken = default);

    /// <summary>Returns what the part says; null where it is not held.</summary>
    PartAnswer? Scan(int part, PartQuery query);
}
