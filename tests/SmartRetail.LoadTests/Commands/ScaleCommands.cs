using System.CommandLine;
using SmartRetail.LoadTests.Scale;

namespace SmartRetail.LoadTests.Commands;

/// <summary>Measures what sizing needs, and writes the page that sizes clusters with it.</summary>
internal static class ScaleCommands
{
    public static Command CreateConstants()
    {
        var output = new Option<string>("--json") { Description = "The file to write", Required = true };
        var command = new Command("constants", "Measures what calls cost and what is kept, for scale") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var constants = await ConstantsRun.RunAsync(cancellationToken);
            await constants.WriteAsync(parsed.GetValue(output)!);
            Console.WriteLine(constants);
            return 0;
        });
        return command;
    }

    public static Command CreateScale()
    {
        var constants = new Option<string>("--constants") { Description = "A file that constants has written", Required = true };
        var detection = new Option<double>("--detection") { Description = "Seconds until a dead silo's customers are elsewhere", Required = true };
        var output = new Option<string>("--out") { Description = "The page to write", Required = true };
        detection.Validators.Add(LoadOptions.RequireRange<double>(detection, 0, 30));
        var command = new Command("scale", "Sizes clusters for a million to a billion customers, and lets their silos die in a simulation")
        {
            constants, detection, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(constants)!;
            var page = ScaleDocument.Write(await ScaleConstants.ReadAsync(file), parsed.GetValue(detection), file);
            await File.WriteAllTextAsync(parsed.GetValue(output)!, page, cancellationToken);
            return 0;
        });
        return command;
    }
}
