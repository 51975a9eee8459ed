using System.Text.Json;

namespace SmartRetail.LoadTests.Scale;

/// <summary>What was measured on one machine, for sizing others: costs of calls and sizes of what is kept.</summary>
internal sealed record ScaleConstants
{
    public required DateTimeOffset MeasuredAt { get; init; }

    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>A recommendation that is kept since the customer's last interaction.</summary>
    public required CallCost KeptRead { get; init; }

    /// <summary>A recommendation after an interaction: ranked anew.</summary>
    public required CallCost RankedRead { get; init; }

    /// <summary>A recommendation for a customer who is not in memory: read from the log, then ranked.</summary>
    public required CallCost ColdRead { get; init; }

    /// <summary>An interaction, durable when it is answered; with a few other callers to share the commit.</summary>
    public required CallCost Write { get; init; }

    /// <summary>Managed bytes that an active customer holds in a silo, with a history of the sample store.</summary>
    public required double BytesPerCustomer { get; init; }

    /// <summary>Bytes of an interaction in PostgreSQL, its indexes included.</summary>
    public required double BytesPerInteraction { get; init; }

    /// <summary>Bytes of an answer with 20 products over HTTP, without headers.</summary>
    public required double BytesPerAnswer { get; init; }

    /// <exception cref="JsonException">It is no file of the command constants.</exception>
    public static async Task<ScaleConstants> ReadAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<ScaleConstants>(stream, Reports.LoadReport.Json) ?? throw new JsonException($"{path} is empty");
    }

    public Task WriteAsync(string path) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, Reports.LoadReport.Json) + Environment.NewLine);
}
