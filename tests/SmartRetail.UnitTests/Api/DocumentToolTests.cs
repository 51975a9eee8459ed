using System.Diagnostics;

namespace SmartRetail.UnitTests.Api;

/// <summary>The document in the hands of tools that are not ours; tests/run installs them from tests/node.</summary>
public sealed class DocumentToolTests(ApiServer server) : IClassFixture<ApiServer>, IDisposable
{
    private static readonly string Tools = Path.Combine(Repository.Root, "tests", "node");
    private static readonly string Types = Path.Combine(Repository.Root, "client", "wwwroot", "api.d.ts");

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-document-").FullName;

    [Fact]
    public async Task A_validator_finds_nothing_wrong()
    {
        var document = await SaveAsync();

        var (exitCode, output) = await RunAsync("redocly", "lint", "--config", "redocly.yaml", document);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_types_for_typescript_are_those_of_the_document()
    {
        var made = Path.Combine(_folder, "api.d.ts");
        var (exitCode, output) = await RunAsync("openapi-typescript", await SaveAsync(), "--output", made);
        Assert.True(exitCode == 0, output);

        var types = await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken);

        if (!File.Exists(Types) || await File.ReadAllTextAsync(Types, TestContext.Current.CancellationToken) != types)
        {
            var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName, "api.d.ts");
            File.Copy(made, kept, overwrite: true);
            Assert.Fail($"The API has changed: cp {kept} {Types}");
        }
    }

    [Fact]
    public async Task A_frontend_is_compiled_against_the_types()
    {
        var (exitCode, output) = await RunAsync("tsc", "--noEmit", "--strict", "--target", "es2022", "frontend.ts");

        Assert.True(exitCode == 0, output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> SaveAsync()
    {
        var answer = await server.Send("GET", "/openapi/v1.json", key: null);
        var file = Path.Combine(_folder, "v1.json");
        await File.WriteAllTextAsync(file, answer.Text, TestContext.Current.CancellationToken);
        return file;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string tool, params string[] arguments)
    {
        var program = Path.Combine(Tools, "node_modules", ".bin", tool);
        Assert.True(File.Exists(program), "The tools are not installed: npm ci --prefix tests/node");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Tools,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
