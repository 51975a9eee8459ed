namespace SmartRetail.Serving.TopK;

/// <summary>Queries as tiles of bytes take them: in groups, with the same four dimensions of each side by side.</summary>
internal sealed class BoundQueries
{
    private readonly int[] _bytes;
    private readonly int _length;

    public BoundQueries(ReadOnlySpan<BoundQuery> queries, int groupSize)
    {
        _length = queries.IsEmpty ? 0 : queries[0].Coarse.Length;
        GroupSize = groupSize;
        Groups = (queries.Length + groupSize - 1) / groupSize;
        _bytes = new int[Groups * groupSize * _length];
        Factors = new float[Groups * groupSize];
        Terms = new float[Groups * groupSize];
        for (var query = 0; query < queries.Length; query++)
        {
            Factors[query] = queries[query].Factor;
            Terms[query] = queries[query].Term;
            var numbers = queries[query].Coarse;
            var first = (query / groupSize * groupSize * _length) + (query % groupSize);
            for (var number = 0; number < numbers.Length; number++)
            {
                _bytes[first + (number * groupSize)] = numbers[number];
            }
        }
    }

    public int GroupSize { get; }

    public int Groups { get; }

    public float[] Factors { get; }

    public float[] Terms { get; }

    public ref int Group(int group) => ref _bytes[group * GroupSize * _length];
}
