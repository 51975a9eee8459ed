using System.Collections.Immutable;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Evaluation;

public sealed class FitSettingsTests
{
    [Fact]
    public void Puts_settings_in_place_of_the_defaults()
    {
        var options = Apply(("dimensions", "32"), ("loss", "softmax"), ("learning-rate", "0.01"), ("max-length", "7"));

        Assert.Equal(
            new FitOptions { Dimensions = 32, Loss = SequenceLoss.Softmax, LearningRate = 0.01, MaxLength = 7 }, options);
    }

    [Theory]
    [InlineData("dimensions", "2", "--dimensions must be from 4 to 1024, not 2")]
    [InlineData("max-length", "many", "--max-length must be N, not 'many'")]
    [InlineData("dropout", "1.5", "--dropout must be from 0 to below 1, not 1.5")]
    public void Names_the_option_and_its_bound(string name, string value, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => Apply((name, value)));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Names_the_values_of_an_enum()
    {
        var error = Assert.Throws<ArgumentException>(() => Apply(("loss", "guess")));

        Assert.StartsWith("--loss must be sampled-softmax|softmax", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describes_every_option_of_a_fit() =>
        Assert.Empty(FitSettings.All.Where(setting => setting.Description.Length == 0));

    private static FitOptions Apply(params (string Name, string Value)[] settings) => FitSettings.Apply(
        new(), settings.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value));
}
