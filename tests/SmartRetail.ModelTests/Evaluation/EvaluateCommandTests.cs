using System.Collections.Immutable;
using System.Text.Json;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Evaluation;

public sealed class EvaluateCommandTests : IDisposable
{
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 30, customers: 200, length: 8, seed: 6);
    private readonly string _folder = Directory.CreateTempSubdirectory("evaluate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("markov")]
    [InlineData("sasrec")]
    public async Task Writes_one_document_with_the_model_beside_its_floors(string architecture)
    {
        var json = Path.Combine(_folder, "out.json");
        await Evaluate(options => options with { Architecture = architecture, Json = json });

        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        var root = document.RootElement;
        Assert.Equal(
            [
                "data", "fingerprint", "protocol", "maskSeen", "architecture", "seed", "hyperParameters", "validation",
                "test", "intervals", "segments", "floors", "floorIntervals", "curve", "candidates", "fitSeconds",
                "totalSeconds", "cpuSeconds", "peakMemoryBytes", "energy",
            ],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(200, root.GetProperty("data").GetProperty("customers").GetInt32());
        Assert.Equal(architecture, root.GetProperty("architecture").GetString());
        Assert.True(root.GetProperty("test").GetProperty("accuracy").GetDouble() > 0.9);
        Assert.Equal(2, root.GetProperty("intervals").GetProperty("ndcg@10").GetArrayLength());
        Assert.Equal(CountModel.Names.Order(), root.GetProperty("floors").EnumerateObject().Select(floor => floor.Name));
    }

    [Fact]
    public async Task Records_the_fit_by_epoch()
    {
        var document = await Evaluate(options => options with { Settings = Settings(("epochs", "3")) });

        Assert.Equal([1, 2, 3], document.Curve.Select(point => point.Epoch));
        Assert.True(document.Curve[2].Loss < document.Curve[0].Loss);
        Assert.Equal(document.Curve.Max(point => point.Validation), document.Validation["ndcg@10"]);
    }

    [Fact]
    public async Task Auto_keeps_what_ranks_the_validation_best()
    {
        var document = await Evaluate(options => options with
        {
            Architecture = "auto",
            Settings = Settings(("epochs", "1"), ("dimensions", "8"), ("learning-rate", "0.0001")),
        });

        // One epoch of small steps teaches nothing, so a count wins, and of the counts the one that sees the circle.
        Assert.Equal("markov", document.Architecture);
        Assert.Equal("auto", document.Requested);
        Assert.Equal(document.Candidates.Max(each => each.Validation!["ndcg@10"]), document.Validation["ndcg@10"]);
        Assert.Equal(
            EvaluateCommand.Architectures.Except(["auto", "blend"]).Order(),
            document.Candidates.Select(candidate => candidate.Name).Order());
        Assert.Equal("markov", Assert.Single(document.Candidates, candidate => candidate.IsChosen).Name);
    }

    [Fact]
    public async Task Blends_networks_with_every_count_model()
    {
        var document = await Evaluate(options => options with
        {
            Architecture = "blend",
            Members = ["mlp", "mlp"],
            Settings = Settings(("epochs", "1"), ("dimensions", "8")),
        });

        Assert.Equal("blend", document.Architecture);
        Assert.Equal(
            ["blend", "mlp", "mlp-2", .. CountModel.Names], document.Candidates.Select(candidate => candidate.Name));
        Assert.Contains("mlp-2", document.Weights!.Keys);
        Assert.Equal(8, document.HyperParameters["mlp-2.dimensions"]);
        Assert.Equal(2, document.HyperParameters["mlp-2.seed"]);

        // After one epoch the networks know nothing: what the blend ranks right it has from the counts.
        Assert.True(document.Test["accuracy"] > 0.9);
    }

    [Fact]
    public async Task Refuses_a_member_that_is_no_network()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Evaluate(options => options with { Architecture = "blend", Members = ["markov"] }));

        Assert.StartsWith("--members 'markov' is none of: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_mean_and_spread_of_several_seeds()
    {
        var document = await Evaluate(options => options with { Seeds = 3, Settings = Settings(("epochs", "1")) });

        var scores = document.Seeds!.Runs.Select(run => run.Test["mrr"]).ToArray();
        Assert.Equal([1, 2, 3], document.Seeds.Runs.Select(run => run.Seed));
        Assert.Equal(document.Test["mrr"], scores[0]);
        Assert.Equal(3, scores.Distinct().Count());
        Assert.Equal(scores.Average(), document.Seeds.Mean["mrr"], 1e-9);
        Assert.Equal(
            Math.Sqrt(scores.Sum(score => Math.Pow(score - scores.Average(), 2)) / 2), document.Seeds.Spread["mrr"], 1e-9);
    }

    [Fact]
    public async Task Tests_with_the_cases_of_a_file()
    {
        var data = await Write("sessions.txt", Enumerable.Repeat("a b c d", 50));
        var test = await Write("cases.txt", ["a b", "b c", "c d"]);

        var document = await Evaluate(options => options with
        {
            Data = data,
            Format = "sessions",
            Test = test,
            Architecture = "markov",
        });

        Assert.Equal("test-cases", document.Protocol);
        Assert.False(document.MaskSeen);
        Assert.Equal(3, document.Data["testCases"]);
        Assert.Equal(1, document.Test["accuracy"]);
    }

    [Fact]
    public async Task Asks_for_hidden_products_alone_where_a_share_is_hidden()
    {
        var document = await Evaluate(options => options with { Architecture = "markov", ColdShare = 0.2 });

        // 6 of the 30 are hidden; counts have never seen them, and everything seen is before them.
        Assert.Equal(0.2, document.ColdShare);
        Assert.InRange(document.Data["testCases"], 20, 60);
        Assert.Equal(0, document.Test["accuracy"]);
    }

    [Fact]
    public async Task Splits_interactions_by_time_when_asked_to()
    {
        var document = await Evaluate(options => options with
        {
            Format = "csv",
            Protocol = "temporal",
            Architecture = "popular",
            ReadInteractions = (_, _) => Interactions(),
        });

        // One interaction an hour: 100 in all, 10 of them the test, 10 the validation.
        Assert.Equal("temporal", document.Protocol);
        Assert.Equal(80, document.Data["trainingInteractions"]);
    }

    [Fact]
    public async Task Holds_out_orders_as_they_were_even_of_customers_who_order_one_product_again_and_again()
    {
        var document = await Evaluate(options => options with
        {
            Format = "csv",
            Protocol = "last-order",
            Architecture = "popular",
            ReadInteractions = (_, _) => Interactions().Select(
                interaction => interaction with { Product = new($"p{interaction.Customer}") }),
        });

        Assert.Equal("last-order", document.Protocol);
        Assert.Equal(5, document.Data["testCases"]);
        Assert.Equal(100, document.Data["interactions"]);
    }

    [Fact]
    public async Task Says_what_preparation_left_out()
    {
        var document = await Evaluate(options => options with
        {
            Format = "csv",
            Protocol = "temporal",
            Architecture = "popular",
            ReadInteractions = (_, _) => Interactions().Select((interaction, at) =>
                at == 7 ? interaction with { Kind = InteractionKind.Search } : interaction),
        });

        Assert.Equal(100, document.Data["given"]);
        Assert.Equal(1, document.Data["leftOut.kind"]);
        Assert.Equal(99, document.Data["interactions"]);
    }

    [Fact]
    public async Task Goes_on_from_a_checkpoint_of_the_same_fit_and_of_no_other()
    {
        var whole = await Evaluate(Checkpointed("4"));
        var resumed = await Evaluate(Checkpointed("4"));

        Assert.Equal(whole.Test, resumed.Test);
        Assert.Empty(resumed.Curve);
        Assert.True(File.Exists(Path.Combine(_folder, "sasrec-1.checkpoint")));
        var error = await Assert.ThrowsAsync<FitFailedException>(() => Evaluate(Checkpointed("5")));
        Assert.Contains("other options or sequences", error.Message, StringComparison.Ordinal);

        Func<EvaluateOptions, EvaluateOptions> Checkpointed(string epochs) => options =>
            options with { Checkpoints = _folder, Settings = Settings(("epochs", epochs)) };
    }

    [Fact]
    public async Task Learns_from_the_content_of_a_catalog()
    {
        var catalog = await Write("products.tsv", ["item_id\tasin\tbrand\tcategory_path", "p1\tA\tOPI\tMakeup > Nails"]);

        var document = await Evaluate(options => options with { Catalog = catalog, Settings = Settings(("epochs", "1")) });

        var without = await Evaluate(options => options with { Settings = Settings(("epochs", "1")) });
        Assert.Equal(1, document.Data["productsWithContent"]);
        Assert.NotEqual(without.Curve[0].Loss, document.Curve[0].Loss);
    }

    [Fact]
    public async Task Keeps_to_its_time()
    {
        var started = TimeProvider.System.GetTimestamp();
        await Evaluate(options => options with { MaxMinutes = 0.02, Settings = Settings(("epochs", "1000")) });

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 4);
    }

    [Fact]
    public async Task Weighs_carbon_by_the_given_intensity()
    {
        var document = await Evaluate(options => options with { Architecture = "popular", GramsPerKwh = 1_000 });

        Assert.Equal(document.Energy.Joules / 3_600, document.Energy.GramsCo2, 1e-9);
    }

    [Fact]
    public async Task Ends_with_a_table_of_all_models()
    {
        var log = new StringWriter();
        await Evaluate(options => options with { Architecture = "markov" }, log);

        var lines = log.ToString().Split('\n');
        Assert.Contains(lines, line => line.StartsWith("markov *", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("popular", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("oracle", 1, "--architecture 'oracle' is none of: ")]
    [InlineData("sasrec", 0, "--seeds must be from 1 to 100, not 0")]
    public async Task Says_what_is_wrong_with_an_option(string architecture, int seeds, string message)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Evaluate(options => options with { Architecture = architecture, Seeds = seeds }));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu", typeof(ArgumentException), "--device must be auto, cpu or cuda:N, not gpu")]
    [InlineData("cuda:99", typeof(FitFailedException), "cuda:99")]
    public async Task Says_which_device_cannot_be_used(string device, Type kind, string message)
    {
        var error = await Record.ExceptionAsync(() => Evaluate(options => options with { Device = device }));

        Assert.IsType(kind, error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_before_the_fit_that_a_file_cannot_be_written()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Evaluate(
            options => options with { Report = Path.Combine(_folder, "missing", "report.html") }));

        Assert.Equal($"--report: there is no folder {Path.Combine(_folder, "missing")}", error.Message);
    }

    [Fact]
    public async Task Refuses_a_protocol_beside_a_test()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Evaluate(options => options with { Test = "cases.txt", Protocol = "leave-one-out" }));

        Assert.StartsWith("--protocol leave-one-out", error.Message, StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<Interaction> Interactions()
    {
        await Task.CompletedTask;
        for (var hour = 0; hour < 100; hour++)
        {
            yield return new()
            {
                Id = new($"i{hour}"),
                Customer = new($"c{hour % 5}"),
                Kind = InteractionKind.View,
                Product = new($"p{hour % 7}"),
                OccurredAt = DateTimeOffset.UnixEpoch.AddHours(hour),
            };
        }
    }

    private async Task<EvaluateDocument> Evaluate(
        Func<EvaluateOptions, EvaluateOptions> change, TextWriter? log = null)
    {
        var data = await Write("sequences.txt", Enumerable.Range(0, Cycle.Customers).Select(
            customer => $"c{customer} {string.Join(' ', Cycle.ItemsOf(customer).ToArray().Select(item => $"p{item}"))}"));
        return await EvaluateCommand.RunAsync(
            change(new() { Data = data, MaskSeen = false }),
            log ?? TextWriter.Null,
            TestContext.Current.CancellationToken);
    }

    private async Task<string> Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return path;
    }

    private static ImmutableSortedDictionary<string, string> Settings(params (string Name, string Value)[] settings) =>
        settings.ToImmutableSortedDictionary(setting => setting.Name, setting => setting.Value);
}
