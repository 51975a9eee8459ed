using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Training.Processes;

/// <summary>What a fit's child process is to do: the file behind <c>fit --spec</c>.</summary>
public sealed record FitSpec
{
    public required string Store { get; init; }

    public required string Run { get; init; }

    public required string Worker { get; init; }

    public required TrainingPlan Plan { get; init; }

    /// <summary>The folder that the artifact is written to.</summary>
    public required string Output { get; init; }

    /// <summary>
    /// The folder whose storage is opened for the interaction log and the catalog, unless the environment names a
    /// database.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>The active model's version, which the fitted one is compared with; null: there is none.</summary>
    public int? Against { get; init; }

    /// <summary>The version that the fit begins with; null: with chance.</summary>
    public int? Prior { get; init; }

    /// <summary>When the run began, before which no worker has read anything; null: with this process.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Workers that share each batch, one thread each.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What it fits with: cpu or cuda:N.</summary>
    public string Device { get; init; } = Fitting.FitDevice.Cpu;

    /// <summary>The time from the child's start to its end, in minutes, that it keeps to.</summary>
    public double MaxMinutes { get; init; } = 4;

    /// <summary>Power of one busy core, in watts, for the estimate of the energy where it cannot be measured.</summary>
    public double WattsPerCore { get; init; } = 10;

    /// <summary>Grams of CO2 for a kilowatt-hour of electricity.</summary>
    public double GramsPerKwh { get; init; } = 400;

    /// <summary>
    /// Whether the process does what the lines of its standard input order, and ends when that ends, which is when its silo
    /// dies. Otherwise it fits the whole store at once.
    /// </summary>
    public bool TakesOrders { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="InvalidDataException">The file is no specification.</exception>
    public static async Task<FitSpec> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(path);
        try
        {
            return await JsonSerializer.DeserializeAsync<FitSpec>(file, Json, cancellationToken)
                ?? throw new InvalidDataException($"{path} is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is no fit specification: {error.Message}", error);
        }
    }

    public Task WriteAsync(string path, CancellationToken cancellationToken = default) =>
        File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(this, Json), cancellationToken);
}
