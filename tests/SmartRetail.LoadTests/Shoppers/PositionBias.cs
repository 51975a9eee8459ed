namespace SmartRetail.LoadTests.Shoppers;

/// <summary>Which position of a list is followed: i with a chance in proportion to i^-bias.</summary>
internal static class PositionBias
{
    /// <summary>Returns a position from 1 to <paramref name="count"/>.</summary>
    public static int Draw(int count, double bias, Random chance)
    {
        var total = 0.0;
        for (var position = 1; position <= count; position++)
        {
            total += Math.Pow(position, -bias);
        }

        var left = chance.NextDouble() * total;
        for (var position = 1; position < count; position++)
        {
            left -= Math.Pow(position, -bias);
            if (left < 0)
            {
                return position;
            }
        }

        return count;
    }
}
