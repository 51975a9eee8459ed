using System.Buffers;

namespace SmartRetail.Contracts;

/// <summary>Identifies one retailer's shop: the tenant. 1 to 63 characters of a-z, 0-9 and '-'.</summary>
[GenerateSerializer, Immutable, Alias("StoreId")]
public readonly record struct StoreId([property: Id(0)] string Value)
{
    /// <summary>The longest store id, in characters.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static FieldError? Check(string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return new(field, "is required");
        }

        if (value.Length > MaxLength)
        {
            return new(field, $"has {value.Length} characters; at most {MaxLength} are allowed");
        }

        return value.AsSpan().IndexOfAnyExcept(Allowed) < 0
            ? null
            : new(field, "may hold only a-z, 0-9 and '-'");
    }

    public override string ToString() => Value;
}
