using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>Goes through the popular products, the most popular first, and marks what it has come by.</summary>
/// <param name="unseen">What may be listed and has not been looked at yet; what the model does not know is in no set.</param>
internal sealed class PopularWalk(PopularItems popular, ItemBitmap unseen)
{
    private int _next;

    public ScoredProduct Scored { get; private set; }

    public int Item { get; private set; }

    /// <summary>The product's number.</summary>
    public int Number => popular.NumberAt(_next - 1);

    public bool IsAtEnd => _next == popular.Items.Length;

    /// <summary>No product that is still to come is more popular.</summary>
    public double Bound => IsAtEnd ? 0 : popular.Products[_next].Score;

    /// <summary>Goes on to the next product that is not seen; false at the end.</summary>
    public bool Next()
    {
        while (!IsAtEnd)
        {
            Item = popular.Items[_next];
            if (Item == PopularItems.NoItem || unseen.Contains(Item))
            {
                Scored = popular.Products[_next++];
                if (Item != PopularItems.NoItem)
                {
                    unseen.Remove(Item);
                }

                return true;
            }

            _next++;
        }

        return false;
    }
}
