using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Ledgers;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>
/// One of the shoppers who are in the store at a time: makes one call after the other and is somebody else after each
/// session. Its calls are spaced by a schedule of its own; what an answer takes counts from the moment the call was set for.
/// </summary>
/// <param name="gap">The mean number of calls, of all shoppers, between two of this one.</param>
/// <param name="seed">Of all its choices.</param>
internal sealed class Shopper(Crowd crowd, ArrivalSchedule schedule, bool isBot, double gap, Pacing pacing, int seed)
    : IArrival, IThreadPoolWorkItem
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Random _chance = new(seed);
    private readonly AnswerCheck _check = new(crowd);
    private int _customer;
    private int? _comingName;
    private Visit? _visit;
    private double _due;
    private TimeSpan _intended;

    /// <summary>Comes after a first gap, so that a crowd is at its rate at once, and is never above it.</summary>
    public void Come() => Schedule(schedule.Units);

    public void Start(TimeSpan intended)
    {
        _intended = intended;
        crowd.Begin();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute() => _ = StepAsync();

    private async Task StepAsync()
    {
        try
        {
            await ActAsync();
            Schedule(pacing == Pacing.Scheduled ? _due : schedule.Units);
        }
        catch (Exception failure)
        {
            crowd.Fail(failure);
        }
        finally
        {
            crowd.End();
        }
    }

    // Exponential gaps, so that calls come as those of many people who know nothing of each other: a Poisson process.
    private void Schedule(double from)
    {
        _due = from - (gap * Math.Log(1 - _chance.NextDouble()));
        schedule.Add(this, _due);
    }

    private async Task ActAsync()
    {
        var intent = _visit?.Next(crowd.Hot);
        while (intent is null || crowd.Calls.Gaps.Missing.Contains(intent.Kind))
        {
            if (intent is null)
            {
                Leave();
                Enter();
            }

            intent = _visit!.Next(crowd.Hot);
        }

        var sent = crowd.Time.Elapsed;
        var intended = pacing == Pacing.Scheduled ? _intended : sent;
        crowd.Meter.AddStart(sent - intended);
        await CallAsync(intent);
        crowd.Meter.AddCall(intent.Kind, crowd.Time.Elapsed - intended);
    }

    private void Enter()
    {
        _comingName = null;
        var kind = isBot ? VisitKind.Bot : _chance.NextDouble() < crowd.Model.Anonymous ? VisitKind.Anonymous : VisitKind.Known;
        _customer = crowd.Enter(kind, _chance);
        ref var entry = ref crowd.Ledger[_customer];
        var isFirst = _visit is null;
        _visit = new(crowd.Model, crowd.Shelf, _chance, kind, entry.Sent, entry.Bought == 0 ? null : entry.Bought - 1);
        if (isFirst)
        {
            _visit.GoOnFromTheMiddle();
        }
    }

    private void Leave()
    {
        if (_visit is not null)
        {
            crowd.Ledger[_customer].Bought = _visit.Bought + 1 ?? 0;
            crowd.Leave(_customer);
        }
    }

    // As a browser does it: the same call again, an interaction with its id, until somebody answers.
    private async Task CallAsync(Intent intent)
    {
        TimeSpan? failed = null;
        while (true)
        {
            var asked = crowd.Time.Elapsed;
            TimeSpan pause;
            try
            {
                await AttemptAsync(intent, isAgain: failed is not null, asked);
                if (failed is { } since)
                {
                    crowd.Meter.AddUnavailable(crowd.Time.Elapsed - since);
                }

                return;
            }
            catch (CallFailedException failure)
            {
                crowd.Meter.AddFailure();
                failed ??= asked;
                if (!failure.MayRetry || crowd.Time.Elapsed - failed > crowd.Patience)
                {
                    GiveUp(intent, failure);
                    return;
                }

                pause = failure.RetryAfter ?? TimeSpan.FromMilliseconds(_chance.Next(50, 150));
            }

            await Task.Delay(pause < LongestPause ? pause : LongestPause);
        }
    }

    private async Task AttemptAsync(Intent intent, bool isAgain, TimeSpan asked)
    {
        var (calls, none) = (crowd.Calls, CancellationToken.None);
        var name = crowd.Ledger.NameOf(_customer);
        switch (intent.Kind)
        {
            case CallKind.Record:
                crowd.Ledger[_customer].Sent = intent.Acts![^1].Number;
                _check.Recorded(_customer, intent.Acts, await calls.RecordAsync(name, intent.Acts, none), isAgain);
                break;
            case CallKind.Merge:
                await SignInAsync(name);
                break;
            case CallKind.Recommend:
                var known = crowd.Ledger[_customer].Version;
                var list = await calls.RecommendAsync(name, intent.Count, known, none);
                _check.Recommended(_customer, list, known);
                Show(intent, list, asked);
                break;
            default:
                Show(intent, await ListAsync(intent, none), asked);
                break;
        }
    }

    private Task<ShownList> ListAsync(Intent intent, CancellationToken cancellationToken) => intent.Kind switch
    {
        CallKind.Similar => crowd.Calls.ListSimilarAsync(intent.Subject!, intent.Count, cancellationToken),
        CallKind.BoughtTogether => crowd.Calls.ListBoughtTogetherAsync(intent.Subject!, intent.Count, cancellationToken),
        CallKind.Search => crowd.Calls.SearchAsync(intent.Subject!, intent.Count, cancellationToken),
        _ => crowd.Calls.ListPopularAsync(intent.Count, cancellationToken),
    };

    private void Show(Intent intent, ShownList list, TimeSpan asked)
    {
        _check.Listed(intent.Kind, list, asked);
        _visit!.See(list);
    }

    private async Task SignInAsync(string anonymous)
    {
        // The same name when nobody has answered: an anonymous customer becomes one known one.
        var known = _comingName ??= crowd.Ledger.Open(isAnonymous: false);
        var version = await crowd.Calls.MergeAsync(crowd.Ledger.NameOf(known), anonymous, CancellationToken.None);
        _check.Merged(_customer, known, version);
        (_customer, _comingName) = (known, null);
        _visit!.SignedIn();
    }

    private void GiveUp(Intent intent, CallFailedException failure)
    {
        if (!failure.MayRetry)
        {
            crowd.Breaches.Add(LedgerBreach.Wrong, failure.Message);
        }

        crowd.Meter.AddGivenUp();
        if (intent.Acts is { } acts)
        {
            crowd.Ledger.Doubt(_customer, acts[0].Number, acts[^1].Number);
        }
    }
}
