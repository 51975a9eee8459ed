using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Recommender.Metrics;

/// <summary>
/// Ranks all items for every case, never a sample of negatives: sampled metrics order models differently (Krichene and
/// Rendle 2020). Equal scores are ordered by popularity and then by chance from the seed, never by item number, which
/// follows first appearance and so would leak the sequence.
/// </summary>
public sealed class RankingEvaluator
{
    private const int BatchSize = 128;
    private const int TopCount = 20;
    private readonly int[] _order;
    private readonly int[] _placeInOrder;
    private readonly int _threads;

    /// <param name="popularity">How often each item occurs in the training data.</param>
    public RankingEvaluator(IReadOnlyList<int> popularity, int threads = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(popularity);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = threads;
        _order = [.. Enumerable.Range(0, popularity.Count)];
        new Random(seed).Shuffle(_order);
        _order = [.. _order.OrderByDescending(item => popularity[item])];
        _placeInOrder = new int[_order.Length];
        for (var place = 0; place < _order.Length; place++)
        {
            _placeInOrder[_order[place]] = place;
        }
    }

    /// <param name="maskSeen">Whether items of the history are taken out of the ranking.</param>
    /// <param name="progress">Told the share of the cases that is done, from 0 to 1.</param>
    public RankingReport Evaluate(
        IReadOnlyList<HeldOutCase> cases,
        ISequenceScorer scorer,
        bool maskSeen,
        Action<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(scorer);
        var width = CaseMetrics.Names.Count;
        var metrics = new double[cases.Count * width];
        var shown = new int[_order.Length];
        var done = 0;
        var batches = (cases.Count + BatchSize - 1) / BatchSize;
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, batches, options, () => new float[BatchSize * _order.Length], EvaluateBatch, _ => { });
        }
        catch (AggregateException errors)
        {
            // One of them says what is wrong; that several threads met it says nothing.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }

        return Summarize(cases.Count, metrics, shown);

        float[] EvaluateBatch(int batch, ParallelLoopState state, float[] scores)
        {
            var first = batch * BatchSize;
            var count = Math.Min(BatchSize, cases.Count - first);
            var histories = new InteractionSequence[count];
            for (var at = 0; at < count; at++)
            {
                histories[at] = cases[first + at].History;
            }

            scorer.Score(histories, scores.AsSpan(0, count * _order.Length));
            Span<int> top = stackalloc int[TopCount];
            for (var at = 0; at < count; at++)
            {
                var row = scores.AsSpan(at * _order.Length, _order.Length);
                var listed = Rank(row, cases[first + at], maskSeen, top, out var firstPosition);
                CaseMetrics.Compute(
                    top[..listed],
                    cases[first + at].Relevant.Span,
                    firstPosition,
                    metrics.AsSpan((first + at) * width, width));
                foreach (var item in top[..Math.Min(listed, 10)])
                {
                    shown[item] = 1;
                }
            }

            progress?.Invoke((double)Interlocked.Add(ref done, count) / cases.Count);
            return scores;
        }
    }

    private int Rank(Span<float> scores, HeldOutCase held, bool maskSeen, Span<int> top, out int firstPosition)
    {
        var relevant = held.Relevant.Span;
        if (maskSeen)
        {
            foreach (var item in held.History.Items.Span)
            {
                // A relevant item that was seen stays in the ranking: taking it out would make the case unanswerable.
                if (!relevant.Contains(item))
                {
                    scores[item] = float.NegativeInfinity;
                }
            }
        }

        var best = relevant[0];
        foreach (var item in relevant)
        {
            if (float.IsNaN(scores[item]))
            {
                throw new InvalidOperationException($"the model gave item {item} a score that is not a number");
            }

            best = scores[item] > scores[best]
                || (scores[item] == scores[best] && _placeInOrder[item] < _placeInOrder[best]) ? item : best;
        }

        firstPosition = 1;
        for (var item = 0; item < scores.Length; item++)
        {
            if (scores[item] > scores[best]
                || (scores[item] == scores[best] && _placeInOrder[item] < _placeInOrder[best]))
            {
                firstPosition++;
            }
        }

        return SelectTop(scores, top);
    }

    // Visiting the popular items first settles ties: a later item has to be strictly better.
    private int SelectTop(ReadOnlySpan<float> scores, Span<int> top)
    {
        var listed = 0;
        var threshold = float.NegativeInfinity;
        foreach (var item in _order)
        {
            var score = scores[item];
            if (score <= threshold)
            {
                continue;
            }

            var at = listed < top.Length ? listed++ : top.Length - 1;
            while (at > 0 && scores[top[at - 1]] < score)
            {
                top[at] = top[at - 1];
                at--;
            }

            top[at] = item;
            threshold = listed == top.Length ? scores[top[^1]] : float.NegativeInfinity;
        }

        return listed;
    }

    private static RankingReport Summarize(int cases, double[] metrics, int[] shown)
    {
        var width = CaseMetrics.Names.Count;
        var means = new double[width];
        var ndcg = new double[cases];
        for (var at = 0; at < cases; at++)
        {
            ndcg[at] = metrics[(at * width) + CaseMetrics.NdcgAt10];
            for (var metric = 0; metric < width; metric++)
            {
                means[metric] += metrics[(at * width) + metric] / cases;
            }
        }

        var named = CaseMetrics.Names.Zip(means).ToImmutableSortedDictionary(
            pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return new(named.Add("coverage@10", (double)shown.Sum() / shown.Length), ndcg);
    }
}
