using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using Spectre.Console;

namespace SmartRetail.Silo.Learn;

/// <summary><c>train</c>: starts a training run of a running cluster over HTTP and follows it to its end.</summary>
internal sealed class TrainCommand
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(500);

    private readonly Option<string> _store = new("--store") { HelpName = "STORE", Required = true };

    private readonly Option<string> _architecture = new("--architecture") { DefaultValueFactory = _ => "sasrec" };

    private readonly Option<double?> _privacyEpsilon = new("--privacy-epsilon")
    {
        Description = "Fits with differential privacy: what a customer's coming or going may show (default: not private)",
        HelpName = "X",
    };

    private readonly Option<bool> _warmStart = new("--warm-start")
    {
        Description = "Begin with the active model, for a third of the epochs",
    };

    private readonly Option<string> _server = new("--server")
    {
        Description = "Where the HTTP API is",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "An API key with the scope train (default: the variable SMARTRETAIL_KEY)",
        HelpName = "KEY",
    };

    public TrainCommand() => _architecture.AcceptOnlyFromAmong([.. TrainingPlan.Architectures]);

    public Command ToCommand()
    {
        var command = new Command("train", "Starts a training run of a running cluster and follows it");
        foreach (var option in new Option[] { _store, _architecture, _warmStart, _privacyEpsilon, _server, _key })
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (StoreId.Check("--store", parsed.GetRequiredValue(_store)) is { } wrong)
        {
            return Fail(wrong.ToString());
        }

        using var http = new HttpClient { BaseAddress = new(parsed.GetValue(_server)!.TrimEnd('/') + "/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable("SMARTRETAIL_KEY") ?? "");
        try
        {
            var runs = $"v1/stores/{parsed.GetRequiredValue(_store)}/training-runs";
            using var started = await http.PostAsJsonAsync(
                runs,
                new
                {
                    architecture = parsed.GetValue(_architecture),
                    warmStart = parsed.GetValue(_warmStart),
                    privacy = parsed.GetValue(_privacyEpsilon) is { } epsilon ? new { epsilon } : null,
                },
                cancellationToken);
            if (!started.IsSuccessStatusCode)
            {
                return Fail(await ReadProblemAsync(started, cancellationToken));
            }

            var id = (await started.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("run").GetString();
            var run = await FollowAsync(http, $"{runs}/{id}", cancellationToken);
            WriteTable(run);
            return run.GetProperty("state").GetString() == nameof(TrainingRunState.Completed) ? 0 : 1;
        }
        catch (HttpRequestException error)
        {
            return Fail(error.Message);
        }
    }

    private static Task<JsonElement> FollowAsync(HttpClient http, string url, CancellationToken cancellationToken) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(nameof(TrainingRunState.Queued), maxValue: 1);
                while (true)
                {
                    var run = await http.GetFromJsonAsync<JsonElement>(url, cancellationToken);
                    var state = Enum.Parse<TrainingRunState>(run.GetProperty("state").GetString()!);
                    bar.Description = run.TryGetProperty("loss", out var loss) && loss.ValueKind == JsonValueKind.Number
                        ? $"{state}, epoch {run.GetProperty("epoch")}, loss {loss.GetDouble():0.000}"
                        : state.ToString();
                    bar.Value = run.GetProperty("progress").GetDouble();
                    if (state >= TrainingRunState.Completed)
                    {
                        return run;
                    }

                    await Task.Delay(PollPeriod, cancellationToken);
                }
            });

    private static void WriteTable(JsonElement run)
    {
        if (run.TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.String)
        {
            Console.Error.WriteLine($"error: {failure.GetString()}");
        }

        if (run.TryGetProperty("gate", out var gate) && gate.ValueKind == JsonValueKind.Object)
        {
            var isPassed = gate.GetProperty("passed").GetBoolean();
            Console.WriteLine($"{(isPassed ? "published" : "rejected")}: {gate.GetProperty("reason").GetString()}");
        }

        if (!run.TryGetProperty("metrics", out var metrics) || metrics.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var floors = run.GetProperty("floors").EnumerateObject().ToList();
        var table = new Table().AddColumn("metric").AddColumn("served");
        foreach (var floor in floors)
        {
            table.AddColumn(floor.Name);
        }

        foreach (var metric in metrics.EnumerateObject())
        {
            table.AddRow(
            [
                metric.Name,
                $"{metric.Value.GetDouble():0.0000}",
                .. floors.Select(floor =>
                    floor.Value.TryGetProperty(metric.Name, out var value) ? $"{value.GetDouble():0.0000}" : ""),
            ]);
        }

        AnsiConsole.Write(table);
    }

    private static async Task<string> ReadProblemAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return $"{(int)answer.StatusCode} {problem.GetProperty("title").GetString()}: {problem.GetProperty("detail").GetString()}";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            return $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return 1;
    }
}
