using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Grains.Shadows;

/// <summary>
/// One candidate in this silo: takes lists that were answered, makes each again with both models, one after another and away
/// from every request, and counts how they compare.
/// </summary>
internal sealed partial class ShadowRun
{
    private readonly RankingPipeline _pipeline;
    private readonly int _candidates;
    private readonly ShadowMeters _meters;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ShadowTally _tally = new();
    private readonly Channel<ShadowList> _waiting;
    private ISequenceModel? _model;
    private StoreItems? _items;
    private Newcomers _newcomers = Newcomers.None;
    private string? _unready = "the candidate is being loaded";
    private long _made;
    private bool _hasEnded;

    /// <param name="candidates">How many products a ranking keeps, of which a list is made.</param>
    /// <param name="queue">How many lists may wait.</param>
    public ShadowRun(
        ShadowPlan plan,
        RankingPipeline pipeline,
        int candidates,
        int queue,
        ShadowMeters meters,
        TimeProvider clock,
        ILogger logger)
    {
        Plan = plan;
        _pipeline = pipeline;
        _candidates = candidates;
        _meters = meters;
        _clock = clock;
        _logger = logger;
        _waiting = Channel.CreateBounded<ShadowList>(new BoundedChannelOptions(queue) { SingleReader = true });
    }

    public ShadowPlan Plan { get; }

    public ShadowFigures Figures => _tally.Read(Volatile.Read(ref _unready));

    public bool HasEnded => Volatile.Read(ref _hasEnded);

    /// <summary>Whether lists are taken: it has not ended, and its time is not over.</summary>
    public bool IsOpen => !HasEnded && _clock.GetUtcNow() < Plan.EndsAt;

    /// <summary>Takes lists from now on.</summary>
    public void Begin(ISequenceModel model, StoreItems items)
    {
        _model = model;
        _items = items;
        Volatile.Write(ref _unready, null);
        _ = Task.Run(CompareAllAsync);
    }

    /// <summary>Says why the candidate cannot rank in this silo.</summary>
    public void Fail(string reason) => Volatile.Write(ref _unready, reason);

    /// <summary>Takes the list if there is room. Neither waits nor throws: it is called on a request's way.</summary>
    public void Offer(ShadowList list)
    {
        // Another model ranks here by now, or still: its lists say nothing of these two.
        if (!IsOpen || Volatile.Read(ref _unready) is not null || list.View.Model?.Version != Plan.Against)
        {
            return;
        }

        if (!_waiting.Writer.TryWrite(list))
        {
            _tally.Dropped();
            _meters.Dropped();
        }
    }

    /// <summary>Takes no more lists and lets go of the candidate; the figures stay.</summary>
    public void End()
    {
        Volatile.Write(ref _hasEnded, true);
        _waiting.Writer.TryComplete();
    }

    private async Task CompareAllAsync()
    {
        await foreach (var list in _waiting.Reader.ReadAllAsync())
        {
            // What waited when it ended is not compared any more.
            if (!HasEnded)
            {
                Compare(list);
            }
        }

        _model = null;
        _items = null;
        _newcomers = Newcomers.None;
    }

    private void Compare(ShadowList list)
    {
        try
        {
            _newcomers = _newcomers.Update(list.View.Catalog, _model);
            var withCandidate = list.View with { Model = _model, Items = _items!, Newcomers = _newcomers };

            // Taking turns: who is first finds the counts out of the processor's cache.
            var isActiveFirst = _made++ % 2 == 0;
            var first = Make(list, isActiveFirst ? list.View : withCandidate);
            var second = Make(list, isActiveFirst ? withCandidate : list.View);
            var (active, candidate) = isActiveFirst ? (first, second) : (second, first);
            var overlap = _tally.Compared(active.Products, active.Took, candidate.Products, candidate.Took);
            _meters.Compared(overlap, active.Took, candidate.Took);
        }
        catch (Exception error)
        {
            // Whatever a candidate throws concerns its figures and nothing else.
            _meters.Failed();
            if (_tally.Failed(error.Message.Split('\n')[0]))
            {
                // Once: a candidate that fails would do so with each list.
                LogFailed(error, Plan.Candidate);
            }
        }
    }

    // With calls of the model of its own: none that a request waits in.
    private (IReadOnlyList<ProductId> Products, TimeSpan Took) Make(ShadowList list, StoreView view)
    {
        var started = _clock.GetTimestamp();
        var filter = _pipeline.FilterFor(list.Input, view, list.Request);
        var kept = _pipeline.CandidateFilter(list.Input, view, filter);
        var ranked = _pipeline.Rank(list.Input, view, kept, _candidates);
        var made = _pipeline.List(ranked, list.Input, view, filter, list.Request);
        return ([.. made.Products.Select(scored => scored.Product)], _clock.GetElapsedTime(started));
    }

    [LoggerMessage(LogLevel.Warning, "Candidate {Candidate} failed to rank beside the active model")]
    private partial void LogFailed(Exception error, ModelVersion candidate);
}
