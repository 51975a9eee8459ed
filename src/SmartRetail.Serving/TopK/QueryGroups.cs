namespace SmartRetail.Serving.TopK;

/// <summary>
/// Queries as tiles take them: in groups with each dimension's factors side by side, and those that are left over one by one.
/// </summary>
internal sealed class QueryGroups
{
    private readonly AlignedArray<float> _factors;

    /// <param name="queries">Query by query.</param>
    public QueryGroups(ReadOnlySpan<float> queries, ProductMatrix matrix, int groupSize)
    {
        Count = queries.Length / matrix.Dimensions;
        GroupSize = groupSize;

        // A group that is at least half full costs less than its queries one by one.
        Groups = groupSize == 1 ? 0 : (Count + (groupSize / 2)) / groupSize;
        Length = matrix.PaddedDimensions;
        _factors = new((long)Math.Max(Groups * groupSize, Count) * Length);
        for (var query = 0; query < Count; query++)
        {
            var factors = queries.Slice(query * matrix.Dimensions, matrix.Dimensions);
            var isGrouped = query < Groups * groupSize;
            var stride = isGrouped ? groupSize : 1;
            var places = isGrouped
                ? _factors.Span[((query / groupSize * groupSize * Length) + (query % groupSize))..]
                : _factors.Span[(query * Length)..];
            for (var dimension = 0; dimension < factors.Length; dimension++)
            {
                places[dimension * stride] = factors[dimension];
            }
        }
    }

    public int Count { get; }

    public int GroupSize { get; }

    public int Groups { get; }

    /// <summary>The first query that is in no group.</summary>
    public int FirstSingle => Math.Min(Groups * GroupSize, Count);

    /// <summary>Factors of one query.</summary>
    public int Length { get; }

    public ref float Group(int group) => ref _factors.Span[group * GroupSize * Length];

    public ref float Single(int query) => ref _factors.Span[query * Length];
}
