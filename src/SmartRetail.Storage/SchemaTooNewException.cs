namespace SmartRetail.Storage;

/// <summary>The database was written by a later version of this program; nothing was changed.</summary>
public sealed class SchemaTooNewException(string database, int found, int known) : Exception(
    $"{database} has schema {found}; this version reads up to schema {known}. " +
    "Start the version that wrote it, or restore a backup from before its upgrade.")
{
    public int Found { get; } = found;

    public int Known { get; } = known;
}
