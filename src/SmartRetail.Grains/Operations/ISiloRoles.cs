using System.Collections.Immutable;

namespace SmartRetail.Grains.Operations;

/// <summary>What roles a silo announced when it joined.</summary>
public interface ISiloRoles
{
    ImmutableArray<string> Of(SiloAddress silo);
}
