using SmartRetail.Grains.Operations;

namespace SmartRetail.ClusterTests;

/// <summary>Every silo has every role.</summary>
internal sealed class OneKind : ISiloDirectory
{
    public SiloAnnouncement Find(SiloAddress silo) => new(["serving", "training"], true, true, "cpu", "0.1.0");
}
