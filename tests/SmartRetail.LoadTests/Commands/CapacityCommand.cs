using System.CommandLine;
using SmartRetail.LoadTests.Capacities;
using SmartRetail.LoadTests.Runs;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Finds the highest rate at which stated objectives hold.</summary>
internal sealed class CapacityCommand
{
    private readonly LoadOptions _load = new();
    private readonly Option<double> _reads = new("--read-p99") { Description = "Milliseconds", DefaultValueFactory = _ => 50 };
    private readonly Option<double> _writes = new("--write-p99") { Description = "Milliseconds", DefaultValueFactory = _ => 100 };
    private readonly Option<double> _failed = new("--failed") { Description = "Share of attempts", DefaultValueFactory = _ => 0.001 };
    private readonly Option<int> _step = new("--step-seconds") { Description = "How long each rate is measured", DefaultValueFactory = _ => 15 };
    private readonly Option<int> _most = new("--seconds") { Description = "How long the search may take", DefaultValueFactory = _ => 600 };
    private readonly FaultOptions _faults = new();
    private readonly Option<double> _precision = new("--precision") { Description = "How close, as a share", DefaultValueFactory = _ => 0.1 };

    public Command ToCommand()
    {
        var command = new Command("capacity", "Finds the highest rate at which latencies hold, from --rate on, and prints the curve");
        _load.AddTo(command);
        foreach (var option in (Option[])[_reads, _writes, _failed, _step, _most, _precision])
        {
            command.Add(option);
        }

        _faults.AddTo(command, _load);
        _step.Validators.Add(LoadOptions.RequireRange<int>(_step, 2, 3_600));
        _most.Validators.Add(LoadOptions.RequireRange<int>(_most, 5, 86_400));
        _precision.Validators.Add(LoadOptions.RequireRange<double>(_precision, 0.01, 1));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var most = TimeSpan.FromSeconds(parsed.GetValue(_most));
            var plan = await _load.ReadPlanAsync(parsed, most) with { Faults = _faults.Read(parsed) };
            var objectives = new Objectives(parsed.GetValue(_reads), parsed.GetValue(_writes), parsed.GetValue(_failed));
            return await LoadOptions.TellAsync(async () =>
            {
                await using var target = await _load.StartTargetAsync(parsed, cancellationToken);
                var report = await CapacityRun.RunAsync(
                    target,
                    plan,
                    objectives,
                    TimeSpan.FromSeconds(parsed.GetValue(_step)),
                    most,
                    parsed.GetValue(_precision),
                    cancellationToken);
                return await _load.FinishAsync(parsed, report);
            });
        });
        return command;
    }
}
