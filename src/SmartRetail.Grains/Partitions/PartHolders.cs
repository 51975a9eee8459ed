using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Services;
using SmartRetail.Contracts;
using SmartRetail.Grains.Operations;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.Grains.Partitions;

/// <summary>
/// Finds the silos that hold the parts of a model, and asks them. Where they are follows from the members alone
/// (<see cref="PartPlacement"/>): nobody has to tell.
/// </summary>
internal sealed partial class PartHolders(
    IServiceProvider services,
    IClusterMembershipService membership,
    ISiloDirectory directory,
    ILocalSiloDetails local,
    IOptions<PartOptions> options,
    TimeProvider clock,
    ILogger<PartHolders> logger)
    : GrainServiceClient<IPartService>(services), IPartReader
{
    // A silo that has not answered is not waited for again at once; one that has died is no member soon after.
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SiloAddress, long> _failedAt = new();
    private readonly ConcurrentDictionary<SiloAddress, long> _answeredAt = new();

    /// <summary>Returns the parts that this silo is to hold.</summary>
    public IReadOnlyCollection<int> FindOwn(int parts)
    {
        var placed = Place(parts, out _);
        var own = local.SiloAddress.ToParsableString();
        return [.. Enumerable.Range(0, parts).Where(part => placed[part].Contains(own))];
    }

    public async ValueTask<PartAnswer?> ReadAsync(
        StoreId store, ModelVersion version, ItemPart part, PartQuery query, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.PartPatience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        foreach (var silo in FindOthers(part))
        {
            var askedAt = clock.GetTimestamp();
            try
            {
                var answer = await GetGrainService(silo).Scan(store, version, part.Index, query).WaitAsync(ending.Token);
                _answeredAt[silo] = clock.GetTimestamp();
                if (answer is not null)
                {
                    return answer;
                }
            }
            catch (OperationCanceledException) when (_answeredAt.GetValueOrDefault(silo) > askedAt)
            {
                // It answers others and has too much to do: to read its part here would leave the cluster with more.
                throw;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                _failedAt[silo] = clock.GetTimestamp();
                LogNotAnswered(error.Message, silo, part.Index);
                if (limit.IsCancellationRequested)
                {
                    break;
                }
            }
        }

        return null;
    }

    private IEnumerable<SiloAddress> FindOthers(ItemPart part)
    {
        var placed = Place(part.Total, out var silos);
        return placed[part.Index].Select(name => silos[name])
            .Where(silo => !silo.Equals(local.SiloAddress)
                && !(_failedAt.TryGetValue(silo, out var at) && clock.GetElapsedTime(at) < RestTime));
    }

    private IReadOnlyList<IReadOnlyList<string>> Place(int parts, out Dictionary<string, SiloAddress> silos)
    {
        silos = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active
                && directory.Find(member.SiloAddress) is not { IsServing: false })
            .ToDictionary(member => member.SiloAddress.ToParsableString(), member => member.SiloAddress);
        return PartPlacement.Place(parts, [.. silos.Keys]);
    }

    [LoggerMessage(LogLevel.Information, "Silo {Silo} did not answer for part {Part} ({Reason}); it is read from the file")]
    private partial void LogNotAnswered(string reason, SiloAddress silo, int part);
}
