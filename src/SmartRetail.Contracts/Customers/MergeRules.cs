using System.Collections.Immutable;

namespace SmartRetail.Contracts.Customers;

/// <summary>
/// The bounds of a merge. Only what is anonymous is merged, and only into what is not: so there are no chains and no circles.
/// </summary>
public static class MergeRules
{
    /// <summary>The most anonymous customers that are merged into one customer at a time.</summary>
    public const int MaxMerged = 1_000;

    /// <summary>How long a merge can be undone.</summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromDays(1);

    /// <summary>Returns every bound that the pair breaks, with the API's field names.</summary>
    public static ImmutableArray<FieldError> Check(CustomerId anonymous, CustomerId customer)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (Identifier.Check("from", anonymous.Value) is { } wrong)
        {
            errors.Add(wrong);
        }
        else if (!anonymous.IsAnonymous)
        {
            errors.Add(new("from", $"must be an anonymous customer: begin with '{CustomerId.AnonymousPrefix}'"));
        }

        if (customer.IsAnonymous)
        {
            errors.Add(new("customer", $"must be known: not begin with '{CustomerId.AnonymousPrefix}'"));
        }

        return errors.ToImmutable();
    }
}
