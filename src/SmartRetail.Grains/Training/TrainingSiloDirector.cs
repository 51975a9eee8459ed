using Orleans.Placement;
using Orleans.Runtime.Placement;
using SmartRetail.Grains.Operations;

namespace SmartRetail.Grains.Training;

/// <summary>
/// Chooses for <see cref="Contracts.Training.TrainingSiloFilter"/>, by what silos have announced. The filters of the runtime
/// compare with the caller's own silo, which serves. A silo that the caller names is kept, if it trains: a trainer has a worker
/// on each, and knows which has a GPU.
/// </summary>
internal sealed class TrainingSiloDirector(ISiloDirectory directory) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(
        PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var training = silos
            .Select(silo => (Silo: silo, Announced: directory.Find(silo)))
            .Where(silo => silo.Announced is { IsTraining: true })
            .ToList();
        if (target.RequestContextData?.GetValueOrDefault(IPlacementDirector.PlacementHintKey) is SiloAddress named
            && training.Exists(silo => silo.Silo.Equals(named)))
        {
            return [named];
        }

        var withGpu = training.Where(silo => silo.Announced!.HasGpu).ToList();
        return (withGpu.Count > 0 ? withGpu : training).Select(silo => silo.Silo);
    }
}
