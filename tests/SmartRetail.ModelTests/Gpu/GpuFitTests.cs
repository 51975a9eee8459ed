using SmartRetail.ModelTests.Encoders;
using SmartRetail.ModelTests.Fitting;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Energy;
using SmartRetail.Training.Fitting;
using TorchSharp;
using static TorchSharp.torch;

namespace SmartRetail.ModelTests.Gpu;

/// <summary>
/// Fits on the machine's first GPU. Explicit, so that they are run where there is one: by tests/gpu, which says so
/// elsewhere.
/// </summary>
public sealed class GpuFitTests : IDisposable
{
    private const string Gpu = "cuda:0";
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 60, customers: 400, length: 8, seed: 3);

    private readonly string _folder = Directory.CreateTempSubdirectory("gpu-").FullName;

    public static TheoryData<string> Architectures => Fits.Architectures;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory(Explicit = true)]
    [MemberData(nameof(Architectures))]
    public void Every_step_has_the_loss_that_it_has_on_the_processor(string architecture)
    {
        var fit = new StepsOfAFit(architecture, Fits.Of(architecture) with { Negatives = 40 });

        var (expected, _) = fit.Run(device: null);
        var (losses, _) = fit.Run(FitDevice.Open(Gpu));

        Assert.All(expected.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-3 * pair.First));
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Architectures))]
    public void Learns_which_item_follows_which(string architecture)
    {
        var options = Fits.Of(architecture) with { Device = Gpu, Negatives = 40 };
        using var fitted = Fits.Fit(Cycle, options, architecture: architecture);

        var report = Fits.Evaluate(Cycle, fitted);

        Assert.InRange(report.Metrics["accuracy"], 0.95, 1);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Architectures))]
    public void What_is_served_is_what_the_gpu_encodes(string architecture)
    {
        var options = Fits.Of(architecture) with { Device = Gpu, MaxLength = 50 };
        var histories = Sequences.RandomHistories(items: 300, count: 200, maxLength: 50, seed: 8);
        using var fitted = Fits.Random(300, options, seed: 7, architecture);
        using var exported = new ExportedEncoder(fitted);

        var served = exported.Encode(histories, 50);

        Assert.InRange(Distance(served, Encode(fitted, histories)), 0, 1e-4);
    }

    [Fact(Explicit = true)]
    public void A_fit_that_was_stopped_goes_on()
    {
        var options = Fits.Small with { Device = Gpu, Epochs = 4, Checkpoint = Path.Combine(_folder, "fit") };
        Assert.Throws<OperationCanceledException>(() => Fits.Fit(
            Cycle, options, step => ThrowIf(step is { Epoch: 3, Validation: null })));
        var epochs = new List<int>();

        Fits.Fit(Cycle, options, step => epochs.Add(step.Epoch)).Dispose();

        Assert.Equal(3, epochs[0]);
        Assert.Equal(4, epochs[^1]);
    }

    [Fact(Explicit = true)]
    public void A_gpu_that_is_not_there_is_named()
    {
        var missing = $"cuda:{cuda.device_count()}";

        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(Cycle, Fits.Small with { Device = missing }));

        Assert.StartsWith($"there is no {missing}", error.Message, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Too_little_memory_ends_the_fit_with_what_would_help()
    {
        var longHistories = Sequences.Noise(items: 100, customers: 2_000, length: 900, seed: 4);
        var options = Fits.Small with
        {
            Device = Gpu,
            Dimensions = 64,
            Heads = 64,
            MaxLength = 1_000,
            BatchSize = 65_536,
            BatchTokens = 1_000_000,
        };

        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(longHistories, options));

        Assert.StartsWith($"the memory of {Gpu} does not suffice", error.Message, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void The_energy_of_a_fit_is_read_from_the_card()
    {
        var meter = new EnergyMeter(wattsPerCore: 10, Gpu);

        Fits.Fit(Cycle, Fits.Small with { Device = Gpu }).Dispose();
        var used = meter.Read();

        Assert.EndsWith(" and nvml", used.Source, StringComparison.Ordinal);
        Assert.InRange(used.Joules - (meter.CpuUsed.TotalSeconds * 10), 1, 100_000);
    }

    private static float[] Encode(FittedEncoder fitted, InteractionSequence[] histories)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var scorer = fitted.CreateScorer();
        var encodings = scorer.Encode(histories);
        Assert.Equal(DeviceType.CUDA, encodings.device_type);
        return Training.Encoders.FlatParameters.FloatsOf(encodings.cpu()).ToArray();
    }

    private static void ThrowIf(bool isReached)
    {
        if (isReached)
        {
            throw new OperationCanceledException();
        }
    }

    private static double Distance(float[] left, float[] right) =>
        left.Zip(right, (a, b) => Math.Abs(a - b)).Max();
}
