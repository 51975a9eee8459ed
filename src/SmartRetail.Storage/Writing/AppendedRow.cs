using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Writing;

/// <summary>One interaction that is being appended.</summary>
internal readonly record struct AppendedRow(
    StoreId Store, Interaction Interaction, bool IsImported, DateTimeOffset RecordedAt)
{
    /// <summary>Returns the row as the database would at this position.</summary>
    public LoggedInteraction At(long position) => new(
        position,
        RecordedAt,
        IsImported,
        Interaction.OccurredAt.Offset == TimeSpan.Zero
            ? Interaction
            : Interaction with { OccurredAt = Interaction.OccurredAt.ToUniversalTime() });
}
