using System.Text.Json;
using SmartRetail.Training.Evaluation;

namespace SmartRetail.ModelTests.Evaluation;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evaluate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("markov")]
    [InlineData("sasrec")]
    public async Task Writes_one_document_with_the_model_beside_its_floors(string architecture)
    {
        var json = Path.Combine(_folder, "out.json");
        await Evaluate(architecture, json);

        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        var root = document.RootElement;
        Assert.Equal(
            [
                "data", "protocol", "maskSeen", "architecture", "seed", "hyperParameters", "validation", "test",
                "intervals", "floors", "fitSeconds", "cpuSeconds", "peakMemoryBytes", "energy",
            ],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(200, root.GetProperty("data").GetProperty("customers").GetInt32());
        Assert.Equal(architecture, root.GetProperty("architecture").GetString());
        Assert.True(root.GetProperty("test").GetProperty("accuracy").GetDouble() > 0.9);
        Assert.Equal(2, root.GetProperty("intervals").GetProperty("ndcg@10").GetArrayLength());
    }

    [Fact]
    public async Task Names_the_architectures_when_given_another()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Evaluate("oracle", json: null));

        Assert.Equal("architecture 'oracle' is none of: sasrec, popular, markov, itemknn", error.Message);
    }

    private async Task Evaluate(string architecture, string? json)
    {
        var data = Sequences.Cycle(items: 30, customers: 200, length: 8, seed: 6);
        var path = Path.Combine(_folder, "sequences.txt");
        await File.WriteAllLinesAsync(
            path,
            Enumerable.Range(0, data.Customers).Select(customer => $"c{customer} {string.Join(' ', data.ItemsOf(customer).ToArray())}"),
            TestContext.Current.CancellationToken);
        await EvaluateCommand.RunAsync(
            new() { Data = path, Architecture = architecture, MaskSeen = false, Json = json },
            TextWriter.Null,
            TestContext.Current.CancellationToken);
    }
}
