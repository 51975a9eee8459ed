using System.Diagnostics;

namespace SmartRetail.Testing.Processes;

/// <summary>Runs a command of the executable to its end.</summary>
internal static class Command
{
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        RunProgramAsync(BuildTree.Silo, arguments);

    /// <summary>Runs any program at the root of the repository.</summary>
    public static async Task<(int ExitCode, string Output)> RunProgramAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = BuildTree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
