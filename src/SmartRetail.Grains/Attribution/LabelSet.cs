namespace SmartRetail.Grains.Attribution;

/// <summary>
/// The first values of a metric's label, and one word for all that come after: callers name slots, and every name would be kept
/// for ever by whoever stores the metrics.
/// </summary>
internal sealed class LabelSet(int most)
{
    public const string Other = "other";

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public string Bound(string value)
    {
        lock (_values)
        {
            if (_values.Contains(value))
            {
                return value;
            }

            if (_values.Count == most)
            {
                return Other;
            }

            _values.Add(value);
            return value;
        }
    }
}
