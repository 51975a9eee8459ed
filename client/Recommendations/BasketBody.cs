using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>A basket, and how much to put beside it.</summary>
internal sealed record BasketBody
{
    [Description("From 1 to 100 product ids; where the list must be filled up, the last one counts most.")]
    [Required, Length(1, FilledList.MaxBasket)]
    public IReadOnlyList<string?>? Products { get; init; }

    [Description("How many products to answer, from 1 to 100. 10 when absent.")]
    [Range(1, RecommendationRequest.MaxCount)]
    public int? Count { get; init; }

    /// <exception cref="InvalidRequestException">A member breaks a bound.</exception>
    public ImmutableArray<ProductId> Check()
    {
        var errors = ProductIds.Check("products", Products, FilledList.MaxBasket);
        if (Count is < 1 or > RecommendationRequest.MaxCount)
        {
            errors = errors.Add(new("count", $"must be from 1 to {RecommendationRequest.MaxCount}"));
        }

        return errors.IsEmpty ? ProductIds.Read(Products!) : throw new InvalidRequestException(errors);
    }
}
