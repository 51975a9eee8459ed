using System.Collections.Immutable;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Shop.Baskets;

/// <summary>What the customer means to buy, in the order it was put in.</summary>
internal sealed record Basket(ImmutableArray<BasketLine> Lines)
{
    public const int MaxLines = 30;

    public const int MaxQuantity = 99;

    public static Basket Empty { get; } = new([]);

    public int Units => Lines.Sum(line => line.Quantity);

    /// <summary>Returns the basket with one more of the product, or null when there is no room.</summary>
    public Basket? Add(ProductId product, Origin? origin)
    {
        var index = IndexOf(product);
        if (index >= 0)
        {
            var line = Lines[index];
            return line.Quantity < MaxQuantity
                ? new(Lines.SetItem(index, line with { Quantity = line.Quantity + 1 }))
                : null;
        }

        return Lines.Length < MaxLines ? new(Lines.Add(new(product, 1, origin))) : null;
    }

    public Basket Remove(ProductId product)
    {
        var index = IndexOf(product);
        return index >= 0 ? new(Lines.RemoveAt(index)) : this;
    }

    private int IndexOf(ProductId product)
    {
        for (var index = 0; index < Lines.Length; index++)
        {
            if (Lines[index].Product == product)
            {
                return index;
            }
        }

        return -1;
    }
}

/// <summary>Some units of one product, and the recommendation that led to it.</summary>
internal sealed record BasketLine(ProductId Product, int Quantity, Origin? Origin);
