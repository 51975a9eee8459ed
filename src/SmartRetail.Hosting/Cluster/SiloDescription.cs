using Orleans.Runtime.MembershipService.SiloMetadata;

namespace SmartRetail.Hosting.Cluster;

/// <summary>What a silo announces of itself when it joins; fixed while it lives.</summary>
/// <param name="Device">What it fits with: cpu or cuda:N.</param>
/// <param name="Version">The program's version.</param>
public sealed record SiloDescription(IReadOnlyList<string> Roles, string Device, string Version)
{
    private const string RolesKey = "smartretail.roles";
    private const string DeviceKey = "smartretail.device";
    private const string VersionKey = "smartretail.version";

    /// <summary>Reads what a silo announced; null when it is not known, as it is for a moment after a silo has joined.</summary>
    public static SiloDescription? Read(SiloMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var announced = metadata.Metadata;
        return announced.TryGetValue(RolesKey, out var roles)
            ? new(
                roles.Split(',', StringSplitOptions.RemoveEmptyEntries),
                announced.GetValueOrDefault(DeviceKey, ""),
                announced.GetValueOrDefault(VersionKey, ""))
            : null;
    }

    internal Dictionary<string, string> ToMetadata() => new()
    {
        [RolesKey] = string.Join(',', Roles),
        [DeviceKey] = Device,
        [VersionKey] = Version,
    };
}
