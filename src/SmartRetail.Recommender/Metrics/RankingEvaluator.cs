using System.Numerics.Tensors;
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
    private const int PopularityK = 10;
    private readonly ItemOrder _order;
    private readonly double[] _popularity;
    private readonly int _threads;

    /// <param name="popularity">How often each item occurs in the training data.</param>
    public RankingEvaluator(IReadOnlyList<int> popularity, int threads = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(popularity);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = threads;
        _order = new(popularity, seed);
        var all = Math.Max(1, popularity.Sum(count => (double)count));
        _popularity = [.. popularity.Select(count => count / all)];
    }

    /// <summary>
    /// Returns the means of <see cref="CaseMetrics.Names"/> and, by name: coverage@k, the share of the items that is in
    /// somebody's first k; popularity@10, the mean share of the training interactions that a listed item has.
    /// </summary>
    /// <param name="maskSeen">Whether items of the history are taken out of the ranking.</param>
    /// <param name="progress">Told the share of the cases that is done, from 0 to 1.</param>
    /// <exception cref="InvalidOperationException">A score is not a number.</exception>
    public RankingReport Evaluate(
        IReadOnlyList<HeldOutCase> cases,
        ISequenceScorer scorer,
        bool maskSeen,
        Action<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(scorer);
        var results = new CaseResults(cases.Count, _order.Count);
        var done = 0;
        var batches = (cases.Count + BatchSize - 1) / BatchSize;
        var largest = Math.Min(BatchSize, cases.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, batches, options, () => new float[largest * _order.Count], EvaluateBatch, _ => { });
        }
        catch (AggregateException errors)
        {
            // One of them says what is wrong; that several threads met it says nothing.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }

        return results.ToReport(cases);

        float[] EvaluateBatch(int batch, ParallelLoopState state, float[] scores)
        {
            var first = batch * BatchSize;
            var count = Math.Min(BatchSize, cases.Count - first);
            var histories = new InteractionSequence[count];
            for (var at = 0; at < count; at++)
            {
                histories[at] = cases[first + at].History;
            }

            scorer.Score(histories, scores.AsSpan(0, count * _order.Count));
            for (var at = 0; at < count; at++)
            {
                Rank(scores.AsSpan(at * _order.Count, _order.Count), cases[first + at], maskSeen, first + at, results);
            }

            progress?.Invoke((double)Interlocked.Add(ref done, count) / cases.Count);
            return scores;
        }
    }

    private void Rank(Span<float> scores, HeldOutCase held, bool maskSeen, int number, CaseResults results)
    {
        ThrowIfNotANumber(scores);
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
            best = _order.Precedes(scores, item, best) ? item : best;
        }

        Span<int> top = stackalloc int[CaseMetrics.MaxK];
        top = top[.._order.SelectTop(scores, top)];
        results.Set(number, top, relevant, _order.PositionOf(scores, best), MeanPopularity(top));
    }

    private double MeanPopularity(ReadOnlySpan<int> top)
    {
        var sum = 0.0;
        var listed = Math.Min(top.Length, PopularityK);
        foreach (var item in top[..listed])
        {
            sum += _popularity[item];
        }

        return listed == 0 ? 0 : sum / listed;
    }

    private static void ThrowIfNotANumber(ReadOnlySpan<float> scores)
    {
        if (!TensorPrimitives.IsNaNAny(scores))
        {
            return;
        }

        var item = 0;
        while (!float.IsNaN(scores[item]))
        {
            item++;
        }

        throw new InvalidOperationException($"the model gave item {item} a score that is not a number");
    }
}
