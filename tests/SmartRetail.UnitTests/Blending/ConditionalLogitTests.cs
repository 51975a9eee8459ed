using SmartRetail.Recommender.Blending;

namespace SmartRetail.UnitTests.Blending;

public sealed class ConditionalLogitTests
{
    /// <summary>Two candidates, of which the first has the feature.</summary>
    private static readonly CaseTable First = new([1, 0], Candidates: 2, [0], AllRelevant: 1, HistoryLength: 1);
    private static readonly CaseTable Second = First with { Relevant = [1] };

    [Fact]
    public void The_weight_is_the_log_of_the_odds()
    {
        var weights = Fit(shrinkage: 0, prior: 0, First, First, First, Second);

        Assert.Equal(Math.Log(3), weights[0], tolerance: 1e-5);
    }

    [Fact]
    public void A_case_with_both_relevant_counts_half_for_each()
    {
        var both = First with { Relevant = [0, 1], AllRelevant = 2 };

        var weights = Fit(shrinkage: 0, prior: 0, First, both);

        Assert.Equal(Math.Log(3), weights[0], tolerance: 1e-5);
    }

    [Fact]
    public void Shrinkage_keeps_a_weight_near_its_prior()
    {
        // Half of the candidates have the feature, so its mean square is 1/2: at the optimum the gradient p(w) - 1 of
        // the likelihood is that of the penalty, -1/2 · 2 · (w - 1).
        var weight = Fit(shrinkage: 2, prior: 1, First)[0];

        Assert.Equal(1 - (1 / (1 + Math.Exp(-weight))), weight - 1, tolerance: 1e-4);
    }

    [Fact]
    public void Without_cases_the_prior_stays()
    {
        Assert.Equal([0.5], Fit(shrinkage: 1, prior: 0.5));
    }

    [Fact]
    public void Ndcg_counts_the_relevant_items_that_are_no_candidates()
    {
        var table = new CaseTable([3, 2, 1], Candidates: 3, [0, 2], AllRelevant: 3, HistoryLength: 1);

        var ideal = 1 + (1 / Math.Log2(3)) + (1 / Math.Log2(4));
        Assert.Equal((1 + (1 / Math.Log2(4))) / ideal, table.NdcgAt10([1.0]), tolerance: 1e-9);
    }

    [Fact]
    public void Solves_linear_equations()
    {
        // 4x + 2y = 10 and 2x + 3y = 9.
        var solution = Cholesky.Solve([4, 2, 2, 3], [10, 9]);

        Assert.Equal(1.5, solution[0], tolerance: 1e-9);
        Assert.Equal(2, solution[1], tolerance: 1e-9);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(5, 2)]
    [InlineData(99, 2)]
    public void Histories_are_cut_into_thirds_by_length(int length, int third)
    {
        var thirds = HistoryLengths.Thirds([1, 2, 2, 3, 4, 4, 5, 9]);

        Assert.Equal(third, thirds.Of(length));
    }

    private static double[] Fit(double shrinkage, double prior, params CaseTable[] cases) =>
        new ConditionalLogit(shrinkage, threads: 2).Fit(cases, [prior], TestContext.Current.CancellationToken);
}
