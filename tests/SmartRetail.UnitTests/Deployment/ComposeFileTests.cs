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

    [Fact]
    public async Task Every_service_of_ours_runs_without_a_writable_root_or_privileges()
    {
        var config = await Compose("config");
        var image = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "silo", "Dockerfile"), TestContext.Current.CancellationToken);

        Assert.Equal(4, Count(config, "read_only: true\n    "));
        Assert.Equal(4, Count(config, "- no-new-privileges:true"));
        Assert.Equal(4, Count(config, "cap_drop:"));
        Assert.Contains("USER $APP_UID", image, StringComparison.Ordinal);
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
