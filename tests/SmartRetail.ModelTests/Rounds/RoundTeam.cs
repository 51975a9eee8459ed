using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Testing;
using SmartRetail.Training.Rounds;

namespace SmartRetail.ModelTests.Rounds;

/// <summary>Workers in this process whose parameters a trainer's code makes one, without a database between them.</summary>
internal sealed class RoundTeam(RoundFit[] workers) : IDisposable
{
    private static readonly StoreId Store = new("shop");
    private static readonly TrainingRunId Run = new("run");
    private readonly InMemoryRounds _rounds = new();

    public IReadOnlyList<RoundFit> Workers => workers;

    public void Dispose() => Array.ForEach(workers, worker => worker.Dispose());

    public async Task RunAsync(int round, int roundsPerEpoch, int rounds, OuterStep step, CancellationToken cancellationToken)
    {
        var files = workers.Select((_, number) => new RoundFiles(_rounds, Store, Run, NameOf(number), () => 1)).ToArray();
        await files[0].WriteParametersAsync(workers[0], round - 1, cancellationToken);
        foreach (var (worker, its) in workers.Zip(files))
        {
            worker.Begin();
            worker.Run(round, roundsPerEpoch, rounds, workers.Length, progress: null, cancellationToken);
            await its.WriteFittedAsync(worker, new(WorkKind.Fit, 1, ShardSet.All, round, Workers: workers.Length), cancellationToken);
        }

        var shares = workers.Select((_, number) => (NameOf(number), 1.0)).ToList();
        await new RoundAverage(_rounds).RunAsync(Store, Run, round, shares, step, 1, cancellationToken);
        foreach (var (worker, its) in workers.Zip(files))
        {
            await its.LoadAsync(worker, round, cancellationToken);
        }
    }

    private static string NameOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
