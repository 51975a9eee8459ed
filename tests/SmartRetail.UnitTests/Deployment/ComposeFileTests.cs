using System.Diagnostics;

namespace SmartRetail.UnitTests.Deployment;

public sealed class ComposeFileTests
{
    [Fact]
    public async Task The_compose_file_is_one_that_compose_accepts()
    {
        using var compose = Process.Start(new ProcessStartInfo("docker-compose", ["-f", "docker-compose.yml", "config"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = compose.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = compose.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await compose.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(compose.ExitCode == 0, await errors);
        Assert.Contains("silo:", await output, StringComparison.Ordinal);
    }
}
