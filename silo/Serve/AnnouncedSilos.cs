using Orleans.Runtime.MembershipService.SiloMetadata;
using SmartRetail.Grains.Operations;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.Silo.Serve;

/// <summary>Reads the metadata that each silo announced when it joined.</summary>
internal sealed class AnnouncedSilos(ISiloMetadataCache metadata) : ISiloDirectory
{
    public SiloAnnouncement? Find(SiloAddress silo) =>
        SiloDescription.Read(metadata.GetSiloMetadata(silo)) is { } announced
            ? new(
                [.. announced.Roles],
                announced.Roles.Contains(SiloRole.Serving),
                announced.Roles.Contains(SiloRole.Training),
                announced.Device,
                announced.Version)
            : null;
}
