using SmartRetail.Recommender.Rounds;
using SmartRetail.Training.Rounds;

namespace SmartRetail.ModelTests.Rounds;

/// <summary>Workers in this process whose parameters are averaged as a trainer does, without anything between them.</summary>
internal sealed class RoundTeam(RoundFit[] workers) : IDisposable
{
    private readonly float[] _momentum = new float[workers[0].Values.Length];

    public IReadOnlyList<RoundFit> Workers => workers;

    public void Dispose() => Array.ForEach(workers, worker => worker.Dispose());

    public void Run(int round, int roundsPerEpoch, int rounds, OuterStep step, CancellationToken cancellationToken)
    {
        var parameters = workers[0].Values.ToArray();
        var difference = new float[parameters.Length];
        foreach (var worker in workers)
        {
            worker.Begin();
            worker.Run(round, roundsPerEpoch, rounds, progress: null, cancellationToken);
            for (var at = 0; at < difference.Length; at++)
            {
                difference[at] += (parameters[at] - worker.Values[at]) / workers.Length;
            }
        }

        step.Apply(parameters, _momentum, difference);
        Array.ForEach(workers, worker => parameters.CopyTo(worker.Values));
    }
}
