using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Recommendations;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>Products to remove, in one step.</summary>
internal sealed record ProductRemovalBody
{
    private const string Field = "products";

    [Description("From 1 to 1,000 product ids, each once.")]
    [Required, Length(1, ProductRules.MaxBatch)]
    public IReadOnlyList<string?>? Products { get; init; }

    /// <exception cref="InvalidRequestException">There are too many or none, one is no id, or an id comes twice.</exception>
    public ImmutableArray<ProductId> Check()
    {
        var errors = ProductIds.Check(Field, Products, ProductRules.MaxBatch);
        if (errors.IsEmpty)
        {
            var seen = new HashSet<string?>(StringComparer.Ordinal);
            errors =
            [
                .. from product in Products!.Index()
                   where !seen.Add(product.Item)
                   select new FieldError($"{Field}[{product.Index}]", "is the id of an earlier product in the batch"),
            ];
        }

        return errors.IsEmpty ? ProductIds.Read(Products!) : throw new InvalidRequestException(errors);
    }
}
