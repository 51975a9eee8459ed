using System.Collections.Immutable;
using SmartRetail.Grains.Operations;

namespace SmartRetail.ClusterTests;

internal sealed class NoRoles : ISiloRoles
{
    public ImmutableArray<string> Of(SiloAddress silo) => [];
}
