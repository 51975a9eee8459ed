using System.CommandLine;
using System.CommandLine.Parsing;
using SmartRetail.LoadTests.Clusters;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Which processes of a cluster suffer what, and when.</summary>
internal sealed class FaultOptions
{
    private readonly Option<string[]> _kill = New("--kill", "Kill a process: silo=1 at=30s for=5s; also web=N, training=N, database=1");
    private readonly Option<string[]> _pause = New("--pause", "Let a process stand still: silo=2 at=30s for=15s");

    /// <summary>Adds the options, and refuses them where nothing is ours to kill.</summary>
    public void AddTo(Command command, LoadOptions load)
    {
        command.Add(_kill);
        command.Add(_pause);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(_kill) ?? result.GetValue(_pause)) is { Length: > 0 } && !load.HasCluster(result))
            {
                result.AddError("--kill and --pause need --cluster: processes that this tool has started");
            }
        });
    }

    public IReadOnlyList<Fault> Read(ParseResult parsed) =>
    [
        .. Fault.Parse(FaultKind.Kill, parsed.GetValue(_kill) ?? []),
        .. Fault.Parse(FaultKind.Pause, parsed.GetValue(_pause) ?? []),
    ];

    private static Option<string[]> New(string name, string description)
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
}
