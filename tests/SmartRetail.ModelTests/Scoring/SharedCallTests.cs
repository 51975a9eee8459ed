using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Training.Artifacts;

namespace SmartRetail.ModelTests.Scoring;

/// <summary>Customers who share a call of the model get the scores that each would get alone.</summary>
public sealed class SharedCallTests : IDisposable
{
    private const int Items = 300;

    // Sums come in another order when more rows are multiplied; the logits are of the order of 1.
    private const double Tolerance = 1e-5;

    private readonly string _folder = Directory.CreateTempSubdirectory("shared-call-").FullName;
    private readonly InteractionSequence[] _histories =
        Sequences.RandomHistories(Items, count: 64, maxLength: 20, seed: 3);

    public static TheoryData<string> Architectures => Fits.Architectures;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task A_history_scores_among_others_of_other_lengths_as_it_does_alone(string architecture)
    {
        var model = await Load(architecture);
        var together = new float[_histories.Length * Items];

        model.Score(_histories, together);

        Assert.InRange(Distance(together, [.. _histories.SelectMany(history => ScoreAlone(model, history))]), 0, Tolerance);
    }

    [Fact]
    public async Task Customers_who_ask_at_once_get_their_own_scores()
    {
        var model = await Load("sasrec");

        var scores = await Task.WhenAll(Enumerable.Range(0, 512).Select(caller => Task.Run(
            () => ScoreShared(model, _histories[caller % _histories.Length]), Token)));

        Assert.All(scores, (own, caller) =>
            Assert.InRange(Distance(own, ScoreAlone(model, _histories[caller % _histories.Length])), 0, Tolerance));
    }

    [Fact]
    public async Task A_history_with_an_unknown_item_fails_alone()
    {
        var model = await Load("sasrec");
        InteractionSequence[] histories = [.. _histories[..20], InteractionSequence.Of(Items), .. _histories[20..]];

        var scores = histories.Select(history => Task.Run(() => ScoreShared(model, history), Token)).ToArray();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => scores[20]);
        var others = await Task.WhenAll(scores.Where((_, at) => at != 20));

        Assert.All(others, (own, at) => Assert.InRange(Distance(own, ScoreAlone(model, _histories[at])), 0, Tolerance));
    }

    private static async Task<float[]> ScoreShared(ISequenceModel model, InteractionSequence history)
    {
        var logits = new float[Items];
        await model.ScoreAsync(history, logits, Token);
        return logits;
    }

    private static float[] ScoreAlone(ISequenceModel model, InteractionSequence history)
    {
        var logits = new float[Items];
        model.Score([history], logits);
        return logits;
    }

    private static double Distance(float[] left, float[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right, (a, b) => Math.Abs(a - b)).Max();
    }

    private async Task<ISequenceModel> Load(string architecture)
    {
        using var fitted = Fits.Random(Items, Fits.Of(architecture), seed: 5, architecture);
        var none = ImmutableSortedDictionary<string, double>.Empty;
        var manifest = new ModelManifest
        {
            Version = 1,
            Store = "shared",
            Architecture = architecture,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Items = Items,
            Dimensions = fitted.Options.Dimensions,
            MaxLength = fitted.Options.MaxLength,
            HyperParameters = none,
            DataFingerprint = "",
            Counts = ImmutableSortedDictionary<string, long>.Empty,
            Metrics = none,
            Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            Sha256 = ImmutableSortedDictionary<string, string>.Empty,
        };
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, Items).Select(item => new ProductId($"p{item}")));
        await ArtifactWriter.WriteAsync(_folder, fitted, vocabulary, manifest, Token);
        return await new OnnxModelLoader(Options.Create(new ServingOptions()), new(new("tests")))
            .LoadAsync(new(manifest, _folder), Token);
    }
}
