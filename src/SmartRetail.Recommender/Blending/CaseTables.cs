using System.Numerics.Tensors;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Recommender.Blending;

/// <summary>
/// Makes the tables that the weights are learned from. The candidates of a case are the best of each component, and a
/// relevant item that is none of them is left out, with the case where it has no other: how far down the ranking a lost
/// item is shall not count, only what comes first among what may be shown. Learning from all items instead fits the
/// many cases that no component can answer, and ranks worse.
/// </summary>
internal sealed class CaseTables(FeatureSet features, bool maskSeen, int threads)
{
    private const int BatchSize = 32;
    private const int TopOfEach = 40;

    public CaseTable[] Create(IReadOnlyList<HeldOutCase> cases, CancellationToken cancellationToken)
    {
        var tables = new CaseTable[cases.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, (cases.Count + BatchSize - 1) / BatchSize, options, CreateBatch);
        return Array.FindAll(tables, table => table.Relevant.Length > 0);

        void CreateBatch(int batch)
        {
            var first = batch * BatchSize;
            var histories = new InteractionSequence[Math.Min(BatchSize, cases.Count - first)];
            for (var at = 0; at < histories.Length; at++)
            {
                histories[at] = cases[first + at].History;
            }

            var logits = features.Networks.Select(network => Score(network, histories)).ToArray();
            for (var at = 0; at < histories.Length; at++)
            {
                var rows = Array.ConvertAll(logits, scores => scores.AsMemory(at * features.Items, features.Items));
                tables[first + at] = Create(cases[first + at], rows);
            }
        }
    }

    private float[] Score(BlendComponent network, InteractionSequence[] histories)
    {
        var scores = new float[histories.Length * features.Items];
        network.Scorer.Score(histories, scores);
        for (var at = 0; at < histories.Length; at++)
        {
            var row = scores.AsSpan(at * features.Items, features.Items);
            var most = TensorPrimitives.Max(row);
            var sum = 0.0;
            foreach (var logit in row)
            {
                sum += MathF.Exp(logit - most);
            }

            TensorPrimitives.Subtract(row, most + (float)Math.Log(sum), row);
        }

        return scores;
    }

    private CaseTable Create(HeldOutCase held, Memory<float>[] logits)
    {
        var blocks = features.Sparse.Select(sparse => sparse.Describe(held.History)).ToArray();
        var candidates = Choose(held, logits, blocks);
        var width = features.Names.Count;
        var values = new float[candidates.Count * width];
        foreach (var (item, row) in candidates)
        {
            for (var at = 0; at < logits.Length; at++)
            {
                values[(row * width) + at] = logits[at].Span[item];
            }

            for (var at = 0; at < features.Backgrounds.Count; at++)
            {
                values[(row * width) + logits.Length + at] = features.Backgrounds[at][item];
            }
        }

        var column = features.FirstSparse;
        for (var at = 0; at < blocks.Length; at++)
        {
            var items = blocks[at].Items;
            for (var touched = 0; touched < items.Length; touched++)
            {
                if (candidates.TryGetValue(items[touched], out var row))
                {
                    blocks[at][touched].CopyTo(values.AsSpan((row * width) + column));
                }
            }

            column += features.Sparse[at].Names.Count;
            features.Sparse[at].Return(blocks[at]);
        }

        int[] relevant = [.. held.Relevant.ToArray().Where(candidates.ContainsKey).Select(item => candidates[item])];
        return new(values, candidates.Count, relevant, held.Relevant.Length, held.History.Length);
    }

    /// <summary>Each candidate's row.</summary>
    private Dictionary<int, int> Choose(
        HeldOutCase held, Memory<float>[] logits, FeatureBlock[] blocks)
    {
        var candidates = new Dictionary<int, int>();
        var masked = maskSeen ? held.History.Items.ToArray().ToHashSet() : [];
        masked.ExceptWith(held.Relevant.ToArray());
        var best = new PriorityQueue<int, float>();
        foreach (var dense in logits.Concat(features.Backgrounds.Select(row => row.AsMemory())))
        {
            for (var item = 0; item < features.Items; item++)
            {
                Offer(item, dense.Span[item]);
            }

            Take();
        }

        foreach (var block in blocks)
        {
            for (var at = 0; at < block.Items.Length; at++)
            {
                Offer(block.Items[at], block[at][0]);
            }

            Take();
        }

        return candidates;

        void Offer(int item, float score)
        {
            if (best.Count < TopOfEach)
            {
                if (!masked.Contains(item))
                {
                    best.Enqueue(item, score);
                }
            }
            else if (best.TryPeek(out _, out var least) && score > least && !masked.Contains(item))
            {
                best.EnqueueDequeue(item, score);
            }
        }

        void Take()
        {
            while (best.TryDequeue(out var item, out _))
            {
                candidates.TryAdd(item, candidates.Count);
            }
        }
    }
}
