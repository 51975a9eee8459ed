using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Models;

/// <summary>
/// What a model artifact is, in its manifest.json. The other files of the folder are encoder.onnx, products.txt (one
/// product id a line; the line is the item), products.f32 (row-major little-endian floats, one row an item) and network.f32
/// (all other parameters, for a later fit to begin with). Format 1 had encoders that took items; this code does not read it.
/// </summary>
public sealed record ModelManifest
{
    public const string ManifestFile = "manifest.json";
    public const string EncoderFile = "encoder.onnx";
    public const string VocabularyFile = "products.txt";
    public const string MatrixFile = "products.f32";
    public const string NetworkFile = "network.f32";

    /// <summary>The format this code writes; another one is refused.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Given by the registry at publication; 0 in a staged artifact.</summary>
    public int Version { get; init; }

    public required string Store { get; init; }

    public required string Architecture { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// When the reading of its data began, or of those that its parent has something of. What was erased before is not in it.
    /// </summary>
    public DateTimeOffset? ReadAt { get; init; }

    public string? Run { get; init; }

    /// <summary>The version that the fit began with; null: with chance.</summary>
    public int? Parent { get; init; }

    public required int Items { get; init; }

    public required int Dimensions { get; init; }

    /// <summary>The longest sequence that the encoder takes; the newest interactions are kept.</summary>
    public required int MaxLength { get; init; }

    public required ImmutableSortedDictionary<string, double> HyperParameters { get; init; }

    /// <summary>Whether a logit takes a product's row by its direction alone. Default: true.</summary>
    public bool IsCosine { get; init; } = true;

    /// <summary>What a score is made of beside the network; null where that could not be learned.</summary>
    public ScoreShares? Shares { get; init; }

    /// <summary>What is promised to customers about the network's parameters; absent where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrivacyGuarantee? Privacy { get; init; }

    /// <summary>SHA-256, in hex, over the prepared training sequences.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>Customers, interactions and items that were trained on, and what preparation left out, by reason.</summary>
    public required ImmutableSortedDictionary<string, long> Counts { get; init; }

    /// <summary>Of what is served: the network and its counts, in their shares.</summary>
    public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

    /// <summary>On the same cases: the network alone, by its architecture's name, and the count models.</summary>
    public required ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>> Floors { get; init; }

    /// <summary>Of the metrics that one was drawn for; null in a manifest from before they were kept.</summary>
    public ImmutableSortedDictionary<string, MetricInterval>? Intervals { get; init; }

    /// <summary>Of the floors' metrics, by their names.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, MetricInterval>>? FloorIntervals { get; init; }

    /// <summary>By <see cref="EnergyPurpose"/>.</summary>
    public ImmutableSortedDictionary<string, double> Joules { get; init; } =
        ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>rapl, nvml or estimate.</summary>
    public string EnergySource { get; init; } = "estimate";

    /// <summary>Grams of CO2 for a kilowatt-hour, as configured; null in a manifest from before it was kept.</summary>
    public double? GramsPerKwh { get; init; }

    /// <summary>SHA-256, in hex, of each other file of the artifact.</summary>
    public required ImmutableSortedDictionary<string, string> Sha256 { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="InvalidDataException">It is not a manifest, or one of another format.</exception>
    public static ModelManifest FromJson(ReadOnlySpan<byte> json)
    {
        ModelManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ModelManifest>(json, Json);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{ManifestFile} cannot be read: {error.Message}", error);
        }

        if (manifest is null || manifest.Format != CurrentFormat)
        {
            throw new InvalidDataException(
                $"{ManifestFile} has format {manifest?.Format}; this version reads {CurrentFormat}: train anew");
        }

        return manifest;
    }
}
