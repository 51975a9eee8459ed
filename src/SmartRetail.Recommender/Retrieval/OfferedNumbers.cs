namespace SmartRetail.Recommender.Retrieval;

/// <summary>The numbers of products that were offered, of which nearly all are below a bound.</summary>
internal sealed class OfferedNumbers(int bound)
{
    private readonly ItemBitmap _below = new(bound);
    private HashSet<int>? _beyond;

    /// <summary>Adds a number; false when it is there already.</summary>
    public bool Add(int number)
    {
        if (number >= bound)
        {
            return (_beyond ??= []).Add(number);
        }

        var isNew = !_below.Contains(number);
        _below.Add(number);
        return isNew;
    }
}
