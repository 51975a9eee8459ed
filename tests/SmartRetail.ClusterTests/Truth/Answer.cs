using SmartRetail.Contracts;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>The lists of one answer.</summary>
/// <param name="CatalogVersion">Null for an answer that does not say it.</param>
internal sealed record Answer(
    long? CatalogVersion, IReadOnlyList<(Question Question, IReadOnlyList<ProductId> Products)> Lists)
{
    public static Answer Of(Question question, long? catalogVersion, IEnumerable<ProductId> products) =>
        new(catalogVersion, [(question, [.. products])]);
}
