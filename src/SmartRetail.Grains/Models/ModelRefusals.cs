using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Grains.Operations;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Models;

/// <summary>The artifacts that this silo has refused: each told once, counted each time, and tried again only now and then.</summary>
internal sealed partial class ModelRefusals(IMeterFactory meters, TimeProvider clock, ILogger<ModelRefusals> logger)
{
    public const string Refusals = "smartretail_model_refusals";

    /// <summary>The reason of an artifact that verifies and does not load.</summary>
    private const string Unloadable = "Unloadable";

    // A large artifact takes seconds to be found torn; what will not verify does not have to be looked at all the time.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<StoreId, (ModelRelease Release, string Message, long At)> _last = new();

    private readonly Counter<long> _count = meters.Create(ServingMeters.MeterName)
        .CreateCounter<long>(Refusals, description: "Model artifacts that were refused, by reason");

    /// <summary>Whether the release was refused so short a time ago that it need not be tried again by itself.</summary>
    public bool IsRefused(StoreId store, ModelRelease release) =>
        _last.TryGetValue(store, out var last) && last.Release == release && clock.GetElapsedTime(last.At) < RetryAfter;

    /// <param name="active">What the store goes on with; null: the counts.</param>
    public void Add(StoreId store, ModelRelease release, ModelVersion? active, Exception error)
    {
        var reason = error is ArtifactRefusedException refused ? refused.Refusal.ToString() : Unloadable;
        _count.Add(1, new KeyValuePair<string, object?>("reason", reason));
        var isNew = !_last.TryGetValue(store, out var last) || last.Release != release || last.Message != error.Message;
        _last[store] = (release, error.Message, clock.GetTimestamp());
        if (isNew)
        {
            LogRefused(store, release.Version, reason, error.Message, active?.ToString() ?? "none, the counts");
        }
    }

    public void Clear(StoreId store) => _last.TryRemove(store, out _);

    [LoggerMessage(LogLevel.Error,
        "Refused model {Version} of store {Store} ({Reason}): {Message}. The model that ranks on: {Active}")]
    private partial void LogRefused(StoreId store, ModelVersion version, string reason, string message, string active);
}
