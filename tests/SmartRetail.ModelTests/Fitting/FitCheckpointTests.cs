using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Fitting;

public sealed class FitCheckpointTests : IDisposable
{
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 60, customers: 200, length: 8, seed: 3);
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoint-").FullName;
    private readonly FitOptions _options;

    public FitCheckpointTests() => _options = Fits.Small with
    {
        Epochs = 4,
        Negatives = 40,
        Checkpoint = Path.Combine(_folder, "fit"),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_fit_that_was_stopped_goes_on_to_the_same_bits()
    {
        using var whole = Fits.Fit(Cycle, _options with { Checkpoint = null });
        Assert.Throws<OperationCanceledException>(() => Fits.Fit(
            Cycle, _options, step => ThrowIf(step is { Epoch: 3, Validation: null })));
        var epochs = new List<int>();

        using var resumed = Fits.Fit(Cycle, _options, step => epochs.Add(step.Epoch));

        Assert.Equal(3, epochs[0]);
        Assert.True(whole.Parameters.Values.SequenceEqual(resumed.Parameters.Values));
        Assert.Equal(whole.BestEpoch, resumed.BestEpoch);
    }

    [Fact]
    public void A_checkpoint_of_other_options_is_refused()
    {
        Fits.Fit(Cycle, _options with { Epochs = 1 }).Dispose();

        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(Cycle, _options));

        Assert.Contains("other options or sequences", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_checkpoint_is_refused()
    {
        Fits.Fit(Cycle, _options).Dispose();
        using (var file = File.OpenWrite(_options.Checkpoint!))
        {
            file.SetLength(file.Length - 1);
        }

        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(Cycle, _options));

        Assert.Contains("not whole", error.Message, StringComparison.Ordinal);
    }

    private static void ThrowIf(bool isReached)
    {
        if (isReached)
        {
            throw new OperationCanceledException();
        }
    }
}
