using System.Collections.Immutable;

namespace SmartRetail.Grains.Operations;

/// <summary>What the silos announced of themselves when they joined.</summary>
public interface ISiloDirectory
{
    /// <summary>Returns what a silo announced; null while that is not known here, as just after it has joined.</summary>
    SiloAnnouncement? Find(SiloAddress silo);
}

/// <param name="IsServing">Whether it answers shoppers, and so holds replicas.</param>
/// <param name="IsTraining">Whether it hosts training workers.</param>
/// <param name="Device">What it fits with: cpu or cuda:N.</param>
public sealed record SiloAnnouncement(
    ImmutableArray<string> Roles, bool IsServing, bool IsTraining, string Device, string Version)
{
    public bool HasGpu => Device != "cpu";
}
