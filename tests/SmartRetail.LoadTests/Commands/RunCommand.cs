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
    private readonly FaultOptions _faults = new();

    public void AddTo(Command command)
    {
        _load.AddTo(command);
        foreach (var option in (Option[])[_profile, _seconds, _closed])
        {
            command.Add(option);
        }

        _profile.AcceptOnlyFromAmong([.. LoadProfile.Names]);
        _seconds.Validators.Add(LoadOptions.RequireRange<int>(_seconds, 1, 7 * 86_400));
        _faults.AddTo(command, _load);
        command.SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var duration = TimeSpan.FromSeconds(parsed.GetValue(_seconds));
        var plan = await _load.ReadPlanAsync(parsed, duration) with
        {
            Profile = parsed.GetValue(_profile)!,
            Pacing = parsed.GetValue(_closed) ? Pacing.AfterAnswer : Pacing.Scheduled,
            Faults = _faults.Read(parsed),
        };
        return await LoadOptions.TellAsync(async () =>
        {
            await using var target = await _load.StartTargetAsync(parsed, cancellationToken);
            return await _load.FinishAsync(parsed, await LoadRun.RunAsync(target, plan, cancellationToken));
        });
    }
}
