using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartRetail.LoadTests.Clusters;

namespace SmartRetail.LoadTests.Models;

/// <summary>Has a store fit a model to its log and publish it, as anybody does through the API.</summary>
/// <param name="beat">From one look at the run to the next.</param>
internal sealed class ModelFit(HttpClient api, string store, TimeSpan beat)
{
    private readonly string _runs = $"v1/stores/{store}/training-runs";

    /// <summary>Returns when the model ranks.</summary>
    /// <param name="tell">Called with a line when the run goes on to another state.</param>
    /// <exception cref="CannotStartException">No run was started, it failed, or the gate has refused the model.</exception>
    public async Task RunAsync(FitPlan plan, Action<string> tell, CancellationToken cancellationToken)
    {
        var run = await StartAsync(plan, cancellationToken);
        for (var last = ""; ;)
        {
            var status = await ReadAsync(run, cancellationToken);
            var state = (string)status["state"]!;
            if (state != last)
            {
                tell(string.Create(CultureInfo.InvariantCulture, $"{plan.Architecture}: {state}"));
                last = state;
            }

            switch (state)
            {
                case "Completed":
                    return;
                case "Rejected":
                    throw new CannotStartException(
                        $"--with-model: the {plan.Architecture} model was not good enough to go live: {status["gate"]?["reason"]} (--epochs gives it more)");
                case "Failed" or "Cancelled":
                    throw new CannotStartException($"--with-model: the training run ended as {state}: {status["failure"]}");
            }

            await Task.Delay(beat, cancellationToken);
        }
    }

    private async Task<string> StartAsync(FitPlan plan, CancellationToken cancellationToken)
    {
        using var started = await api.PostAsJsonAsync(
            _runs, new { architecture = plan.Architecture, epochs = plan.Epochs, seed = plan.Seed }, JsonSerializerOptions.Web, cancellationToken);
        var answer = await started.Content.ReadAsStringAsync(cancellationToken);
        return started.IsSuccessStatusCode
            ? (string)JsonNode.Parse(answer)!["run"]!
            : throw new CannotStartException($"--with-model: no training run was started: {(int)started.StatusCode}: {answer}");
    }

    private async Task<JsonNode> ReadAsync(string run, CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync(new Uri($"{_runs}/{run}", UriKind.Relative), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new CannotStartException($"--with-model: the training run cannot be followed: {(int)answer.StatusCode}: {text}");
    }
}
