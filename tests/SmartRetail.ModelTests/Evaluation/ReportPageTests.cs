using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Evaluation.Report;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.ModelTests.Evaluation;

public sealed class ReportPageTests
{
    [Fact]
    public void States_what_the_document_states()
    {
        var page = ReportPage.Of(Document());

        foreach (var text in new[]
        {
            "22,363 customers", "12,101 products", "leave-one-out", "0.0585", "0.0559 to 0.0611", "0.0439",
            "118 s", "2 min 11 s", "412 MiB", "2.21 kJ", "estimated from CPU time", "0.2457 g", "at 400 g/kWh", "1,234 cases",
            "<dt>dimensions</dt><dd>64</dd>", "f00d",
        })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draws_a_dot_for_every_model_in_each_of_three_metrics()
    {
        var page = ReportPage.Of(Document());

        Assert.Equal(3 * 2, page.Split("class=\"dot\"").Length - 1);
    }

    [Fact]
    public void Draws_the_curves_of_all_networks_apart()
    {
        var document = Document();
        var other = document.Candidates[0] with { Name = "gru4rec", IsChosen = false };

        var page = ReportPage.Of(document with { Candidates = document.Candidates.Add(other) });

        Assert.Equal(2, page.Split("class=\"line chosen\"").Length - 1);
        Assert.Equal(2, page.Split("class=\"line line-0\"").Length - 1);
    }

    [Fact]
    public void Puts_the_weights_of_a_feature_in_one_row()
    {
        var page = ReportPage.Of(Document() with
        {
            Weights = Of(("sasrec", 0.5), ("sasrec.2", 0.25), ("sasrec.3", -1), ("idle", 0), ("idle.2", 0), ("idle.3", 0)),
        });

        Assert.Contains("<tr><th>sasrec<td>0.500<td>0.250<td>-1.000<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("idle", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_a_metric_along_its_axis()
    {
        var page = ReportPage.Of(Document());

        // 0.0439 on an axis from 0 to 0.075.
        Assert.Contains("M58.53 10h0", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_names()
    {
        var page = ReportPage.Of(Document() with { Architecture = "<script>alert(1)</script>" });

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_nobody_for_anything()
    {
        var page = ReportPage.Of(Document());

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_what_there_is_none_of()
    {
        var page = ReportPage.Of(Document() with
        {
            Curve = [],
            HyperParameters = Scores.Empty,
            Segments = ImmutableSortedDictionary<string, SegmentReport>.Empty,
            Candidates = [.. Document().Candidates.Select(candidate => candidate with { Curve = [] })],
        });

        Assert.Equal(
            ["Against the floors", "All models", "What it took"],
            page.Split("<h2>").Skip(1).Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Writes_numbers_the_same_way_in_every_country()
    {
        var before = CultureInfo.CurrentCulture;
        var page = ReportPage.Of(Document());
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };

            Assert.Equal(page, ReportPage.Of(Document()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static EvaluateDocument Document()
    {
        var test = Of(("ndcg@10", 0.0585), ("hr@10", 0.0942), ("mrr", 0.0521), ("coverage@10", 0.61));
        var markov = Of(("ndcg@10", 0.0439), ("hr@10", 0.0668), ("mrr", 0.0395), ("coverage@10", 0.86));
        var intervals = ImmutableSortedDictionary<string, double[]>.Empty.Add("ndcg@10", [0.0559, 0.0611]);
        ImmutableArray<EpochScore> curve = [new(1, 7.1, 0.02, 4), new(2, 6.2, 0.05, 8), new(3, 5.9, 0.068, 12)];
        var parameters = Of(("dimensions", 64), ("bestEpoch", 3));
        return new()
        {
            Data = new Dictionary<string, long>
            {
                ["customers"] = 22_363,
                ["products"] = 12_101,
                ["interactions"] = 198_502,
                ["testCases"] = 22_363,
            }.ToImmutableSortedDictionary(),
            Fingerprint = "f00d",
            Protocol = "leave-one-out",
            MaskSeen = true,
            Architecture = "sasrec",
            Seed = 1,
            HyperParameters = parameters,
            Validation = Of(("ndcg@10", 0.068)),
            Test = test,
            Intervals = intervals,
            Segments = ImmutableSortedDictionary<string, SegmentReport>.Empty.Add("new", new(1_234, test)),
            Floors = ImmutableSortedDictionary<string, Scores>.Empty.Add("markov", markov),
            FloorIntervals = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double[]>>.Empty,
            Curve = curve,
            Candidates =
            [
                new("sasrec", true, Of(("ndcg@10", 0.068)), test, intervals, parameters, curve, 118, 221),
                new("markov", false, null, markov, intervals.Clear(), Scores.Empty, [], 0.1, 0.1),
            ],
            FitSeconds = 118,
            TotalSeconds = 131,
            CpuSeconds = 221.4,
            PeakMemoryBytes = 412L * 1_048_576,
            Energy = new(2_211, "estimate", 0.24567, 400, 1.5),
        };
    }

    private static Scores Of(params (string Name, double Value)[] scores) =>
        scores.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value);
}
