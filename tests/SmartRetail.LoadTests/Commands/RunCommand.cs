using System.CommandLine;
using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Reports;
using SmartRetail.LoadTests.Runs;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Loads a store for a time, and holds every acknowledgement against its log.</summary>
internal sealed class RunCommand
{
    private readonly LoadOptions _load = new();
    private readonly Option<string> _profile = new("--profile")
    {
        Description = string.Join(", ", LoadProfile.Names),
        DefaultValueFactory = _ => "steady",
    };

    private readonly Option<int> _seconds = new("--seconds") { Description = "How long", DefaultValueFactory = _ => 30 };
    private readonly Option<bool> _closed = new("--closed") { Description = "Shoppers wait for an answer before they think of the next call" };
    private readonly Option<string[]> _kill = NewFaults("--kill", "Kill a process: silo=1 at=30s for=5s; also web=N, training=N, database=1");
    private readonly Option<string[]> _pause = NewFaults("--pause", "Let a process stand still: silo=2 at=30s for=15s");

    public void AddTo(Command command)
    {
        _load.AddTo(command);
        foreach (var option in (Option[])[_profile, _seconds, _closed, _kill, _pause])
        {
            command.Add(option);
        }

        _profile.AcceptOnlyFromAmong([.. LoadProfile.Names]);
        _seconds.Validators.Add(LoadOptions.RequireRange<int>(_seconds, 1, 7 * 86_400));
        command.Validators.Add(result =>
        {
            if ((result.GetValue(_kill) ?? result.GetValue(_pause)) is { Length: > 0 } && !_load.HasCluster(result))
            {
                result.AddError("--kill and --pause need --cluster: processes that this tool has started");
            }
        });
        command.SetAction(RunAsync);
    }

    private static Option<string[]> NewFaults(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            try
            {
                Fault.Parse(FaultKind.Kill, result.Tokens.Select(token => token.Value));
            }
            catch (FormatException error)
            {
                result.AddError($"{name}: {error.Message}");
            }
        });
        return option;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var duration = TimeSpan.FromSeconds(parsed.GetValue(_seconds));
        var plan = await _load.ReadPlanAsync(parsed, duration) with
        {
            Profile = parsed.GetValue(_profile)!,
            Pacing = parsed.GetValue(_closed) ? Pacing.AfterAnswer : Pacing.Scheduled,
            Faults =
            [
                .. Fault.Parse(FaultKind.Kill, parsed.GetValue(_kill) ?? []),
                .. Fault.Parse(FaultKind.Pause, parsed.GetValue(_pause) ?? []),
            ],
        };
        return await LoadOptions.TellAsync(async () =>
        {
            await using var target = await _load.StartTargetAsync(parsed, cancellationToken);
            return await _load.FinishAsync(parsed, await LoadRun.RunAsync(target, plan, cancellationToken));
        });
    }
}
