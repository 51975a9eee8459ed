using System.Collections.Concurrent;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.ClusterTests;

/// <summary>The real log, with faults on demand before or after the commit.</summary>
internal sealed class FailingLog(IInteractionLog log) : IInteractionLog
{
    private readonly ConcurrentDictionary<CustomerId, TaskCompletionSource> _held = new();
    private readonly HashSet<InteractionId> _refused = [];
    private readonly HashSet<InteractionId> _lostAnswers = [];
    private readonly HashSet<InteractionId> _untold = [];

    /// <summary>Until the returned task source is completed, no row of the customer is read.</summary>
    public TaskCompletionSource HoldReads(CustomerId customer) =>
        _held[customer] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The next append that holds this interaction is refused; nothing is written.</summary>
    public void RefuseOnce(InteractionId interaction) => Add(_refused, interaction);

    /// <summary>The next append that holds this interaction is committed and then fails all the same.</summary>
    public void LoseAnswerOnce(InteractionId interaction) => Add(_lostAnswers, interaction);

    /// <summary>The follower takes this import for a row of the customer's grain, and so does not tell the grain.</summary>
    public void DoNotTell(InteractionId interaction) => Add(_untold, interaction);

    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken = default)
    {
        if (interactions.Any(interaction => Take(_refused, interaction.Id)))
        {
            throw new LogUnavailableException("refused by the test", TimeSpan.FromSeconds(2));
        }

        var outcomes = await log.AppendAsync(store, interactions, cancellationToken);
        return interactions.Any(interaction => Take(_lostAnswers, interaction.Id))
            ? throw new IOException("lost by the test")
            : outcomes;
    }

    public Task<IReadOnlyList<AppendOutcome>> ImportAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken = default) =>
        log.ImportAsync(store, interactions, cancellationToken);

    public async Task<IReadOnlyList<LoggedInteraction>> ReadCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        if (_held.TryGetValue(customer, out var held))
        {
            await held.Task.WaitAsync(cancellationToken);
        }

        return await log.ReadCustomerAsync(store, customer, afterPosition, limit, cancellationToken);
    }

    public Task<IReadOnlyList<LoggedInteraction>> ReadCustomersAsync(
        StoreId store,
        IReadOnlyList<CustomerId> customers,
        long afterPosition,
        int limit,
        CancellationToken cancellationToken = default) =>
        log.ReadCustomersAsync(store, customers, afterPosition, limit, cancellationToken);

    public async Task<IReadOnlyList<LoggedInteraction>> ReadAsync(
        StoreId store, long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        var rows = await log.ReadAsync(store, afterPosition, limit, cancellationToken);
        lock (_untold)
        {
            return [.. rows.Select(row => row with { IsImported = row.IsImported && !_untold.Contains(row.Interaction.Id) })];
        }
    }

    public Task<long> CountCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, CancellationToken cancellationToken = default) =>
        log.CountCustomerAsync(store, customer, afterPosition, cancellationToken);

    public Task<long> CountAsync(StoreId store, CancellationToken cancellationToken = default) =>
        log.CountAsync(store, cancellationToken);

    public Task WaitForAppendAsync(
        StoreId store, long afterPosition, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        log.WaitForAppendAsync(store, afterPosition, atMost, cancellationToken);

    public Task<IReadOnlyList<CustomerId>> SampleCustomersAsync(
        StoreId store, int count, CancellationToken cancellationToken = default) =>
        log.SampleCustomersAsync(store, count, cancellationToken);

    private static void Add(HashSet<InteractionId> faults, InteractionId interaction)
    {
        lock (faults)
        {
            faults.Add(interaction);
        }
    }

    private static bool Take(HashSet<InteractionId> faults, InteractionId interaction)
    {
        lock (faults)
        {
            return faults.Remove(interaction);
        }
    }
}
