using System.Collections.Immutable;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Training.Evaluation;

/// <summary>What <c>evaluate</c> is to fit and rank.</summary>
public sealed record EvaluateOptions
{
    /// <summary>The file to read.</summary>
    public required string Data { get; init; }

    /// <summary>sequences, sessions, or a format that <see cref="ReadInteractions"/> reads. Default: sequences.</summary>
    public string Format { get; init; } = "sequences";

    /// <summary>
    /// Cases that somebody else held out, one a line, the last item being the target; then they are the test.
    /// Default: none, so that a part of the data is held out.
    /// </summary>
    public string? Test { get; init; }

    /// <summary>
    /// The products, as a table with tabs between its columns (.tsv) or a file that <see cref="ReadProducts"/> reads; used
    /// as content alone. Default: none.
    /// </summary>
    public string? Catalog { get; init; }

    /// <summary>The name of a network or of a count model, auto, or blend. Default: sasrec.</summary>
    public string Architecture { get; init; } = "sasrec";

    /// <summary>
    /// The networks that a blend is of, beside every count model; one that is named twice is fitted with two seeds.
    /// Default: mlp and sasrec.
    /// </summary>
    public ImmutableArray<string> Members { get; init; } = ["mlp", "sasrec"];

    /// <summary>
    /// leave-one-out, last-session, last-order (whose lines share one time) or temporal; all but the first need times.
    /// Default: leave-one-out, or test-cases where <see cref="Test"/> is given, which is not to be combined with another.
    /// </summary>
    public string? Protocol { get; init; }

    /// <summary>
    /// Whether a history's items are taken out of the ranking. Default: true for leave-one-out, false for the others,
    /// where customers come back to a product.
    /// </summary>
    public bool? MaskSeen { get; init; }

    /// <summary>
    /// The share of the products that only the test knows, from 0 to below 1: what a model makes of new products.
    /// Default: 0.
    /// </summary>
    public double ColdShare { get; init; }

    /// <summary>Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Fits with as many seeds, from <see cref="Seed"/> on; the first is the one reported in full. Default: 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Minutes that the whole may take; fits share them and end early to keep to it. Default: no bound.</summary>
    public double? MaxMinutes { get; init; }

    /// <summary>Workers that share each batch, one thread each. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What fits and scores: cpu or cuda:N. Default: cpu.</summary>
    public string Device { get; init; } = Fitting.FitDevice.Cpu;

    /// <summary>Options of the fit by their names in <see cref="FitSettings"/>. Default: the architecture's own.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// The folder of the fits' checkpoints, one a network and seed, written after each epoch; the same command goes on from
    /// them. Default: none.
    /// </summary>
    public string? Checkpoints { get; init; }

    /// <summary>The file that the JSON document is written to. Default: none.</summary>
    public string? Json { get; init; }

    /// <summary>The file that the document is written to as a page to read. Default: none.</summary>
    public string? Report { get; init; }

    /// <summary>Whether the log is a terminal, whose last line may be written anew. Default: false.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Power of one busy core, in watts, where energy cannot be measured. Default: 10.</summary>
    public double WattsPerCore { get; init; } = 10;

    /// <summary>
    /// Grams of CO2 for a kilowatt-hour of electricity. Default: 400, the world's average as expected for 2027; 445 in 2024
    /// (International Energy Agency, Electricity 2025, chapter Emissions).
    /// </summary>
    public double GramsPerKwh { get; init; } = 400;

    /// <summary>Reads a file of interactions (csv, jsonl, …). Default: none, so that only sequences can be read.</summary>
    public Func<string, CancellationToken, IAsyncEnumerable<Interaction>>? ReadInteractions { get; init; }

    /// <summary>Reads a file of products (csv, jsonl, …). Default: none, so that only a .tsv can be read.</summary>
    public Func<string, CancellationToken, IAsyncEnumerable<Product>>? ReadProducts { get; init; }

    /// <exception cref="ArgumentException">A value is out of its bounds, or two do not go together.</exception>
    internal void Validate()
    {
        Check(Seeds is >= 1 and <= 100, "--seeds must be from 1 to 100", Seeds);
        Check(Threads is >= 1 and <= 256, "--threads must be from 1 to 256", Threads);
        Check(MaxMinutes is not <= 0, "--max-minutes must be above 0", MaxMinutes ?? 0);
        Check(ColdShare is >= 0 and < 1, "--cold-share must be from 0 to below 1", ColdShare);
        Check(WattsPerCore > 0, "--watts-per-core must be above 0", WattsPerCore);
        Check(GramsPerKwh >= 0, "--grams-per-kwh must be 0 or more", GramsPerKwh);
        if (!Fitting.FitDevice.IsName(Device))
        {
            throw new ArgumentException($"--device must be auto, cpu or cuda:N, not {Device}");
        }

        CheckFolder(Json, "--json");
        CheckFolder(Report, "--report");
        if (Checkpoints is { } folder && !Directory.Exists(folder))
        {
            throw new ArgumentException($"--checkpoints: there is no folder {folder}");
        }

        if (Test is not null && Protocol is { } protocol)
        {
            throw new ArgumentException($"--protocol {protocol} holds out a part of the data, which --test does already");
        }
    }

    // Said now and not when everything has been fitted.
    private static void CheckFolder(string? file, string option)
    {
        if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is var folder && !Directory.Exists(folder))
        {
            throw new ArgumentException($"{option}: there is no folder {folder}");
        }
    }

    private static void Check(bool isRight, string rule, double value)
    {
        if (!isRight)
        {
            throw new ArgumentException(FormattableString.Invariant($"{rule}, not {value}"));
        }
    }
}
