using System.Text.RegularExpressions;

namespace SmartRetail.BrowserTests.Documents;

/// <summary>The commands that the README and SECURITY.md show are ones that work.</summary>
public sealed partial class ReadmeTests(RunningShop shop)
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(BuildTree.Root, "README.md"));
    private static readonly string Security = File.ReadAllText(Path.Combine(BuildTree.Root, "SECURITY.md"));

    private static string Configuration => Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;

    public static TheoryData<string, string> Commands => new(
        SiloCommand().Matches(Readme + Security).Select(match => (match.Groups[1].Value, match.Groups[2].Value)));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_has_the_options_it_is_shown_with(string command, string options)
    {
        var (exitCode, help) = await Command.RunAsync([.. command.Split(' '), "--help"]);

        RequireOptions(options, exitCode, help);
    }

    public static TheoryData<string, string> LoadCommands => new(
        LoadCommand().Matches(Readme).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct());

    [Theory]
    [MemberData(nameof(LoadCommands))]
    public async Task A_load_has_the_options_it_is_shown_with(string command, string options)
    {
        var (exitCode, help) = await RunLoadAsync(command.Length == 0 ? ["--help"] : [command, "--help"]);

        RequireOptions(options, exitCode, help);
    }

    [Fact]
    public async Task The_page_of_cluster_sizes_is_what_its_command_makes()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(BuildTree.Root, "docs/scale.md"), TestContext.Current.CancellationToken);
        var command = LoadCommand().Match(page);
        var copy = Path.GetTempFileName();
        try
        {
            var arguments = command.Groups[2].Value.Replace("docs/scale.md", copy, StringComparison.Ordinal).Split(' ');
            var (exitCode, output) = await RunLoadAsync([command.Groups[1].Value, .. arguments]);

            Assert.True(exitCode == 0, output);
            var made = await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken);
            Assert.Equal(page, made.Replace(copy, "docs/scale.md", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static Task<(int ExitCode, string Output)> RunLoadAsync(string[] arguments) => Command.RunProgramAsync(
        "dotnet", ["run", "-c", Configuration, "--no-build", "--project", "tests/SmartRetail.LoadTests", "--", .. arguments]);

    private static void RequireOptions(string options, int exitCode, string help)
    {
        Assert.Equal(0, exitCode);
        Assert.All(OptionName().Matches(options), option => Assert.Contains(option.Value, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_requests_are_answered()
    {
        var http = shop.Api;
        var body = Body().Match(Readme).Groups[1].Value;
        var paths = ApiPath().Matches(Readme).Select(match => new Uri(match.Value, UriKind.Relative)).ToList();

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var recorded = await http.PostAsync(paths[0], content, TestContext.Current.CancellationToken);
        using var recommended = await http.GetAsync(paths[1], TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.OK, recorded.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, recommended.StatusCode);
        Assert.Contains(
            "\"profileVersion\":1", await recommended.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_path_is_read_from_where_the_command_is_typed()
    {
        var (_, output) = await Command.RunProgramAsync(
            "dotnet",
            ["run", "-c", Configuration, "--no-build", "--project", "silo", "--", "evaluate", "--data", "README.md", "--format", "jsonl"]);

        Assert.Contains("README.md, line 1: ", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"--project silo -- ([a-z]+(?: [a-z]+)*) (--.+)")]
    private static partial Regex SiloCommand();

    [GeneratedRegex("--project tests/SmartRetail.LoadTests -- (?:([a-z]+)(?: |$))?(.*)", RegexOptions.Multiline)]
    private static partial Regex LoadCommand();

    [GeneratedRegex("--[a-z0-9-]+")]
    private static partial Regex OptionName();

    [GeneratedRegex("-d '([^']+)'")]
    private static partial Regex Body();

    [GeneratedRegex(@"/v1/stores/[^\s""]+")]
    private static partial Regex ApiPath();
}
