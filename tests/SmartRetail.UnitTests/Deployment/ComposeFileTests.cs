using System.Diagnostics;

namespace SmartRetail.UnitTests.Deployment;

public sealed class ComposeFileTests
{
    [Fact]
    public async Task The_compose_file_is_a_cluster_that_compose_accepts()
    {
        var services = await Compose("config", "--services");

        Assert.Equal(
            ["database", "serving-1", "serving-2", "training", "web"],
            services.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task Every_service_is_bounded_restarted_and_asked_for_its_health()
    {
        var config = await Compose("config");

        Assert.Equal(5, Count(config, "memory: "));
        Assert.Equal(5, Count(config, "healthcheck:"));
        Assert.Equal(5, Count(config, "restart: unless-stopped"));
        Assert.Equal(5, Count(config, "- source: database-password"));
        Assert.Equal(3, Count(config, "- source: model-keys"));
        Assert.Equal(4, Count(config, "- source: cluster-secret"));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static async Task<string> Compose(params string[] arguments)
    {
        using var compose = Process.Start(new ProcessStartInfo("docker-compose", ["-f", "docker-compose.yml", .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = compose.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = compose.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await compose.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(compose.ExitCode == 0, await errors);
        return await output;
    }
}
