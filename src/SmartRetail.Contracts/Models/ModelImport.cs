namespace SmartRetail.Contracts.Models;

/// <summary>Under which names a model from another cluster is staged.</summary>
public static class ModelImport
{
    public const string Worker = "import";

    private const string Prefix = "import-";

    public static TrainingRunId NewRun() => new($"{Prefix}{Guid.NewGuid():N}");

    /// <summary>Returns what is wrong with a run's name, or null.</summary>
    public static FieldError? Check(string field, string? run) =>
        run is not null && run.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(run[Prefix.Length..], "N", out _)
            ? null
            : new(field, "must be a name that 'model import' gave");
}
