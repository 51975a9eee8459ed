using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Client.Audit;

/// <summary>Administrative acts, newest first.</summary>
internal sealed record AuditAnswer(
    ImmutableArray<AuditEntryAnswer> Entries,
    [property: Description("Ask with it as 'before' for the next page; null on the last.")]
    long? Next);

/// <summary>One administrative act.</summary>
internal sealed record AuditEntryAnswer(
    long Position,
    DateTimeOffset At,
    [property: Description("The name of the key, the command or the process.")]
    string By,
    [property: Description("What was asked for; with .failed at its end, that it failed.")]
    string Act,
    [property: Description("Null when it concerns the cluster.")]
    string? Store,
    [property: Description("What it was done to; a customer by a salted hash.")]
    string Subject,
    [property: Description("SHA-256 of the entry and the hash before it.")]
    string Hash)
{
    public static AuditEntryAnswer From(AuditEntry entry) =>
        new(entry.Position, entry.At, entry.By, entry.Act, entry.Store, entry.Subject, entry.Hash);
}

/// <summary>What a check of the trail found.</summary>
internal sealed record AuditFindingAnswer(
    bool IsIntact,
    [property: Description("How many entries are in order, from the first on.")]
    long Entries,
    [property: Description("The hash of the last of them; kept elsewhere, it shows later that the trail was not written anew.")]
    string Head,
    [property: Description("What is wrong with the entry behind them; null when nothing is.")]
    string? Fault);
