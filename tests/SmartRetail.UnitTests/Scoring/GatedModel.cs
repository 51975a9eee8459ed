using System.Collections.Concurrent;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Scoring;

/// <summary>Scores an item by how far it is from the last of the history; calls wait for the gate, and are kept.</summary>
internal sealed class GatedModel : ISequenceModel, IDisposable
{
    /// <summary>A history that ends with it cannot be scored.</summary>
    public const int Poison = -1;

    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>The last item of each history, by call.</summary>
    public ConcurrentQueue<int[]> Calls { get; } = new();

    /// <summary>The threads of the calls.</summary>
    public ConcurrentQueue<int> Threads { get; } = new();

    public ModelVersion Version => new(1);

    public int Items => 3;

    public int? FindItem(ProductId product) => null;

    public ProductId GetProduct(int item) => new($"p{item}");

    public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
    {
        int[] last = [.. sequences.Select(sequence => sequence.Items.Span[^1])];
        Calls.Enqueue(last);
        Threads.Enqueue(Environment.CurrentManagedThreadId);
        Gate.Wait();
        for (var at = 0; at < logits.Length; at++)
        {
            logits[at] = last[at / Items] == Poison
                ? throw new InvalidOperationException("poison")
                : last[at / Items] - (at % Items);
        }
    }

    public void ScoreSimilar(int item, Span<float> cosines) => throw new NotSupportedException();

    public void Dispose() => Gate.Dispose();
}
