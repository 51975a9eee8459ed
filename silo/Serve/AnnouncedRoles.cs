using System.Collections.Immutable;
using Orleans.Runtime.MembershipService.SiloMetadata;
using SmartRetail.Grains.Operations;
using SmartRetail.Hosting.Cluster;

namespace SmartRetail.Silo.Serve;

/// <summary>Reads the roles from the metadata that each silo announced when it joined.</summary>
internal sealed class AnnouncedRoles(ISiloMetadataCache metadata) : ISiloRoles
{
    public ImmutableArray<string> Of(SiloAddress silo) => [.. metadata.GetSiloMetadata(silo).ReadRoles()];
}
