using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Rounds;

namespace SmartRetail.ModelTests.Rounds;

public sealed class RoundFitTests
{
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 60, customers: 400, length: 8, seed: 3);
    private const int Rounds = 24;
    private static readonly FitOptions Options = Fits.Small with { Epochs = 6, Negatives = 40, Patience = null };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void One_worker_s_rounds_are_the_plain_fit_to_the_bit()
    {
        var split = new LeaveOneOutSplit().Split(Cycle) with { Validation = [] };
        using var plain = Architectures.Fit(
            SasRec.Name, Options, new(split.Training, [], MaskSeen: false), cancellationToken: Cancellation);

        using var rounds = Create(split.Training, split.Training.CountItems());
        for (var round = 1; round <= 6; round++)
        {
            rounds.Validate(100, Cancellation);
            rounds.Run(round, 1, 6, workers: 1, progress: null, Cancellation);
        }

        Assert.True(plain.Parameters.Values.SequenceEqual(rounds.Values));
    }

    [Fact]
    public async Task Workers_with_a_part_of_the_customers_each_learn_together_what_neither_learns_alone()
    {
        var split = new LeaveOneOutSplit().Split(Cycle);
        var popularity = split.Training.CountItems();
        SequenceDataset[] halves = [.. Halves(split.Training)];
        using var alone = new RoundTeam([Create(halves[0], popularity)]);
        using var together = new RoundTeam([.. halves.Select(half => Create(half, popularity))]);

        for (var round = 1; round <= Rounds; round++)
        {
            await alone.RunAsync(round, 2, Rounds, OuterStep.Averaging, Cancellation);
            await together.RunAsync(round, 2, Rounds, OuterStep.Averaging, Cancellation);
        }

        Assert.InRange(Ndcg(split, together.Workers[0]), Ndcg(split, alone.Workers[0]) + 0.05, 1);
    }

    [Fact]
    public void A_round_that_is_cancelled_leaves_the_parameters_as_they_were()
    {
        using var fit = Create(Cycle, Cycle.CountItems());
        var before = fit.Values.ToArray();
        using var cancelled = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(
            () => fit.Run(1, 1, 6, workers: 1, _ => cancelled.Cancel(), cancelled.Token));

        Assert.True(before.AsSpan().SequenceEqual(fit.Values));
    }

    [Fact]
    public void What_products_have_in_common_is_counted_as_often_as_they_occur()
    {
        var content = ProductContent.Create(
            Cycle.Vocabulary,
            Cycle.Vocabulary.Products.Select((id, item) =>
                new Product { Id = id, Title = "", Category = item % 3 == 0 ? "third" : "other", Price = 0 }));
        using var fit = Create(Cycle, Cycle.CountItems(), content);
        var table = fit.Spans.Where(span => span.Offset >= Cycle.Vocabulary.Count * Options.Dimensions && span.Width > 0).ToList();
        int[] buckets = [.. table.SelectMany(span => fit.CountsOf(span).ToArray())];
        var third = Cycle.CountItems().Where((_, item) => item % 3 == 0).Sum();

        Assert.Equal(ContentEncoder.Buckets, buckets.Length);
        Assert.Equal(third, buckets[content.Of(0)[0].Bucket]);
        Assert.Equal(Cycle.Interactions - third, buckets[content.Of(1)[0].Bucket]);
        Assert.Equal(2, buckets.Count(count => count > 0));
        Assert.Equal(Cycle.CountItems(), fit.CountsOf(fit.Spans[0]));
        Assert.True(fit.CountsOf(fit.Spans[^1]).IsEmpty);
    }

    private static RoundFit Create(SequenceDataset training, int[] popularity, ProductContent? content = null) => new(
        Architectures.Create(
            SasRec.Name, EncoderShape.Of(Options, training.Vocabulary.Count, content is not null), Options),
        Options,
        new(training, [], MaskSeen: false, content),
        popularity,
        TimeProvider.System);

    private static IEnumerable<SequenceDataset> Halves(SequenceDataset data)
    {
        for (var half = 0; half < 2; half++)
        {
            int[][] sequences = [.. Enumerable.Range(0, data.Customers)
                .Where(customer => customer % 2 == half)
                .Select(customer => data.ItemsOf(customer).ToArray())];
            var offsets = new List<int> { 0 };
            foreach (var sequence in sequences)
            {
                offsets.Add(offsets[^1] + sequence.Length);
            }

            yield return new(data.Vocabulary, [.. sequences.SelectMany(sequence => sequence)], [.. offsets]);
        }
    }

    private static double Ndcg(EvaluationSplit split, RoundFit fit)
    {
        using var scorer = fit.ToFitted(0, 0).CreateScorer();
        return Fits.Evaluate(split, scorer).Metrics["ndcg@10"];
    }
}
