namespace SmartRetail.Contracts.Imports;

/// <summary>An import that is about to be sent.</summary>
/// <param name="Source">The file's name, or what stands for it.</param>
/// <param name="TotalBytes">How long the file is, where that is known: for the progress alone.</param>
[GenerateSerializer, Immutable, Alias("ImportStart")]
public sealed record ImportStart(
    [property: Id(0)] ImportId Import,
    [property: Id(1)] ImportKind Kind,
    [property: Id(2)] ImportFormat Format,
    [property: Id(3)] string Source,
    [property: Id(4)] long? TotalBytes = null)
{
    /// <summary>As the audit trail names it.</summary>
    public override string ToString() => $"{(Kind == ImportKind.Products ? "products" : "interactions")}: {Source}";
}
