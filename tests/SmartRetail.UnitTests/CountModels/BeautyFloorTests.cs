using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.UnitTests.CountModels;

/// <summary>What counting reaches on the public Beauty sequences: the floors that every network has to beat.</summary>
public sealed class BeautyFloorTests
{
    private static readonly string File = Path.Combine(Repository.DataFolder, "amazon-beauty", "Beauty.txt.gz");

    [Theory]
    [InlineData("popular", 0.0120, 0.0056)]
    [InlineData("markov", 0.0670, 0.0440)]
    [InlineData("itemknn", 0.0633, 0.0361)]
    [InlineData("transitions", 0.0855, 0.0535)]
    public async Task Reaches_the_floor_counted_elsewhere(string name, double hitRate, double ndcg)
    {
        var split = new LeaveOneOutSplit().Split(
            await SequenceFile.ReadAsync(File, TestContext.Current.CancellationToken));
        var model = CountModel.Create(name);
        model.Fit(split.Training);

        var report = new RankingEvaluator(split.Training.CountItems(), threads: 2).Evaluate(
            split.Test, model, maskSeen: true, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(hitRate, report.Metrics["hr@10"], tolerance: 0.001);
        Assert.Equal(ndcg, report.Metrics["ndcg@10"], tolerance: 0.0005);
    }
}
