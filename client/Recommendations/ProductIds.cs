using System.Collections.Immutable;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Recommendations;

/// <summary>Product ids as a body lists them.</summary>
internal static class ProductIds
{
    /// <summary>Returns what is wrong: too many or none, or the places of ids that are none.</summary>
    public static ImmutableArray<FieldError> Check(string field, IReadOnlyList<string?>? ids, int most)
    {
        var count = ids?.Count ?? 0;
        return count is 0 || count > most
            ? [new(field, $"has {count} products; from 1 to {most} are allowed")]
            : [.. ids!.Select((id, at) => Identifier.Check($"{field}[{at}]", id)).OfType<FieldError>()];
    }

    /// <summary>Returns checked ids.</summary>
    public static ImmutableArray<ProductId> Read(IReadOnlyList<string?> ids) => [.. ids.Select(id => new ProductId(id!))];
}
