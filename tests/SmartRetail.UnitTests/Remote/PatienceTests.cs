using System.Net;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Remote;

namespace SmartRetail.UnitTests.Remote;

/// <summary>What is tried again, when, and until when; the server is scripted and the clock is turned by hand.</summary>
public sealed class PatienceTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedServer _server = new();
    private readonly RemoteStore _store;

    public PatienceTests()
    {
        var http = new HttpClient(_server) { BaseAddress = new("http://retail.example/prefix/") };
        _store = new(http, "shop", new() { Deadline = Deadline, PauseSeed = 1 }, _clock);
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_says()
    {
        _server.Answer(HttpStatusCode.ServiceUnavailable, retryAfter: 3);
        _server.Answer(HttpStatusCode.OK, """{ "accepted": 1, "duplicates": 0, "profiles": { "c": 1 } }""");

        var recording = View();
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        var before = _server.Bodies.Count;
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var recorded = await recording;

        Assert.Equal(1, before);
        Assert.Equal(1, recorded.Accepted);
        Assert.Equal(_server.Bodies[0], _server.Bodies[1]);
    }

    [Fact]
    public async Task Gives_up_at_once_where_the_server_asks_for_longer_than_the_deadline()
    {
        _server.Answer(HttpStatusCode.ServiceUnavailable, retryAfter: 11);

        var problem = await Assert.ThrowsAsync<ProblemException>(View);

        Assert.Equal((503, TimeSpan.FromSeconds(11)), (problem.Status, problem.RetryAfter));
        Assert.Single(_server.Bodies);
    }

    [Fact]
    public async Task Asks_again_when_an_answer_is_lost()
    {
        _server.Lose();
        _server.Answer(HttpStatusCode.OK, """{ "catalogVersion": 1, "modelVersion": null, "products": [] }""");

        var listing = _store.ListPopularAsync(cancellationToken: TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        var list = await listing;

        Assert.Equal(1, list.CatalogVersion);
        Assert.Equal("/prefix/v1/stores/shop/popular?count=10", _server.Paths[1]);
    }

    [Fact]
    public async Task Never_starts_a_second_training_run_for_a_lost_answer()
    {
        _server.Lose();

        await Assert.ThrowsAsync<HttpRequestException>(() => _store.StartTrainingRunAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Single(_server.Paths);
    }

    [Fact]
    public async Task Starts_a_training_run_later_that_was_turned_away_for_its_rate()
    {
        _server.Answer(HttpStatusCode.TooManyRequests, retryAfter: 1);
        _server.Answer(HttpStatusCode.Accepted, """{ "run": "t-7" }""");

        var starting = _store.StartTrainingRunAsync(cancellationToken: TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("t-7", await starting);
    }

    [Fact]
    public async Task Ends_with_the_deadline_when_nobody_answers()
    {
        _server.Hang();

        var recording = View();
        _clock.Advance(Deadline);

        await Assert.ThrowsAsync<TimeoutException>(() => recording);
    }

    [Fact]
    public async Task Ends_when_the_caller_does()
    {
        _server.Hang();
        using var caller = new CancellationTokenSource();

        var recording = _store.RecordAsync([new("c", InteractionKind.View, "cup")], caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
    }

    public void Dispose() => _server.Dispose();

    private Task<Recorded> View() =>
        _store.RecordAsync([new("c", InteractionKind.View, "cup")], TestContext.Current.CancellationToken);
}
