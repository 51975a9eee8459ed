using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Fitting;

public sealed class PriorParametersTests
{
    private static readonly Product[] Catalog = [.. Enumerable.Range(0, 9).Select(Sequences.Product)];

    private static readonly ItemVocabulary Earlier = new(Catalog[..8].Select(product => product.Id));

    // Another order, without the first product and with a new one.
    private static readonly ItemVocabulary Later = new(Catalog[1..].Reverse().Select(product => product.Id));

    [Theory]
    [MemberData(nameof(Fits.Architectures), MemberType = typeof(Fits))]
    public void Every_row_and_every_other_parameter_is_what_it_was_though_products_and_their_content_changed(string architecture)
    {
        using var before = Fits.Random(
            8, Fits.Of(architecture), seed: 1, architecture, ProductContent.Create(Earlier, Catalog));
        Product[] moved = [.. Catalog.Select(product => product with { Category = "moved" })];
        var content = ProductContent.Create(Later, moved);
        using var after = Fits.Random(8, Fits.Of(architecture), seed: 2, architecture, content);
        var drawn = after.Parameters[ISequenceEncoder.Items][..Width].ToArray();

        PriorParameters.Of(before, Earlier).CopyTo(after.Parameters, Later, content);

        var rows = EncoderExport.ToMatrix(before);
        var now = EncoderExport.ToMatrix(after);
        Assert.Equal(drawn, after.Parameters[ISequenceEncoder.Items][..Width].ToArray());
        for (var item = 1; item < Later.Count; item++)
        {
            Assert.True(Earlier.TryGetItem(Later[item], out var earlier));
            Assert.All(
                Enumerable.Range(0, Width),
                at => Assert.Equal(rows[(earlier * Width) + at], now[(item * Width) + at], tolerance: 1e-5f));
        }

        Assert.Equal(PriorParameters.NetworkOf(before.Parameters), PriorParameters.NetworkOf(after.Parameters));
    }

    [Fact]
    public void Another_shape_does_not_fit()
    {
        using var before = Fits.Random(8, Fits.Small, seed: 1);
        using var same = Fits.Random(5, Fits.Small, seed: 2);
        using var deeper = Fits.Random(8, Fits.Small with { Layers = 3 }, seed: 2);
        var prior = PriorParameters.Of(before, Earlier);

        Assert.True(prior.Fits(same.Encoder.Layout));
        Assert.False(prior.Fits(deeper.Encoder.Layout));
    }

    private static int Width => Fits.Small.Dimensions;
}
